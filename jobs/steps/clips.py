"""Stages that make each cut's clip ready to be seen: its picture, its exact edges."""

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from archive.catalogue.keep.clip_work import note_made, order_work
from archive.catalogue.queries.work import cuts_of, ready_recordings
from archive.catalogue.values import WorkKind
from archive.clip.exact import build_clip, read_proof
from archive.clip.poster import make_poster
from archive.cut import CutSpan
from archive.errors import RefusedError, ToolFailedError
from archive.media.ffmpeg import Stop
from archive.media.fragments import load_fragment_index
from archive.storage import RecordingFiles, Rendition, held, recording_files
from jobs.turn import Turn
from jobs.workshop import Workshop

_LOG = logging.getLogger(__name__)


def make_clips(turn: Turn) -> None:
    """A picture and exact edges for everything cut from the event's recordings.

    Not only from this one: what was proposed in another before this one came may have moved.
    """
    cuts = [
        *_cuts_in(turn.workshop, [turn.recording_id]),
        *_event_cuts(turn.workshop, turn.recording().event_slug),
    ]
    for number, cut in enumerate(cuts, start=1):
        turn.check()
        _make_or_order(turn.workshop, cut, WorkKind.POSTER, make_poster_of, turn.stop)
        _make_or_order(turn.workshop, cut, WorkKind.EDGES, make_edges_of, turn.stop)
        turn.report(number / len(cuts))


def make_event_posters(workshop: Workshop, event_slug: str) -> None:
    """A picture for every cut in the event's recordings that has none yet."""
    for cut in _event_cuts(workshop, event_slug):
        _make_or_order(workshop, cut, WorkKind.POSTER, make_poster_of, workshop.stopping.is_set)


def make_event_edges(workshop: Workshop, event_slug: str) -> None:
    """Exact edges for every cut in the event's recordings that has none yet."""
    for cut in _event_cuts(workshop, event_slug):
        _make_or_order(workshop, cut, WorkKind.EDGES, make_edges_of, workshop.stopping.is_set)


def make_poster_of(workshop: Workshop, clip: CutSpan, stop: Stop) -> None:
    """The picture of a clip, unless it is there: a clip's name says which pictures it shows.

    Raises ``RecordingBusyError`` while somebody else makes it, and what ``make_poster`` raises.
    """
    files = recording_files(workshop.settings.media_folder, clip.recording_id)
    target = files.poster(clip.digest)
    with held(RecordingFiles(target.parent)):
        if not target.exists():
            fragments = load_fragment_index(files.fragments)
            make_poster(workshop.tools, files.media, fragments, clip.span, target, stop=stop)


def make_edges_of(workshop: Workshop, clip: CutSpan, stop: Stop) -> None:
    """The exact edges of a clip in every rendition, unless they are there.

    Until then it is widened to keyframes. What can't be done in the small rendition is no matter
    for the other. Raises ``RecordingBusyError`` while somebody else makes them, and what
    ``build_clip`` raises.
    """
    files = recording_files(workshop.settings.media_folder, clip.recording_id)
    folder, small = files.clip(clip.digest), files.small_clip(clip.digest)
    with held(RecordingFiles(folder)):
        _make_edges(files.main, folder, clip, stop)
        if files.small.is_ready:
            try:
                with held(RecordingFiles(small)):
                    _make_edges(files.small, small, clip, stop)
            except (RefusedError, ToolFailedError) as exc:
                _LOG.warning("clip %s stays without a small rendition: %s", clip.digest, exc)


def _make_edges(rendition: Rendition, folder: Path, clip: CutSpan, stop: Stop) -> None:
    if read_proof(folder) is None:
        fragments = load_fragment_index(rendition.fragments)
        build_clip(rendition.media, fragments, clip.span, folder, stop=stop)


def _event_cuts(workshop: Workshop, event_slug: str) -> list[CutSpan]:
    with workshop.catalogue.reading() as db:
        recordings = ready_recordings(db, event_slug)
    return _cuts_in(workshop, recordings)


def _cuts_in(workshop: Workshop, recordings: Iterable[int]) -> list[CutSpan]:
    with workshop.catalogue.reading() as db:
        found = [(one, cuts_of(db, one).values()) for one in recordings]
    return [span for one, cuts in found for cut in cuts for span in cut.in_recording(one)]


def _make_or_order(
    workshop: Workshop,
    clip: CutSpan,
    kind: WorkKind,
    make: Callable[[Workshop, CutSpan, Stop], None],
    stop: Stop,
) -> None:
    """One clip that can't be made keeps no recording back: it is ordered by itself.

    That order tries again, and keeps for the editor to read why it did not go well.
    """
    workshop.check()
    try:
        make(workshop, clip, stop)
        with workshop.catalogue.writing() as db:
            note_made(db, clip.digest, kind, datetime.now(UTC))
    except (RefusedError, ToolFailedError) as exc:
        _LOG.warning("%s of clip %s: %s", kind, clip.digest, exc)
        with workshop.catalogue.writing() as db:
            order_work(db, clip.digest, [kind], datetime.now(UTC))
