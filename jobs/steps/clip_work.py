"""One try at something made for a clip: it notes how it goes, and why it did not go well."""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from archive.catalogue.keep.clip_work import begin_work, note_work
from archive.catalogue.queries.clip_work import known_clip
from archive.catalogue.queries.work import cuts_of
from archive.catalogue.values import ClipTask, IngestState, WorkKind, WorkState
from archive.cut import CutSpan
from archive.errors import ToolFailedError, TryAgainError
from archive.media.ffmpeg import Stop
from jobs.endings import next_try, sentence_of
from jobs.steps.clips import make_edges_of, make_poster_of
from jobs.steps.downloads import make_movie_of, make_sound_of
from jobs.turn import try_until_ended
from jobs.workshop import Workshop

_LOG = logging.getLogger(__name__)

MAKERS: Mapping[WorkKind, Callable[[Workshop, CutSpan, Stop], None]] = {
    WorkKind.POSTER: make_poster_of,
    WorkKind.EDGES: make_edges_of,
    WorkKind.MOVIE: make_movie_of,
    WorkKind.SOUND: make_sound_of,
}

_STATES = {
    IngestState.REFUSED: WorkState.REFUSED,
    IngestState.WAITING: WorkState.WAITING,
}
_NOTE_AGAIN_SECONDS = 30.0


def do_clip_work(workshop: Workshop, task: ClipTask) -> str:
    """Make it, and note that it is there; gives the state it ended in, nothing when well.

    An error is answered by its class (``jobs.endings``): what may pass by itself is tried again at
    its time, the rest is kept for the editor to read. Raises ``WorkerStoppingError`` when the
    worker ends meanwhile.
    """

    def make() -> None:
        clip = _begin(workshop, task)
        if clip is not None:
            MAKERS[task.kind](workshop, clip, workshop.stopping.is_set)
            _note(workshop, task, WorkState.READY)

    def end(error: Exception, state: IngestState) -> str:
        _keep_noting(workshop, lambda: _note_end(workshop, task, error, state))
        return str(state)

    return try_until_ended(workshop, f"{task.kind} of clip {task.digest}", make, end)


def _begin(workshop: Workshop, task: ClipTask) -> CutSpan | None:
    """The clip, if it is still some session's and this attempt still wanted."""
    with workshop.catalogue.writing() as db:
        clip = known_clip(db, task.digest)
        cuts = cuts_of(db, clip.recording_id).values() if clip else ()
        is_shown = any(clip in cut.spans for cut in cuts)
        return clip if begin_work(db, task, is_shown=is_shown, now=_now()) else None


def _note(workshop: Workshop, task: ClipTask, state: WorkState) -> None:
    with workshop.catalogue.writing() as db:
        note_work(db, task, state, now=_now())


def _note_end(workshop: Workshop, task: ClipTask, error: Exception, state: IngestState) -> None:
    now = _now()
    not_before = next_try(error, task.attempt, now) if state == IngestState.WAITING else None
    with workshop.catalogue.writing() as db:
        note_work(
            db,
            task,
            _STATES.get(state, WorkState.FAILED),
            now=now,
            message=sentence_of(error),
            last_lines=error.last_lines if isinstance(error, ToolFailedError) else (),
            not_before=not_before,
        )


def _keep_noting(workshop: Workshop, note: Callable[[], None]) -> None:
    """A disk that is full for the work may be full for the note: then it is noted later."""
    while True:
        try:
            return note()
        except TryAgainError as exc:
            _LOG.warning("what happened can't be noted yet: %s", exc)
            workshop.wait(_NOTE_AGAIN_SECONDS)


def _now() -> datetime:
    return datetime.now(UTC)
