"""Cues written as WebVTT, and read again."""

from hypothesis import given
from hypothesis import strategies as st

from archive.captions import read_cues
from archive.captions.model import Cue
from archive.captions.plain import plain
from archive.captions.write import write_vtt
from archive.timecode import Span


def test_a_file_is_written_as_players_read_it() -> None:
    cues = [
        Cue(Span(0, 1500), "R&D <3 --> end"),
        Cue(Span(3_600_000, 3_601_000), "첫 줄\n\n둘째 줄", "김 & 이"),
    ]
    assert write_vtt(cues, "ko") == (
        "WEBVTT\n\nNOTE Language: ko\n\n"
        "00:00:00.000 --> 00:00:01.500\nR&amp;D &lt;3 --&gt; end\n\n"
        "01:00:00.000 --> 01:00:01.000\n<v 김 &amp; 이>첫 줄\n둘째 줄\n"
    )


texts = st.text(max_size=40).map(plain).filter(bool) | st.sampled_from(
    ["WEBVTT", "NOTE", "STYLE", "a --> b", "00:01.000 --> 00:02.000", "&amp;", "<v Kim>x", "7"]
)
voices = st.just("") | st.text(max_size=12).map(plain).map(lambda name: " ".join(name.split()))


@given(st.lists(st.tuples(texts, voices, st.integers(1, 9_000_000)), min_size=1, max_size=8))
def test_what_is_written_is_read_again_as_it_was(parts: list[tuple[str, str, int]]) -> None:
    cues = tuple(
        Cue(Span(number * 10_000_000, number * 10_000_000 + length), text, voice)
        for number, (text, voice, length) in enumerate(parts)
    )
    assert read_cues(write_vtt(cues, "en").encode()) == cues
