"""A programme as a JSON document, for people and programs outside the archive."""

from datetime import date, datetime
from typing import Any

from archive.language import Language, say
from archive.programme.model import Appearance, Bilingual, Programme, ProgrammeSession


def programme_as_json(programme: Programme, language: Language = "en") -> dict[str, Any]:
    """Plain dicts and lists; times as ISO 8601 with their offset; doubts said in ``language``."""
    return {
        "event": {
            "title": _bilingual(programme.event.title),
            "date": _iso(programme.event.date),
            "timezone": programme.event.timezone,
        },
        "sessions": [_session(session) for session in programme.sessions],
        "doubts": [
            {"line": doubt.line, "text": doubt.text, "reason": say(doubt.reason, language)}
            for doubt in programme.doubts
        ],
    }


def _session(session: ProgrammeSession) -> dict[str, Any]:
    return {
        "code": session.code,
        "kind": session.kind.value,
        "title": _bilingual(session.title),
        "room": session.room,
        "start": _iso(session.start),
        "end": _iso(session.end),
        "people": [_appearance(person) for person in session.people],
        "line": session.line,
    }


def _appearance(person: Appearance) -> dict[str, Any]:
    return {
        "name": _bilingual(person.name),
        "affiliation": person.affiliation,
        "role": person.role.value,
        "order": person.order,
    }


def _bilingual(text: Bilingual) -> dict[str, str]:
    return {"ko": text.ko, "en": text.en}


def _iso(when: date | datetime | None) -> str | None:
    return when.isoformat() if when else None
