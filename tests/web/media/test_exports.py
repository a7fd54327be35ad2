"""Captions and chapters to take away: formats, names, both languages at once, copies kept."""

from urllib.parse import quote

import pytest

from archive.captions import read_cues
from archive.captions.model import CaptionTrack, Cue, Origin
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.recording import note_source
from archive.recording import SourceChapter
from archive.timecode import Span
from tests import forum
from tests.studio import KOREAN, Studio
from tests.web.pages.stage import counted_queries

PAGE = f"/en/e/{forum.SLUG}/keynote"

SRT = """1
00:00:00,000 --> 00:00:00,600
아나 소자 님을 모시겠습니다.

2
00:00:01,950 --> 00:00:04,450
먼저 둑을 낮추어야 합니다.

3
00:00:05,700 --> 00:00:06,000
잠시 쉬겠습니다.
"""
TXT = """[0:00] 아나 소자 님을 모시겠습니다. 먼저 둑을 낮추어야 합니다. 잠시 쉬겠습니다.
"""
BOTH = """[0:00]
아나 소자 님을 모시겠습니다. 먼저 둑을 낮추어야 합니다. 잠시 쉬겠습니다.
Ana Souza: First lower its <banks> & beds.
"""


@pytest.mark.parametrize(
    ("name", "kind", "text"),
    [
        ("captions.ko.srt", "application/x-subrip; charset=utf-8", SRT),
        ("captions.ko.txt", "text/plain; charset=utf-8", TXT),
        ("captions.both.txt", "text/plain; charset=utf-8", BOTH),
    ],
)
def test_every_format_counts_from_the_sessions_beginning(
    studio: Studio, name: str, kind: str, text: str
) -> None:
    studio.publish("keynote")
    answer = studio.viewer().get(f"{PAGE}/{name}")
    assert (answer.headers["content-type"], answer.text) == (kind, text)


def test_a_file_of_both_languages_shows_both_lines(studio: Studio) -> None:
    studio.publish("keynote")
    text = studio.viewer().get(f"{PAGE}/captions.both.vtt").text
    assert (
        "00:00:02.200 --> 00:00:04.450\n<lang ko>먼저 둑을 낮추어야 합니다.</lang>\n"
        "<lang en>Ana Souza: First lower its &lt;banks&gt; &amp; beds.</lang>"
    ) in text


def test_files_name_the_clip_they_belong_to(studio: Studio) -> None:
    studio.publish("keynote")
    digest = studio.cut("keynote").cut.first.digest
    for name in ("captions.ko.vtt", "captions.both.vtt", "chapters.vtt"):
        text = studio.viewer().get(f"{PAGE}/{name}").text
        assert f"\n\nNOTE Clip: 기조 연설 / Keynote / {digest}\n" in text, name


@pytest.mark.parametrize(("language", "title"), [("ko", "기조 연설"), ("en", "Keynote")])
def test_files_are_called_by_the_title_and_in_ascii_by_the_code(
    studio: Studio, language: str, title: str
) -> None:
    studio.publish("keynote")
    for name, ending in (
        ("captions.ko.vtt", "ko.vtt"),
        ("captions.both.txt", "ko-en.txt"),
        ("chapters.vtt", "chapters.vtt"),
    ):
        answer = studio.viewer().get(f"/{language}/e/{forum.SLUG}/keynote/{name}")
        assert answer.headers["content-disposition"] == (
            f"attachment; filename=\"keynote.{ending}\"; filename*=UTF-8''{quote(title)}.{ending}"
        )


def test_chapters_count_from_the_sessions_beginning(studio: Studio) -> None:
    studio.publish("keynote")
    chapter = SourceChapter(Span(6_000, 12_000), "둑 --> 낮추기 <1>")
    with studio.catalogue.writing() as db:
        note_source(db, 1, title="", description="", started_at=None, chapters=[chapter])
    text = studio.viewer().get(f"{PAGE}/chapters.vtt").text
    assert text.endswith("\n\n00:00:00.000 --> 00:00:05.700\n둑 --&gt; 낮추기 &lt;1&gt;\n")
    assert f'href="{PAGE}/chapters.vtt"' in studio.viewer().get(PAGE).text


def test_a_copy_of_the_same_tracks_is_told_so_before_any_cue_is_read(studio: Studio) -> None:
    studio.publish("keynote")
    viewer, address = studio.viewer(), f"{PAGE}/captions.ko.srt"
    etag = viewer.get(address).headers["etag"]
    with counted_queries(studio.catalogue) as seen:
        again = viewer.get(address, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert not any("FROM cue" in statement for statement in seen)
    shorter = CaptionTrack("ko", Origin.PERSON, KOREAN[:3])
    with studio.catalogue.writing() as db:
        keep_tracks(db, 1, [shorter], forum.NOW.replace(year=2027))
    fresh = viewer.get(address, headers={"if-none-match": etag})
    assert (fresh.status_code, "잠시" in fresh.text) == (200, False)


def test_every_file_has_its_own_name_for_a_copy(studio: Studio) -> None:
    studio.publish("keynote")
    names = [
        f"captions.{language}.{ending}" for language in ("ko", "en") for ending in ("vtt", "srt")
    ]
    etags = {studio.viewer().get(f"{PAGE}/{name}").headers["etag"] for name in names}
    assert len(etags) == len(names)


def test_only_who_may_watch_takes_files_away(studio: Studio) -> None:
    for name in ("captions.ko.srt", "captions.both.vtt", "chapters.vtt"):
        assert studio.viewer().get(f"{PAGE}/{name}").status_code == 404
        assert studio.editor().get(f"{PAGE}/{name}").status_code == 200
    for name in ("captions.fr.srt", "captions.ko.pdf", "captions.both.srt"):
        assert studio.editor().get(f"{PAGE}/{name}").status_code == 404


def test_captions_read_back_are_the_same(studio: Studio) -> None:
    studio.publish("keynote")
    formats = [
        read_cues(studio.viewer().get(f"{PAGE}/captions.ko.{ending}").content)
        for ending in ("vtt", "srt")
    ]
    assert formats[0] == formats[1]
    assert formats[0][1] == Cue(Span(1_950, 4_450), "먼저 둑을 낮추어야 합니다.")
