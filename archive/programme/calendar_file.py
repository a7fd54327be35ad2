"""Reads and writes iCalendar files (RFC 5545); icalendar stops here."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event

from archive.errors import ProgrammeUnreadableError
from archive.programme.lines import tidy
from archive.programme.listed import Listed, ListedEvent, ListedPerson, programme_of, titled
from archive.programme.model import Programme, ProgrammeSession
from archive.programme.moments import read_zone
from archive.programme.own_fields import (
    Export,
    agreed,
    event_fields,
    exact_event,
    exact_session,
    parsed_fields,
    session_fields,
)

NAME = "iCalendar"

_SPEAKERS = re.compile(
    r"^\s*(?:speakers?|presenters?|presented by|발표자?|연사|강연자?)\s?[:：]"
    r"\s?(?P<names>[^\n]{1,300})",
    re.IGNORECASE | re.MULTILINE,
)
_EVENT, _SESSION, _UNTIMED = (f"X-DASIBOGI-{name}" for name in ("EVENT", "SESSION", "UNTIMED"))
"""Properties of our own calendars: what stands in the others in one language, and whole."""
_BETWEEN = re.compile(r"\s*(?:[,;、]|\band\b|&)\s*")
_SPLIT_LETTER = re.compile(rb"([\xc2-\xf4][\x80-\xbf]*)(\r?\n[ \t])([\x80-\xbf]+)")
_MOST_EVENTS, _LONGEST = 3000, 3_000_000
"""More than any meeting has, and what is read within seconds."""
_TAGS = re.compile(r"<[^<>]{1,200}>")


def mended(content: bytes) -> bytes:
    """The bytes of a calendar with no letter split by a folded line (RFC 5545 §3.1 allows it)."""
    return _SPLIT_LETTER.sub(rb"\1\3\2", content)


def recognises(text: str) -> bool:
    """Text that opens a calendar."""
    return text.lstrip()[:15].casefold() == "begin:vcalendar"


def read(text: str) -> Programme:
    """The programme; raises ProgrammeUnreadableError for a calendar that is broken or empty."""
    lines = _lines_of_events(text)
    if len(lines) > _MOST_EVENTS or len(text) > _LONGEST:
        raise ProgrammeUnreadableError(
            "This calendar has {events} events in {characters} characters; at most {most} in "
            "{most_characters} are read.",
            events=len(lines),
            characters=len(text),
            most=_MOST_EVENTS,
            most_characters=_LONGEST,
        )
    calendar = _parsed(text)
    listed = [
        _listed(event, line)
        for event, line in zip(calendar.walk("VEVENT"), lines, strict=False)
        if _said(event, "STATUS") != "CANCELLED"
    ]
    listed += _untimed(calendar)
    if not listed:
        raise ProgrammeUnreadableError("This calendar holds no events.")
    zone = read_zone(_said(calendar, "X-WR-TIMEZONE")) or _zone_of(listed)
    name = _said(calendar, "X-WR-CALNAME") or _said(calendar, "NAME")
    plain = ListedEvent(titled(name or _said(calendar, "X-WR-CALDESC")), None, zone)
    return programme_of(exact_event(parsed_fields(_said(calendar, _EVENT)), plain), listed)


def _untimed(calendar: Component) -> Iterator[Listed]:
    """Sessions without a time, which a calendar has no place for, in a calendar of ours."""
    told = calendar.get(_UNTIMED, [])
    for one in told if isinstance(told, list) else [told]:
        found = exact_session(parsed_fields(str(one)))
        if found is not None:
            yield Listed(found[1].title, exact=found[1], position=found[0])


def _parsed(text: str) -> Component:
    try:
        return Calendar.from_ical(text)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as exc:
        raise ProgrammeUnreadableError(
            "This iCalendar file is broken: {reason}.", reason=str(exc)[:200]
        ) from exc


def _lines_of_events(text: str) -> list[int]:
    return [
        number
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip().casefold() == "begin:vevent"
    ]


def _listed(event: Component, line: int) -> Listed:
    start = _moment(event, "DTSTART")
    length = _decoded(event, "DURATION")
    end = _moment(event, "DTEND")
    if end is None and start is not None and isinstance(length, timedelta):
        end = start + length
    summary = _said(event, "SUMMARY")
    plain = Listed(
        title=titled(summary),
        start=start,
        end=end,
        room=_said(event, "LOCATION"),
        people=_own_people(event) or tuple(_people(event)),
        kind=_said(event, "CATEGORIES"),
        code=_said(event, "UID").split("@")[0],
        line=line,
    )
    own = agreed(plain, parsed_fields(_said(event, _SESSION)))
    return own if own.exact else replace(plain, title=titled(html.unescape(summary)))


def _own_people(event: Component) -> tuple[ListedPerson, ...]:
    """Those a calendar of ours names, where its description still names the same."""
    found = exact_session(parsed_fields(_said(event, _SESSION)))
    for language in ("ko", "en"):
        if found and _said(event, "DESCRIPTION") == _description(found[1], language):
            return tuple(ListedPerson(one.name.best(language)) for one in found[1].people)
    return ()


def _people(event: Component) -> Iterator[ListedPerson]:
    """Those the description names as its speakers, else those who are invited by name."""
    text = _TAGS.sub("", html.unescape(_said(event, "DESCRIPTION")))
    match = _SPEAKERS.search(text)
    if match:
        yield from (ListedPerson(name) for name in _BETWEEN.split(match["names"]) if tidy(name))
        return
    invited = event.get("ATTENDEE") or []
    for one in invited if isinstance(invited, list) else [invited]:
        if name := tidy(str(one.params.get("CN", ""))):
            yield ListedPerson(name)


def _moment(event: Component, name: str) -> datetime | None:
    """A whole day counts from its midnight."""
    value = _decoded(event, name)
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time()) if isinstance(value, date) else None


def _decoded(event: Component, name: str) -> Any:
    try:
        return event.decoded(name, None)
    except (ValueError, TypeError, AttributeError):
        return None


def _said(component: Component, name: str) -> str:
    value = component.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    return "" if value is None else str(getattr(value, "cats", [value])[0]).strip()


def _zone_of(listed: list[Listed]) -> str:
    """The zone the events themselves are in."""
    zones = (getattr(entry.start.tzinfo, "key", "") for entry in listed if entry.start)
    return next((zone for zone in zones if read_zone(zone)), "")


def write_calendar(export: Export) -> bytes:
    """The programme as a calendar; ``read`` reads the same programme again."""
    programme = export.programme
    zone = ZoneInfo(programme.event.timezone)
    calendar = Calendar()
    for name, value in (
        ("prodid", "-//Dasibogi//programme//"),
        ("version", "2.0"),
        ("x-wr-calname", programme.event.title.best(export.language)),
        ("x-wr-timezone", programme.event.timezone),
        (_EVENT, _as_json(event_fields(programme.event))),
    ):
        calendar.add(name, value)
    for position, session in enumerate(programme.sessions):
        own = _as_json(session_fields(session, position))
        if session.start is None:
            calendar.add(_UNTIMED, own)
        else:
            event = _event_of(session, session.start.astimezone(zone), export)
            event.add(_SESSION, own)
            calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event_of(session: ProgrammeSession, start: datetime, export: Export) -> Event:
    host = export.address.split("://", 1)[-1].split("/")[0]
    event = Event()
    event.add("uid", f"{export.slug}/{session.code}@{host}")
    event.add("dtstamp", start.astimezone(UTC))
    event.add("dtstart", start)
    if session.end is not None:
        event.add("dtend", session.end.astimezone(start.tzinfo))
    said = (
        ("summary", session.title.best(export.language)),
        ("location", session.room),
        ("url", export.links_of(session).page),
        ("description", _description(session, export.language)),
    )
    for name, value in said:
        if value:
            event.add(name, value)
    return event


def _description(session: ProgrammeSession, language: str) -> str:
    names = ", ".join(person.name.best(language) for person in session.people)
    return names and f"Speakers: {names}"


def _as_json(fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False)
