"""A programme brought in: what it changes, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from archive.programme.model import (
    Bilingual,
    Doubt,
    ProgrammeEvent,
    ProgrammeSession,
)
from archive.sentence import Sentence


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a programme import changed.

    ``left`` are sessions that the programme no longer lists and that stay all the same, for they
    are published or their cut was checked, and nobody asked to hide them.
    """

    event: str
    added: int
    changed: int
    gone: int
    doubts: tuple[Doubt, ...]
    left: tuple[Bilingual, ...] = ()


class ChangeKind(StrEnum):
    """What importing a programme does to one session."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """One session that a programme and the catalogue tell differently.

    ``key`` names it when it is chosen. ``before`` is what the catalogue has, ``after`` what the
    programme says; ``code`` is the session's address, nothing for a new one.
    """

    key: str
    kind: ChangeKind
    before: ProgrammeSession | None
    after: ProgrammeSession | None
    code: str = ""
    is_published: bool = False
    is_reviewed: bool = False

    @property
    def is_taken_unasked(self) -> bool:
        """Whether it is applied unless somebody says otherwise.

        All is, but for hiding what viewers can watch or what a person has checked.
        """
        return self.kind is not ChangeKind.GONE or not (self.is_published or self.is_reviewed)


@dataclass(frozen=True, slots=True)
class EventDifference:
    """What the event is called and when it is, before and after; ``before`` for a known one."""

    slug: str
    before: ProgrammeEvent | None
    after: ProgrammeEvent

    @property
    def is_changed(self) -> bool:
        return self.before is not None and self.before != self.after


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A programme file that was kept."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ProgrammeImport:
    """A programme file, who brought it when, and what became of it.

    ``settled`` are the doubts that a person has dealt with: line, text and reason.
    """

    id: int
    event_slug: str
    event_title: Bilingual
    slug: str
    files: tuple[ImportFile, ...]
    edits: dict[str, Any]
    settled: frozenset[tuple[int, str, str]]
    imported_by: str
    imported_at: datetime
    applied_at: datetime | None
    undone_at: datetime | None


class KeptBecause(StrEnum):
    """Why something an import brought or changed is still there when the import was undone."""

    EDITED = "edited"
    PUBLISHED = "published"
    REVIEWED = "reviewed"
    CAPTIONED = "captioned"
    CHAPTERED = "chaptered"
    TAKES_PART = "takes_part"
    PERSON_EDITED = "person_edited"


_KEPT = {
    KeptBecause.EDITED: Sentence("“{name}” was edited since and stays as it is."),
    KeptBecause.PUBLISHED: Sentence("“{name}” has been published, so it stays."),
    KeptBecause.REVIEWED: Sentence("The cut of “{name}” was set by a person, so it stays."),
    KeptBecause.CAPTIONED: Sentence("“{name}” has captions of its own, so it stays."),
    KeptBecause.CHAPTERED: Sentence("The chapters of “{name}” were set by a person, so it stays."),
    KeptBecause.TAKES_PART: Sentence(
        "{name} came with this import and stays: there are other sessions with them."
    ),
    KeptBecause.PERSON_EDITED: Sentence(
        "{name} came with this import and stays: they were edited or merged since."
    ),
}


@dataclass(frozen=True, slots=True)
class KeptBack:
    """A session or person that taking an import back leaves there, and why."""

    name: Bilingual
    because: KeptBecause

    def sentence(self, language: str) -> Sentence:
        """The reason, with the name in the reader's language."""
        return Sentence(_KEPT[self.because].template, {"name": self.name.best(language)})


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What taking an import back did.

    ``restored`` sessions are as they were, ``removed`` ones that came with it are away altogether,
    as are ``people`` who did; ``kept`` is what had to stay.
    """

    event: str
    restored: int
    removed: int
    people: int
    kept: tuple[KeptBack, ...]
