"""Taking a programme import back: its event and sessions as they were, unless edited since."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from archive.catalogue.engine import Db
from archive.catalogue.keep.snapshots import event_snapshot, is_as, restore
from archive.catalogue.tables import EventRow, ProgrammeImportRow, SessionRow
from archive.catalogue.values import UndoResult
from archive.cut import CutState
from archive.errors import NotFoundError, RefusedError
from archive.programme.model import Bilingual


def undo_import(db: Db, import_id: int, now: datetime) -> UndoResult:
    """Bring back what the import changed; sessions it added are marked gone.

    A session that somebody, or a later import, has changed since stays as it is and is named; so
    does an added one that was published or whose cut was checked.
    Raises ``RefusedError`` for a draft, or an import that was taken back before.
    """
    kept = db.get(ProgrammeImportRow, import_id, with_for_update=True)
    if kept is None:
        raise NotFoundError("There is no programme import {id}.", id=import_id)
    event = db.get(EventRow, kept.event_id) if kept.event_id else None
    if event is None or kept.applied_at is None:
        raise RefusedError("This import has changed nothing yet, so there is nothing to undo.")
    if kept.undone_at is not None:
        raise RefusedError("This import was undone before.")
    _restore_event(event, kept.changes["event"])
    restored, left = 0, []
    for change in kept.changes["sessions"]:
        row = db.get(SessionRow, change["id"])
        if row is not None and is_as(row, change["after"]) and not _is_needed(row, change):
            _restore(db, row, change["before"], now)
            restored += 1
        elif row is not None:
            left.append(Bilingual(row.title_ko, row.title_en) or Bilingual(row.code, row.code))
    kept.undone_at = now
    return UndoResult(event.slug, restored, tuple(left))


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


def _is_needed(row: SessionRow, change: Mapping[str, Any]) -> bool:
    """Whether a session the import added has been published or its cut checked since."""
    is_reviewed = row.cut is not None and row.cut.state == CutState.REVIEWED
    return change["before"] is None and (row.published_at is not None or is_reviewed)


def _restore_event(event: EventRow, change: Mapping[str, Any]) -> None:
    before = change["before"]
    if before is None or event_snapshot(event) != change["after"]:
        return
    event.title_ko, event.title_en = before["title_ko"], before["title_en"]
    event.timezone = before["timezone"]
    event.date = before["date"] and date.fromisoformat(before["date"])


def _restore(db: Db, row: SessionRow, before: Mapping[str, Any] | None, now: datetime) -> None:
    if before is None:
        row.gone_at = now
        row.index_stale = True
    else:
        restore(db, row, before)
