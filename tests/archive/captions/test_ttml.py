"""TTML and DFXP: times in every spelling, nesting, languages."""

from fractions import Fraction

import pytest

from archive.captions import FileTrack, read_cues, read_file
from archive.captions.model import Cue
from archive.captions.tree import parsed
from archive.captions.ttml_time import Clock, clock_of
from archive.errors import CaptionsUnreadableError
from archive.timecode import Span

HEAD = (
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" '
    'xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="ko"'
)


def tt(body: str, attributes: str = "", head: str = "") -> bytes:
    return f"{HEAD} {attributes}><head>{head}</head><body>{body}</body></tt>".encode()


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("01:02:03", 3_723_000),
        ("00:00:01.5", 1500),
        ("00:00:01.123456", 1123),
        ("00:00:01:12", 1480),
        ("00:00:01:12.1", 1500),
        ("10.5s", 10_500),
        ("250ms", 250),
        ("1.5m", 90_000),
        ("1h", 3_600_000),
        ("50f", 2000),
        ("10000000t", 1000),
    ],
)
def test_every_spelling_of_a_time_is_read(text: str, offset: int) -> None:
    assert Clock(Fraction(25), 2, Fraction(10_000_000)).offset(text) == offset


@pytest.mark.parametrize("text", ["", "1", "1:02", "soon", "-1s", "1 s", "9" * 30 + "s"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no time expression"):
        Clock().offset(text)


@pytest.mark.parametrize(
    ("attributes", "clock"),
    [
        ("", Clock(Fraction(30), 1, Fraction(1))),
        ('ttp:frameRate="24"', Clock(Fraction(24), 1, Fraction(24))),
        (
            'ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"',
            Clock(Fraction(30_000, 1001), 1, Fraction(30_000, 1001)),
        ),
        (
            'ttp:frameRate="30" ttp:frameRateMultiplier="1000:1001" ttp:tickRate="90000"',
            Clock(Fraction(30_000, 1001), 1, Fraction(90_000)),
        ),
        ('ttp:frameRate="0" ttp:tickRate="x"', Clock(Fraction(30), 1, Fraction(30))),
    ],
)
def test_a_document_says_how_it_counts(attributes: str, clock: Clock) -> None:
    assert clock_of(parsed(f"{HEAD} {attributes}/>", "TTML")) == clock


def test_times_count_from_the_element_around() -> None:
    body = (
        '<div begin="10s"><p begin="1s" dur="2s">하나<br/>둘</p>'
        '<p begin="4s" end="9s">\n   셋 <span>넷</span>  다섯\n  </p>'
        '<p begin="6s">여섯</p></div>'
    )
    assert read_file(tt(body)) == (
        FileTrack(
            (
                Cue(Span(11_000, 13_000), "하나\n둘"),
                Cue(Span(14_000, 19_000), "셋 넷 다섯"),
                Cue(Span(16_000, 17_000), "여섯"),
            ),
            "ko",
        ),
    )


def test_spans_with_times_are_words() -> None:
    body = (
        '<p begin="1s" end="5s"><span begin="0s" end="1s">그래서</span> '
        '<span begin="1.5s" end="3s">시작</span></p>'
        '<p><span begin="8s" end="9s">늦게</span></p>'
    )
    assert read_cues(tt(body)) == (
        Cue(Span(1000, 5000), "그래서 시작", words=(1000, 2500)),
        Cue(Span(8000, 9000), "늦게", words=(8000,)),
    )


def test_paragraphs_in_a_row_follow_one_another() -> None:
    body = '<div timeContainer="seq" begin="2s"><p dur="1s">a</p><p begin="1s" dur="2s">b</p></div>'
    assert read_cues(tt(body)) == (Cue(Span(2000, 3000), "a"), Cue(Span(4000, 6000), "b"))


def test_each_language_is_a_track() -> None:
    body = (
        '<div><p begin="1s" end="2s">네</p></div>'
        '<div xml:lang="en"><p begin="1s" end="2s">Yes</p>'
        '<p xml:lang="ko" begin="3s" end="4s">또</p></div>'
    )
    span = Span(1000, 2000)
    assert read_file(tt(body)) == (
        FileTrack((Cue(span, "네"), Cue(Span(3000, 4000), "또")), "ko"),
        FileTrack((Cue(span, "Yes"),), "en"),
    )


def test_an_agent_is_a_voice_and_notes_are_not_shown() -> None:
    head = '<ttm:agent xml:id="k"><ttm:name type="full">김 &amp; 이</ttm:name></ttm:agent>'
    body = (
        '<p begin="1s" end="2s" ttm:agent="k"><metadata><ttm:desc>x</ttm:desc></metadata>'
        "네 &lt;b&gt;</p>"
    )
    assert read_cues(tt(body, head=head)) == (Cue(Span(1000, 2000), "네 <b>", "김 & 이"),)


def test_kept_spaces_keep_their_lines() -> None:
    body = '<p xml:space="preserve" begin="1s" end="2s">one\ntwo</p>'
    assert read_cues(tt(body)) == (Cue(Span(1000, 2000), "one\ntwo"),)


def test_a_file_in_utf_16_says_so_and_is_read() -> None:
    body = '<?xml version="1.0" encoding="UTF-16"?>' + tt('<p begin="1s" end="2s">네</p>').decode()
    assert read_cues(body.encode("utf-16")) == (Cue(Span(1000, 2000), "네"),)


@pytest.mark.parametrize(
    "content",
    [
        tt('<p begin="soon">a</p>'),
        b"<tt><body><p>",
        b'<!DOCTYPE tt [<!ENTITY a "b">]><tt><body><p begin="1s" end="2s">&a;</p></body></tt>',
        b"<tt><body>" + b"<div>" * 300 + b"</div>" * 300 + b"</body></tt>",
    ],
)
def test_what_is_damaged_or_dangerous_is_refused(content: bytes) -> None:
    with pytest.raises(CaptionsUnreadableError, match="TTML"):
        read_file(content)
