"""Programme files on their way in: kept at once, mended at the desk, applied by choice."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from archive.catalogue.engine import Db
from archive.catalogue.keep.programme import apply_import, refuse_slug
from archive.catalogue.tables import ProgrammeImportRow
from archive.catalogue.values import ImportFile, ImportResult
from archive.errors import NotFoundError, RefusedError
from archive.programme.model import Doubt, Programme


def add_draft(
    db: Db,
    files: Sequence[ImportFile],
    *,
    slug: str,
    edits: Mapping[str, Any],
    account_id: int | None,
    now: datetime,
) -> int:
    """Keep one file, or two of one programme, before anything is changed; gives the import's id.

    Raises ``RefusedError`` for an address that can't be one.
    """
    if slug:
        refuse_slug(slug)
    second = files[1] if len(files) > 1 else None
    row = ProgrammeImportRow(
        slug=slug,
        file_name=files[0].name[:255],
        content=files[0].content,
        second_name=second.name[:255] if second else "",
        second_content=second.content if second else None,
        edits=dict(edits),
        imported_by=account_id,
        imported_at=now,
    )
    db.add(row)
    db.flush()
    return row.id


def edit_draft(db: Db, import_id: int, code: str, fields: Mapping[str, Any]) -> None:
    """Note new values of one session, or with no code of the event."""
    row = _draft(db, import_id)
    row.edits = row.edits | {code: row.edits.get(code, {}) | dict(fields)}


def settle_doubts(db: Db, import_id: int, doubts: Collection[Doubt]) -> None:
    """Note doubts that a person has dealt with."""
    row = _draft(db, import_id)
    told = [[one.line, one.text, one.reason.template] for one in doubts]
    row.settled = [*row.settled, *(one for one in told if one not in row.settled)]


def address_draft(db: Db, import_id: int, slug: str) -> None:
    """Say which event the draft is for; raises ``RefusedError`` for what can't be an address."""
    refuse_slug(slug)
    _draft(db, import_id).slug = slug


def drop_draft(db: Db, import_id: int) -> None:
    """Throw a draft away."""
    db.delete(_draft(db, import_id))


def apply_draft(
    db: Db, import_id: int, programme: Programme, chosen: Collection[str] | None, now: datetime
) -> ImportResult:
    """Bring the event in line with what was chosen of the draft's programme, or with all of it."""
    row = _draft(db, import_id)
    return apply_import(db, row, programme, slug=row.slug or None, chosen=chosen, now=now)


def _draft(db: Db, import_id: int) -> ProgrammeImportRow:
    row = db.get(ProgrammeImportRow, import_id, with_for_update=True)
    if row is None:
        raise NotFoundError("There is no programme import {id}.", id=import_id)
    if row.applied_at is not None:
        raise RefusedError("This import is done; upload the file again to change more.")
    return row
