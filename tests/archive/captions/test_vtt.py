"""WebVTT as people, tools and HLS write it."""

import pytest

from archive.captions import read_cues
from archive.captions.model import Cue
from archive.errors import CaptionsUnreadableError
from archive.timecode import Span


def read(text: str) -> list[tuple[int, int, str]]:
    return [(cue.span.start, cue.span.end, cue.text) for cue in read_cues(text.encode())]


def test_identifiers_settings_notes_and_styles_are_not_captions() -> None:
    text = (
        "WEBVTT - a title\n\nSTYLE\n::cue { color: red }\n\nNOTE not\nsaid\n\nREGION\nid:a\n\n"
        "intro\n00:01.000 --> 00:02.000 line:0 align:start\nHello\nthere\n\n"
        "NOTE nor\nthis\n\n00:00:03.000 --> 00:00:04.000\nBye\n"
    )
    assert read(text) == [(1000, 2000, "Hello\nthere"), (3000, 4000, "Bye")]


def test_markup_is_taken_off_and_entities_are_decoded() -> None:
    text = (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n"
        "<c.yellow.bg_blue>R&amp;D</c> <i>costs</i> &lt;3&nbsp;% "
        "<lang en>now</lang><br>a &#54620;\n"
    )
    assert read(text) == [(1000, 2000, "R&D costs <3 % now\na 한")]


def test_what_only_looks_like_a_tag_stays() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nif a<b and b>c then <웃음> <3\n"
    assert read(text) == [(1000, 2000, "if a<b and b>c then <웃음> <3")]


def test_each_voice_of_a_cue_becomes_a_cue_of_its_own() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n"
        "<v.loud Kim &amp; Lee>Yes</v>\n<v 박지민>아니요\n정말로\n"
    )
    span = Span(1000, 2000)
    assert read_cues(text.encode()) == (
        Cue(span, "Yes", "Kim & Lee"),
        Cue(span, "아니요\n정말로", "박지민"),
    )


def test_an_arrow_in_the_text_and_a_blank_line_lose_nothing() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nfrom a --> b\nsecond\n\nthird\n\n"
        "2\n00:03.000 --> 00:04.000\nlast\n"
    )
    assert read(text) == [(1000, 2000, "from a --> b\nsecond\nthird"), (3000, 4000, "last")]


def test_near_spellings_of_times_are_read() -> None:
    text = (
        "WEBVTT\n\n0:0:1,5 --> 0:0:2.25\na\n\n01:02.000-->01:03.000\nb\n\n"
        "-00:00:01.000 --> 00:00:00.500\nc\n"
    )
    assert read(text) == [(0, 500, "c"), (1500, 2250, "a"), (62_000, 63_000, "b")]


def test_a_line_of_times_that_cannot_be_read_is_named() -> None:
    text = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\na\n\n00:00:70.000 --> 00:01:12.000\nb\n"
    with pytest.raises(CaptionsUnreadableError, match=r"Line 6 .*00:00:70\.000"):
        read(text)


def test_a_cue_without_a_duration_is_shown_for_a_second() -> None:
    text = "WEBVTT\n\n00:05.000 --> 00:05.000\na\n\n00:03.000 --> 00:02.000\nb\n"
    assert read(text) == [(3000, 4000, "b"), (5000, 6000, "a")]


def test_a_caption_about_webvtt_does_not_begin_a_segment() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nthe word is\nWEBVTT\n\n00:03.000 --> 00:04.000\nyes\n"
    )
    assert read(text) == [(1000, 2000, "the word is\nWEBVTT"), (3000, 4000, "yes")]


SEGMENTS = (
    "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n"
    "00:01.000 --> 00:04.000\none\n\n00:05.000 --> 00:06.000\ncut in two\n\n"
    "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:1440000,LOCAL:00:00:00.000\n\n"
    "00:00.000 --> 00:02.000\ncut in two\n\n00:03.000 --> 00:04.000\none\n"
)


def test_hls_segments_count_from_the_first_ones_zero() -> None:
    assert read(SEGMENTS) == [(1000, 4000, "one"), (5000, 8000, "cut in two"), (9000, 10000, "one")]


def test_a_cue_repeated_in_the_next_segment_is_kept_once() -> None:
    head = "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\n"
    both = "00:05.000 --> 00:08.000\nacross the border\n\n"
    text = f"{head}{both}{head}{both}00:09.000 --> 00:10.000\nnext\n"
    assert read(text) == [(5000, 8000, "across the border"), (9000, 10000, "next")]


def test_the_mpeg_clock_may_wrap_between_segments() -> None:
    before, after = (1 << 33) - 90 * 2000, 90 * 4000
    text = (
        f"WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:{before}\n\n"
        "00:01.000 --> 00:02.000\na\n\n"
        f"WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:{after}\n\n"
        "00:01.000 --> 00:02.000\nb\n"
    )
    assert read(text) == [(1000, 2000, "a"), (7000, 8000, "b")]


def test_what_is_said_twice_in_an_ordinary_file_stays_twice() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n네\n\n00:02.000 --> 00:03.000\n네\n\n"
        "00:03.000 --> 00:04.000\n네\n그렇죠\n"
    )
    assert read(text) == [(1000, 2000, "네"), (2000, 3000, "네"), (3000, 4000, "네\n그렇죠")]


def test_seconds_that_were_rounded_up_to_sixty_are_read() -> None:
    (cue,) = read_cues(b"WEBVTT\n\n00:00:58.000 --> 00:00:60.000\nHello\n")
    assert cue.span == Span(58_000, 59_999)
