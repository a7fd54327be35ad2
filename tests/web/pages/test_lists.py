"""Front door, front page, people, search; and that long lists cost no more queries."""

import re
from datetime import date

import pytest

from archive.catalogue.keep.cut import find_session, session_row, withdraw_session
from archive.catalogue.queries.pages import LATEST, ON_A_PAGE
from tests.web.pages.stage import (
    NOW,
    SLUG,
    Stage,
    counted_queries,
    index,
    publish,
    put_programme,
    put_recording,
    put_talks,
    talk,
)


@pytest.mark.parametrize(
    ("wanted", "home"),
    [("en-GB,en;q=0.9,ko;q=0.8", "/en/"), ("ko", "/ko/"), ("fr", "/ko/"), ("ko;q=0.1,en", "/en/")],
)
def test_the_front_door_leads_to_the_readers_language(stage: Stage, wanted: str, home: str) -> None:
    answer = stage.client.get("/", headers={"accept-language": wanted}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, home)
    assert answer.headers["vary"] == "accept-language"


def test_the_front_page_shows_what_is_published_and_nothing_else(stage: Stage) -> None:
    put_programme(stage, (talk(0), talk(1)))
    put_recording(stage)
    publish(stage, count=1)
    page = stage.get("/en/")
    assert re.findall(rf'href="/en/e/{SLUG}/([^"]+)"', page) == ["talk-0"]
    assert "1 session to watch" in page


def test_an_empty_archive_says_what_comes_next(stage: Stage) -> None:
    assert "No event has been added yet." in stage.get("/en/")


def test_the_front_page_shows_the_latest_events_and_leads_to_all(stage: Stage) -> None:
    for number in range(LATEST + 2):
        put_programme(stage, (), f"event-{number}", day=date(2020 + number // 4, 4, 2))
    page = stage.get("/en/")
    assert len(re.findall('class="event-item"', page)) == LATEST
    assert f'<a class="button plain" href="/en/e">See all {LATEST + 2} events</a>' in page
    whole = stage.get("/en/e")
    assert re.findall(r"<h2>(\d+)</h2>", whole) == ["2022", "2021", "2020"]
    assert len(re.findall('class="event-item"', whole)) == LATEST + 2
    year = stage.get("/en/e?year=2021")
    assert re.findall(r'href="/en/e/(event-\d+)"', year) == [f"event-{n}" for n in (7, 6, 5, 4)]
    assert stage.client.get("/en/e?year=1999").status_code == 404


def test_of_very_many_events_one_year_is_shown_at_a_time(stage: Stage) -> None:
    for number in range(ON_A_PAGE + 1):
        put_programme(stage, (), f"event-{number}", day=date(2000 + number, 4, 2))
    put_programme(stage, (), "someday", day=None)
    page = stage.get("/en/e")
    assert re.findall(r'href="/en/e/([^"]+)"', page) == [f"event-{ON_A_PAGE}", "someday"]
    years = re.findall(r'href="/en/e\?year=(\d+)"', page)
    assert years == [str(2000 + number) for number in range(ON_A_PAGE, -1, -1)]


def test_a_withdrawn_or_gone_session_is_not_counted_as_one_to_watch(stage: Stage) -> None:
    put_talks(stage, 3)
    with stage.catalogue.writing() as db:
        withdraw_session(db, find_session(db, SLUG, "talk-1"), now=NOW)
        session_row(db, find_session(db, SLUG, "talk-2")).gone_at = NOW
    assert "1 session to watch" in stage.get("/en/")


def test_a_person_has_both_scripts_in_the_title_and_every_appearance(stage: Stage) -> None:
    put_talks(stage, 3)
    page = stage.get("/en/p/1")
    assert "<title>Moon Sae-byeok (문새벽) · Dasibogi</title>" in page
    links = re.findall(rf'class="card-link" href="/en/e/{SLUG}/([^"]+)"', page)
    assert links == ["talk-0", "talk-1", "talk-2"]


def test_a_person_who_only_takes_part_in_unpublished_sessions_is_not_there(stage: Stage) -> None:
    put_programme(stage, (talk(0),))
    put_recording(stage)
    assert stage.client.get("/en/p/1").status_code == 404
    assert stage.editor().get("/en/p/1").status_code == 200


def test_a_hit_tells_its_second_and_lands_a_little_before_it(stage: Stage) -> None:
    index(stage, put_talks(stage, 2))
    page = stage.get("/en/search?q=mortar")
    hits = re.findall(
        r'<a class="hit" href="([^"]+)"><span class="hit-time numbers">([^<]+)</span>', page
    )
    assert sorted(hits) == [
        (f"/en/e/{SLUG}/talk-0?t=18&amp;q=mortar", "0:19"),
        (f"/en/e/{SLUG}/talk-1?t=118&amp;q=mortar", "0:19"),
    ]
    assert "&lt;stone&gt; &amp; <mark>mortar</mark>." in page


def test_a_hit_at_the_very_beginning_does_not_lead_out_of_the_session(stage: Stage) -> None:
    index(stage, put_talks(stage, 2))
    page = stage.get("/en/search?q=%22number+1%22")
    assert f'href="/en/e/{SLUG}/talk-1?t=100&amp;q=' in page


def test_people_come_first_with_how_their_name_was_found(stage: Stage) -> None:
    index(stage, put_talks(stage, 1))
    page = stage.get("/en/search?q=문새벽")
    assert page.index('class="people-found"') < page.index('class="results"')
    assert '<span lang="ko">강둑대 교수</span> · the name as written' in page
    assert '<span lang="ko">강둑대 교수</span> · by initial consonants' in stage.get(
        "/en/search?q=ㅁㅅㅂ"
    )


def test_a_search_that_finds_nothing_says_what_to_try(stage: Stage) -> None:
    put_talks(stage, 1)
    assert "Nothing was found for “&lt;zebra&gt;”." in stage.get("/en/search?q=<zebra>")
    assert "Type what you remember" in stage.get("/en/search?q=")


def test_what_is_not_published_is_found_by_editors_only(stage: Stage) -> None:
    put_programme(stage, (talk(0),))
    index(stage, put_recording(stage))
    assert "talk-0" not in stage.get("/en/search?q=mortar")
    assert "talk-0?t=18" in stage.editor().get("/en/search?q=mortar").text


@pytest.mark.parametrize(
    "path",
    [
        "/ko/",
        "/ko/e",
        f"/ko/e/{SLUG}",
        f"/ko/e/{SLUG}/talk-0?q=mortar&all=1",
        f"/ko/e/{SLUG}/talk-0/embed",
        "/ko/p/1",
        "/ko/search?q=mortar",
        f"/ko/search?q=mortar&event={SLUG}",
        "/ko/feed.xml",
        f"/ko/e/{SLUG}/feed.xml",
        f"/ko/e/{SLUG}/programme.ics",
        "/ko/p/1/feed.xml",
        "/sitemap.xml",
    ],
)
def test_a_longer_list_asks_the_database_no_more_often(stage: Stage, path: str) -> None:
    counts = []
    for count in (1, 3):
        recording = put_talks(stage, count)
        index(stage, recording)
        stage.get(path)  # What is read once and kept is not what grows with a list.
        with counted_queries(stage.catalogue) as seen:
            stage.get(path)
        counts.append(len(seen))
    assert counts[0] == counts[1]
