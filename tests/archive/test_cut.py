"""Cuts lie inside their recording, and name their clip."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.cut import Cut, CutSpan, CutState, checked_span, clip_digest, ordered_spans
from archive.errors import CutOutsideError
from archive.timecode import Span


def test_a_cut_may_be_the_whole_recording() -> None:
    assert checked_span(0, 60_000, 60_000) == Span(0, 60_000)


@pytest.mark.parametrize(
    ("in_point", "out_point"),
    [(-1, 5000), (0, 60_001), (70_000, 80_000), (5000, 5000), (9000, 5000)],
)
def test_a_cut_outside_the_recording_or_empty_is_refused(in_point: int, out_point: int) -> None:
    with pytest.raises(CutOutsideError):
        checked_span(in_point, out_point, 60_000)


def test_the_refusal_names_the_points() -> None:
    with pytest.raises(CutOutsideError) as refused:
        checked_span(0, 61_000, 60_000)

    assert str(refused.value) == (
        "The cut 00:00:00.000 to 00:01:01.000 lies outside the recording, "
        "which ends at 00:01:00.000."
    )


def test_a_clip_is_named_by_what_it_shows() -> None:
    cut, same = (CutSpan(1, Span(0, 1000)) for _ in range(2))
    others = [
        clip_digest(2, Span(0, 1000)),
        clip_digest(1, Span(1, 1000)),
        clip_digest(1, Span(0, 999)),
    ]

    assert cut.digest == same.digest
    assert cut.digest not in others
    assert len(cut.digest) == 20


BEGAN = datetime(2026, 5, 7, 5, 0, tzinfo=UTC)
BEFORE, AFTER = CutSpan(2, Span(50_000, 60_000)), CutSpan(1, Span(0, 4_000))


def test_session_time_runs_on_over_a_gap() -> None:
    cut = Cut((BEFORE, AFTER), CutState.REVIEWED, 1)

    assert cut.duration == 14_000
    assert [cut.begins(part) for part in (1, 2)] == [0, 10_000]
    assert cut.session_time(1, 52_000) == 2_000
    assert cut.session_time(2, 1_500) == 11_500
    assert cut.in_recording(1) == (AFTER,)


def test_parts_follow_each_other_by_the_clock() -> None:
    began = {2: BEGAN, 1: BEGAN + timedelta(minutes=3)}

    assert ordered_spans([AFTER, BEFORE], began) == (BEFORE, AFTER)


def test_parts_of_recordings_without_a_clock_follow_as_they_were_asked_for() -> None:
    assert ordered_spans([BEFORE, AFTER], {1: None, 2: BEGAN}) == (AFTER, BEFORE)


def test_two_parts_never_show_the_same() -> None:
    again = CutSpan(1, Span(3_999, 8_000))

    with pytest.raises(CutOutsideError):
        ordered_spans([AFTER, again], {1: BEGAN})
    touching = CutSpan(1, Span(4_000, 8_000))
    assert ordered_spans([touching, AFTER], {1: BEGAN}) == (AFTER, touching)
