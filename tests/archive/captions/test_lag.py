"""How much later one track is than another."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.captions.lag import lag_ms
from archive.captions.model import Cue
from archive.captions.transcript import pair
from archive.timecode import Span

LENGTHS = [2300, 4100, 1900, 6200, 3300, 2700, 5100, 1800, 7400, 2900, 3600, 4800] * 3
"""Milliseconds of sentences as people speak them: no two neighbours are alike."""


def track(text: str, *, late: int = 0, lengths: Sequence[int] = LENGTHS) -> tuple[Cue, ...]:
    ends = [20_000 + sum(lengths[: place + 1]) for place in range(len(lengths))]
    return tuple(
        Cue(Span(end - length + late, end - 150 + late), f"{text} {place}.")
        for place, (length, end) in enumerate(zip(lengths, ends, strict=True))
    )


@pytest.mark.parametrize("late", [0, 1500, -1500, 4000, -320])
def test_a_track_that_is_late_all_through_is_noticed(late: int) -> None:
    assert lag_ms(track("말", late=late), track("word")) == late


@given(st.integers(-600, 600).map(lambda steps: 20 * steps))
def test_a_late_track_is_paired_as_if_it_were_not(late: int) -> None:
    moments = pair(track("말", late=late), track("word"))
    assert [(m.ko[0].text[2:], m.en[0].text[5:]) for m in moments] == [
        (f"{place}.", f"{place}.") for place in range(len(LENGTHS))
    ]


def test_a_cue_keeps_its_own_times_in_a_late_track() -> None:
    ko, en = track("말", late=1500), track("word")
    first = pair(ko, en)[0]
    assert (first.span, first.ko, first.en) == (
        Span(en[0].span.start, ko[0].span.end),
        ko[:1],
        en[:1],
    )


def test_too_few_sentences_tell_no_lag() -> None:
    assert lag_ms(track("말", late=1500, lengths=LENGTHS[:6]), track("w", lengths=LENGTHS[:6])) == 0


def test_tracks_that_have_nothing_in_common_tell_no_lag() -> None:
    other = track("word", lengths=[3000] * 40)
    assert lag_ms(track("말"), tuple(replace(cue, text="and") for cue in other)) == 0
