"""Changes a person makes to a programme that was read, before it is imported.

Edits are plain values, as JSON keeps them: for each session's code the fields that change, in the
words of ``archive.programme.document``; the empty code is the event itself.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from archive.errors import RefusedError
from archive.programme.model import (
    Appearance,
    Bilingual,
    ClockTimes,
    Programme,
    ProgrammeSession,
    Role,
    SessionKind,
)

Edits = Mapping[str, Mapping[str, Any]]

THE_EVENT = ""


def edited(programme: Programme, edits: Edits) -> Programme:
    """The programme with these changes; codes it does not have are left aside."""
    event = edits.get(THE_EVENT, {})
    day = date.fromisoformat(event["date"]) if event.get("date") else None
    zone = ZoneInfo(programme.event.timezone)
    sessions = tuple(
        _edited(session, edits.get(session.code, {}), day, zone) for session in programme.sessions
    )
    known = replace(programme.event, date=day or programme.event.date)
    if "title" in event:
        known = replace(known, title=Bilingual(**event["title"]))
    return replace(programme, event=known, sessions=sessions)


def _edited(
    session: ProgrammeSession, fields: Mapping[str, Any], day: date | None, zone: ZoneInfo
) -> ProgrammeSession:
    """Hours of a day that was not known are changed before the day is; all the rest after it."""
    clock = {name: value for name, value in fields.items() if name == "clock"}
    own = edited_session(session, clock)
    own = _on(own, day, zone) if day else own
    return edited_session(own, {name: fields[name] for name in fields if name != "clock"})


def edited_session(session: ProgrammeSession, fields: Mapping[str, Any]) -> ProgrammeSession:
    """The session with these fields; refused where it would end before it begins."""
    read: dict[str, Any] = {name: _READ[name](value) for name, value in fields.items()}
    changed = replace(session, **read)
    if changed.start and changed.end and changed.end <= changed.start:
        raise RefusedError("A session must end after it begins.")
    return changed


def dated(programme: Programme, day: date) -> Programme:
    """The programme on this day: times that were printed without one are times of this day."""
    zone = ZoneInfo(programme.event.timezone)
    sessions = tuple(_on(session, day, zone) for session in programme.sessions)
    return replace(programme, event=replace(programme.event, date=day), sessions=sessions)


def _on(session: ProgrammeSession, day: date, zone: ZoneInfo) -> ProgrammeSession:
    clock = session.clock
    if clock is None:
        return session
    own = _day_of(clock, day)
    start, end = (_instant(own, minutes, zone) for minutes in (clock.start, clock.end))
    return replace(session, start=start, end=end, clock=None)


def _day_of(clock: ClockTimes, day: date) -> date:
    if clock.month is None or clock.day is None:
        return day
    try:
        return date(day.year, clock.month, clock.day)
    except ValueError:
        return day


def _instant(day: date, minutes: int | None, zone: ZoneInfo) -> datetime | None:
    if minutes is None:
        return None
    return datetime.combine(day, time(), zone) + timedelta(minutes=minutes)


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _clock(value: Mapping[str, Any] | None) -> ClockTimes | None:
    return ClockTimes(**value) if value else None


def _people(value: list[Mapping[str, Any]]) -> tuple[Appearance, ...]:
    return tuple(
        Appearance(Bilingual(**one["name"]), one["affiliation"], Role(one["role"]), order)
        for order, one in enumerate(value, start=1)
    )


_READ: Mapping[str, Any] = {
    "kind": SessionKind,
    "title": lambda value: Bilingual(**value),
    "room": str,
    "start": _moment,
    "end": _moment,
    "clock": _clock,
    "people": _people,
}
"""How each field's plain value becomes the session's own."""
