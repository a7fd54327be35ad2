"""The transcript as the session page shows it: rows in two languages, chapters between them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archive.captions.model import Cue
from archive.captions.transcript import Moment, pair
from archive.catalogue.values import SessionPage, TrackView
from archive.language import Language
from archive.recording import SourceChapter
from archive.timecode import Offset, Span

Mark = Callable[[str], object]
"""Text into the same text with what was searched for marked."""

SHORTEST_CHAPTER_MS = 5000
"""A chapter of which less is seen only reaches over the cut's edge: it is another session's."""


@dataclass(frozen=True, slots=True)
class Row:
    """A chapter's name, or what is said in one stretch of time."""

    span: Span
    chapter: str = ""
    ko: tuple[Cue, ...] = ()
    en: tuple[Cue, ...] = ()


def track_in(shown: SessionPage, language: Language) -> TrackView | None:
    """The most trusted track of a language; tracks come sorted by trust."""
    return next((track for track in shown.parts[0].tracks if track.language == language), None)


def chapters_in(chapters: Sequence[SourceChapter], cut: Span) -> tuple[SourceChapter, ...]:
    """The chapters that the cut shows, no longer than it."""
    seen = ((chapter, chapter.span.overlap(cut)) for chapter in chapters)
    return tuple(
        SourceChapter(span, chapter.title)
        for chapter, span in seen
        if span is not None and chapter.title and _is_of_cut(chapter.span, span)
    )


def _is_of_cut(whole: Span, seen: Span) -> bool:
    return seen == whole or seen.duration >= SHORTEST_CHAPTER_MS


def rows_of(shown: SessionPage, cut: Span) -> tuple[Row, ...]:
    """Everything said in the cut and its chapters' names, by time."""
    ko, en = (track_in(shown, language) for language in ("ko", "en"))
    said = [_row(moment, cut) for moment in pair(ko.cues if ko else (), en.cues if en else ())]
    named = [
        Row(chapter.span, chapter.title)
        for chapter in chapters_in(shown.parts[0].recording.chapters, cut)
    ]
    return tuple(sorted(named + said, key=lambda row: (row.span.start, not row.chapter)))


def row_at(rows: Sequence[Row], offset: Offset | None) -> Row | None:
    """The row that is said at ``offset``, or the last one before it."""
    if offset is None:
        return None
    begun = [row for row in rows if row.span.start <= offset + 999 and not row.chapter]
    return begun[-1] if begun else None


def _row(moment: Moment, cut: Span) -> Row:
    return Row(moment.span.overlap(cut) or moment.span, "", moment.ko, moment.en)
