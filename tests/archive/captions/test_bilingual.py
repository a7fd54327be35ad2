"""Both languages in one file."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from archive.captions import read_cues
from archive.captions.bilingual import write_bilingual
from archive.captions.model import Cue
from archive.timecode import Span


def test_the_korean_line_stands_above_the_english_one() -> None:
    ko = (Cue(Span(0, 3000), "안녕 & 하세요\n여러분"), Cue(Span(4000, 5000), "네", mark=">>"))
    en = (Cue(Span(1000, 4000), "Hello", "Kim"),)
    assert write_bilingual(ko, en) == (
        "WEBVTT\n\nNOTE Language: ko, en\n\n"
        "00:00:00.000 --> 00:00:01.000\n<lang ko>안녕 &amp; 하세요\n여러분</lang>\n\n"
        "00:00:01.000 --> 00:00:03.000\n<lang ko>안녕 &amp; 하세요\n여러분</lang>\n"
        "<lang en>Kim: Hello</lang>\n\n"
        "00:00:03.000 --> 00:00:04.000\n<lang en>Kim: Hello</lang>\n\n"
        "00:00:04.000 --> 00:00:05.000\n<lang ko>&gt;&gt; 네</lang>\n"
    )


spans = st.tuples(st.integers(0, 300), st.integers(1, 60)).map(lambda at: Span(at[0], sum(at)))
tracks = st.lists(spans, min_size=1, max_size=8).map(sorted)


def shown_at(cues: Sequence[Cue], time: int) -> str:
    return "\n".join(cue.text for cue in cues if cue.span.contains(time))


@given(tracks, tracks)
def test_at_every_millisecond_both_tracks_are_shown(ko: list[Span], en: list[Span]) -> None:
    above = [Cue(span, f"가{number}") for number, span in enumerate(ko)]
    below = [Cue(span, f"x{number}") for number, span in enumerate(en)]
    both = read_cues(write_bilingual(above, below).encode())
    assert [shown_at(both, time) for time in range(400)] == [
        "\n".join(filter(None, (shown_at(above, time), shown_at(below, time))))
        for time in range(400)
    ]
