"""Writes a programme as schedule JSON, as frab does."""

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from archive.programme.own_fields import NAME, Export, event_fields, session_fields
from archive.programme.schedule_days import ListedDay, days_of, length_of


def write_schedule_json(export: Export) -> bytes:
    """The schedule in UTF-8; ``archive.programme.schedule_json`` reads the same programme again."""
    event = export.programme.event
    days = days_of(export.programme)
    dates = [day.date.isoformat() for day in days if day.date]
    rooms = dict.fromkeys(session.room for session in export.programme.sessions)
    conference = {
        "acronym": export.slug,
        "title": event.title.best(export.language),
        "start": dates[0] if dates else _iso(event.date),
        "end": dates[-1] if dates else _iso(event.date),
        "daysCount": len(days),
        "timeslot_duration": "00:05",
        "time_zone_name": event.timezone,
        "url": export.address,
        "rooms": [{"name": name, "guid": _guid(export, f"#{name}")} for name in rooms if name],
        "days": [_day(day, export) for day in days],
        NAME: event_fields(event),
    }
    schedule = {
        "generator": {"name": "Dasibogi"},
        "version": "1",
        "base_url": export.address,
        "conference": conference,
    }
    return json.dumps({"schedule": schedule}, ensure_ascii=False, indent=1).encode()


def _day(day: ListedDay, export: Export) -> dict[str, Any]:
    return {
        "index": day.index,
        "date": _iso(day.date),
        "day_start": _iso(day.start),
        "day_end": _iso(day.end),
        "rooms": {
            name: [_event(position, export) for position in listed]
            for name, listed in day.rooms.items()
        },
    }


def _event(position: int, export: Export) -> dict[str, Any]:
    session, language = export.programme.sessions[position], export.language
    links = export.links_of(session)
    addresses = ((links.page, "Recording"), (links.video, "MP4"))
    return {
        "id": position + 1,
        "guid": _guid(export, f"/{session.code}"),
        "date": _iso(session.start),
        "start": f"{session.start:%H:%M}" if session.start else None,
        "duration": length_of(session),
        "room": session.room,
        "slug": session.code,
        "url": links.page,
        "title": session.title.best(language),
        "subtitle": "",
        "track": None,
        "type": session.kind.value,
        "language": "",
        "abstract": "",
        "description": "",
        "persons": [
            {"id": number, "public_name": person.name.best(language)}
            for number, person in enumerate(session.people, start=1)
        ],
        "links": [{"url": url, "title": title} for url, title in addresses if url],
        "video_download_url": links.video,
        NAME: session_fields(session, position),
    }


def _guid(export: Export, what: str) -> str:
    return str(uuid5(NAMESPACE_URL, export.address + what))


def _iso(when: Any) -> str | None:
    return when.isoformat() if when else None
