"""Chapters inside a session, in recording time."""

from dataclasses import dataclass
from datetime import datetime

from archive.alignment.model import PartKind
from archive.programme.model import Bilingual
from archive.sentence import Sentence
from archive.timecode import Offset, Span

SHORTEST_CHAPTER_MS = 5000
"""A chapter of which less is seen only reaches over the cut's edge: it is another session's."""

LIKELY = 0.5
"""Less certain chapters that nobody has checked are shown to editors only."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose part a chapter is."""

    id: int
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a session as viewers see it.

    ``title`` is what the source or an editor calls it, empty where ``kind`` and ``speaker`` say it
    all; the source's own chapters have no kind. ``is_checked`` is not true of what nobody but the
    machine says.
    """

    span: Span
    title: str = ""
    kind: PartKind | None = None
    speaker: Speaker | None = None
    is_checked: bool = True

    def seen_in(self, cut: Span) -> "Chapter | None":
        """The chapter, no longer than what the cut shows of it; nothing where it is another's."""
        span = self.span.overlap(cut)
        if span is None or (span != self.span and span.duration < SHORTEST_CHAPTER_MS):
            return None
        return Chapter(span, self.title, self.kind, self.speaker, self.is_checked)


@dataclass(frozen=True, slots=True)
class KeptChapter:
    """Where a part of a session begins, how sure that is (0 to 1) and why."""

    recording_id: int
    start: Offset
    kind: PartKind
    speaker: Speaker | None = None
    title: str = ""
    confidence: float = 1.0
    because: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionChapters:
    """A session's chapters by recording and time, and who checked them when; or nobody yet.

    ``token`` changes with every change of them.
    """

    chapters: tuple[KeptChapter, ...] = ()
    checked_by: str | None = None
    checked_at: datetime | None = None
    token: str = ""

    @property
    def is_checked(self) -> bool:
        return self.checked_at is not None
