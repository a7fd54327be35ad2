"""A programme by day and room, as schedule files list it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from archive.programme.model import Programme, ProgrammeSession


@dataclass(slots=True)
class ListedDay:
    """A day and, for each room, the places in the programme of its sessions."""

    index: int
    date: date | None
    rooms: dict[str, list[int]] = field(default_factory=dict)
    start: datetime | None = None
    end: datetime | None = None


def days_of(programme: Programme) -> list[ListedDay]:
    """The days in their order; what has no time stands on the event's day, or the first one."""
    dates = sorted({one.start.date() for one in programme.sessions if one.start})
    first = dates[0] if dates else programme.event.date
    days = {day: ListedDay(index, day) for index, day in enumerate(dates or [first], start=1)}
    for position, session in enumerate(programme.sessions):
        day = days[session.start.date() if session.start else first]
        day.rooms.setdefault(session.room, []).append(position)
        if session.start:
            end = session.end or session.start
            day.start = min(day.start or session.start, session.start)
            day.end = max(day.end or end, end)
    return list(days.values())


def length_of(session: ProgrammeSession) -> str:
    """How long it lasts, in whole minutes as ``01:30``; nothing where that is not known."""
    if session.start is None or session.end is None:
        return ""
    minutes = int((session.end - session.start).total_seconds() // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"
