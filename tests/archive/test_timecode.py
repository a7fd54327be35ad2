"""Offsets and spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.timecode import Span, parse_offset, print_clock, print_offset


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("0", 0),
        ("754", 754_000),
        ("754.25", 754_250),
        ("12:34", 754_000),
        ("1:02:03.5", 3_723_500),
        ("01:02:03,004", 3_723_004),
        (" 00:00:00.0009 ", 0),
        ("27:00:00", 97_200_000),
    ],
)
def test_times_are_read_as_people_write_them(text: str, offset: int) -> None:
    assert parse_offset(text) == offset


@pytest.mark.parametrize(
    "text", ["", "abc", "-1", "1:60", "1:2:99", "1:2:3:4", "1.2.3", "٣", "9" * 40]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no time"):
        parse_offset(text)


@given(st.integers(min_value=0, max_value=10**9))
def test_a_printed_offset_reads_back(offset: int) -> None:
    assert parse_offset(print_offset(offset)) == offset


@given(st.integers(min_value=0, max_value=10**9))
def test_a_printed_clock_reads_back_to_the_second(offset: int) -> None:
    assert parse_offset(print_clock(offset)) == offset // 1000 * 1000


def test_a_span_lasts_some_time() -> None:
    with pytest.raises(ValueError, match="last some time"):
        Span(5, 5)


def test_a_span_is_half_open() -> None:
    span = Span(10, 20)

    assert [span.contains(offset) for offset in (9, 10, 19, 20)] == [False, True, True, False]


def test_spans_that_only_touch_share_nothing() -> None:
    assert Span(0, 10).overlap(Span(10, 20)) is None
    assert Span(0, 11).overlap(Span(10, 20)) == Span(10, 11)


def test_the_nearest_point_lies_inside() -> None:
    assert [Span(10, 20).nearest(offset) for offset in (0, 15, 20, 99)] == [10, 15, 19, 19]
