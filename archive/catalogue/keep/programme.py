"""Keeping a programme: its event and sessions, without losing what was there."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from archive.catalogue.engine import Db
from archive.catalogue.keep.differences import (
    THE_EVENT,
    completed,
    completed_event,
    differences,
    key_of,
    on_known_day,
    session_rows,
)
from archive.catalogue.keep.known_people import KnownPeople
from archive.catalogue.keep.people import keep_appearances
from archive.catalogue.keep.same_session import match_sessions
from archive.catalogue.keep.snapshots import event_snapshot, made_person, snapshot
from archive.catalogue.queries.programme import event_of_row
from archive.catalogue.sentences import sentence_as_json
from archive.catalogue.tables import EventRow, ProgrammeImportRow, SessionRow
from archive.catalogue.values import ChangeKind, Difference, ImportResult
from archive.errors import RefusedError
from archive.programme.model import Bilingual, Doubt, Programme, ProgrammeEvent, ProgrammeSession

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG_LONGEST = 80


@dataclass(slots=True)
class _Applied:
    """What bringing an event in line did, session by session, for the people known then."""

    people: KnownPeople
    added: list[SessionRow] = field(default_factory=list)
    changed: list[SessionRow] = field(default_factory=list)
    gone: list[SessionRow] = field(default_factory=list)
    before: dict[int, dict[str, Any]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


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

    A session that was there before keeps its address and its cut, whatever of it has changed.
    Sessions no longer listed are marked gone, never deleted; those that are published or whose cut
    was checked stay. Raises ``RefusedError`` when ``slug``
    can't stand in an address.
    """
    kept = ProgrammeImportRow(
        file_name=file_name[:255], content=content, imported_by=imported_by, imported_at=now
    )
    db.add(kept)
    return apply_import(db, kept, programme, slug=slug, chosen=None, now=now)


def apply_import(
    db: Db,
    kept: ProgrammeImportRow,
    programme: Programme,
    *,
    slug: str | None,
    chosen: Collection[str] | None,
    now: datetime,
) -> ImportResult:
    """Bring the event in line with a programme whose file is kept already.

    Of the differences only those whose keys are ``chosen``; without a choice all but those that
    hide a published session or one whose cut was checked.
    """
    if slug is None:
        slug = event_slug(programme.event)
        _refuse_another_event(db, slug, programme.event)
    refuse_slug(slug)
    known = db.scalar(select(EventRow).where(EventRow.slug == slug).with_for_update())
    programme = on_known_day(programme, known)
    before = event_snapshot(known) if known else None
    told = completed_event(programme.event, event_of_row(known) if known else None)
    event = _event(db, known, told, slug, now, is_wanted=_wants_event(chosen))
    rows = session_rows(db, event)
    matches = match_sessions(rows, programme.sessions)
    sessions = completed(programme.sessions, matches)
    found = differences(sessions, matches, rows)
    keys = {one.key: one.kind for one in found}
    wanted = {one.key for one in found if _is_wanted(one, chosen)}
    applied = _Applied(KnownPeople(db, event.id, event.slug, now))
    for position, (session, row) in enumerate(zip(sessions, matches, strict=True)):
        if (key := key_of(session, row)) in wanted or key not in keys:
            _apply(db, event, (session, row), position, rows, applied)
    gone = [row for row in rows if keys.get(row.code) is ChangeKind.GONE and row.code in wanted]
    for row in gone:
        _mark_gone(row, applied, now)
    db.flush()
    doubts = (*programme.doubts, *applied.doubts)
    _note_applied(kept, event, before, applied, now)
    kept.doubts = [_doubt_as_json(doubt) for doubt in doubts]
    added, changed, hidden = map(len, (applied.added, applied.changed, applied.gone))
    left = _left(found) if chosen is None else ()
    return ImportResult(event.slug, added, changed, hidden, doubts, left)


def event_slug(event: ProgrammeEvent) -> str:
    """An address for the event: its English title and year, or its date."""
    words = re.findall(r"[a-z0-9]+", event.title.en.lower())
    if words and event.date and str(event.date.year) not in words:
        words.append(str(event.date.year))
    slug = "-".join(words)[:_SLUG_LONGEST].strip("-")
    if slug:
        return slug
    return f"event-{event.date.isoformat()}" if event.date else "event"


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


def _is_wanted(one: Difference, chosen: Collection[str] | None) -> bool:
    return one.is_taken_unasked if chosen is None else one.key in chosen


def _left(found: Sequence[Difference]) -> tuple[Bilingual, ...]:
    """Titles of what is listed no more and stays unless somebody says otherwise."""
    return tuple(
        one.before.title or Bilingual(one.code, one.code)
        for one in found
        if one.before and not one.is_taken_unasked
    )


def _wants_event(chosen: Collection[str] | None) -> bool:
    return chosen is None or THE_EVENT in chosen


def _event(
    db: Db,
    known: EventRow | None,
    event: ProgrammeEvent,
    slug: str,
    now: datetime,
    *,
    is_wanted: bool,
) -> EventRow:
    """The event's row, new or as it is, with what the programme calls it if that is wanted."""
    row = known or EventRow(slug=slug, created_at=now)
    if known is None:
        db.add(row)
    if known is None or is_wanted:
        row.title_ko = event.title.ko[:500]
        row.title_en = event.title.en[:500]
        row.date = event.date
        row.timezone = event.timezone
    db.flush()
    return row


def refuse_slug(slug: str) -> None:
    """Raises ``RefusedError`` for what can't be an event's address."""
    if len(slug) > _SLUG_LONGEST or not _SLUG.fullmatch(slug):
        raise RefusedError(
            "An event's address may hold small Latin letters, digits and single hyphens, "
            "such as seoul-2023; “{slug}” can't be one.",
            slug=slug[:_SLUG_LONGEST],
        )


def _apply(
    db: Db,
    event: EventRow,
    pair: tuple[ProgrammeSession, SessionRow | None],
    position: int,
    rows: list[SessionRow],
    applied: _Applied,
) -> None:
    """Make one row what the programme says of it."""
    session, match = pair
    row = match or _new_session(db, event, _free_code(session.code, rows))
    before, held = _as_read(row), snapshot(row)
    _bring_in_line(row, session, position)
    db.flush()
    applied.doubts += keep_appearances(db, applied.people, row, session)
    if match is None:
        rows.append(row)
        applied.added.append(row)
    elif before != _as_read(row):
        applied.before[row.id] = held
        applied.changed.append(row)
    if match is None or row in applied.changed:
        row.index_stale = True


def _new_session(db: Db, event: EventRow, code: str) -> SessionRow:
    row = SessionRow(event_id=event.id, code=code, index_stale=True, appearances=[])
    db.add(row)
    return row


def _free_code(code: str, rows: Sequence[SessionRow]) -> str:
    """``code``, or with a number when another session holds that address, or did once."""
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


def _mark_gone(row: SessionRow, applied: _Applied, now: datetime) -> None:
    applied.before[row.id] = snapshot(row)
    applied.gone.append(row)
    row.gone_at = now
    row.index_stale = True


def _note_applied(
    kept: ProgrammeImportRow,
    event: EventRow,
    before: dict[str, Any] | None,
    applied: _Applied,
    now: datetime,
) -> None:
    """What an undo needs: each touched session before and after, the event's own words, and who
    was not known before."""
    touched = (*applied.added, *applied.changed, *applied.gone)
    kept.event_id, kept.slug, kept.applied_at = event.id, event.slug, now
    kept.changes = {
        "event": {"before": before, "after": event_snapshot(event)},
        "sessions": [
            {"id": row.id, "before": applied.before.get(row.id), "after": snapshot(row)}
            for row in touched
        ],
        "people": [made_person(person) for person in applied.people.made],
    }


def _doubt_as_json(doubt: Doubt) -> dict[str, Any]:
    reason = sentence_as_json(doubt.reason)
    return {"line": doubt.line, "text": doubt.text, "reason": reason}
