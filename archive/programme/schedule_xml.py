"""Reads the schedule XML that frab, pentabarf and pretalx write."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from archive.errors import ProgrammeUnreadableError
from archive.programme.listed import Listed, ListedEvent, ListedPerson, programme_of, titled
from archive.programme.model import Programme
from archive.programme.moments import read_day, read_length, read_moment, read_zone
from archive.programme.own_fields import agreed, exact_event, parsed_fields

NAME = "schedule XML"

OWN = "{urn:dasibogi:programme}whole"
"""The element in which our own exports say what the others can't."""

_ROOT = re.compile(r"<schedule[\s>]")
_OPENING = 4000
"""How far from the beginning the root may stand: behind a declaration and comments."""

_MOST_TAGS = 400_000
"""A schedule of 800 talks with all that is said of them has some 40,000."""


def recognises(text: str) -> bool:
    """XML whose root is ``<schedule>``."""
    opening = text[:_OPENING].lstrip()
    return opening.startswith("<") and _ROOT.search(opening) is not None


def read(text: str) -> Programme:
    """The programme; raises ProgrammeUnreadableError for XML that is broken or dangerous."""
    root = _parsed(text)
    conference = root.find("conference")
    event = ListedEvent() if conference is None else _event(conference)
    listed = list(_listed(root))
    if not listed:
        raise ProgrammeUnreadableError("This schedule holds no sessions.")
    return programme_of(event, listed)


def _parsed(text: str) -> Element:
    if text.count("<") > _MOST_TAGS:
        raise ProgrammeUnreadableError(
            "This XML holds more than {most} tags; a schedule has far fewer.", most=_MOST_TAGS
        )
    tree = _NumberedTree()
    try:
        parser = DefusedXMLParser(target=tree, forbid_dtd=True)
        tree.line_of = lambda: parser.parser.CurrentLineNumber
        parser.feed(text)
        root: Element = parser.close()
    except DefusedXmlException as exc:
        raise ProgrammeUnreadableError(
            "This XML declares entities or a document type of its own, which is not read."
        ) from exc
    except ParseError as exc:
        raise ProgrammeUnreadableError(
            "This XML is broken at line {line}, column {column}.",
            line=exc.position[0],
            column=exc.position[1] + 1,
        ) from exc
    return root


class _NumberedTree(TreeBuilder):
    """Keeps the line each element opens on, as its attribute ``line``."""

    line_of: Callable[[], int] = staticmethod(lambda: 1)

    def start(self, tag: str, attrs: dict[Any, Any], /) -> Element:
        return super().start(tag, {**attrs, "line": str(self.line_of())})


def _event(conference: Element) -> ListedEvent:
    plain = ListedEvent(
        title=titled(_text(conference, "title")),
        day=read_day(_text(conference, "start")),
        timezone=read_zone(_text(conference, "time_zone_name")),
    )
    return exact_event(parsed_fields(_text(conference, OWN)), plain)


def _listed(root: Element) -> Iterator[Listed]:
    change = _day_change(root)
    for day in root.iter("day"):
        on = read_day(day.get("date") or "")
        for room in day.iter("room"):
            for event in room.findall("event"):
                yield _entry(event, on, change, room.get("name") or "")


def _day_change(root: Element) -> time:
    """Until when a session still belongs to the night before; also the day's own start."""
    printed = root.findtext("conference/day_change") or ""
    moment = read_moment(printed, date.min)
    return moment.time() if moment else time()


def _entry(event: Element, on: date | None, change: time, room: str) -> Listed:
    start = _start(event, on, change)
    length = read_length(_text(event, "duration"))
    persons = event.findall("persons/person")
    plain = Listed(
        title=titled(" — ".join(filter(None, (_text(event, "title"), _text(event, "subtitle"))))),
        start=start,
        end=start + length if start and length else None,
        room=_text(event, "room") or room,
        people=tuple(ListedPerson(name) for one in persons if (name := (one.text or "").strip())),
        code=_text(event, "slug") or event.get("code") or event.get("id") or "",
        kind=_text(event, "type"),
        line=int(event.get("line") or 1),
    )
    return agreed(plain, parsed_fields(_text(event, OWN)), whole_minutes=True)


def _start(event: Element, on: date | None, change: time) -> datetime | None:
    """frab's full ``date``, or the hour on the day it is listed under."""
    full = read_moment(_text(event, "date"), None)
    if full is not None:
        return full
    moment = read_moment(_text(event, "start"), on)
    if moment is not None and moment.tzinfo is None and moment.time() < change:
        return moment + timedelta(days=1)
    return moment


def _text(element: Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()
