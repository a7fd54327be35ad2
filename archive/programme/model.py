"""A programme as it was read: its event, sessions, people and doubts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from archive.sentence import Sentence


class SessionKind(StrEnum):
    """What an item of the programme is."""

    OPENING = "opening"
    ADDRESS = "address"
    REMARKS = "remarks"
    PHOTO = "photo"
    KEYNOTE = "keynote"
    SESSION = "session"
    BREAK = "break"
    CLOSING = "closing"
    OTHER = "other"


class Role(StrEnum):
    """What a person does in a session."""

    CHAIR = "chair"
    MODERATOR = "moderator"
    PRESENTER = "presenter"
    KEYNOTE = "keynote"
    CONVERSATION = "conversation"
    ADDRESS = "address"
    REMARKS = "remarks"
    PANELIST = "panelist"
    DISCUSSANT = "discussant"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in Korean and English; an empty string where a language is not given."""

    ko: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.ko or self.en)

    def best(self, language: str) -> str:
        """The text in ``language``, or in the other one when it is missing."""
        return (self.en or self.ko) if language == "en" else (self.ko or self.en)


@dataclass(frozen=True, slots=True)
class Appearance:
    """One person's part in a session; ``order`` counts from 1 inside the session."""

    name: Bilingual
    affiliation: str
    role: Role
    order: int


@dataclass(frozen=True, slots=True)
class ClockTimes:
    """Times of a day that is not known, in minutes since its midnight.

    ``month`` and ``day`` are what is printed of that day where only the year is missing.
    """

    start: int | None
    end: int | None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class ProgrammeSession:
    """One item of the programme; ``line`` counts from 1 in the file it was read from.

    ``code`` is unique inside the programme, safe in a URL, and the same when the same file is
    read again. ``start`` and ``end`` are aware, or nothing where the programme gives no time;
    ``clock`` has the times where it gives them without a day.
    """

    code: str
    kind: SessionKind
    title: Bilingual
    room: str
    start: datetime | None
    end: datetime | None
    people: tuple[Appearance, ...]
    line: int
    clock: ClockTimes | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may settle a doubt: words, and where a machine can do it, an edit.

    ``fields`` are new values of the session ``code``, as ``archive.programme.edits`` takes them.
    """

    sentence: Sentence
    code: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reader could not be sure of; a person decides."""

    line: int
    text: str
    reason: Sentence
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class ProgrammeEvent:
    """The whole meeting; ``timezone`` is an IANA name."""

    title: Bilingual
    date: date | None
    timezone: str


@dataclass(frozen=True, slots=True)
class Programme:
    """The published timetable of an event, as read."""

    event: ProgrammeEvent
    sessions: tuple[ProgrammeSession, ...]
    doubts: tuple[Doubt, ...] = field(default=())
