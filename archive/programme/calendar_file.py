"""Reads and writes iCalendar files (RFC 5545); icalendar stops here."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event

from archive.errors import ProgrammeUnreadableError
from archive.programme.lines import tidy
from archive.programme.listed import Listed, ListedEvent, ListedPerson, programme_of, titled
from archive.programme.model import Programme
from archive.programme.moments import read_zone

NAME = "iCalendar"

_SPEAKERS = re.compile(
    r"^\s*(?:speakers?|presenters?|presented by|발표자?|연사|강연자?)\s?[:：]"
    r"\s?(?P<names>[^\n]{1,300})",
    re.IGNORECASE | re.MULTILINE,
)
_BETWEEN = re.compile(r"\s*(?:[,;、]|\band\b|&)\s*")
_SPLIT_LETTER = re.compile(rb"([\xc2-\xf4][\x80-\xbf]*)(\r?\n[ \t])([\x80-\xbf]+)")
_TAGS = re.compile(r"<[^<>]{1,200}>")


def mended(content: bytes) -> bytes:
    """The bytes of a calendar with no letter split by a folded line (RFC 5545 §3.1 allows it)."""
    return _SPLIT_LETTER.sub(rb"\1\3\2", content)


def recognises(text: str) -> bool:
    """Text that opens a calendar."""
    return text.lstrip()[:15].casefold() == "begin:vcalendar"


def read(text: str) -> Programme:
    """The programme; raises ProgrammeUnreadableError for a calendar that is broken or empty."""
    calendar = _parsed(text)
    lines = _lines_of_events(text)
    listed = [
        _listed(event, line)
        for event, line in zip(calendar.walk("VEVENT"), lines, strict=False)
        if _said(event, "STATUS") != "CANCELLED"
    ]
    if not listed:
        raise ProgrammeUnreadableError("This calendar holds no events.")
    zone = read_zone(_said(calendar, "X-WR-TIMEZONE")) or _zone_of(listed)
    name = _said(calendar, "X-WR-CALNAME") or _said(calendar, "NAME")
    return programme_of(
        ListedEvent(titled(name or _said(calendar, "X-WR-CALDESC")), None, zone), listed
    )


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
    return Listed(
        title=titled(html.unescape(_said(event, "SUMMARY"))),
        start=start,
        end=end,
        room=_said(event, "LOCATION"),
        people=tuple(_people(event)),
        kind=_said(event, "CATEGORIES"),
        code=_said(event, "UID").split("@")[0],
        line=line,
    )


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


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A session in a calendar of ours; ``uid`` stays the same, an address may be empty."""

    uid: str
    title: str
    start: datetime | None
    end: datetime | None
    room: str
    people: tuple[str, ...]
    address: str


def write_calendar(title: str, timezone: str, entries: Sequence[CalendarEntry]) -> bytes:
    """A calendar with one event for each entry that has a start; ``read`` reads it again."""
    calendar = Calendar()
    for name, value in (
        ("prodid", "-//Dasibogi//programme//"),
        ("version", "2.0"),
        ("x-wr-calname", title),
        ("x-wr-timezone", timezone),
    ):
        calendar.add(name, value)
    for entry in entries:
        if entry.start is not None:
            calendar.add_component(_event_of(entry, entry.start, ZoneInfo(timezone)))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event_of(entry: CalendarEntry, start: datetime, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", start.astimezone(UTC))
    event.add("dtstart", start.astimezone(zone))
    if entry.end is not None:
        event.add("dtend", entry.end.astimezone(zone))
    said = [("summary", entry.title), ("location", entry.room), ("url", entry.address)]
    if entry.people:
        said.append(("description", f"Speakers: {', '.join(entry.people)}"))
    for name, value in said:
        if value:
            event.add(name, value)
    return event
