"""Whatever programmes and recordings are like, they are aligned without a fault, and soberly."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.alignment.heard import Heard
from archive.alignment.mapping import place_chapters, place_cuts
from archive.alignment.model import PlacedCut, PlannedSession
from archive.alignment.streams import Captured
from archive.alignment.traces import Traces
from archive.recording import Recording
from archive.timecode import Span
from tests.archive.alignment.broadcast import MORNING
from tests.archive.alignment.talking import AFTERNOON, Afternoon, afternoon, row

HOUR = 3_600_000


@pytest.fixture(scope="module")
def day() -> Afternoon:
    return afternoon()


def aligned(sessions: tuple[PlannedSession, ...], *captured: Captured) -> tuple[PlacedCut, ...]:
    """The cuts, each inside its recording, chapters tried as well."""
    cuts = place_cuts(sessions, captured, {})
    place_chapters(sessions, captured, {cut.key: cut.spans for cut in cuts})
    lasts = {one.id: one.recording.duration for one in captured}
    spans = [span for cut in cuts for span in cut.spans]
    assert all(0 <= one.span.start < one.span.end <= lasts[one.recording_id] for one in spans)
    return cuts


def talking_on(duration: int) -> Captured:
    """A recording in which somebody speaks for nearly half an hour, again and again."""
    speech = tuple(Span(at, at + HOUR // 2 - 9000) for at in range(0, duration, HOUR // 2))
    applause = tuple(Span(one.end, one.end + 4000) for one in speech)
    heard = Heard(speech, applause, (), tuple(sorted((*speech, *applause))), duration)
    return Captured(1, Recording(duration, MORNING), traces=Traces(heard))


def test_a_recording_of_no_length_holds_nothing() -> None:
    assert aligned(AFTERNOON, Captured(1, Recording(0, MORNING))) == ()


def test_silence_is_laid_out_by_the_clock_and_hardly_believed() -> None:
    silent = Captured(
        1, Recording(2 * HOUR, MORNING), traces=Traces(Heard((), (), (), (), 2 * HOUR))
    )

    cuts = aligned(AFTERNOON, silent)

    assert [cut.key for cut in cuts] == [one.key for one in AFTERNOON]
    assert all(0 < cut.sure_in < 0.2 and 0 < cut.sure_out < 0.2 for cut in cuts)


def test_a_programme_of_one_row_is_placed(day: Afternoon) -> None:
    (cut,) = aligned(AFTERNOON[1:2], day.talking.captured())
    assert abs(cut.spans[0].span.start - day.starts["alleys"]) < 1000


def test_a_programme_of_three_hundred_rows_keeps_its_order_over_twelve_hours() -> None:
    rows = tuple(row(f"r{n}", f"{n}번째 이야기", (2 * n, 2 * n + 2)) for n in range(300))

    cuts = aligned(rows, talking_on(12 * HOUR))

    starts = [cut.spans[0].span.start for cut in cuts]
    assert len(cuts) == 300
    assert starts == sorted(starts)


def test_rows_without_times_and_rows_that_end_before_they_start_do_no_harm(day: Afternoon) -> None:
    bare = tuple(replace(one, start=None, end=None) for one in AFTERNOON)
    backwards = tuple(
        replace(one, end=one.start and one.start - timedelta(minutes=5)) for one in AFTERNOON
    )
    for sessions in (bare, backwards):
        cuts = {cut.key: cut for cut in aligned(sessions, day.talking.captured())}
        assert abs(cuts["rivers"].spans[0].span.start - day.starts["rivers"]) < 1000
