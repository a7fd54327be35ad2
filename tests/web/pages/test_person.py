"""A person's page: names in both scripts, every appearance, and their own parts in a row."""

from dataclasses import replace

import pytest

from archive.catalogue.keep.listed_people import keep_listed_people
from archive.catalogue.keep.person_merge import merge_people, undo_change
from archive.catalogue.keep.person_names import add_name
from archive.catalogue.keep.recording import note_source
from archive.people.listed import ListedPerson
from archive.programme.model import Appearance, Bilingual, Role
from archive.recording import SourceChapter
from archive.timecode import Span
from tests.web.pages.stage import (
    BEGAN,
    NOW,
    SLUG,
    Stage,
    publish,
    put_programme,
    put_recording,
    talk,
)

HA = Appearance(Bilingual("하정우", "Ha Jung-woo"), "물길연구소", Role.PRESENTER, 1)
OTHER = Appearance(Bilingual("노을", "Noh Eul"), "강변대", Role.PRESENTER, 2)


@pytest.fixture
def show(stage: Stage) -> Stage:
    """하정우, number 1, speaks with 노을 first, and alone in the third session."""
    sessions = (
        replace(talk(0), people=(HA, OTHER)),
        replace(talk(1), people=(OTHER,)),
        replace(talk(2), people=(replace(HA, affiliation="강물청", role=Role.KEYNOTE),)),
    )
    put_programme(stage, sessions)
    recording = put_recording(stage)
    chapters = [
        SourceChapter(Span(10_000, 40_250), "발표 1 하정우 소장"),
        SourceChapter(Span(40_250, 90_000), "Noh Eul: Rivers"),
        SourceChapter(Span(120_000, 130_000), "하정우를 인용한 장면"),
    ]
    with stage.catalogue.writing() as db:
        note_source(db, recording, title="", description="", started_at=BEGAN, chapters=chapters)
        merge_people(db, 3, 1, account_id=None, now=NOW)
    publish(stage, SLUG)
    return stage


def test_a_person_has_both_scripts_every_appearance_and_their_own_part(show: Stage) -> None:
    with show.catalogue.writing() as db:
        add_name(db, 1, "하선장")
    page = show.get("/ko/p/1")
    assert "<title>하정우 (Ha Jung-woo) · 다시보기</title>" in page
    assert "하선장" in page
    assert "물길연구소" in page
    assert "강물청" in page
    assert f'href="/ko/e/{SLUG}/talk-0?t=10,41"' in page
    assert "0:09" in page
    assert "talk-1" not in page
    assert '"alternateName": ["Ha Jung-woo", "\\ud558\\uc120\\uc7a5"]' in page


def test_their_parts_follow_each_other_as_plain_links(show: Stage) -> None:
    first = f"/en/e/{SLUG}/talk-0?t=10,41&amp;reel=1"
    second = f"/en/e/{SLUG}/talk-2?t=200,300&amp;reel=1"
    page = show.get("/en/p/1")
    assert f'href="{first}"' in page
    assert "Play all their 2 parts" in page
    at_first = show.get(first.replace("&amp;", "&"))
    assert "Part 1 of 2 by" in at_first
    assert f'rel="next" href="{second}"' in at_first
    at_second = show.get(second.replace("&amp;", "&"))
    assert "Part 2 of 2 by" in at_second
    assert f'rel="prev" href="{first}"' in at_second
    assert 'rel="next" href="/en/e/bridge-days/talk-2?' not in at_second
    assert "This is the last part." in at_second


@pytest.mark.parametrize("reel", ["", "2x", "99", "-1", "9" * 30])
def test_a_reel_there_is_not_is_no_reel(show: Stage, reel: str) -> None:
    assert 'id="reel"' not in show.get(f"/en/e/{SLUG}/talk-0?t=10,41&reel={reel}")


def test_a_session_without_their_part_is_not_in_the_reel(show: Stage) -> None:
    assert 'id="reel"' not in show.get(f"/en/e/{SLUG}/talk-1?reel=1")


def test_the_address_of_a_merged_person_leads_to_the_kept_one_until_undone(show: Stage) -> None:
    with show.catalogue.writing() as db:
        change = merge_people(db, 1, 2, account_id=None, now=NOW)
    for path in ("/en/p/{}", "/ko/p/{}/feed.xml"):
        answer = show.client.get(path.format(1), follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, path.format(2))
    page = show.get("/en/p/1")
    assert "Ha Jung-woo" in page
    assert page.count('class="row"') == 3
    with show.catalogue.writing() as db:
        undo_change(db, change, account_id=None, now=NOW)
    assert show.get("/en/p/1").count('class="row"') == 2


def test_somebody_in_no_session_is_shown_to_editors_alone(show: Stage) -> None:
    with show.catalogue.writing() as db:
        keep_listed_people(db, [ListedPerson("표하린", "", "하늘항공", 2)], NOW)
    assert show.client.get("/en/p/4").status_code == 404
    page = show.editor().get("/en/p/4")
    assert (page.status_code, "In no programme yet." in page.text) == (200, True)
    assert show.editor().get("/en/p/99").status_code == 404
