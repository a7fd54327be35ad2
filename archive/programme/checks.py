"""Compares a timetable's printed times with each other; what does not fit becomes a doubt."""

from collections.abc import Sequence

from archive.programme.clock import PrintedTimes
from archive.programme.model import Doubt, ProgrammeSession
from archive.programme.timetable import Row
from archive.sentence import Sentence

IMPOSSIBLE = Sentence("There is no such time of day.")
NO_END = Sentence("No end is printed for this row.")
BACKWARDS = Sentence("The row ends before it starts; its end was left out.")
NO_LENGTH = Sentence("The row starts and ends at the same time; its end was left out.")
ROW_OVERLAPS = Sentence("This row starts before the row above it has ended.")
ODD_MARK = Sentence("The mark of the duration stands outside the brackets; minutes were read.")

WITHOUT_END = (NO_END, BACKWARDS, NO_LENGTH)
"""What is said of a row that has a start and no end."""


def check_times(row: Row) -> tuple[Doubt, ...]:
    """What is odd about the times of one row."""
    times = row.times
    if not times.text:
        return ()
    found = [reason for reason in (_odd_times(times), _odd_duration(times)) if reason]
    printed = " ".join(filter(None, (times.text, times.duration.text if times.duration else "")))
    return tuple(Doubt(row.line, printed, reason) for reason in found)


def end_of(times: PrintedTimes) -> int | None:
    """The end in minutes since midnight, unless it is no later than the start."""
    return times.end if times.minutes is not None and times.minutes > 0 else None


def check_overlaps(sessions: Sequence[ProgrammeSession], rows: Sequence[Row]) -> tuple[Doubt, ...]:
    """Rows that begin before an earlier row of the same room has ended, unless they lie in it."""
    doubts = []
    running: dict[str, tuple[ProgrammeSession, Row]] = {}
    for session, row in zip(sessions, rows, strict=True):
        above = [running[room] for room in {session.room, ""} if room in running]
        above += list(running.values()) if not session.room else []
        if any(_overlap(before, session) and not _opens(what, row) for before, what in above):
            doubts.append(Doubt(row.line, row.times.text, ROW_OVERLAPS))
        if session.start is not None:
            running[session.room] = (session, row)
    return tuple(doubts)


def holds(opening: Row, row: Row) -> bool:
    """Whether a row's times hold another row's, shorter, of the same day and room."""
    if opening.day != row.day:
        return False
    if opening.cells.room and row.cells.room and opening.cells.room != row.cells.room:
        return False
    outer, inner = opening.times, row.times
    if outer.start is None or outer.end is None or inner.start is None or inner.end is None:
        return False
    is_inside = outer.start <= inner.start < inner.end <= outer.end
    return is_inside and inner.end - inner.start < outer.end - outer.start


def _opens(opening: Row, row: Row) -> bool:
    """Whether one row is printed over others and begins with the first of them."""
    return opening.times.start == row.times.start and holds(opening, row)


def _overlap(before: ProgrammeSession, session: ProgrammeSession) -> bool:
    if before.start is None or session.start is None:
        return False
    return session.start < (before.end or before.start)


def _odd_times(times: PrintedTimes) -> Sentence | None:
    if not times.is_possible:
        return IMPOSSIBLE
    if times.end is None:
        return NO_END
    if times.minutes == 0:
        return NO_LENGTH
    return BACKWARDS if times.minutes is not None and times.minutes < 0 else None


def _odd_duration(times: PrintedTimes) -> Sentence | None:
    if times.duration is None:
        return None
    length = times.minutes
    if length is not None and length > 0 and times.duration.minutes != length:
        return Sentence(
            "The duration printed is {printed} minutes, but the times are {length} minutes apart.",
            {"printed": times.duration.minutes, "length": length},
        )
    return ODD_MARK if times.duration.is_odd else None
