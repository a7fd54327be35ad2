"""Reads schedules in JSON: frab's and pretalx's, Sessionize's, and plain lists of sessions."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

from archive.errors import ProgrammeUnreadableError
from archive.programme import json_fields as of
from archive.programme.json_fields import (
    Entry,
    entries_in,
    folded,
    text_of,
    texts_of,
    value_of,
)
from archive.programme.json_times import read_when
from archive.programme.listed import (
    MAX_SESSIONS,
    Listed,
    ListedEvent,
    ListedPerson,
    people_of_text,
    programme_of,
)
from archive.programme.model import Bilingual, Programme, Role
from archive.programme.moments import read_day, read_zone
from archive.programme.own_fields import NAME as OWN
from archive.programme.own_fields import agreed, exact_event
from archive.programme.words.roles import ROLE_WORDS

NAME = "schedule JSON"

_NO_SESSIONS = (
    "This JSON holds no sessions: objects with a title and a time or speakers were expected."
)
_OPENING = re.compile(r"\s*(?:\{(?!\\)|\[\s*(?:[\[{\"\]]|$))")
_TIMED = (of.START, of.LENGTH, of.SLOTS, of.TIMES)
_MOST_OBJECTS = 100_000
"""A schedule of 800 talks with all that is said of them has some 10,000."""
_DEEPEST = 30
"""Levels of nesting; schedules have at most eight."""


def recognises(text: str) -> bool:
    """Text that opens as JSON does."""
    return _OPENING.match(text) is not None


def read(text: str) -> Programme:
    """The programme; raises ProgrammeUnreadableError for JSON that is broken or holds none."""
    data = _parsed(text)
    known = _Known.of(data)
    event = _event(data)
    listed_first = islice(_sessions(data, _Around(event.day), known), MAX_SESSIONS + 1)
    found = dict.fromkeys(listed_first)
    if not found:
        raise ProgrammeUnreadableError(_NO_SESSIONS)
    lines = _Lines(text)
    listed = [replace(entry, line=lines.next_of(entry)) for entry in found]
    return programme_of(event, listed)


def _parsed(text: str) -> Any:
    if text.count("{") > _MOST_OBJECTS:
        raise ProgrammeUnreadableError(
            "This JSON holds more than {most} objects; a schedule has far fewer.",
            most=_MOST_OBJECTS,
        )
    try:
        return json.loads(text)
    except json.JSONDecodeError as exc:
        raise ProgrammeUnreadableError(
            "This JSON is broken at line {line}, column {column}.",
            line=exc.lineno,
            column=exc.colno,
        ) from exc
    except (RecursionError, ValueError) as exc:  # a number of thousands of digits is a ValueError
        raise ProgrammeUnreadableError("This JSON is nested too deeply to be a schedule.") from exc


@dataclass(frozen=True, slots=True)
class _Around:
    """What the lists an entry stands in say of it: its day, its room."""

    day: date | None = None
    room: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    """Speakers and rooms that are listed once and referred to by their ids."""

    speakers: dict[str, ListedPerson] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Any) -> "_Known":
        known = cls()
        for key, entry in _all_entries(data, 0):
            ids = [text_of(entry[name]) for name in ("id", "code") if name in entry]
            name = text_of(value_of(entry, of.NAME))
            if key in of.PEOPLE and name:
                known.speakers.update(dict.fromkeys(ids, _person(entry)))
            elif key == "rooms" and name:
                known.rooms.update(dict.fromkeys(ids, name))
        return known


def _all_entries(data: Any, depth: int) -> Iterator[tuple[str, Entry]]:
    """Every object that stands in a list, with the name of the list."""
    if depth > _DEEPEST:
        return
    for key, value in _named_values(data):
        if isinstance(value, list):
            yield from ((key, folded(entry)) for entry in entries_in(value))
        yield from _all_entries(value, depth + 1)


def _named_values(data: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(data, Mapping):
        yield from folded(data).items()
    elif isinstance(data, list):
        yield from (("", value) for value in data)


def _sessions(data: Any, around: _Around, known: _Known) -> Iterator[Listed]:
    """All sessions in the order of the file, however they are grouped."""
    if around.depth > _DEEPEST:
        return
    if isinstance(data, list):
        for value in data:
            yield from _sessions(value, replace(around, depth=around.depth + 1), known)
    if not isinstance(data, Mapping):
        return
    entry = folded(data)
    if _is_session(entry):
        yield from _entries_of(entry, around, known)
        return
    inside = _inside(entry, around)
    for key, value in data.items():
        if key.casefold() not in of.PEOPLE:
            yield from _sessions(value, _under(key, value, inside), known)


def _is_session(entry: Entry) -> bool:
    """Whether an object is one session and not a group of them."""
    if isinstance(entry.get(OWN), Mapping):
        return "code" in entry[OWN]
    if any(key in entry and next(entries_in(entry[key]), None) for key in of.HOLDERS - {"slots"}):
        return "slot" in entry or "slots" in entry
    says = any(value_of(entry, keys) is not None for keys in _TIMED) and not _is_whole_event(entry)
    is_titled = bool(texts_of(entry, of.TITLE[:-1]))
    return (is_titled and (says or value_of(entry, of.PEOPLE) is not None)) or (
        says and "name" in entry
    )


def _is_whole_event(entry: Entry) -> bool:
    """Whether an object begins on a day and not at an hour, as a conference does."""
    start = text_of(value_of(entry, of.START))
    others = (of.LENGTH, of.SLOTS, of.TIMES)
    has_more = any(value_of(entry, keys) is not None for keys in others)
    return bool(read_day(start)) and ":" not in start and not has_more


def _inside(entry: Entry, around: _Around) -> _Around:
    """What a group says of the sessions in it."""
    day = read_day(text_of(value_of(entry, of.DAY)))
    is_room = next(entries_in(entry.get("sessions")), None) is not None
    name = text_of(value_of(entry, ("name",))) if is_room and "date" not in entry else ""
    return _Around(day or around.day, name or around.room, around.depth + 1)


def _under(key: str, value: Any, around: _Around) -> _Around:
    """A key may be the day of what stands under it, or its room (frab's ``rooms``)."""
    if day := read_day(key):
        return replace(around, day=day)
    is_room_list = isinstance(value, list) and around.day is not None
    if is_room_list and key.casefold() not in of.HOLDERS:
        return replace(around, room=key)
    return around


def _entries_of(entry: Entry, around: _Around, known: _Known) -> Iterator[Listed]:
    """One session, once for each slot it has."""
    if text_of(entry.get("state")).casefold() in of.CANCELLED:
        return
    slots = value_of(entry, of.SLOTS)
    slots = [slots] if isinstance(slots, Mapping) else slots
    for slot in entries_in(slots) if isinstance(slots, list) else [{}]:
        yield _listed({**entry, **{k: v for k, v in folded(slot).items() if v}}, around, known)


def _listed(entry: Entry, around: _Around, known: _Known) -> Listed:
    when = read_when(entry, around.day)
    plain = Listed(
        title=texts_of(entry, of.TITLE),
        start=when.start,
        end=when.end,
        clock=when.clock,
        room=_room(entry, known) or around.room,
        people=tuple(_everybody(entry, known)),
        code=text_of(value_of(entry, of.CODE)),
        kind=text_of(value_of(entry, of.KIND)),
    )
    return agreed(plain, entry.get(OWN), whole_minutes=True)


def _room(entry: Entry, known: _Known) -> str:
    value = value_of(entry, of.ROOM)
    said = text_of(value)
    return known.rooms.get(said, said)


def _everybody(entry: Entry, known: _Known) -> Iterator[ListedPerson]:
    """Who leads the session, its people, and those of its parts."""
    for name in of.LEADERS:
        if value := entry.get(name):
            role = "chair" if name in of.CHAIRS else "moderator"
            for person in _people(value, known):
                yield person if person.role else replace(person, role=role)
    named = [name for name in of.PEOPLE if value_of(entry, (name,)) is not None]
    for name in named:
        for person in _people(entry[name], known):
            yield person if person.role else _as(name, person)
    parts = value_of(entry, of.PARTS)
    for part in parts if isinstance(parts, list) else ():
        is_talk = isinstance(part, Mapping) and value_of(folded(part), of.PEOPLE) is not None
        yield from _people(value_of(folded(part), of.PEOPLE) if is_talk else [part], known)


def _as(field_name: str, person: ListedPerson) -> ListedPerson:
    """Somebody in the role that the name of their field says, if it says any."""
    is_said = field_name in ROLE_WORDS and ROLE_WORDS[field_name] is not Role.PRESENTER
    return replace(person, role=field_name) if is_said else person


def _people(value: Any, known: _Known) -> Iterator[ListedPerson]:
    """Names, objects with names, or ids of those listed elsewhere."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            person = _person(folded(one))
            yield from [person] if person.name else []
        elif said := text_of(one):
            yield from [known.speakers[said]] if said in known.speakers else people_of_text(said)


def _person(entry: Entry) -> ListedPerson:
    name = texts_of(entry, of.NAME)
    name = name if name.en else Bilingual(name.ko, text_of(entry.get("en")))
    both = f"{name.ko} ({name.en})" if name.ko and name.en else name.ko or name.en
    if not both:
        both = " ".join(text_of(entry.get(part)) for part in ("firstname", "lastname")).strip()
    parts = (text_of(value_of(entry, keys)) for keys in (of.AFFILIATION, of.POSITION))
    return ListedPerson(both, " ".join(filter(None, parts)), text_of(value_of(entry, of.ROLE)))


def _event(data: Any) -> ListedEvent:
    """What the outer objects say of the whole meeting."""
    title, day, zone, own = Bilingual(), None, "", None
    for entry in _outer(data):
        own = own or entry.get(OWN)
        title = title or texts_of(entry, of.EVENT_TITLE)
        said = text_of(value_of(entry, (*of.START, *of.DAY, "eventstart")))
        day = day or read_day(said)
        zone = zone or read_zone(text_of(value_of(entry, of.ZONE)))
    return exact_event(own, ListedEvent(title, day, zone))


def _outer(data: Any) -> Iterator[Entry]:
    """The objects around the lists of sessions: the file itself, its conference, its event."""
    level: Any = data
    for _ in range(4):
        if not isinstance(level, Mapping):
            return
        entry = folded(level)
        yield entry
        inner = next(
            (entry[key] for key in ("schedule", "conference", "event") if key in entry), None
        )
        level = inner


class _Lines:
    """Finds the line a title stands on, going forward through the text."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._ends = [at for at, char in enumerate(text) if char == "\n"]

    def next_of(self, entry: Listed) -> int:
        title = entry.title.ko or entry.title.en
        for printed in (json.dumps(title, ensure_ascii=False), json.dumps(title)):
            at = self._text.find(printed, self._at)
            if at >= 0:
                self._at = at + 1
                return bisect_right(self._ends, at) + 1
        return bisect_right(self._ends, self._at) + 1
