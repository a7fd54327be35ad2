"""What may be asked of the job runner, and that no order gets lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.clip_work import note_work, order_work
from archive.catalogue.queries.clip_work import tasks_under_way
from archive.catalogue.queries.desk import one_recording
from archive.catalogue.queries.work import cut_of
from archive.catalogue.values import ClipTask, IngestState, WorkKind, WorkState
from archive.errors import NotFoundError, RefusedError, SourceRefusedError
from archive.settings import YOUTUBE_HOSTS, Settings
from jobs.dispatch import Dispatch, clip_work_id, ingest_id
from jobs.orders import Orders
from tests import forum

URL = "http://127.0.0.1:9/talk"


@pytest.fixture
def orders(settings: Settings, catalogue: Catalogue) -> Iterator[Orders]:
    with catalogue.writing() as db:
        forum.keep(db)
    orders = Orders(settings, catalogue)
    yield orders
    orders.close()


@pytest.fixture
def dispatch(settings: Settings) -> Iterator[Dispatch]:
    dispatch = Dispatch(settings)
    yield dispatch
    dispatch.close()


def state(catalogue: Catalogue, recording_id: int) -> tuple[IngestState, int]:
    with catalogue.reading() as db:
        view = one_recording(db, recording_id)
    return view.state, view.attempt


def test_an_order_stands_in_the_catalogue_and_on_the_queue(
    orders: Orders, catalogue: Catalogue, dispatch: Dispatch
) -> None:
    recording_id = orders.order_ingest(forum.SLUG, URL)
    assert state(catalogue, recording_id) == (IngestState.ORDERED, 1)
    name = ingest_id(recording_id, 1)
    assert dispatch.states([name]) == {name: "ENQUEUED"}


def test_the_same_address_ordered_again_is_the_same_recording(
    orders: Orders, catalogue: Catalogue
) -> None:
    first = orders.order_ingest(forum.SLUG, URL)
    assert orders.order_ingest(forum.SLUG, f"  {URL} ") == first
    assert state(catalogue, first) == (IngestState.ORDERED, 1)


def test_one_video_under_two_addresses_is_one_recording(
    settings: Settings, catalogue: Catalogue
) -> None:
    with catalogue.writing() as db:
        forum.keep(db)
    counter = Orders(replace(settings, source_hosts=YOUTUBE_HOSTS), catalogue)
    first = counter.order_ingest(forum.SLUG, "https://youtu.be/a1B2-c3_D4e?t=12")
    second = counter.order_ingest(forum.SLUG, "https://www.youtube.com/live/a1B2-c3_D4e")
    counter.close()
    with catalogue.reading() as db:
        kept = one_recording(db, first).source_url
    assert (second, kept) == (first, "https://www.youtube.com/watch?v=a1B2-c3_D4e")


def test_a_start_that_a_person_gave_is_kept(orders: Orders, catalogue: Catalogue) -> None:
    began = datetime(2026, 5, 7, 5, tzinfo=UTC)
    recording_id = orders.order_ingest(forum.SLUG, URL, began)
    with catalogue.reading() as db:
        assert one_recording(db, recording_id).started_at == began


def test_an_address_that_is_not_allowed_is_refused_before_anything_is_kept(
    orders: Orders, catalogue: Catalogue
) -> None:
    with pytest.raises(SourceRefusedError):
        orders.order_ingest(forum.SLUG, "https://example.org/talk")
    with catalogue.reading() as db, pytest.raises(NotFoundError):
        one_recording(db, 1)


def test_an_event_that_is_not_there_is_refused(orders: Orders) -> None:
    with pytest.raises(NotFoundError):
        orders.order_ingest("nowhere", URL)


def test_cancelling_takes_the_order_off_the_queue(
    orders: Orders, catalogue: Catalogue, dispatch: Dispatch
) -> None:
    recording_id = orders.order_ingest(forum.SLUG, URL)
    orders.cancel(recording_id)
    assert state(catalogue, recording_id) == (IngestState.CANCELLED, 1)
    name = ingest_id(recording_id, 1)
    assert dispatch.states([name]) == {name: "CANCELLED"}
    with pytest.raises(RefusedError):
        orders.cancel(recording_id)


def test_trying_again_is_a_new_attempt_and_refused_while_one_is_under_way(
    orders: Orders, catalogue: Catalogue, dispatch: Dispatch
) -> None:
    recording_id = orders.order_ingest(forum.SLUG, URL)
    with pytest.raises(RefusedError):
        orders.retry(recording_id)
    orders.cancel(recording_id)
    assert orders.retry(recording_id) == 2
    assert state(catalogue, recording_id) == (IngestState.ORDERED, 2)
    names = [ingest_id(recording_id, attempt) for attempt in (1, 2)]
    assert dispatch.states(names) == dict(zip(names, ("CANCELLED", "ENQUEUED"), strict=True))


def digest_of(catalogue: Catalogue, session_id: int = 1) -> str:
    with catalogue.reading() as db:
        cut = cut_of(db, session_id)
    assert cut is not None
    return cut.first.digest


def test_what_a_clip_needs_is_ordered_once_until_it_has_ended(
    orders: Orders, catalogue: Catalogue, dispatch: Dispatch
) -> None:
    forum.filled(catalogue)
    digest = digest_of(catalogue)
    names = [clip_work_id(ClipTask(digest, WorkKind.EDGES, attempt)) for attempt in (1, 2)]
    for _ in range(2):
        orders.order_clip(digest, WorkKind.EDGES)
    assert dispatch.states(names) == {names[0]: "ENQUEUED"}
    with catalogue.writing() as db:
        (task,) = tasks_under_way(db)
        note_work(db, task, WorkState.FAILED, now=forum.NOW)
    orders.order_clip(digest, WorkKind.EDGES)
    assert dispatch.states(names) == dict.fromkeys(names, "ENQUEUED")


def test_a_clip_that_no_session_ever_had_is_not_made(orders: Orders, dispatch: Dispatch) -> None:
    with pytest.raises(NotFoundError):
        orders.order_clip("0" * 20, WorkKind.EDGES)


def test_only_one_clips_orders_are_handed_on_at_once(
    orders: Orders, catalogue: Catalogue, dispatch: Dispatch
) -> None:
    forum.filled(catalogue)
    with catalogue.writing() as db:
        tasks = [
            order_work(db, digest_of(catalogue, session_id), [WorkKind.EDGES], forum.NOW)[0]
            for session_id in (1, 2)
        ]
    orders.hand_on_clips({tasks[0].digest})
    names = [clip_work_id(task) for task in tasks]
    assert dispatch.states(names) == {names[0]: "ENQUEUED"}


@pytest.fixture
def unheard(settings: Settings, catalogue: Catalogue) -> Iterator[Orders]:
    """Orders to a job engine whose database does not answer."""
    with catalogue.writing() as db:
        forum.keep(db)
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    orders = Orders(replace(settings, jobs_database_url=nowhere), catalogue)
    yield orders
    orders.close()


def test_an_order_stands_while_the_job_engine_does_not_answer(
    unheard: Orders, catalogue: Catalogue
) -> None:
    recording_id = unheard.order_ingest(forum.SLUG, URL)
    assert state(catalogue, recording_id) == (IngestState.ORDERED, 1)


def test_what_a_clip_needs_is_noted_while_the_job_engine_does_not_answer(
    unheard: Orders, catalogue: Catalogue
) -> None:
    forum.filled(catalogue)
    digest = digest_of(catalogue)
    unheard.order_clip(digest, WorkKind.EDGES)
    with catalogue.reading() as db:
        assert tasks_under_way(db) == (ClipTask(digest, WorkKind.EDGES, 1),)


def test_a_job_engine_that_can_not_be_opened_is_refused_before_anything_is_ordered(
    settings: Settings, catalogue: Catalogue, tmp_path: Path
) -> None:
    (folder := tmp_path / "no-database").mkdir()
    hopeless = Orders(replace(settings, jobs_database_url=f"sqlite:///{folder}"), catalogue)
    filled = forum.filled(catalogue)
    with pytest.raises(RefusedError, match="no-database"):
        hopeless.retry(filled)
    assert state(catalogue, filled) == (IngestState.READY, 1)
    hopeless.order_clip(digest_of(catalogue), WorkKind.EDGES)
    with catalogue.reading() as db:
        assert len(tasks_under_way(db)) == 1, "what follows a saved cut stays ordered"
    hopeless.close()
