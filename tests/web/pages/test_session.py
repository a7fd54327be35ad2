"""The session page: what the player is told, the transcript, and who may see it."""

import html
import json
import re
from dataclasses import replace

import pytest

from archive.captions.model import CaptionTrack, Cue, Origin
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.cut import move_cut
from archive.catalogue.keep.recording import note_source
from archive.catalogue.queries.desk import planned_sessions
from archive.clip.downloads import DownloadKind, download_file
from archive.cut import clip_digest
from archive.programme.model import Bilingual
from archive.recording import SourceChapter
from archive.storage import recording_files
from archive.timecode import Span
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


def parts(seen: dict[str, str]) -> list[dict[str, int | None]]:
    """Where the player finds the session's parts."""
    found: list[dict[str, int | None]] = json.loads(html.unescape(seen["parts"]))
    return found


def moments(page: str) -> list[str]:
    """The starts of the transcript's lines, in session time."""
    return [times.split()[0] for times in re.findall(r'<li[^>]* data-t="([^"]+)"', page)]


def line_links(page: str) -> list[str]:
    """Where the transcript's lines lead, seen from their page."""
    return re.findall(r'data-t="[^"]+"><a href="([^"]+)"', page)


def test_the_player_is_told_the_cut_and_the_keyframe_before_it(stage: Stage) -> None:
    put_talks(stage, 2)
    seen = told(stage.get(PAGE))
    assert parts(seen) == [
        {
            "start": 0,
            "length": 99_000,
            "from": 100_500,
            "origin": 100_000,
            "recording": 1,
            "film": None,
        }
    ]
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
    assert re.search(
        r'class="note warn" role="status">The moment [^<]* is not part of this session', page
    )


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
    assert re.findall(r'<li data-t="([^"]+)">.*?<p lang=(\w+)>.*?<p lang=(\w+)>', page) == [
        ("0 0 3500 0 3700", "ko", "en"),
        ("19500 0 4000 0 4500", "ko", "en"),
    ]
    assert "built of &lt;stone&gt; &amp; mortar" in page


def test_a_line_links_to_its_second_of_the_recording(stage: Stage) -> None:
    put_talks(stage, 2)
    assert line_links(stage.get(PAGE)) == ["?t=100", "?t=120"]


def test_without_scripts_the_line_that_is_asked_for_is_marked(stage: Stage) -> None:
    put_talks(stage, 2)
    assert 'class="is-now" data-t="19500 ' in stage.get(f"{PAGE}?t=121")


def test_what_a_quotation_names_is_marked(stage: Stage) -> None:
    put_talks(stage, 2)
    for asked, quoted in (("119,121", ["19500"]), ("100.5,125", ["0", "19500"]), ("119", [])):
        page = stage.get(f"{PAGE}?t={asked}")
        assert re.findall(r'<li class="[^"]*is-quoted" data-t="(\d+) ', page) == quoted


def test_a_player_without_playlists_gets_the_file_once_there_is_one(stage: Stage) -> None:
    recording = put_talks(stage, 2)
    assert 'type="video/mp4"' not in stage.get(PAGE)
    cut = Span(100_500, 199_500)
    files = recording_files(stage.settings.media_folder, recording)
    movie = download_file(files, clip_digest(recording, cut), DownloadKind.MOVIE)
    movie.parent.mkdir(parents=True)
    movie.write_bytes(b"movie")
    for asked, fragment in (("", ""), ("?t=120", "#t=19.500"), ("?t=120,122", "#t=19.500,21.500")):
        sources = re.findall(r'<source src="([^"]+)" type="video/mp4"', stage.get(PAGE + asked))
        assert sources == [f"{PAGE}/talk-1.mp4{fragment}"]
    assert stage.client.get(f"{PAGE}/talk-1.mp4").content == b"movie"


def test_a_session_is_shared_by_its_address_and_a_code_for_other_pages(stage: Stage) -> None:
    put_talks(stage, 2)
    page = stage.get(f"{PAGE}?t=120&q=stone")
    (link,) = re.findall(r'id="share-link"[^>]* value="([^"]+)"', page)
    assert link == f"http://dasi.example{PAGE}"
    (code,) = re.findall(r'id="share-embed"[^>]*>([^<]+)<', page)
    assert html.unescape(code).startswith(f'<iframe src="http://dasi.example{PAGE}/embed" ')


def test_chapters_are_listed_with_the_people_they_name(stage: Stage) -> None:
    recording = put_talks(stage, 1)
    chapters = [
        SourceChapter(Span(1_000, 30_000), "여는 말: 문새벽"),
        SourceChapter(Span(30_000, 60_000), "Speaker 0 and the river"),
        SourceChapter(Span(60_000, 80_000), "Speaker 01, questions"),
        SourceChapter(Span(80_000, 99_000), "Closing"),
    ]
    voiced = Cue(Span(85_000, 86_000), "See you.", voice="moon sae-byeok")
    with stage.catalogue.writing() as db:
        note_source(db, recording, title="", description="", started_at=None, chapters=chapters)
        keep_tracks(db, recording, [CaptionTrack("en", Origin.TRANSLATED, (voiced,))], NOW)
    page = stage.get(f"/en/e/{SLUG}/talk-0")
    (listed,) = re.findall(r'<ol id="chapters">(.*?)</ol>', page, re.DOTALL)
    seen = [
        (re.findall(r'href="([^"]+)" data-at="(\d+)"', one), re.findall(r"/en/p/(\d+)", one))
        for one in listed.split("</li>")[:-1]
    ]
    assert seen == [
        ([(f"/en/e/{SLUG}/talk-0?t=1", "500")], ["1"]),
        ([(f"/en/e/{SLUG}/talk-0?t=30", "29500")], ["2"]),
        ([(f"/en/e/{SLUG}/talk-0?t=60", "59500")], []),
        ([(f"/en/e/{SLUG}/talk-0?t=80", "79500")], ["1"]),
    ]


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
