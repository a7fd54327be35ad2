"""A session over two recordings: what its page tells players, readers and other programs."""

import json
import re
from datetime import timedelta

import pytest

from archive.captions.model import CaptionTrack, Cue, Origin
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.cut import add_part, find_session, move_cut
from archive.catalogue.keep.recording import note_media, note_state, order_recording
from archive.catalogue.values import IngestState
from archive.media.fragments import Fragment, FragmentIndex, save_fragment_index
from archive.storage import recording_files
from archive.timecode import Span
from tests.web.pages.stage import BEGAN, NOW, SLUG, Stage, index, put_talks
from tests.web.pages.test_session import line_links, moments, parts, told

PAGE = f"/en/e/{SLUG}/talk-1"
SECOND = 2
"""The id of the recording that goes on where the first one broke off."""

WORDS = (Cue(Span(0, 3_000), "다시 시작하겠습니다."), Cue(Span(9_000, 12_000), "징검다리 이야기."))


def go_on(
    stage: Stage, *, began: timedelta | None = timedelta(seconds=440), base_revision: int = 1
) -> None:
    """Talk 1 (100.5 s to 199.5 s) goes on in another recording, from 0.7 s to 10 s of it."""
    if base_revision == 1:
        stage.editor()
    with stage.catalogue.writing() as db:
        url = "https://x/second"
        start = None if began is None else BEGAN + began
        assert order_recording(db, SLUG, url, started_at=start, now=NOW) == (SECOND, 1)
        note_media(db, SECOND, 60_000, {})
        keep_tracks(db, SECOND, [CaptionTrack("ko", Origin.PERSON, WORDS)], NOW)
        note_state(db, SECOND, IngestState.READY, now=NOW)
        session = find_session(db, SLUG, "talk-1")
        add_part(
            db, session, SECOND, 700, 10_000, base_revision=base_revision, account_id=1, now=NOW
        )
    fragments = tuple(Fragment(1000 * n, 1000, 2000 * n) for n in range(30))
    save_fragment_index(
        FragmentIndex(1000, 1000, 60_000, fragments),
        recording_files(stage.settings.media_folder, SECOND).fragments,
    )


def test_the_player_is_told_where_each_part_lies_in_one_playlist(stage: Stage) -> None:
    put_talks(stage, 2)
    go_on(stage)
    seen = told(stage.get(PAGE))
    address = r"/media/clips/[0-9a-f]{20}\+[0-9a-f]{20}"
    assert re.fullmatch(rf"{address}/recordings\.m3u8\?as=snapped,snapped", seen["playlist"])
    assert re.fullmatch(rf"{address}/master\.m3u8\?as=snapped,snapped", seen["native"])
    first = {"start": 0, "length": 99_000, "from": 100_500, "origin": 100_000}
    second = {"start": 99_000, "length": 9_300, "from": 700, "origin": -100_000}
    assert parts(seen) == [
        first | {"recording": 1, "film": None},
        second | {"recording": SECOND, "film": None},
    ]
    assert "master.m3u8?as=snapped,snapped#t=0.500,110.000" in stage.get(PAGE)


@pytest.mark.parametrize(
    ("asked", "start"),
    [
        (f"t=2&r={SECOND}", "100300"),
        (f"t=0&r={SECOND}", "99000"),
        ("t=120&r=1", "19500"),
        ("t=120", "19500"),
        ("t=120&r=99", "19500"),
        ("t=120&r=x", "19500"),
        ("t=5", "103300"),
    ],
)
def test_an_address_names_a_moment_of_one_of_its_recordings(
    stage: Stage, asked: str, start: str
) -> None:
    put_talks(stage, 2)
    go_on(stage)
    page = stage.get(f"{PAGE}?{asked}")
    assert told(page)["start"] == start
    assert 'class="note warn"' not in page


def test_a_moment_of_the_second_recording_that_is_not_shown_says_so(stage: Stage) -> None:
    put_talks(stage, 2)
    go_on(stage)
    page = stage.get(f"{PAGE}?t=40&r={SECOND}")
    assert told(page)["start"] == "108299"
    assert re.search(
        r'class="note warn" role="status">The moment [^<]* is not part of this session', page
    )


def test_without_scripts_the_video_begins_in_the_part_that_is_meant(stage: Stage) -> None:
    put_talks(stage, 2)
    go_on(stage)
    assert "master.m3u8?as=snapped,snapped#t=102.000,110.000" in stage.get(f"{PAGE}?t=2&r={SECOND}")
    assert "master.m3u8?as=snapped,snapped#t=102.000,105.000" in stage.get(
        f"{PAGE}?t=2,5&r={SECOND}"
    )


def test_the_transcript_goes_on_over_the_gap_and_says_what_lies_there(stage: Stage) -> None:
    put_talks(stage, 2)
    go_on(stage)
    page = stage.get(PAGE)
    assert moments(page) == ["0", "19500", "99000", "107300"]
    assert line_links(page)[2:] == [f"?t=0&amp;r={SECOND}", f"?t=9&amp;r={SECOND}"]
    (gap,) = re.findall(r'<li class="gap-row">.*?<span>(.*?)</span>', page, re.DOTALL)
    assert gap == "The livestream broke off here for 4 min."
    assert page.index("gap-row") < page.index("다시 시작하겠습니다") < page.index("징검다리")
    assert 'data-t="107300 0 1000"' in page


def test_nobody_is_told_how_long_it_was_when_no_clock_knows(stage: Stage) -> None:
    put_talks(stage, 2)
    go_on(stage, began=None)
    assert "<span>The livestream broke off here.</span>" in stage.get(PAGE)


def test_its_length_is_that_of_what_is_there(stage: Stage) -> None:
    put_talks(stage, 2)
    go_on(stage)
    page = stage.get(PAGE)
    assert "/ 1:48</p>" in page
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    about = json.loads(data)["@graph"][0]
    assert about["duration"] == "PT0H1M48S"
    assert "contentUrl" not in about


def test_each_part_is_a_file_of_its_own_to_take_away(stage: Stage) -> None:
    put_talks(stage, 2)
    go_on(stage)
    page = stage.get(PAGE)
    files = re.findall(r'href="([^"]+\.(?:mp4|m4a|vtt)[^"]*)"', page)
    assert files == [
        *(f"{PAGE}/talk-1.{kind}?part=1" for kind in ("mp4", "m4a")),
        *(f"{PAGE}/captions.{which}.vtt?part=1" for which in ("ko", "en", "both")),
        *(f"{PAGE}/talk-1.{kind}?part=2" for kind in ("mp4", "m4a")),
        f"{PAGE}/captions.ko.vtt?part=2",
        *(f"{PAGE}/captions.{which}.vtt" for which in ("ko", "en", "both")),
    ]


def test_captions_to_take_away_count_from_the_session_or_the_part(stage: Stage) -> None:
    put_talks(stage, 2)
    go_on(stage)
    whole = stage.get(f"{PAGE}/captions.ko.vtt")
    assert re.findall(r"^(\S+) --> (\S+)$", whole, re.MULTILINE) == [
        ("00:00:00.000", "00:00:03.500"),
        ("00:00:19.500", "00:00:23.500"),
        ("00:01:39.000", "00:01:41.300"),
        ("00:01:47.300", "00:01:48.300"),
    ]
    part = stage.client.get(f"{PAGE}/captions.ko.vtt?part=2")
    assert re.findall(r"^(\S+) --> (\S+)$", part.text, re.MULTILINE) == [
        ("00:00:00.000", "00:00:02.300"),
        ("00:00:08.300", "00:00:09.300"),
    ]
    assert part.headers["content-disposition"].endswith("1.part-2.ko.vtt")
    assert len(re.findall("-->", stage.get(f"{PAGE}/captions.en.vtt"))) == 2
    for asked in ("3", "0", "x", "-1"):
        assert stage.client.get(f"{PAGE}/captions.ko.vtt?part={asked}").status_code == 404
    assert stage.client.get(f"{PAGE}/captions.en.vtt?part=2").status_code == 404


def test_a_hit_in_the_second_recording_is_shown_on_the_session_s_clock(stage: Stage) -> None:
    first = put_talks(stage, 2)
    go_on(stage)
    index(stage, first)
    index(stage, SECOND)
    found = stage.get("/en/search?q=징검다리")
    (hit,) = re.findall(r'<a class="hit" href="([^"]+)"><span[^>]*>([^<]+)</span>', found)
    assert hit == (f"{PAGE}?t=7&amp;r={SECOND}&amp;q=%EC%A7%95%EA%B2%80%EB%8B%A4%EB%A6%AC", "1:47")
    marked = stage.get(f"{PAGE}?q=징검다리")
    assert "<mark>징검다리</mark>" in marked


def test_an_address_of_its_clip_leads_to_both_once_the_cut_moved(stage: Stage) -> None:
    put_talks(stage, 2)
    old = told(stage.get(PAGE))["native"].partition("?")[0]
    stage.editor()
    with stage.catalogue.writing() as db:
        session, later = find_session(db, SLUG, "talk-1"), NOW + timedelta(hours=1)
        move_cut(db, session, 110_500, 199_500, base_revision=1, account_id=1, now=later)
    go_on(stage, base_revision=2)
    now = told(stage.get(PAGE))["native"].partition("?")[0]
    answer = stage.client.get(old, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, now)
    poster = stage.client.get(old.replace("master.m3u8", "poster.jpg"), follow_redirects=False)
    assert poster.headers["location"] == re.sub(r"\+.*", "/poster.jpg", now)


def test_other_sites_show_both_parts_too(stage: Stage) -> None:
    put_talks(stage, 2)
    go_on(stage)
    page = stage.get(f"{PAGE}/embed?t=2&r={SECOND}")
    assert told(page)["start"] == "100300"
    (captions,) = re.findall(r'data-whole="([^"]+)"', page)
    assert moments(stage.get(captions)) == ["0", "19500", "99000", "107300"]
