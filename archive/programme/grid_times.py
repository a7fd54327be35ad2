"""The day and the times of a table's row, from however many columns print them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from archive.programme.clock import PrintedTimes, read_times, with_duration
from archive.programme.columns import plain_moments, read_time_cell, without_dates
from archive.programme.dates import PrintedDate, find_dates
from archive.programme.grids import GridCell
from archive.programme.timetable import Row

NO_TIMES = PrintedTimes(None, None, None, "", "")


@dataclass(frozen=True, slots=True)
class RowTimes:
    """A row's day, if it prints one, and its times; ``goes_on`` inside a span from above."""

    day: PrintedDate | None
    times: PrintedTimes
    goes_on: bool

    @property
    def are_printed(self) -> bool:
        return self.times is not NO_TIMES


def read_row_times(row: Sequence[GridCell], columns: Mapping[int, str]) -> RowTimes:
    """What the columns that say when say of one row.

    A day may stand in a column of its own or before the hour. A text that is no time stays out.
    """
    texts = {kind: plain_moments(row[column].flat) for column, kind in columns.items()}
    dates = [date for text in texts.values() for date in find_dates(text)]
    printed = [column for column, kind in columns.items() if kind in ("time", "start")]
    goes_on = bool(printed) and all(row[at].is_below and row[at].flat for at in printed)
    times = read_times(_range(texts)) or NO_TIMES
    if times is not NO_TIMES and texts.get("duration"):
        times = with_duration(times, _as_duration(texts["duration"]))
    return RowTimes(dates[0] if dates else None, times, goes_on)


def _range(texts: Mapping[str, str]) -> str:
    start = without_dates(texts.get("start") or texts.get("time", ""))
    end = without_dates(texts.get("end", ""))
    return read_time_cell(f"{start}~{end}" if start and end else start)


def _as_duration(text: str) -> str:
    return f"({text}분)" if text.isdecimal() else text


def until_the_next(rows: Sequence[Row]) -> list[Row]:
    """Rows that end where the next one of their day begins, in a table that prints only starts."""
    if any(row.times.end is not None for row in rows):
        return list(rows)
    return [_ended(row, rows[at + 1 :]) for at, row in enumerate(rows)]


def _ended(row: Row, below: Sequence[Row]) -> Row:
    start = row.times.start
    following = (one.times.start for one in below if one.day == row.day)
    end = next((at for at in following if at and start is not None and at > start), None)
    return replace(row, times=replace(row.times, end=end)) if end else row
