"""When a session of a JSON schedule is: moments, hours of a day that is known, or hours alone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from archive.programme import json_fields as of
from archive.programme.clock import PrintedTimes, read_times
from archive.programme.json_fields import Entry, text_of, value_of
from archive.programme.model import ClockTimes
from archive.programme.moments import read_day, read_length, read_moment


@dataclass(frozen=True, slots=True)
class When:
    """From when to when; ``clock`` has the hours where no day is known for them."""

    start: datetime | None = None
    end: datetime | None = None
    clock: ClockTimes | None = None


def read_when(entry: Entry, day: date | None) -> When:
    """When an entry says that it is; ``day`` is that of the list it stands in."""
    own_day = text_of(value_of(entry, of.DAY))
    length = read_length(text_of(value_of(entry, of.LENGTH)))
    day = read_day(own_day) or day
    start = read_moment(own_day, None) or _moment(entry, of.START, day)
    if start is not None:
        end = _moment(entry, of.END, start.date()) or (start + length if length else None)
        return When(start, end)
    start_at, end_at = _hours(entry)
    if start_at is None:
        return When(end=_moment(entry, of.END, day))
    if end_at is None and length:
        end_at = start_at + length // timedelta(minutes=1)
    if day is None:
        return When(clock=ClockTimes(start_at, end_at))
    return When(_on(day, start_at), None if end_at is None else _on(day, end_at))


def _moment(entry: Entry, keys: tuple[str, ...], day: date | None) -> datetime | None:
    return read_moment(text_of(value_of(entry, keys)), day)


def _hours(entry: Entry) -> tuple[int | None, int | None]:
    """Minutes since midnight, as people print them: in two fields or in one."""
    start = _printed(text_of(value_of(entry, of.START) or value_of(entry, of.TIMES)))
    if start is None:
        return None, None
    end = _printed(text_of(value_of(entry, of.END)))
    return start.start, end.start if end and start.end is None else start.end


def _printed(text: str) -> PrintedTimes | None:
    return read_times(text) if text else None


def _on(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)
