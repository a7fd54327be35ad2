"""A stage's turn: what becomes of errors, of a person's word, and of a worker that ends."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from archive.catalogue.keep.recording import (
    cancel_recording,
    note_end,
    order_recording,
    retry_recording,
)
from archive.catalogue.queries.desk import one_recording
from archive.catalogue.values import IngestState, RecordingView, Stage
from archive.errors import (
    ArchiveError,
    RecordingBusyError,
    RefusedError,
    SourceUnavailableError,
    ToolFailedError,
)
from jobs.endings import UNEXPECTED
from jobs.turn import Turn, take_turn
from jobs.workshop import WorkerStoppingError, Workshop
from tests import forum

URL = "http://127.0.0.1/talk"


def ordered(workshop: Workshop) -> int:
    """A recording that was just ordered."""
    with workshop.catalogue.writing() as db:
        forum.keep(db)
        recording_id, _ = order_recording(
            db, forum.SLUG, URL, started_at=None, now=datetime.now(UTC)
        )
    return recording_id


def seen(workshop: Workshop, recording_id: int) -> RecordingView:
    with workshop.catalogue.reading() as db:
        return one_recording(db, recording_id)


class Work:
    """Fails with each of the errors in turn, then succeeds."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.tries = 0

    def __call__(self, _turn: Turn) -> None:
        self.tries += 1
        if self.errors:
            raise self.errors.pop(0)


def run(workshop: Workshop, recording_id: int, work: Callable[[Turn], None]) -> str:
    return take_turn(Turn(workshop, recording_id, 1, Stage.PACK), work)


def test_a_stage_that_ends_well_leaves_the_recording_running(workshop: Workshop) -> None:
    recording_id, work = ordered(workshop), Work()
    assert run(workshop, recording_id, work) == ""
    view = seen(workshop, recording_id)
    assert (view.state, view.stage, work.tries) == (IngestState.RUNNING, Stage.PACK, 1)


def test_a_refusal_is_shown_and_not_tried_again(workshop: Workshop) -> None:
    recording_id, work = ordered(workshop), Work(RefusedError("“{name}” is private.", name="x"))
    assert run(workshop, recording_id, work) == "refused"
    view = seen(workshop, recording_id)
    assert (view.state, str(view.message)) == (IngestState.REFUSED, "“x” is private.")
    assert (view.not_before, work.tries) == (None, 1)


def test_a_passing_trouble_is_tried_again_and_forgotten(workshop: Workshop) -> None:
    recording_id, work = ordered(workshop), Work(RecordingBusyError("Busy."))
    assert run(workshop, recording_id, work) == ""
    view = seen(workshop, recording_id)
    assert (view.state, view.message, work.tries) == (IngestState.RUNNING, None, 2)


def test_a_lasting_trouble_waits_and_says_why(workshop: Workshop) -> None:
    recording_id = ordered(workshop)
    work = Work(*[RecordingBusyError("Busy.")] * 3)
    before = datetime.now(UTC)
    assert run(workshop, recording_id, work) == "waiting"
    view = seen(workshop, recording_id)
    assert (view.state, str(view.message), work.tries) == (IngestState.WAITING, "Busy.", 3)
    assert view.not_before is not None
    assert view.not_before >= before + timedelta(minutes=1)


def test_a_source_that_says_when_is_waited_for_until_then(workshop: Workshop) -> None:
    at = datetime(2099, 1, 1, tzinfo=UTC)
    recording_id = ordered(workshop)
    work = Work(SourceUnavailableError("Not live yet.", not_before=at))
    assert run(workshop, recording_id, work) == "waiting"
    assert (seen(workshop, recording_id).not_before, work.tries) == (at, 1)


@pytest.mark.parametrize(("failures", "outcome", "tries"), [(1, "", 2), (2, "failed", 2)])
def test_a_tool_gets_two_tries(workshop: Workshop, failures: int, outcome: str, tries: int) -> None:
    recording_id = ordered(workshop)
    error = ToolFailedError("ffmpeg ended badly.", command=("ffmpeg",), last_lines=("oh",))
    work = Work(*[error] * failures)
    assert (run(workshop, recording_id, work), work.tries) == (outcome, tries)


def test_what_nobody_foresaw_fails_with_a_general_sentence(workshop: Workshop) -> None:
    recording_id, work = ordered(workshop), Work(KeyError("secret"))
    assert run(workshop, recording_id, work) == "failed"
    view = seen(workshop, recording_id)
    assert (view.state, view.message, work.tries) == (IngestState.FAILED, UNEXPECTED, 1)


def test_a_cancelled_recording_stops_at_its_next_word(workshop: Workshop) -> None:
    recording_id = ordered(workshop)

    def work(turn: Turn) -> None:
        with workshop.catalogue.writing() as db:
            cancel_recording(db, recording_id, datetime.now(UTC))
        turn.check()

    assert run(workshop, recording_id, work) == "cancelled"
    view = seen(workshop, recording_id)
    assert (view.state, view.message) == (IngestState.CANCELLED, None)


def test_an_attempt_that_was_overtaken_does_nothing(workshop: Workshop) -> None:
    recording_id, work = ordered(workshop), Work()
    with workshop.catalogue.writing() as db:
        cancel_recording(db, recording_id, datetime.now(UTC))
        retry_recording(db, recording_id, datetime.now(UTC))
    assert run(workshop, recording_id, work) == "cancelled"
    view = seen(workshop, recording_id)
    assert (view.state, view.attempt, work.tries) == (IngestState.ORDERED, 2, 0)


def test_a_worker_thought_dead_does_not_undo_what_its_peer_finished(workshop: Workshop) -> None:
    recording_id = ordered(workshop)

    def work(_turn: Turn) -> None:
        with workshop.catalogue.writing() as db:
            note_end(db, recording_id, 1, IngestState.READY, now=datetime.now(UTC))
        raise RefusedError("Too late.")

    run(workshop, recording_id, work)
    view = seen(workshop, recording_id)
    assert (view.state, view.message) == (IngestState.READY, None)


@pytest.mark.parametrize("error", [RefusedError("No."), RecordingBusyError("Busy."), OSError()])
def test_a_worker_that_ends_leaves_the_stage_to_begin_again(
    workshop: Workshop, error: Exception
) -> None:
    recording_id = ordered(workshop)

    def work(_turn: Turn) -> None:
        workshop.stopping.set()
        raise error

    with pytest.raises(WorkerStoppingError):
        run(workshop, recording_id, work)
    view = seen(workshop, recording_id)
    assert (view.state, view.message) == (IngestState.RUNNING, None)


def test_a_worker_that_ends_begins_no_stage(workshop: Workshop) -> None:
    recording_id, work = ordered(workshop), Work()
    workshop.stopping.set()
    with pytest.raises(WorkerStoppingError):
        run(workshop, recording_id, work)
    assert (seen(workshop, recording_id).state, work.tries) == (IngestState.ORDERED, 0)


def test_progress_is_kept_with_what_is_left(workshop: Workshop) -> None:
    recording_id = ordered(workshop)
    turn = Turn(workshop, recording_id, 1, Stage.PACK)
    turn.report(0.25)
    progress = seen(workshop, recording_id).progress
    assert (progress.done, progress.total, progress.fraction) == (0.25, 1.0, 0.25)
    assert progress.eta_seconds is not None


def test_words_that_follow_too_closely_are_left_out(workshop: Workshop) -> None:
    recording_id = ordered(workshop)
    turn = Turn(workshop, recording_id, 1, Stage.PACK)
    for hundredth in range(1, 4):
        turn.report(hundredth / 100)
    assert seen(workshop, recording_id).progress.done == 0.01


def test_archive_errors_cross_into_the_catalogue_with_their_values(workshop: Workshop) -> None:
    recording_id = ordered(workshop)
    error: ArchiveError = RefusedError("Line {line} of “{file}”.", line=3, file="a")
    run(workshop, recording_id, Work(error))
    message = seen(workshop, recording_id).message
    assert message is not None
    assert (message.template, message.values) == (
        "Line {line} of “{file}”.",
        {"line": 3, "file": "a"},
    )
