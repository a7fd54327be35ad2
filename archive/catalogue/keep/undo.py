"""Taking a programme import back: its event and sessions as they were, unless edited since."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from archive.catalogue.engine import Db
from archive.catalogue.keep.snapshots import event_snapshot, is_as, restore
from archive.catalogue.keep.taken_away import (
    take_person_away,
    take_session_away,
    why_person_stays,
    why_session_stays,
)
from archive.catalogue.tables import EventRow, PersonRow, ProgrammeImportRow, SessionRow
from archive.catalogue.values import KeptBack, KeptBecause, UndoResult
from archive.errors import NotFoundError, RefusedError
from archive.programme.model import Bilingual


def undo_import(db: Db, import_id: int, now: datetime) -> UndoResult:
    """Bring back what the import changed, and take away what came with it.

    A session that somebody, or a later import, has changed since stays as it is and is named; so
    does an added one that was published, whose cut a person has set, or that has captions of its
    own. People who came with the import leave with it, unless they take part in what stays, or
    were edited or merged since.
    Raises ``RefusedError`` for a draft, or an import that was taken back before.
    """
    kept, event = _import_and_event(db, import_id)
    _restore_event(event, kept.changes["event"])
    restored, removed = 0, 0
    left: list[KeptBack] = []
    for change in kept.changes["sessions"]:
        row = db.get(SessionRow, change["id"])
        if row is None:
            continue
        if because := _why_kept(db, row, change):
            left.append(KeptBack(_title(row), because))
        elif change["before"] is None:
            take_session_away(db, row)
            removed += 1
        else:
            restore(db, row, change["before"])
            restored += 1
    people, staying = _take_people_away(db, kept.changes["people"])
    kept.undone_at = now
    return UndoResult(event.slug, restored, removed, people, (*left, *staying))


def _import_and_event(db: Db, import_id: int) -> tuple[ProgrammeImportRow, EventRow]:
    """An import that stands, and the event it has changed."""
    kept = db.get(ProgrammeImportRow, import_id, with_for_update=True)
    if kept is None:
        raise NotFoundError("There is no programme import {id}.", id=import_id)
    event = db.get(EventRow, kept.event_id) if kept.event_id else None
    if event is None or kept.applied_at is None:
        raise RefusedError("This import has changed nothing yet, so there is nothing to undo.")
    if kept.undone_at is not None:
        raise RefusedError("This import was undone before.")
    return kept, event


def _take_people_away(
    db: Db, made: Sequence[Mapping[str, Any]]
) -> tuple[int, tuple[KeptBack, ...]]:
    """How many of those who came with an import left with it, and who stays."""
    gone, staying = 0, []
    for one in made:
        person = db.get(PersonRow, one["id"], populate_existing=True)
        if person is None:
            continue
        if because := why_person_stays(db, person, one):
            staying.append(KeptBack(Bilingual(person.name_ko, person.name_en), because))
        else:
            take_person_away(db, person)
            gone += 1
    return gone, tuple(staying)


def last_import_of(db: Db, slug: str) -> int:
    """The event's last import that stands; raises ``NotFoundError`` where there is none."""
    found = db.scalar(
        select(ProgrammeImportRow.id)
        .join(EventRow, EventRow.id == ProgrammeImportRow.event_id)
        .where(
            EventRow.slug == slug,
            ProgrammeImportRow.applied_at.is_not(None),
            ProgrammeImportRow.undone_at.is_(None),
        )
        .order_by(ProgrammeImportRow.applied_at.desc(), ProgrammeImportRow.id.desc())
        .limit(1)
    )
    if found is None:
        raise NotFoundError("No programme was imported for “{slug}”.", slug=slug[:100])
    return found


def _why_kept(db: Db, row: SessionRow, change: Mapping[str, Any]) -> KeptBecause | None:
    """Why a session stays as it is now, if it has to."""
    because = why_session_stays(db, row) if change["before"] is None else None
    if because is None and not is_as(row, change["after"]):
        return KeptBecause.EDITED
    return because


def _title(row: SessionRow) -> Bilingual:
    return Bilingual(row.title_ko, row.title_en) or Bilingual(row.code, row.code)


def _restore_event(event: EventRow, change: Mapping[str, Any]) -> None:
    before = change["before"]
    if before is None or event_snapshot(event) != change["after"]:
        return
    event.title_ko, event.title_en = before["title_ko"], before["title_en"]
    event.timezone = before["timezone"]
    event.date = before["date"] and date.fromisoformat(before["date"])
