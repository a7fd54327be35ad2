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


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a programme import changed."""

    event: str
    added: int
    changed: int
    gone: int
    doubts: tuple[Doubt, ...]


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


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What taking an import back did; ``kept`` are sessions that were edited since."""

    event: str
    restored: int
    kept: tuple[Bilingual, ...]
