"""Dropping clips that no session shows any more and nobody can still be watching."""

import logging
from datetime import datetime
from functools import partial

from archive.catalogue.queries.media import KEPT_PLAYING, clips_in_use
from archive.clip.sweep import drop_stale_clips, drop_unfinished
from archive.storage import RecordingFiles
from jobs.workshop import Workshop

_LOG = logging.getLogger(__name__)


def sweep_clips(workshop: Workshop, now: datetime) -> None:
    """Free the space of pictures, edges and files to take away of cuts moved a while ago."""
    before = now - KEPT_PLAYING
    for folder in (workshop.settings.media_folder / "recordings").glob("[0-9]*"):
        files, kept = RecordingFiles(folder), partial(_in_use, workshop, int(folder.name), now)
        drop_unfinished(files, before)
        for digest in drop_stale_clips(files, before, kept):
            _LOG.info("clip %s of recording %s is dropped", digest, folder.name)


def _in_use(workshop: Workshop, recording_id: int, now: datetime) -> frozenset[str]:
    with workshop.catalogue.reading() as db:
        return clips_in_use(db, recording_id, now)
