"""The event page: the programme and the honest state of everything in it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from archive.catalogue.keep.cut import withdraw_session
from archive.catalogue.keep.recording import note_state, order_recording
from archive.catalogue.queries.desk import planned_sessions
from archive.catalogue.values import IngestState
from archive.programme.model import Bilingual, SessionKind
from archive.sentence import Sentence
from tests.web.pages.stage import (
    BEGAN,
    NOW,
    SLUG,
    Stage,
    publish,
    put_programme,
    put_recording,
    put_talks,
    talk,
)

PAGE = f"/en/e/{SLUG}"


def states(page: str) -> list[str]:
    """The badges of the rows, in order."""
    return re.findall(r'<span class="badge badge-\w+">([^<]+)</span>', page)


def test_sessions_are_planned_until_there_is_a_recording(stage: Stage) -> None:
    put_programme(stage, (talk(0), talk(1)))
    assert states(stage.get(PAGE)) == ["Planned", "Planned"]


def test_a_session_with_an_unpublished_cut_is_being_cut_and_has_no_link(stage: Stage) -> None:
    put_programme(stage, (talk(0), talk(1)))
    put_recording(stage)
    publish(stage, count=1)
    page = stage.get(PAGE)
    assert states(page) == ["Being cut"]
    assert re.findall(rf'href="/en/e/{SLUG}/(talk-[^"]+)"', page) == ["talk-0"]


def test_a_withdrawn_session_says_so(stage: Stage) -> None:
    put_talks(stage, 1)
    with stage.catalogue.writing() as db:
        withdraw_session(db, int(planned_sessions(db, SLUG)[0].key), now=NOW)
    assert states(stage.get(PAGE)) == ["Withdrawn"]


def test_times_are_told_where_the_event_is(stage: Stage) -> None:
    put_programme(stage, (talk(0),))
    assert "2:00 PM" in stage.get(PAGE)
    assert "오후 2:00" in stage.get(f"/ko/e/{SLUG}")


def test_each_day_has_its_heading_when_there_are_several(stage: Stage) -> None:
    tomorrow = replace(talk(1), start=BEGAN + timedelta(days=1), end=None)
    put_programme(stage, (talk(0), tomorrow))
    assert re.findall("<h2>([^<]+)</h2>", stage.get(PAGE)) == [
        "Thu, 2 Apr 2026",
        "Fri, 3 Apr 2026",
    ]


def test_a_break_is_one_thin_line(stage: Stage) -> None:
    rest = replace(talk(1), kind=SessionKind.BREAK, title=Bilingual("쉬는 시간"), people=())
    put_programme(stage, (talk(0), rest))
    rows = re.findall(r'<li class="(row[^"]*)"', stage.get(PAGE))
    assert rows == ["row waiting", "row thin"]


def test_a_stream_that_has_not_ended_says_when_it_is_looked_at_again(stage: Stage) -> None:
    put_programme(stage, (talk(0),))
    with stage.catalogue.writing() as db:
        recording, _ = order_recording(db, SLUG, "https://x/live", started_at=None, now=NOW)
        reason = Sentence("The stream {title} is still live.", {"title": "<b>"})
        again = BEGAN + timedelta(minutes=10)
        note_state(db, recording, IngestState.WAITING, now=NOW, message=reason, not_before=again)
    page = stage.get(PAGE)
    assert "The stream &lt;b&gt; is still live." in page
    assert "It is looked at again: Thu, 2 Apr 2026 2:10 PM." in page


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (IngestState.RUNNING, 1),
        (IngestState.FAILED, 1),
        (IngestState.REFUSED, 1),
        (IngestState.CANCELLED, 0),
        (IngestState.READY, 0),
    ],
)
def test_viewers_are_told_of_an_ingest_only_what_matters_to_them(
    stage: Stage, state: IngestState, told: int
) -> None:
    put_programme(stage, (talk(0),))
    with stage.catalogue.writing() as db:
        recording, _ = order_recording(db, SLUG, "https://x/live", started_at=None, now=NOW)
        note_state(db, recording, state, now=NOW, message=Sentence("exit code 1: /secret/path"))
    page = stage.get(PAGE)
    assert page.count('class="note warn"') == told
    assert "/secret/path" not in page
