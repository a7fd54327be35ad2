"""What feeds, calendars and site maps are made from: everything public, newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from archive.catalogue.engine import Db
from archive.catalogue.queries.caption_languages import languages_of, spans_of
from archive.catalogue.queries.chapters import NO_CHAPTERS, chapters_shown, session_chapters
from archive.catalogue.queries.rows import CARD, session_cards
from archive.catalogue.queries.tracks import tracks_of
from archive.catalogue.tables import (
    AppearanceRow,
    EventRow,
    RecordingRow,
    SessionRow,
)
from archive.catalogue.values import SessionCard, SessionChapters
from archive.cut import CutSpan
from archive.language import Language
from archive.recording import SourceChapter
from archive.timecode import Span


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A published session with what its recordings have to offer beside the picture."""

    card: SessionCard
    captions: tuple[Language, ...]
    has_chapters: bool
    has_sound: bool


@dataclass(frozen=True, slots=True)
class PublicAddresses:
    """Every public page by what its address is made of, and when it changed last."""

    events: tuple[tuple[str, datetime], ...]
    people: tuple[int, ...]
    sessions: tuple[FeedEntry, ...]


def newest_entries(db: Db, most: int) -> tuple[FeedEntry, ...]:
    """The sessions published last, of every event."""
    return _entries(db, _published(most))


def event_entries(db: Db, slug: str, most: int) -> tuple[FeedEntry, ...]:
    """An event's published sessions, the last published first."""
    return _entries(db, _published(most).where(EventRow.slug == slug))


def person_entries(db: Db, person_id: int, most: int) -> tuple[FeedEntry, ...]:
    """Published sessions somebody took part in, the last published first."""
    theirs = SessionRow.appearances.any(AppearanceRow.person_id == person_id)
    return _entries(db, _published(most).where(theirs))


def public_addresses(db: Db, most: int) -> PublicAddresses:
    """What a site map lists; at most so many sessions, the newest."""
    entries = newest_entries(db, most)
    events = {entry.card.event.slug: changed_at(entry) for entry in reversed(entries)}
    people = {line.id for entry in entries for line in entry.card.people}
    return PublicAddresses(tuple(sorted(events.items())), tuple(sorted(people)), entries)


def _published(most: int) -> Select[SessionRow]:
    return (
        select(SessionRow)
        .join(SessionRow.event)
        .where(
            SessionRow.published_at.is_not(None),
            SessionRow.gone_at.is_(None),
            SessionRow.cut.has(),
        )
        .order_by(SessionRow.published_at.desc(), SessionRow.position, SessionRow.id)
        .limit(most)
        .options(*CARD)
    )


def _entries(db: Db, query: Select[SessionRow]) -> tuple[FeedEntry, ...]:
    """Entries with constantly many queries, however many sessions there are."""
    cards = session_cards(db, db.scalars(query).all())
    ids = {one.recording_id for card in cards for one in spans_of(card)}
    tracks = tracks_of(db, ids)
    recordings = {row.id: row for row in db.scalars(_recordings(ids))}
    chapters = session_chapters(db, {card.id for card in cards})
    return tuple(
        FeedEntry(
            card=card,
            captions=languages_of(card, tracks),
            has_chapters=any(
                _has_chapters(chapters.get(card.id, NO_CHAPTERS), one, recordings[one.recording_id])
                for one in spans_of(card)
            ),
            has_sound=all(_has_sound(recordings[one.recording_id]) for one in spans_of(card)),
        )
        for card in cards
        if card.cut
    )


def _recordings(ids: Collection[int]) -> Select[RecordingRow]:
    return select(RecordingRow).where(RecordingRow.id.in_(ids))


def _has_chapters(kept: SessionChapters, cut: CutSpan, recording: RecordingRow) -> bool:
    source = tuple(
        SourceChapter(Span(one["start"], one["end"]), one["title"]) for one in recording.chapters
    )
    shown = chapters_shown(kept, recording.id, recording.duration_ms or 0, source)
    return any(one.seen_in(cut.span) for one in shown)


def _has_sound(recording: RecordingRow) -> bool:
    return recording.media.get("audio_codec", "") is not None


def changed_at(entry: FeedEntry) -> datetime:
    """When a visitor last could have seen something new: published, or cut anew since."""
    card = entry.card
    made = [card.cut.made_at] if card.cut else []
    return max([*made, *([card.published_at] if card.published_at else [])])
