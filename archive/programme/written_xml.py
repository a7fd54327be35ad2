"""Writes a programme as schedule XML, as frab and pentabarf do."""

import json
import re
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from archive.programme.own_fields import Export, event_fields, session_fields
from archive.programme.schedule_days import ListedDay, days_of, length_of
from archive.programme.schedule_xml import OWN

ET.register_namespace("dasibogi", OWN[1:].partition("}")[0])

_NO_XML = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML 1.0 §2.2 allows in no document."""


def write_schedule_xml(export: Export) -> bytes:
    """The schedule in UTF-8; ``archive.programme.schedule_xml`` reads the same programme again."""
    event = export.programme.event
    days = days_of(export.programme)
    root = ET.Element("schedule")
    _add(root, "generator").set("name", "Dasibogi")
    _add(root, "version", "1")
    conference = _add(root, "conference")
    dates = [day.date.isoformat() for day in days if day.date]
    for tag, text in (
        ("title", event.title.best(export.language)),
        ("acronym", export.slug),
        ("start", dates[0] if dates else _date(export)),
        ("end", dates[-1] if dates else _date(export)),
        ("days", str(len(days))),
        ("timeslot_duration", "00:05"),
        ("time_zone_name", event.timezone),
        ("url", export.address),
        (OWN, _as_json(event_fields(event))),
    ):
        _add(conference, tag, text)
    for day in days:
        _add_day(root, day, export)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _date(export: Export) -> str:
    day = export.programme.event.date
    return day.isoformat() if day else ""


def _add_day(root: ET.Element, day: ListedDay, export: Export) -> None:
    element = _add(root, "day")
    element.set("index", str(day.index))
    element.set("date", day.date.isoformat() if day.date else "")
    for bound, moment in (("start", day.start), ("end", day.end)):
        element.set(bound, moment.isoformat() if moment else "")
    for name, listed in day.rooms.items():
        room = _add(element, "room")
        room.set("name", _allowed(name))
        for position in listed:
            _add_event(room, position, export)


def _add_event(room: ET.Element, position: int, export: Export) -> None:
    session, language = export.programme.sessions[position], export.language
    links = export.links_of(session)
    element = _add(room, "event")
    element.set("id", str(position + 1))
    element.set("guid", str(uuid5(NAMESPACE_URL, f"{export.address}/{session.code}")))
    for tag, text in (
        ("date", session.start.isoformat() if session.start else ""),
        ("start", f"{session.start:%H:%M}" if session.start else ""),
        ("duration", length_of(session)),
        ("room", session.room),
        ("slug", session.code),
        ("url", links.page),
        ("title", session.title.best(language)),
        ("subtitle", ""),
        ("track", ""),
        ("type", session.kind.value),
        ("language", ""),
        ("abstract", ""),
        ("description", ""),
    ):
        _add(element, tag, text)
    persons = _add(element, "persons")
    for number, person in enumerate(session.people, start=1):
        _add(persons, "person", person.name.best(language)).set("id", str(number))
    linked = _add(element, "links")
    for address, name in ((links.page, "Recording"), (links.video, "MP4")):
        if address:
            _add(linked, "link", name).set("href", address)
    _add(element, "video_download_url", links.video)
    _add(element, OWN, _as_json(session_fields(session, position)))


def _add(parent: ET.Element, tag: str, text: str = "") -> ET.Element:
    element = ET.SubElement(parent, tag)
    element.text = _allowed(text) or None
    return element


def _allowed(text: str) -> str:
    return _NO_XML.sub("", text)


def _as_json(fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False)
