"""Stages that make each cut's clip ready to be seen: its picture, its exact edges."""

import logging
from collections.abc import Callable, Iterable
from pathlib import Path

from archive.catalogue.queries.work import cut_of, cuts_of, ready_recordings
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
        make_poster_of(turn.workshop, cut, turn.stop)
        make_edges_of(turn.workshop, cut, turn.stop)
        turn.report(number / len(cuts))


def make_session_poster(workshop: Workshop, session_id: int) -> None:
    """The picture of a session's cut as it is now."""
    _make(workshop, _session_cuts(workshop, session_id), make_poster_of)


def make_session_edges(workshop: Workshop, session_id: int) -> None:
    """The exact edges of a session's cut as it is now."""
    _make(workshop, _session_cuts(workshop, session_id), make_edges_of)


def make_event_posters(workshop: Workshop, event_slug: str) -> None:
    """A picture for every cut in the event's recordings that has none yet."""
    _make(workshop, _event_cuts(workshop, event_slug), make_poster_of)


def make_event_edges(workshop: Workshop, event_slug: str) -> None:
    """Exact edges for every cut in the event's recordings that has none yet."""
    _make(workshop, _event_cuts(workshop, event_slug), make_edges_of)


def make_poster_of(workshop: Workshop, cut: CutSpan, stop: Stop) -> None:
    """The picture of a clip, unless it is there: a clip's name says which pictures it shows.

    Raises ``RecordingBusyError`` while somebody else makes it. Each clip has a lock of its own, so
    that an editor never waits for a download.
    """
    files = recording_files(workshop.settings.media_folder, cut.recording_id)
    target = files.poster(cut.digest)
    with held(RecordingFiles(target.parent)):
        if not target.exists():
            fragments = load_fragment_index(files.fragments)
            make_poster(workshop.tools, files.media, fragments, cut.span, target, stop=stop)


def make_edges_of(workshop: Workshop, cut: CutSpan, stop: Stop) -> None:
    """The exact edges of a clip in every rendition, unless they are there.

    A recording that can't be cut exactly here keeps the clip that is widened to its keyframes; what
    can't be done in one rendition is no matter for the other. Raises ``RecordingBusyError`` while
    somebody else makes them.
    """
    files = recording_files(workshop.settings.media_folder, cut.recording_id)
    folder, small = files.clip(cut.digest), files.small_clip(cut.digest)
    with held(RecordingFiles(folder)):
        _make_edges(files.main, folder, cut, stop)
        if files.small.is_ready:
            with held(RecordingFiles(small)):
                _make_edges(files.small, small, cut, stop)


def _make_edges(rendition: Rendition, folder: Path, cut: CutSpan, stop: Stop) -> None:
    if read_proof(folder) is None:
        try:
            fragments = load_fragment_index(rendition.fragments)
            build_clip(rendition.media, fragments, cut.span, folder, stop=stop)
        except (RefusedError, ToolFailedError) as exc:
            name = rendition.media.name
            _LOG.warning("clip %s of %s stays inexact: %s", cut.digest, name, exc)


def _session_cuts(workshop: Workshop, session_id: int) -> Iterable[CutSpan]:
    with workshop.catalogue.reading() as db:
        cut = cut_of(db, session_id)
    return cut.spans if cut else ()


def _event_cuts(workshop: Workshop, event_slug: str) -> list[CutSpan]:
    with workshop.catalogue.reading() as db:
        recordings = ready_recordings(db, event_slug)
    return _cuts_in(workshop, recordings)


def _cuts_in(workshop: Workshop, recordings: Iterable[int]) -> list[CutSpan]:
    with workshop.catalogue.reading() as db:
        found = [(one, cuts_of(db, one).values()) for one in recordings]
    return [span for one, cuts in found for cut in cuts for span in cut.in_recording(one)]


def _make(
    workshop: Workshop, cuts: Iterable[CutSpan], make: Callable[[Workshop, CutSpan, Stop], None]
) -> None:
    for cut in cuts:
        workshop.check()
        make(workshop, cut, workshop.stopping.is_set)
