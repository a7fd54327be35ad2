"""A worker's rounds: nothing that is said to be under way is without a workflow for long."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.clip_work import note_work, order_work
from archive.catalogue.keep.indexed import note_all_indexed
from archive.catalogue.keep.recording import note_end, order_recording
from archive.catalogue.keep.worker import beat, dead_workers, is_anyone_alive
from archive.catalogue.queries.clip_work import clip_work
from archive.catalogue.queries.desk import one_recording
from archive.catalogue.queries.work import cut_of
from archive.catalogue.values import (
    ClipTask,
    ClipWork,
    IngestState,
    RecordingView,
    WorkKind,
    WorkState,
)
from archive.sentence import Sentence
from jobs.dispatch import Dispatch, clip_work_id, ingest_id
from jobs.engine import open_client, open_jobs_database
from jobs.tending import CLIP_LOST, LOST, Rounds
from jobs.workshop import Workshop
from tests import forum

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def dispatch(workshop: Workshop) -> Iterator[Dispatch]:
    dispatch = Dispatch(workshop.settings)
    yield dispatch
    dispatch.close()


class Recovered(list[list[str]]):
    """Notes whose work was taken over."""

    def __call__(self, executor_ids: list[str]) -> None:
        self.append(executor_ids)


@pytest.fixture
def recovered() -> Recovered:
    return Recovered()


@pytest.fixture
def rounds(workshop: Workshop, dispatch: Dispatch, recovered: Recovered) -> Rounds:
    return Rounds(workshop, dispatch, recovered)


def ordered(catalogue: Catalogue) -> int:
    """A recording whose order never reached the job engine."""
    with catalogue.writing() as db:
        forum.keep(db)
        note_all_indexed(db)
        recording_id, _ = order_recording(
            db, forum.SLUG, "http://127.0.0.1:9/talk", started_at=None, now=NOW
        )
    return recording_id


def seen(catalogue: Catalogue, recording_id: int) -> RecordingView:
    with catalogue.reading() as db:
        return one_recording(db, recording_id)


def test_an_order_whose_second_half_got_lost_is_handed_on(
    rounds: Rounds, catalogue: Catalogue, dispatch: Dispatch
) -> None:
    recording_id = ordered(catalogue)
    rounds.go(NOW)
    rounds.go(NOW)
    name = ingest_id(recording_id, 1)
    assert dispatch.states([name]) == {name: "ENQUEUED"}
    assert seen(catalogue, recording_id).state == IngestState.ORDERED


def test_an_attempt_whose_workflow_ended_without_a_word_has_failed(
    rounds: Rounds, catalogue: Catalogue, dispatch: Dispatch
) -> None:
    recording_id = ordered(catalogue)
    dispatch.ingest(recording_id, 1)
    dispatch.cancel(recording_id, 1)
    rounds.go(NOW)
    view = seen(catalogue, recording_id)
    assert (view.state, view.message) == (IngestState.FAILED, LOST)


def wanted(catalogue: Catalogue) -> ClipTask:
    """A clip's edges, ordered without a word to the job engine."""
    forum.filled(catalogue)
    with catalogue.writing() as db:
        note_all_indexed(db)
        cut = cut_of(db, 1)
        assert cut is not None
        (task,) = order_work(db, cut.first.digest, [WorkKind.EDGES], NOW)
    return task


def work_of(catalogue: Catalogue, task: ClipTask) -> ClipWork:
    with catalogue.reading() as db:
        return clip_work(db, task.digest)[task.kind]


def test_what_a_clip_needs_is_handed_on_once(
    rounds: Rounds, catalogue: Catalogue, dispatch: Dispatch
) -> None:
    task = wanted(catalogue)
    rounds.go(NOW)
    rounds.go(NOW)
    name = clip_work_id(task)
    assert dispatch.states([name]) == {name: "ENQUEUED"}
    assert work_of(catalogue, task).state == WorkState.WAITING


def test_a_clips_work_that_waits_is_called_when_its_time_has_come(
    rounds: Rounds, catalogue: Catalogue, dispatch: Dispatch
) -> None:
    task = wanted(catalogue)
    full = Sentence("The disk is full.")
    with catalogue.writing() as db:
        due = NOW + MINUTE
        note_work(db, task, WorkState.WAITING, now=NOW, message=full, not_before=due)
    names = [clip_work_id(replace(task, attempt=attempt)) for attempt in (1, 2)]
    rounds.go(NOW)
    assert (dispatch.states(names), work_of(catalogue, task).message) == ({}, full)
    rounds.go(due)
    assert dispatch.states(names) == {names[1]: "ENQUEUED"}
    assert (work_of(catalogue, task).message, work_of(catalogue, task).not_before) == (None, None)


def test_a_clips_work_whose_workflow_ended_without_a_word_has_failed(
    rounds: Rounds, catalogue: Catalogue, dispatch: Dispatch
) -> None:
    task = wanted(catalogue)
    dispatch.clip_work(task)
    settings = rounds.workshop.settings
    client = open_client(settings, open_jobs_database(settings))
    client.cancel_workflows([clip_work_id(task)])
    client.destroy()
    rounds.go(NOW)
    work = work_of(catalogue, task)
    assert (work.state, work.message) == (WorkState.FAILED, CLIP_LOST)
    rounds.go(NOW + MINUTE)
    assert work_of(catalogue, task) == work


def test_a_recording_is_called_when_its_time_has_come_and_not_before(
    rounds: Rounds, catalogue: Catalogue, dispatch: Dispatch
) -> None:
    recording_id = ordered(catalogue)
    with catalogue.writing() as db:
        sentence = Sentence("Not live yet.")
        state, due = IngestState.WAITING, NOW + MINUTE
        note_end(db, recording_id, 1, state, now=NOW, message=sentence, not_before=due)
    rounds.go(NOW)
    assert seen(catalogue, recording_id).state == IngestState.WAITING
    rounds.go(due)
    view = seen(catalogue, recording_id)
    assert (view.state, view.attempt, view.not_before) == (IngestState.ORDERED, 2, None)
    name = ingest_id(recording_id, 2)
    assert dispatch.states([name]) == {name: "ENQUEUED"}


def test_an_event_whose_programme_changed_is_refreshed_once(
    rounds: Rounds, catalogue: Catalogue, dispatch: Dispatch
) -> None:
    with catalogue.writing() as db:
        forum.keep(db)
    rounds.go(NOW)
    assert not dispatch.refresh(forum.SLUG), "its refresh is under way already"


def test_an_event_whose_index_is_in_step_is_left_alone(
    rounds: Rounds, catalogue: Catalogue, dispatch: Dispatch
) -> None:
    ordered(catalogue)
    rounds.go(NOW)
    assert dispatch.refresh(forum.SLUG), "nobody has asked for a refresh"


def test_a_dead_peer_is_taken_over_once(
    rounds: Rounds, catalogue: Catalogue, recovered: Recovered
) -> None:
    with catalogue.writing() as db:
        beat(db, "second", NOW - 2 * MINUTE)
        beat(db, "third", NOW - MINUTE / 2)
    rounds.go(NOW)
    rounds.go(NOW + MINUTE / 4)
    assert recovered == [["second"]]
    with catalogue.reading() as db:
        assert dead_workers(db, "first", NOW + 2 * MINUTE) == ["third"]


def test_a_worker_never_thinks_itself_dead(
    rounds: Rounds, catalogue: Catalogue, recovered: Recovered
) -> None:
    rounds.go(NOW)
    rounds.go(NOW + 10 * MINUTE)
    assert recovered == []
    with catalogue.reading() as db:
        assert is_anyone_alive(db, NOW + 10 * MINUTE)
        assert not is_anyone_alive(db, NOW + 12 * MINUTE)


def test_one_duty_that_fails_keeps_no_other_from_being_done(
    workshop: Workshop, dispatch: Dispatch, catalogue: Catalogue
) -> None:
    def fail(_executor_ids: list[str]) -> None:
        raise OSError("no such engine")

    recording_id = ordered(catalogue)
    with catalogue.writing() as db:
        beat(db, "second", NOW - 2 * MINUTE)
    Rounds(workshop, dispatch, fail).go(NOW)
    name = ingest_id(recording_id, 1)
    assert dispatch.states([name]) == {name: "ENQUEUED"}
    with catalogue.reading() as db:
        assert dead_workers(db, "first", NOW) == ["second"], "it is taken over the next time"


def test_what_ended_long_ago_is_forgotten_and_what_ended_lately_is_not(
    catalogue: Catalogue, dispatch: Dispatch
) -> None:
    recording_id = ordered(catalogue)
    dispatch.ingest(recording_id, 1)
    dispatch.cancel(recording_id, 1)
    today = datetime.now(UTC)
    assert dispatch.forget(today) == 0
    assert dispatch.forget(today + timedelta(days=31)) == 1
    assert dispatch.states([ingest_id(recording_id, 1)]) == {}
