"""A recording is ordered, worked on, cancelled, retried."""

from datetime import timedelta

import pytest

from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.indexed import note_all_indexed
from archive.catalogue.keep.recording import (
    cancel_recording,
    due_recordings,
    note_progress,
    note_source,
    note_state,
    order_recording,
    retry_recording,
)
from archive.catalogue.queries.desk import one_recording
from archive.catalogue.queries.work import stale_events
from archive.catalogue.values import IngestState, Progress, Stage
from archive.errors import NotFoundError, RefusedError
from archive.sentence import Sentence
from tests import forum
from tests.forum import NOW, SLUG, URL


@pytest.fixture
def ordered(catalogue: Catalogue) -> int:
    with catalogue.writing() as db:
        forum.keep(db)
        recording_id, attempt = order_recording(db, SLUG, URL, started_at=None, now=NOW)
    assert attempt == 1
    return recording_id


def test_the_same_url_is_one_recording(catalogue: Catalogue, ordered: int) -> None:
    with catalogue.writing() as db:
        assert order_recording(db, SLUG, URL, started_at=None, now=NOW) == (ordered, 1)


def test_another_start_of_a_ready_recording_has_its_cuts_proposed_again(
    catalogue: Catalogue,
) -> None:
    forum.filled(catalogue)
    with catalogue.writing() as db:
        note_all_indexed(db)
        order = order_recording(db, SLUG, URL, started_at=forum.STARTED, now=NOW)
        assert stale_events(db) == (), "the same start changes nothing"
        later = forum.STARTED + timedelta(minutes=1)
        assert order_recording(db, SLUG, URL, started_at=later, now=NOW) == order
        assert stale_events(db) == (SLUG,)


def test_an_unknown_event_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(NotFoundError, match="“nowhere”"), catalogue.writing() as db:
        order_recording(db, "nowhere", URL, started_at=None, now=NOW)


def test_progress_is_shown_while_it_is_wanted(catalogue: Catalogue, ordered: int) -> None:
    progress = Progress(done=5, total=10, rate=2.5, eta_seconds=2)
    with catalogue.writing() as db:
        assert note_progress(db, ordered, 1, Stage.DOWNLOAD, progress, NOW)
        shown = one_recording(db, ordered)

    assert (shown.state, shown.stage, shown.progress) == (
        IngestState.RUNNING,
        Stage.DOWNLOAD,
        progress,
    )
    assert shown.progress.fraction == 0.5


def test_a_cancelled_attempt_is_told_so(catalogue: Catalogue, ordered: int) -> None:
    with catalogue.writing() as db:
        assert cancel_recording(db, ordered, NOW) == 1
        assert not note_progress(db, ordered, 1, Stage.PACK, Progress(), NOW)
        assert one_recording(db, ordered).state == IngestState.CANCELLED


def test_a_retry_is_a_new_attempt_and_the_old_one_is_over(
    catalogue: Catalogue, ordered: int
) -> None:
    with catalogue.writing() as db:
        cancel_recording(db, ordered, NOW)
        assert retry_recording(db, ordered, NOW) == 2
        assert not note_progress(db, ordered, 1, Stage.PACK, Progress(), NOW)
        assert note_progress(db, ordered, 2, Stage.PACK, Progress(), NOW)


def test_what_is_under_way_is_not_retried_and_what_is_not_is_not_cancelled(
    catalogue: Catalogue, ordered: int
) -> None:
    with catalogue.writing() as db:
        with pytest.raises(RefusedError, match="being worked on"):
            retry_recording(db, ordered, NOW)
        note_state(db, ordered, IngestState.READY, now=NOW)
        with pytest.raises(RefusedError, match="Nothing is under way"):
            cancel_recording(db, ordered, NOW)


def test_a_waiting_recording_is_due_at_its_time_and_once(
    catalogue: Catalogue, ordered: int
) -> None:
    later = NOW + timedelta(hours=1)
    why = Sentence("The livestream has not finished.")
    with catalogue.writing() as db:
        note_state(db, ordered, IngestState.WAITING, now=NOW, message=why, not_before=later)
        assert one_recording(db, ordered).message == why
        assert due_recordings(db, NOW) == []
        assert due_recordings(db, later) == [(ordered, 2)]
        assert due_recordings(db, later) == []


def test_a_start_that_a_person_gave_stays(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        forum.keep(db)
        given, _ = order_recording(db, SLUG, URL, started_at=forum.STARTED, now=NOW)
        asked, _ = order_recording(db, SLUG, f"{URL}2", started_at=None, now=NOW)
        for recording_id in (given, asked):
            note_source(db, recording_id, title="T", description="D", started_at=NOW, chapters=())

        assert one_recording(db, given).started_at == forum.STARTED
        assert one_recording(db, asked).started_at == NOW
