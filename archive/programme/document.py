"""A programme as a JSON document, for people and programs outside the archive."""

from datetime import date, datetime
from typing import Any

from archive.language import Language, say
from archive.programme.model import (
    Appearance,
    Bilingual,
    Doubt,
    Programme,
    ProgrammeSession,
    Suggestion,
)


def programme_as_json(programme: Programme, language: Language = "en") -> dict[str, Any]:
    """Plain dicts and lists; doubts said in ``language``.

    Times are ISO 8601 with their offset; of a day that is not known only the hour, ``15:00``.
    """
    return {
        "event": {
            "title": _bilingual(programme.event.title),
            "date": _iso(programme.event.date),
            "timezone": programme.event.timezone,
        },
        "sessions": [session_as_json(session) for session in programme.sessions],
        "doubts": [doubt_as_json(doubt, language) for doubt in programme.doubts],
    }


def doubt_as_json(doubt: Doubt, language: Language = "en") -> dict[str, Any]:
    """A doubt with what may settle it: in words, and as an edit where there is one."""
    return {
        "line": doubt.line,
        "text": doubt.text,
        "reason": say(doubt.reason, language),
        "suggestion": doubt.suggestion and _suggestion(doubt.suggestion, language),
    }


def _suggestion(suggestion: Suggestion, language: Language) -> dict[str, Any]:
    edit = {"session": suggestion.code, "set": dict(suggestion.fields)}
    return {"text": say(suggestion.sentence, language), "edit": edit if suggestion.fields else None}


def session_as_json(session: ProgrammeSession) -> dict[str, Any]:
    """One session as it stands in the document."""
    clock = session.clock
    return {
        "code": session.code,
        "kind": session.kind.value,
        "title": _bilingual(session.title),
        "room": session.room,
        "start": _iso(session.start) or (clock and _hour(clock.start)),
        "end": _iso(session.end) or (clock and _hour(clock.end)),
        "people": [person_as_json(person) for person in session.people],
        "line": session.line,
    }


def person_as_json(person: Appearance) -> dict[str, Any]:
    """Somebody's part in a session."""
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


def _hour(minutes: int | None) -> str | None:
    """An hour of a day that is not known; after midnight it counts on, as ``25:30`` does."""
    return None if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"
