"""Whatever comes: each reader reads it as plain text or refuses it with a sentence."""

import re
from unicodedata import category, is_normalized

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.captions import (
    LARGEST_FILE,
    LATEST_MS,
    LONGEST_TEXT,
    MOST_CUES,
    FileTrack,
    read_file,
)
from archive.errors import CaptionsUnreadableError

HEADS = {
    "vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n",
    "srt": "1\n00:00:01,000 --> 00:00:02,000\n",
    "json3": '{"events": [{"tStartMs": 1, "segs": [{"utf8": "a"}]}, ',
    "srv3": '<timedtext><body><p t="1" d="2">a</p>',
    "ttml": '<tt><body><p begin="1s" end="2s">a</p>',
    "sami": "<SAMI><BODY><SYNC Start=1><P Class=KRCC>a",
    "ass": "[Script Info]\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,a\n",
    "sbv": "0:00:01.000,0:00:02.000\na\n",
    "lrc": "[00:01.00]a\n",
}
TAILS = {"json3": "]}", "srv3": "</body></timedtext>", "ttml": "</body></tt>"}
PIECES = st.sampled_from(
    [
        "\n", "\n\n", " ", "a", "네.", ">> ", "- ", "KIM: ", "[음악]", "&amp;", "&", "<", ">",
        "<v ", "<rt>", "<00:00:01.500>", "-->", "00:00:03.000 --> 00:00:01.000", "NOTE", "STYLE",
        "WEBVTT", "<script>", "</p>", "<p>", '<p begin="3s">', '<span begin="1f">', "<br/>", "<!--",
        "<SYNC Start=", "5", ">", "&nbsp;", "{\\an8}", "{\\p1}", "Dialogue: 0,x,y", "[00:02.00]",
        '{"tStartMs": 2, "segs": [{"utf8": "b", "tOffsetMs": -9}]}', ",", "null", "\x00", "\u202e",
        "\ufdd0", "\u2028", "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    ]
)  # fmt: skip


def read_or_refused(content: bytes) -> tuple[FileTrack, ...] | CaptionsUnreadableError:
    try:
        return read_file(content, file_name="a")
    except CaptionsUnreadableError as exc:
        return exc


def assert_plain(content: bytes) -> None:
    """Read as the model promises, or refused in one sentence."""
    tracks = read_or_refused(content)
    if isinstance(tracks, CaptionsUnreadableError):
        assert "\n" not in tracks.sentence.template
        assert str(tracks)
        return
    for track in tracks:
        assert sorted(track.cues, key=lambda cue: cue.span) == list(track.cues)
        for cue in track.cues:
            assert is_normalized("NFC", cue.text)
            assert all(line.strip() for line in cue.text.split("\n"))
            hidden = [sign for sign in cue.text if category(sign) in {"Cc", "Cs"} and sign != "\n"]
            assert hidden == []
            assert re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", cue.text) is None
            assert 0 <= cue.span.start < cue.span.end <= LATEST_MS
            assert len(cue.words) in {0, len(cue.text.split())}
            assert list(cue.words) == sorted(cue.words)
            assert all(cue.span.start <= word <= cue.span.end for word in cue.words)


@pytest.mark.parametrize("form", HEADS)
@given(st.lists(PIECES | st.text(max_size=6), max_size=25).map("".join))
@settings(max_examples=60)
def test_any_text_after_a_right_beginning_is_read_or_refused(form: str, rest: str) -> None:
    assert_plain((HEADS[form] + rest + TAILS.get(form, "")).encode("utf-8", "replace"))


@pytest.mark.parametrize("form", HEADS)
@given(st.binary(max_size=200))
@settings(max_examples=30)
def test_any_bytes_after_a_right_beginning_are_read_or_refused(form: str, rest: bytes) -> None:
    assert_plain(HEADS[form].encode() + rest)


LONG = 1_000_000


@pytest.mark.parametrize("form", HEADS)
@pytest.mark.parametrize("piece", ["a", " ", "\n", "<", "<v ", "<!--", "<rt>", ">", "1"])
def test_a_line_without_an_end_takes_no_more_time_than_its_length(form: str, piece: str) -> None:
    assert_plain((HEADS[form] + piece * (LONG // len(piece)) + TAILS.get(form, "")).encode())


def test_a_megabyte_on_one_line_is_refused_with_its_time() -> None:
    with pytest.raises(CaptionsUnreadableError) as refused:
        read_file((HEADS["vtt"] + "네" * LONG).encode())
    assert str(refused.value) == (
        f"The caption at 0:01 holds {LONG} characters; a caption is at most {LONGEST_TEXT}."
    )


def test_more_cues_than_any_recording_has_are_refused_before_they_are_read() -> None:
    content = b"".join(
        b"%d\n00:00:01,000 --> 00:00:02,000\na\n\n" % number for number in range(MOST_CUES + 1)
    )
    with pytest.raises(CaptionsUnreadableError, match=f"{MOST_CUES + 1} captions; .* {MOST_CUES}"):
        read_file(content)


def test_a_file_larger_than_captions_are_is_refused() -> None:
    with pytest.raises(CaptionsUnreadableError, match="larger than 64 MB"):
        read_file(b"WEBVTT" + bytes(LARGEST_FILE))


def test_a_time_later_than_any_recording_is_refused() -> None:
    with pytest.raises(CaptionsUnreadableError, match="no recording is that long"):
        read_file(b"WEBVTT\n\n00:01.000 --> 999:00:00.000\na\n")


def test_a_script_and_a_reading_end_as_text() -> None:
    text = HEADS["vtt"] + "<script>alert(1)</script> <ruby>漢<rp>(</rp><rt>한</rt><rp>)</rp></ruby>"
    (track,) = read_file(text.encode())
    assert [cue.text for cue in track.cues] == ["alert(1) 漢(한)"]
