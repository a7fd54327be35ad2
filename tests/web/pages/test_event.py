"""The event page: the programme and the honest state of everything in it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from archive.catalogue.keep.cut import withdraw_session
from archive.catalogue.keep.event import keep_details
from archive.catalogue.keep.recording import note_state, order_recording
from archive.catalogue.queries.desk import planned_sessions
from archive.catalogue.values import EventDetails, IngestState
from archive.licence import Licence
from archive.programme.model import Bilingual, SessionKind
from archive.sentence import Sentence
from tests.web.pages.stage import (
    BEGAN,
    NOW,
    SLUG,
    Stage,
    index,
    publish,
    put_programme,
    put_recording,
    put_talks,
    talk,
)

PAGE = f"/en/e/{SLUG}"


def states(page: str) -> list[str]:
    """The badges of the list's rows, in order; each is an icon and a word."""
    rows = re.sub("<table.*?</table>", "", flat(page))
    return re.findall(r'<span class="badge badge-\w+"><svg.*?</svg>([^<]+)</span>', rows)


def flat(page: str) -> str:
    """The page without its line breaks."""
    return " ".join(page.split()).replace("> <", "><").replace("</svg> ", "</svg>")


def test_sessions_are_planned_until_there_is_a_recording(stage: Stage) -> None:
    put_programme(stage, (talk(0), talk(1)))
    assert states(stage.get(PAGE)) == ["Planned", "Planned"]


def test_a_session_whose_recording_comes_in_is_being_recorded(stage: Stage) -> None:
    later = replace(talk(1), start=BEGAN + timedelta(days=1), end=None)
    put_programme(stage, (talk(0), replace(talk(2), room="Annex"), later))
    with stage.catalogue.writing() as db:
        order_recording(db, SLUG, "https://x/live", started_at=BEGAN, now=NOW, room="Hall")
    assert states(stage.get(PAGE)) == ["Recording", "Planned", "Planned"]


def test_a_session_with_an_unpublished_cut_is_being_cut_and_has_no_link(stage: Stage) -> None:
    put_programme(stage, (talk(0), talk(1)))
    put_recording(stage)
    publish(stage, count=1)
    page = stage.get(PAGE)
    assert states(page) == ["Published", "Being cut"]
    links = re.findall(rf'class="card-link" href="/en/e/{SLUG}/(talk-[^"]+)"', page)
    assert links == ["talk-0"]


def test_a_withdrawn_session_says_so(stage: Stage) -> None:
    put_talks(stage, 1)
    with stage.catalogue.writing() as db:
        withdraw_session(db, int(planned_sessions(db, SLUG)[0].key), now=NOW)
    assert states(stage.get(PAGE)) == ["Withdrawn"]


def test_what_can_be_watched_says_how_long_it_is_and_has_captions(stage: Stage) -> None:
    put_talks(stage, 1)
    page = flat(stage.get(PAGE))
    assert '<span class="numbers">2 min</span>' in page
    said = re.findall(r'<span class="captions-in">.*?</span></span>', page)
    assert [re.findall(r'lang="(\w+)"', one) for one in said] == [["ko", "en"]]


def test_times_are_told_where_the_event_is(stage: Stage) -> None:
    put_programme(stage, (talk(0),))
    assert "2:00 PM" in stage.get(PAGE)
    assert "오후 2:00" in stage.get(f"/ko/e/{SLUG}")


def test_each_day_has_its_heading_when_there_are_several(stage: Stage) -> None:
    tomorrow = replace(talk(1), start=BEGAN + timedelta(days=1), end=None)
    put_programme(stage, (talk(0), tomorrow))
    page = stage.get(PAGE)
    assert re.findall(r'<h2 id="(day-[^"]+)-name">([^<]+)</h2>', page) == [
        ("day-2026-04-02", "Thu, 2 Apr 2026"),
        ("day-2026-04-03", "Fri, 3 Apr 2026"),
    ]
    assert re.findall(r'href="#([^"]+)">(.*?)</a>', page)[1:] == [
        ("day-2026-04-02", "Thu, 2 Apr 2026"),
        ("day-2026-04-03", "Fri, 3 Apr 2026"),
    ]


def test_a_day_is_told_once_though_the_programme_goes_room_by_room(stage: Stage) -> None:
    tomorrow = replace(talk(1), start=BEGAN + timedelta(days=1), end=None)
    put_programme(stage, (talk(0), tomorrow, replace(talk(2), room="Annex")))
    page = stage.get(PAGE)
    assert re.findall(r'<section class="day([^"]*)" id="([^"]+)"', page) == [
        (" has-grid", "day-2026-04-02"),
        ("", "day-2026-04-03"),
    ]
    table = page[page.index("<table") : page.index("</table>")]
    assert re.findall(r'<th scope="col">([^<]+)</th>', table) == ["Hall", "Annex"]
    assert re.findall(r'<li class="row waiting( in-grid)?"', page) == [" in-grid", " in-grid", ""]


def test_all_sessions_can_be_played_one_after_the_other(stage: Stage) -> None:
    put_talks(stage, 3)
    with stage.catalogue.writing() as db:
        withdraw_session(db, int(planned_sessions(db, SLUG)[0].key), now=NOW)
    (first,) = re.findall(r'class="button" href="([^"]+)"', stage.get(PAGE))
    assert first == f"/en/e/{SLUG}/talk-1?all=1"
    page = flat(stage.get(first))
    (aside,) = re.findall(r"<aside.*?</aside>", page)
    assert re.findall(r'href="([^"]+)"', aside) == [
        f"/en/e/{SLUG}/talk-2?all=1",
        f"/en/e/{SLUG}/talk-1",
    ]
    last = flat(stage.get(f"/en/e/{SLUG}/talk-2?all=1"))
    assert "This is the last session of the event." in last
    assert "autoplay" not in page
    assert "<aside" not in stage.get(f"/en/e/{SLUG}/talk-1")


def test_whoever_takes_part_stands_under_their_letter_with_their_sessions(stage: Stage) -> None:
    put_talks(stage, 2)
    page = flat(stage.get(f"/ko/e/{SLUG}"))
    speakers = page[page.index('<section class="speakers"') :]
    assert re.findall(r"<dt>(.)</dt>", speakers) == ["ㅁ", "S"]
    (first,) = re.findall(r"<dt>ㅁ</dt><dd>(.*?)</dd>", speakers)
    assert re.findall(r'href="([^"]+)"', first) == [
        "/ko/p/1",
        f"/ko/e/{SLUG}/talk-0",
        f"/ko/e/{SLUG}/talk-1",
    ]


def test_an_event_says_who_holds_it_where_and_on_what_terms(stage: Stage) -> None:
    put_talks(stage, 1)
    details = EventDetails(Bilingual("강둑재단", "Bank Trust"), Bilingual("강둑홀"), Licence.KOGL_1)
    with stage.catalogue.writing() as db:
        keep_details(db, SLUG, details)
    kogl = "https://www.kogl.or.kr/info/licenseType1.do"
    for path in (f"/ko/e/{SLUG}", f"/ko/e/{SLUG}/talk-0"):
        page = stage.get(path)
        assert f'<a rel="license" href="{kogl}">공공누리 제1유형: 출처표시</a>' in page
        assert f'<link rel="license" href="{kogl}">' in page
        assert "본 저작물은 ‘강둑재단’에서 2026년 작성하여" in page
    page = stage.get(PAGE)
    assert "Organiser: Bank Trust" in page
    assert '<span lang="ko">강둑홀</span>' in page
    put_programme(stage, (talk(0),))
    assert "Organiser: Bank Trust" in stage.get(PAGE)


def test_an_event_of_which_nobody_has_said_anything_says_nothing(stage: Stage) -> None:
    put_talks(stage, 1)
    page = stage.get(PAGE)
    assert "Organiser" not in page
    assert "license" not in page


def test_an_event_is_searched_alone(stage: Stage) -> None:
    index(stage, put_talks(stage, 1, "other-days"), "other-days")
    index(stage, put_talks(stage, 1))
    page = stage.get(PAGE)
    assert f'<input type="hidden" name="event" value="{SLUG}">' in page
    found = stage.get(f"/en/search?q=mortar&event={SLUG}")
    assert re.findall(r'<h3><a href="([^"?]+)', found) == [f"/en/e/{SLUG}/talk-0"]
    assert 'href="/en/search?q=mortar">Search all events</a>' in found
    assert found.count(f'<input type="hidden" name="event" value="{SLUG}">') == 1
    assert len(re.findall("<h3><a", stage.get("/en/search?q=mortar"))) == 2
    for nowhere in ("nowhere", "%00"):
        assert stage.client.get(f"/en/search?q=mortar&event={nowhere}").status_code == 404


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
