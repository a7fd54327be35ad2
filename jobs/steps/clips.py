"""Stages that make each cut's clip ready to be seen: its picture."""

from collections.abc import Iterable

from archive.catalogue.queries.work import cut_of, cuts_of, ready_recordings
from archive.clip.poster import make_poster
from archive.cut import Cut
from archive.media.ffmpeg import Stop
from archive.media.fragments import load_fragment_index
from archive.storage import RecordingFiles, held, recording_files
from jobs.turn import Turn
from jobs.workshop import Workshop


def make_posters(turn: Turn) -> None:
    """A picture for every cut in the recording."""
    with turn.workshop.catalogue.reading() as db:
        cuts = tuple(cuts_of(db, turn.recording_id).values())
    for number, cut in enumerate(cuts, start=1):
        turn.check()
        make_poster_of(turn.workshop, cut, turn.stop)
        turn.report(number / len(cuts))


def make_session_poster(workshop: Workshop, session_id: int) -> None:
    """The picture of a session's cut as it is now."""
    with workshop.catalogue.reading() as db:
        cut = cut_of(db, session_id)
    _make(workshop, [cut] if cut else [])


def make_event_posters(workshop: Workshop, event_slug: str) -> None:
    """A picture for every cut in the event's recordings that has none yet."""
    with workshop.catalogue.reading() as db:
        found = [cuts_of(db, recording_id) for recording_id in ready_recordings(db, event_slug)]
    _make(workshop, [cut for cuts in found for cut in cuts.values()])


def make_poster_of(workshop: Workshop, cut: Cut, stop: Stop) -> None:
    """The picture of a cut, unless it is there: a clip's name says which pictures it shows.

    Raises ``RecordingBusyError`` while somebody else makes it. Each clip has a lock of its own, so
    that an editor never waits for a download.
    """
    files = recording_files(workshop.settings.media_folder, cut.recording_id)
    target = files.poster(cut.digest)
    with held(RecordingFiles(target.parent)):
        if not target.exists():
            fragments = load_fragment_index(files.fragments)
            make_poster(workshop.tools, files.media, fragments, cut.span, target, stop=stop)


def _make(workshop: Workshop, cuts: Iterable[Cut]) -> None:
    for cut in cuts:
        workshop.check()
        make_poster_of(workshop, cut, workshop.stopping.is_set)
