"""Reading any caption file: encodings, what is no caption file, what is dangerous."""

import codecs
from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.captions import LONGEST_TEXT, read_cues
from archive.errors import CaptionsUnreadableError

SRT = (
    "1\n00:00:01,000 --> 00:00:02,000\n안녕하세요, 여러분\n\n"
    "2\n00:00:03,000 --> 00:00:04,000\n시작합니다\n"
)
TEXTS = ("안녕하세요, 여러분", "시작합니다")


def texts(content: bytes) -> tuple[str, ...]:
    return tuple(cue.text for cue in read_cues(content))


@pytest.mark.parametrize(
    "content",
    [
        SRT.encode(),
        SRT.encode("utf-8-sig"),
        SRT.encode("cp949"),
        SRT.encode("utf-16"),
        SRT.encode("utf-16-le"),
        SRT.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + SRT.encode("utf-16-be"),
        SRT.encode("utf-32"),
        SRT.replace("\n", "\r\n").encode("utf-16"),
        SRT.replace("\n", "\r").encode(),
        normalize("NFD", SRT).encode(),
    ],
)
def test_any_encoding_and_line_ending_gives_the_same_text(content: bytes) -> None:
    assert texts(content) == TEXTS


def test_western_quotation_marks_are_not_taken_for_korean() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nWe don’t say “café”\n"
    assert texts(text.encode("cp1252")) == ("We don’t say “café”",)


def test_the_content_tells_the_format_not_the_name() -> None:
    vtt = "\n WEBVTT\n\n00:01.000 --> 00:02.000\na\n"
    assert [cue.text for cue in read_cues(vtt.encode(), file_name="talk.srt")] == ["a"]
    assert [cue.text for cue in read_cues(SRT.encode(), file_name="talk.vtt")] == list(TEXTS)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"\x00\x00", b"\xff\xfe", b"Hello", b"\x89PNG\r\n\x1a\n\x00\x00", b"{}"]
)
def test_what_is_no_caption_file_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(CaptionsUnreadableError, match=r"talk\.bin.*WebVTT, .*SubRip"):
        read_cues(content, file_name="talk.bin")


def test_a_broken_encoding_is_refused() -> None:
    with pytest.raises(CaptionsUnreadableError, match="encoding"):
        read_cues(codecs.BOM_UTF8 + b"WEBVTT \xff")


@pytest.mark.parametrize("content", [b"WEBVTT", b"WEBVTT\n\n00:01.000 --> 00:02.000\n<c></c> \n"])
def test_a_file_without_captions_is_refused(content: bytes) -> None:
    with pytest.raises(CaptionsUnreadableError, match="holds no captions"):
        read_cues(content, file_name="talk.vtt")


def test_a_line_without_an_end_is_refused() -> None:
    content = b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"a <" * 400_000
    with pytest.raises(CaptionsUnreadableError, match=f"at most {LONGEST_TEXT}"):
        read_cues(content)


def test_scripts_and_marks_that_turn_text_around_end_as_plain_text() -> None:
    said = "<script>alert(1)</script>\u202edlrow&#x202e;\x00&lrm;!\u200b"
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\n{said}\n"
    assert texts(text.encode()) == ("alert(1)dlrow!",)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        cues = read_cues(b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + content)
    except CaptionsUnreadableError:
        return
    assert all(cue.text and is_normalized("NFC", cue.text) for cue in cues)
    assert sorted(cues, key=lambda cue: cue.span) == list(cues)
