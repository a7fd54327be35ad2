"""The session page: what the player is told, the transcript, and who may see it."""

import html
import json
import re
from dataclasses import replace

import pytest

from archive.catalogue.keep.cut import move_cut
from archive.catalogue.queries.desk import planned_sessions
from archive.programme.model import Bilingual
from tests.web.pages.stage import (
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

PAGE = f"/en/e/{SLUG}/talk-1"


def told(page: str) -> dict[str, str]:
    """The data attributes of the player."""
    (player,) = re.findall(r'<div class="player"[^>]*>', page)
    return dict(re.findall(r'data-([a-z]+)="([^"]*)"', player))


def parts(seen: dict[str, str]) -> list[dict[str, int]]:
    """Where the player finds the session's parts."""
    found: list[dict[str, int]] = json.loads(html.unescape(seen["parts"]))
    return found


def moments(page: str) -> list[str]:
    """The starts of the transcript's lines, in session time."""
    return re.findall(r'<li class="moment[^"]*" data-from="(\d+)"', page)


def test_the_player_is_told_the_cut_and_the_keyframe_before_it(stage: Stage) -> None:
    put_talks(stage, 2)
    seen = told(stage.get(PAGE))
    assert parts(seen) == [{"start": 0, "length": 99_000, "from": 100_500, "origin": 100_000}]
    assert "start" not in seen
    address = r"/media/clips/[0-9a-f]{20}"
    assert re.fullmatch(rf"{address}/recordings\.m3u8\?as=snapped", seen["playlist"])
    assert re.fullmatch(rf"{address}/master\.m3u8\?as=snapped", seen["native"])


def test_without_scripts_the_video_begins_and_ends_with_the_cut(stage: Stage) -> None:
    put_talks(stage, 2)
    assert "master.m3u8?as=snapped#t=0.500,99.500" in stage.get(PAGE)
    assert "master.m3u8?as=snapped#t=20.000,99.500" in stage.get(f"{PAGE}?t=120")


@pytest.mark.parametrize(
    ("asked", "start", "until"),
    [
        ("154", "53500", None),
        ("2:34", "53500", None),
        ("154.25", "53750", None),
        ("150,160", "49500", "59500"),
        ("150,900", "49500", "99000"),
        ("160,150", "59500", None),
        ("100", "0", None),
    ],
)
def test_an_address_names_a_moment(stage: Stage, asked: str, start: str, until: str | None) -> None:
    put_talks(stage, 2)
    page = stage.get(f"{PAGE}?t={asked}")
    assert (told(page)["start"], told(page).get("until")) == (start, until)
    assert 'class="note warn"' not in page


@pytest.mark.parametrize(("asked", "nearest"), [("10", "0"), ("5:00:00", "98999")])
def test_a_moment_outside_the_cut_says_so_and_goes_to_the_nearest(
    stage: Stage, asked: str, nearest: str
) -> None:
    put_talks(stage, 2)
    page = stage.get(f"{PAGE}?t={asked}")
    assert told(page)["start"] == nearest
    assert "is not part of this session" in page


@pytest.mark.parametrize("asked", ["abc", "-5", "1:99", "%00", "9" * 60, "120,x"])
def test_a_time_that_cannot_be_read_says_so_and_starts_at_the_beginning(
    stage: Stage, asked: str
) -> None:
    put_talks(stage, 2)
    page = stage.get(f"{PAGE}?t={asked}")
    assert "start" not in told(page)
    assert "can&#39;t be read" in page


def test_the_transcript_sets_both_languages_beside_each_other(stage: Stage) -> None:
    put_talks(stage, 2)
    page = stage.get(PAGE)
    assert moments(page) == ["0", "19500"]
    rows = re.findall(r'<p class="said" lang="(\w+)">.*?data-from="(\d+)" data-to="(\d+)"', page)
    assert rows == [
        ("ko", "0", "3500"),
        ("en", "0", "3700"),
        ("ko", "19500", "23500"),
        ("en", "19500", "24000"),
    ]
    assert "built of &lt;stone&gt; &amp; mortar" in page


def test_a_line_links_to_its_second_of_the_recording(stage: Stage) -> None:
    put_talks(stage, 2)
    links = re.findall(r'class="moment-time numbers" href="([^"]+)"', stage.get(PAGE))
    assert links == [f"{PAGE}?t=100", f"{PAGE}?t=120"]


def test_without_scripts_the_line_that_is_asked_for_is_marked(stage: Stage) -> None:
    put_talks(stage, 2)
    assert 'class="moment is-now" data-from="19500"' in stage.get(f"{PAGE}?t=121")


def test_chapters_inside_the_cut_are_shown_and_others_are_not(stage: Stage) -> None:
    put_talks(stage, 2)
    assert 'data-chapter="39500"' in stage.get(f"/en/e/{SLUG}/talk-0")
    assert "data-chapter" not in stage.get(PAGE)


def test_what_was_searched_for_is_marked_in_the_words_as_they_were_said(stage: Stage) -> None:
    index(stage, put_talks(stage, 2))
    page = stage.get(f"{PAGE}?q=bridges")
    assert "Arch <mark>bridges</mark> are built of &lt;stone&gt;" in page


def test_a_session_that_is_not_published_is_only_there_for_editors(stage: Stage) -> None:
    put_programme(stage, (talk(0), talk(1)))
    put_recording(stage)
    publish(stage, count=1)
    assert stage.client.get(PAGE).status_code == 404
    seen = stage.editor().get(PAGE)
    assert seen.status_code == 200
    assert "Being cut" in seen.text


def test_neighbours_lead_on_in_the_order_of_the_programme(stage: Stage) -> None:
    put_talks(stage, 3)
    page = stage.get(PAGE)
    assert re.findall(r'rel="prev" href="([^"]+)"', page) == [f"/en/e/{SLUG}/talk-0"]
    assert re.findall(r'rel="next" href="([^"]+)"', page) == [f"/en/e/{SLUG}/talk-2"]


def test_a_page_says_whether_an_editor_has_checked_the_cut(stage: Stage) -> None:
    put_talks(stage, 2)
    assert "not yet checked by an editor" in stage.get(PAGE)
    stage.editor()
    with stage.catalogue.writing() as db:
        number = int(planned_sessions(db, SLUG)[1].key)
        move_cut(db, number, 100_500, 199_500, base_revision=1, account_id=1, now=NOW)
    assert "checked by an editor on Fri, 3 Apr 2026" in stage.get(PAGE)


def test_the_page_has_one_lasting_address_in_each_language(stage: Stage) -> None:
    put_talks(stage, 2)
    page = stage.get(f"{PAGE}?t=120")
    assert f'<link rel="canonical" href="http://dasi.example{PAGE}">' in page
    assert f'hreflang="ko" href="http://dasi.example/ko/e/{SLUG}/talk-1"' in page
    assert f'href="/ko/e/{SLUG}/talk-1?t=120" lang="ko"' in page


def test_metadata_survives_any_title(stage: Stage) -> None:
    title = '"Bridges" </script><script>alert(1)</script>'
    put_programme(stage, (replace(talk(0), title=Bilingual("", title)),))
    put_recording(stage)
    publish(stage)
    page = stage.get(f"/en/e/{SLUG}/talk-0")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    about = json.loads(data)["@graph"][0]
    assert about["name"] == title
    assert about["duration"] == "PT0H1M39S"
    assert about["hasPart"][0]["url"] == f"http://dasi.example/en/e/{SLUG}/talk-0?t=40"
    assert "<script>alert" not in page


def test_a_title_in_the_other_language_only_is_marked_as_such(stage: Stage) -> None:
    put_programme(stage, (replace(talk(0), title=Bilingual("나무다리", "")),))
    put_recording(stage)
    publish(stage)
    assert '<h1><span lang="ko">나무다리</span></h1>' in stage.get(f"/en/e/{SLUG}/talk-0")
