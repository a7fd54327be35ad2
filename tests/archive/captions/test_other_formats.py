"""SubViewer, lyrics and SubStation Alpha."""

import pytest

from archive.captions import read_cues
from archive.captions.model import Cue
from archive.errors import CaptionsUnreadableError
from archive.timecode import Span


def test_subviewer_is_read() -> None:
    text = "0:00:01.000,0:00:02.500\n안녕 <b>&\n여러분\n\n0:00:03.000,0:00:04.000\nline[br]two\n"
    assert read_cues(text.encode()) == (
        Cue(Span(1000, 2500), "안녕 <b>&\n여러분"),
        Cue(Span(3000, 4000), "line\ntwo"),
    )


def test_lyrics_last_until_the_next_line() -> None:
    text = (
        "[ti:Title]\n[offset:500]\n[00:01.50]first <\n[00:03.5][00:20.5]again\n[00:04.50]\n"
        "[00:30.50]<00:30.50>two <00:31.50>words\n"
    )
    assert read_cues(text.encode()) == (
        Cue(Span(1000, 3000), "first <"),
        Cue(Span(3000, 4000), "again"),
        Cue(Span(20_000, 30_000), "again"),
        Cue(Span(30_000, 40_000), "two words", words=(30_000, 31_000)),
    )


ASS = (
    "[Script Info]\nTitle: a\n\n[V4+ Styles]\nStyle: Default,Arial,x,y\n\n[Events]\n"
    "Format: Start, End, Name, Effect, Text\n"
    "Comment: 0:00:00.00,0:00:01.00,,,not said\n"
    "Dialogue: 0:00:01.00,0:00:02.50,김,,{\\an8}안녕, <b>여러분\\N둘째\n"
    "Dialogue: 0:00:03.00,0:00:04.00,,,{\\p1}m 0 0 l 1 1{\\p0}\n"
    "Dialogue: 0:00:05.00,0:00:06.00,,,a,b\n"
)


def test_substation_alpha_is_read_without_comments_and_drawings() -> None:
    assert read_cues(ASS.encode()) == (
        Cue(Span(1000, 2500), "안녕, <b>여러분\n둘째", "김"),
        Cue(Span(5000, 6000), "a,b"),
    )


def test_a_time_that_is_none_is_named_by_its_line() -> None:
    with pytest.raises(CaptionsUnreadableError, match="Line 10 "):
        read_cues(ASS.replace("0:00:01.00,0:00:02.50", "soon,0:00:02.50").encode())
