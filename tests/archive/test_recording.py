"""Wall clock and recording time."""

from datetime import UTC, datetime, timedelta, timezone

from archive.recording import Recording
from archive.timecode import Span

KST = timezone(timedelta(hours=9))


def test_an_instant_and_an_offset_are_two_names_of_one_moment() -> None:
    recording = Recording(60_000, datetime(2026, 5, 1, 0, 59, 30, tzinfo=UTC))
    ten_o_clock = datetime(2026, 5, 1, 10, 0, tzinfo=KST)

    assert recording.offset_at(ten_o_clock) == 30_000
    assert recording.instant_at(30_000) == ten_o_clock


def test_without_a_start_no_clock_is_invented() -> None:
    recording = Recording(60_000)

    assert recording.offset_at(datetime(2026, 5, 1, tzinfo=UTC)) is None
    assert recording.instant_at(0) is None
    assert recording.span == Span(0, 60_000)
