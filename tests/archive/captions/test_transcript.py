"""Two languages side by side."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.captions import read_cues
from archive.captions.model import Cue
from archive.captions.transcript import Moment, pair
from archive.timecode import Span
from tests.paths import shared


def cues(*spans: tuple[int, int]) -> tuple[Cue, ...]:
    return tuple(Cue(Span(*span), f"{span[0]}-{span[1]}") for span in spans)


def shape(moments: Sequence[Moment]) -> list[tuple[int, int]]:
    return [(len(moment.ko), len(moment.en)) for moment in moments]


def test_cues_of_the_same_time_make_a_moment() -> None:
    ko, en = cues((0, 2000), (2000, 5000)), cues((0, 2000), (2000, 5000))
    assert pair(ko, en) == (
        Moment(Span(0, 2000), ko[:1], en[:1]),
        Moment(Span(2000, 5000), ko[1:], en[1:]),
    )


def test_one_language_may_need_more_cues_for_the_same() -> None:
    ko = cues((0, 6000), (6000, 8000), (8000, 10_000))
    en = cues((0, 2000), (2000, 4100), (4100, 5900), (6000, 10_000))
    assert shape(pair(ko, en)) == [(1, 3), (2, 1)]


def test_a_language_that_lags_a_little_is_still_paired_cue_by_cue() -> None:
    ko = cues(*((start, start + 4000) for start in range(0, 40_000, 4000)))
    en = cues(*((start + 500, start + 4500) for start in range(0, 40_000, 4000)))
    assert shape(pair(ko, en)) == [(1, 1)] * 10


def test_what_has_no_partner_stays_alone() -> None:
    ko, en = cues((0, 2000), (10_000, 12_000)), cues((5000, 7000), (10_000, 12_000))
    assert shape(pair(ko, en)) == [(1, 0), (0, 1), (1, 1)]


def test_one_language_alone_is_a_transcript_too() -> None:
    ko = cues((0, 2000), (2000, 4000))
    assert shape(pair(ko, ())) == [(1, 0), (1, 0)]
    assert shape(pair((), ko)) == [(0, 1), (0, 1)]
    assert pair((), ()) == ()


def assert_each_cue_once_in_order(ko: Sequence[Cue], en: Sequence[Cue]) -> tuple[Moment, ...]:
    moments = pair(ko, en)
    assert [cue for moment in moments for cue in moment.ko] == list(ko)
    assert [cue for moment in moments for cue in moment.en] == list(en)
    assert all(moment.ko or moment.en for moment in moments)
    return moments


spans = st.tuples(st.integers(0, 3000), st.integers(1, 400)).map(lambda at: Span(at[0], sum(at)))
tracks = st.lists(spans, max_size=30).map(
    lambda them: tuple(Cue(span, "x") for span in sorted(them))
)


@given(tracks, tracks)
def test_every_cue_appears_exactly_once_and_in_order(
    ko: tuple[Cue, ...], en: tuple[Cue, ...]
) -> None:
    assert_each_cue_once_in_order(ko, en)


@pytest.mark.parametrize("lecture", ["02", "03", "07", "13"])
def test_real_lectures_are_paired_in_order(lecture: str) -> None:
    ko, en = (
        read_cues(shared(f"captions/cs231n_2017/lecture_{lecture}.{language}.srt").read_bytes())
        for language in ("ko", "en")
    )
    moments = assert_each_cue_once_in_order(ko, en)
    paired = sum(len(moment.en) for moment in moments if moment.ko)
    assert paired > 0.97 * len(en)
    assert [moment.span.start for moment in moments] == sorted(m.span.start for m in moments)
