"""The transcript as the session page shows it: rows in two languages, chapters between them.

Where the recording broke off, a row says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from archive.captions.model import Cue
from archive.captions.transcript import pair
from archive.catalogue.values import Chapter, SessionPage, SessionPart, TrackView
from archive.language import Language
from archive.sentence import Sentence
from archive.timecode import Offset, Span
from web.pages.parts import Gap, Part

KEPT = 24
"""Transcripts whose rows are kept."""


@dataclass(frozen=True, slots=True)
class Row:
    """A chapter's name, what is said in one stretch of time, or why there is nothing.

    ``span`` is in the time of the recording that the part lies in.
    """

    part: Part
    span: Span
    chapter: Chapter | None = None
    ko: tuple[Cue, ...] = ()
    en: tuple[Cue, ...] = ()
    gap: Sentence | None = None

    @property
    def at(self) -> int:
        """When it begins, in session time."""
        return self.part.time(self.span.start)

    @property
    def times(self) -> str:
        """When it begins, then how long after that each cue does and how long it is seen.

        The Korean cues come first: ``19500 0 4000 200 4500``.
        """
        numbers = [self.at]
        for cue in (*self.ko, *self.en):
            begins = self.part.time(cue.span.start)
            numbers += [begins - self.at, self.part.time(cue.span.end) - begins]
        return " ".join(map(str, numbers))


def track_in(shown: SessionPage, language: Language) -> TrackView | None:
    """The track of a language that is shown in the first part that has one."""
    return next((track for part in shown.parts if (track := _track(part, language))), None)


def _track(part: SessionPart, language: Language) -> TrackView | None:
    """Of each language one is shown."""
    return next((track for track in part.tracks if track.language == language), None)


def chapters_in(part: Part) -> tuple[Chapter, ...]:
    """The chapters that the part shows, no longer than it."""
    seen = (chapter.seen_in(part.span) for chapter in part.shown.chapters)
    return tuple(one for one in seen if one is not None and (one.title or one.kind))


@dataclass(frozen=True, eq=False, slots=True)
class Rows:
    """A whole transcript; each is itself only, so that what is made of it can be kept by it."""

    every: tuple[Row, ...]


def kept_rows(parts: Sequence[Part], gaps: Iterable[Gap]) -> Rows:
    """``rows_of`` the same parts, made once: putting two languages side by side takes long."""
    lying = tuple(gaps)
    facts = (*map(_facts, parts), *(_gap_facts(gap) for gap in lying))
    return _rows(_Asked(facts, tuple(parts), lying))


def rows_of(parts: Sequence[Part], gaps: Iterable[Gap]) -> tuple[Row, ...]:
    """Everything said in the parts, their chapters' names, and what lies between, by time."""
    rows = [row for part in parts for row in (*_named(part), *_said(part))]
    rows += [Row(gap.after, gap.after.span, gap=gap.sentence) for gap in gaps]
    return tuple(sorted(rows, key=_order))


class _Same:
    """Equal to what holds the very same value: the cues of one reading of a track."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What rows are made of; ``facts`` are all of it that can be seen in them."""

    facts: tuple[object, ...]
    parts: tuple[Part, ...] = field(compare=False)
    gaps: tuple[Gap, ...] = field(compare=False)


@lru_cache(maxsize=KEPT)
def _rows(asked: _Asked) -> Rows:
    return Rows(rows_of(asked.parts, asked.gaps))


def _facts(part: Part) -> tuple[object, ...]:
    tracks = (_track(part.shown, language) for language in ("ko", "en"))
    said = tuple(_Same(track.cues) if track else None for track in tracks)
    recording = part.shown.recording
    return (part.number, part.begins, part.span, recording.id, part.shown.chapters, *said)


def _gap_facts(gap: Gap) -> tuple[object, ...]:
    return (gap.after.number, gap.sentence.template, *sorted(gap.sentence.values.items()))


def row_at(rows: Sequence[Row], part: int, offset: Offset | None) -> Row | None:
    """The row that is said at ``offset`` of a part, or the last one before it."""
    if offset is None:
        return None
    begun = [
        row
        for row in rows
        if (row.part.number, row.span.start) <= (part, offset + 999) and (row.ko or row.en)
    ]
    return begun[-1] if begun else None


def rows_between(rows: Sequence[Row], part: int, span: Span) -> tuple[Row, ...]:
    """The rows of a part in which something is said within the span."""
    return tuple(
        row
        for row in rows
        if row.part.number == part and (row.ko or row.en) and row.span.overlap(span)
    )


def _order(row: Row) -> tuple[int, bool, Offset, bool]:
    return row.part.number, row.gap is None, row.span.start, not row.chapter


def _named(part: Part) -> Iterator[Row]:
    for chapter in chapters_in(part):
        yield Row(part, chapter.span, chapter)


def _said(part: Part) -> Iterator[Row]:
    ko, en = (_track(part.shown, language) for language in ("ko", "en"))
    for moment in pair(ko.cues if ko else (), en.cues if en else ()):
        span = moment.span.overlap(part.span) or moment.span
        yield Row(part, span, None, moment.ko, moment.en)
