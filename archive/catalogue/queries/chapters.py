"""The chapters of sessions: proposed, decided, or as the source's own names them."""

import hashlib
import json
from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import select

from archive.alignment.model import PartKind
from archive.catalogue.engine import Db
from archive.catalogue.sentences import sentence_from_json
from archive.catalogue.tables import AccountRow, ChapterCheckRow, ChapterRow, PersonRow
from archive.catalogue.values.chapters import (
    LIKELY,
    Chapter,
    KeptChapter,
    SessionChapters,
    Speaker,
)
from archive.programme.model import Bilingual
from archive.recording import SourceChapter
from archive.timecode import Offset, Span

NO_CHAPTERS = SessionChapters()


def session_chapters(db: Db, session_ids: Collection[int]) -> dict[int, SessionChapters]:
    """What is kept of each session: two queries, however many there are."""
    rows = db.execute(
        select(ChapterRow, PersonRow)
        .outerjoin(PersonRow, PersonRow.id == ChapterRow.person_id)
        .where(ChapterRow.session_id.in_(session_ids))
        .order_by(ChapterRow.session_id, ChapterRow.recording_id, ChapterRow.start_ms)
    ).all()
    found = {
        session_id: tuple(_kept(row, person) for row, person in its)
        for session_id, its in groupby(rows, key=lambda one: one[0].session_id)
    }
    checks = {
        row.session_id: (email, row.checked_at)
        for row, email in db.execute(
            select(ChapterCheckRow, AccountRow.email)
            .outerjoin(AccountRow, AccountRow.id == ChapterCheckRow.checked_by)
            .where(ChapterCheckRow.session_id.in_(session_ids))
        )
    }
    return {one: _all_of(found.get(one, ()), checks.get(one)) for one in {*found, *checks}}


def _all_of(
    chapters: tuple[KeptChapter, ...], check: tuple[str | None, datetime] | None
) -> SessionChapters:
    editor, checked_at = check or (None, None)
    return SessionChapters(chapters, editor, checked_at, token_of(chapters))


def token_of(chapters: Sequence[KeptChapter]) -> str:
    """The same for the same chapters only; how sure they are does not count."""
    said = [
        (one.recording_id, one.start, one.kind, one.speaker and one.speaker.id, one.title)
        for one in chapters
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def chapters_shown(
    kept: SessionChapters, recording_id: int, duration: int, source: Sequence[SourceChapter]
) -> tuple[Chapter, ...]:
    """What viewers see of a session in one recording: its own chapters, else the source's.

    A chapter ends where the next one begins, whether that one is shown or not.
    """
    if not kept.is_checked and not any(one.confidence >= LIKELY for one in kept.chapters):
        return tuple(Chapter(one.span, one.title) for one in source)
    its = [one for one in kept.chapters if one.recording_id == recording_id]
    starts = sorted({one.start for one in its})
    return tuple(
        Chapter(
            Span(one.start, _end(one.start, starts, duration)),
            one.title,
            one.kind,
            one.speaker,
            kept.is_checked,
        )
        for one in its
        if kept.is_checked or one.confidence >= LIKELY
    )


def _end(start: Offset, starts: Sequence[Offset], duration: int) -> Offset:
    return next((one for one in starts if one > start), max(duration, start + 1))


def _kept(row: ChapterRow, person: PersonRow | None) -> KeptChapter:
    return KeptChapter(
        recording_id=row.recording_id,
        start=row.start_ms,
        kind=PartKind(row.kind),
        speaker=Speaker(person.id, Bilingual(person.name_ko, person.name_en)) if person else None,
        title=row.title,
        confidence=row.confidence,
        because=tuple(sentence_from_json(one) for one in row.because),
    )
