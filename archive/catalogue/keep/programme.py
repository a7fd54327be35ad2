"""Keeping a programme: its event and sessions, without losing what was there."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from archive.catalogue.engine import Db
from archive.catalogue.keep.known_people import KnownPeople
from archive.catalogue.keep.people import keep_appearances
from archive.catalogue.sentences import sentence_as_json
from archive.catalogue.tables import AppearanceRow, EventRow, ProgrammeImportRow, SessionRow
from archive.catalogue.values import ImportResult
from archive.errors import RefusedError
from archive.programme.model import Doubt, Programme, ProgrammeEvent, ProgrammeSession

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG_LONGEST = 80


def keep_programme(
    db: Db,
    programme: Programme,
    *,
    content: bytes,
    file_name: str,
    slug: str | None = None,
    imported_by: int | None = None,
    now: datetime,
) -> ImportResult:
    """Bring the event in line with ``programme``, and keep the file it was read from.

    Sessions are matched by kind and title, else by code; a matched session keeps its address and
    its cut. Sessions no longer listed are marked gone, never deleted. Raises ``RefusedError``
    when ``slug`` can't stand in an address.
    """
    if slug is None:
        slug = event_slug(programme.event)
        _refuse_another_event(db, slug, programme.event)
    event = _event(db, programme.event, slug, now)
    rows = list(
        db.scalars(
            select(SessionRow)
            .where(SessionRow.event_id == event.id)
            .options(selectinload(SessionRow.appearances).selectinload(AppearanceRow.person))
        )
    )
    matches = match_sessions(rows, programme.sessions)
    doubts = list(programme.doubts)
    known = KnownPeople(db, event.id, event.slug, now)
    kept: list[SessionRow] = []
    changed = 0
    for position, (session, match) in enumerate(zip(programme.sessions, matches, strict=True)):
        row = match or _new_session(db, event, _free_code(session.code, rows + kept))
        before = _as_read(row)
        _bring_in_line(row, session, position)
        db.flush()
        doubts += keep_appearances(db, known, row, session)
        if before != _as_read(row):
            row.index_stale = True
            changed += match is not None
        kept.append(row)
    gone = _mark_gone(rows, kept, now)
    db.add(
        ProgrammeImportRow(
            event_id=event.id,
            file_name=file_name[:255],
            content=content,
            doubts=[_doubt_as_json(doubt) for doubt in doubts],
            imported_by=imported_by,
            imported_at=now,
        )
    )
    return ImportResult(event.slug, matches.count(None), changed, gone, tuple(doubts))


def event_slug(event: ProgrammeEvent) -> str:
    """An address for the event: its English title and year, or its date."""
    words = re.findall(r"[a-z0-9]+", event.title.en.lower())
    if words and event.date and str(event.date.year) not in words:
        words.append(str(event.date.year))
    slug = "-".join(words)[:_SLUG_LONGEST].strip("-")
    if slug:
        return slug
    return f"event-{event.date.isoformat()}" if event.date else "event"


def match_sessions(
    rows: Sequence[SessionRow], sessions: Sequence[ProgrammeSession]
) -> list[SessionRow | None]:
    """For each session of the programme the row it was before, if any; no row twice."""
    free = list(rows)
    found: list[SessionRow | None] = [None] * len(sessions)
    for is_same in (_has_same_title, _has_same_code):
        for number, session in enumerate(sessions):
            if found[number] is None:
                found[number] = next((row for row in free if is_same(row, session)), None)
                if (row := found[number]) is not None:
                    free.remove(row)
    return found


def _has_same_title(row: SessionRow, session: ProgrammeSession) -> bool:
    """Breaks share one title, so the code must agree for what isn't a talk of its own."""
    titles = (row.kind, row.title_ko, row.title_en)
    is_same = titles == (session.kind.value, session.title.ko, session.title.en)
    return is_same and (row.kind != "break" or row.code == session.code)


def _has_same_code(row: SessionRow, session: ProgrammeSession) -> bool:
    return row.code == session.code


def _refuse_another_event(db: Db, slug: str, event: ProgrammeEvent) -> None:
    """An address we made up must never turn one event into another and give it its cuts."""
    known = db.scalar(select(EventRow).where(EventRow.slug == slug))
    if known is None:
        return
    same_title = (known.title_ko, known.title_en) == (event.title.ko[:500], event.title.en[:500])
    if not (same_title and (known.date and known.date.year) == (event.date and event.date.year)):
        raise RefusedError(
            "Another event, {title}, is at “{slug}” already. Give this one an address of its own, "
            "or that address if it is the same event.",
            title=known.title_ko or known.title_en,
            slug=slug,
        )


def _event(db: Db, event: ProgrammeEvent, slug: str, now: datetime) -> EventRow:
    if len(slug) > _SLUG_LONGEST or not _SLUG.fullmatch(slug):
        raise RefusedError(
            "An event's address may hold small Latin letters, digits and single hyphens, "
            "such as seoul-2023; “{slug}” can't be one.",
            slug=slug[:_SLUG_LONGEST],
        )
    row = db.scalar(select(EventRow).where(EventRow.slug == slug).with_for_update())
    if row is None:
        row = EventRow(slug=slug, created_at=now)
        db.add(row)
    row.title_ko = event.title.ko[:500]
    row.title_en = event.title.en[:500]
    row.date = event.date
    row.timezone = event.timezone
    db.flush()
    return row


def _new_session(db: Db, event: EventRow, code: str) -> SessionRow:
    row = SessionRow(event_id=event.id, code=code, index_stale=True, appearances=[])
    db.add(row)
    return row


def _free_code(code: str, rows: Sequence[SessionRow]) -> str:
    """``code``, or with a number when a session that is gone still holds that address."""
    taken = {row.code for row in rows}
    number, free = 2, code
    while free in taken:
        free, number = f"{code}-again-{number}", number + 1
    return free


def _bring_in_line(row: SessionRow, session: ProgrammeSession, position: int) -> None:
    row.position = position
    row.kind = session.kind.value
    row.title_ko = session.title.ko[:500]
    row.title_en = session.title.en[:500]
    row.room = session.room[:200]
    row.starts_at = session.start
    row.ends_at = session.end
    row.line = session.line
    row.gone_at = None


def _as_read(row: SessionRow) -> tuple[object, ...]:
    """What a reader would notice a change in; where in the file it stood is not part of it."""
    people = tuple(
        (line.person.name_ko, line.person.name_en, line.role, line.affiliation)
        for line in sorted(row.appearances, key=lambda line: line.position)
    )
    times = tuple(time and time.timestamp() for time in (row.starts_at, row.ends_at))
    return (row.kind, row.title_ko, row.title_en, row.room, times, row.gone_at, people)


def _mark_gone(rows: Sequence[SessionRow], kept: Sequence[SessionRow], now: datetime) -> int:
    gone = [row for row in rows if row not in kept and row.gone_at is None]
    for row in gone:
        row.gone_at = now
        row.index_stale = True
    return len(gone)


def _doubt_as_json(doubt: Doubt) -> dict[str, Any]:
    reason = sentence_as_json(doubt.reason)
    return {"line": doubt.line, "text": doubt.text, "reason": reason}
