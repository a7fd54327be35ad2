"""The programme's times laid on the recording by the wall clock: where everything would lie."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from archive.alignment.model import PlannedSession
from archive.recording import Recording
from archive.sentence import Sentence
from archive.timecode import Offset

USUAL_MS = 30 * 60_000
"""How long a session lasts in a programme that gives no lengths at all."""

_LEAST_SHARE_MS = 60_000
_NO_TIME = Sentence(
    "The programme gives no time here; the time between its neighbours is shared out equally."
)
_NO_END = Sentence("The programme gives no end; it is taken to last until the next session.")
_USUAL_LENGTH = Sentence("The programme gives no end; a usual length is taken.")


@dataclass(frozen=True, slots=True)
class Row:
    """Where a session would lie if all went by the clock; ``start <= end``, rows never overlap.

    A session without a time of its own is not ``timed``: its place is a guess.
    """

    start: Offset
    end: Offset
    timed: bool
    start_because: Sentence
    end_because: Sentence


@dataclass(frozen=True, slots=True)
class Timetable:
    """The programme in ms. ``known`` says that these are offsets in the recording.

    Else nobody knows when the recording began, and they count from the programme's first start.
    ``edges`` are start and end of every row, never falling.
    """

    rows: tuple[Row, ...]
    known: bool
    edges: tuple[Offset, ...] = field(init=False)

    def __post_init__(self) -> None:
        edges = tuple(edge for row in self.rows for edge in (row.start, row.end))
        object.__setattr__(self, "edges", edges)


def lay_out(sessions: Sequence[PlannedSession], recording: Recording) -> Timetable:
    """The timetable of sessions given in programme order."""
    starts = [session.start for session in sessions if session.start]
    if not starts:
        return Timetable(tuple(_shares(0, recording.duration, len(sessions))), known=False)
    zero = recording.started_at or min(starts)
    times = [_Times(_ms(session.start, zero), _ms(session.end, zero)) for session in sessions]
    usual = _usual_length(times)
    rows: list[Row] = []
    for first, last in _runs(times):
        due = times[last].start if last < len(times) else None
        rows += _run(sessions[first], times[first], last - first, due, usual)
    return Timetable(tuple(rows), known=recording.started_at is not None)


@dataclass(frozen=True, slots=True)
class _Times:
    start: Offset | None
    end: Offset | None


def _ms(instant: datetime | None, zero: datetime) -> Offset | None:
    return None if instant is None else round((instant - zero) / timedelta(milliseconds=1))


def _usual_length(times: Sequence[_Times]) -> int:
    lengths = [
        at.end - at.start
        for at in times
        if at.start is not None and at.end is not None and at.end > at.start
    ]
    return round(median(lengths)) if lengths else USUAL_MS


def _runs(times: Sequence[_Times]) -> Iterator[tuple[int, int]]:
    """``[first, last)`` rows: one with a start later than any before it, and those that follow."""
    first, latest = 0, times[0].start
    for row, at in enumerate(times):
        if row and at.start is not None and (latest is None or at.start > latest):
            yield first, row
            first, latest = row, at.start
    yield first, len(times)


def _run(
    session: PlannedSession, at: _Times, count: int, due: Offset | None, usual: int
) -> Iterator[Row]:
    """The rows of a session and of those without a start of their own that follow it.

    ``due`` is when the next session with a time starts. Followers share what lies between the
    session's end and ``due``; where that is nothing, the session shares its own time with them.
    """
    if at.start is None:  # the programme's first rows, before anything with a time
        end = usual * count if due is None else due
        start = 0 if 0 < end <= usual * count else end - usual * count
        yield from _shares(start, end, count)
        return
    end = _end(at.start, at.end, due, usual)
    limit = end + usual * (count - 1) if due is None else due
    end_because = _end_because(session, at, due)
    if count > 1 and limit - end < _LEAST_SHARE_MS * (count - 1):
        end, end_because = at.start + max(limit - at.start, 0) // count, _NO_TIME
    yield Row(at.start, end, True, _says(session.start), end_because)
    yield from _shares(end, max(limit, end), count - 1)


def _end(start: Offset, end: Offset | None, due: Offset | None, usual: int) -> Offset:
    if end is None or end <= start:
        end = start + usual if due is None else due
    return end if due is None else min(end, due)


def _end_because(session: PlannedSession, at: _Times, due: Offset | None) -> Sentence:
    if at.start is not None and at.end is not None and at.end > at.start:
        return _says(session.end)
    return _USUAL_LENGTH if due is None else _NO_END


def _says(instant: datetime | None) -> Sentence:
    return Sentence(
        "The programme says {time}.", {"time": f"{instant:%H:%M}" if instant is not None else "?"}
    )


def _shares(start: Offset, end: Offset, count: int) -> Iterator[Row]:
    for part in range(count):
        first, last = (start + (end - start) * (part + more) // count for more in (0, 1))
        yield Row(first, last, False, _NO_TIME, _NO_TIME)
