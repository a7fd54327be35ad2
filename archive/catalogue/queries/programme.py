"""An event's programme as it stands in the catalogue, and the files it came from."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import defer

from archive.addresses import event_path, movie_path, session_path
from archive.catalogue.engine import Db
from archive.catalogue.queries.pages import event_row
from archive.catalogue.queries.rows import CARD
from archive.catalogue.tables import AccountRow, EventRow, ProgrammeImportRow, SessionRow
from archive.catalogue.values import ImportFile, ProgrammeImport
from archive.errors import NotFoundError
from archive.language import Language
from archive.programme.model import (
    Appearance,
    Bilingual,
    Programme,
    ProgrammeEvent,
    ProgrammeSession,
    Role,
    SessionKind,
)
from archive.programme.own_fields import Export, SessionLinks

_LISTED = 50
"""Imports listed, the newest."""


def event_export(db: Db, slug: str, language: Language, base_url: str) -> Export:
    """The event's programme to be written for other programs, with links to what is published."""
    event = event_row(db, slug)
    rows = _listed(db, event)
    return Export(
        Programme(event_of_row(event), tuple(session_of_row(row) for row in rows)),
        slug=event.slug,
        address=base_url + event_path(language, event.slug),
        language=language,
        links={row.code: _links(row, language, base_url) for row in rows if _is_open(row)},
    )


def _listed(db: Db, event: EventRow) -> Sequence[SessionRow]:
    return db.scalars(
        select(SessionRow)
        .where(SessionRow.event_id == event.id, SessionRow.gone_at.is_(None))
        .order_by(SessionRow.position, SessionRow.id)
        .options(*CARD)
    ).all()


def _is_open(row: SessionRow) -> bool:
    return row.published_at is not None and row.cut is not None


def _links(row: SessionRow, language: Language, base_url: str) -> SessionLinks:
    """Of a session in several parts there is no one film."""
    slug, is_one = row.event.slug, row.cut is not None and len(row.cut.spans) == 1
    page = session_path(language, slug, row.code)
    video = movie_path(language, slug, row.code) if is_one else ""
    return SessionLinks(base_url + page, base_url + video if video else "")


def event_of_row(row: EventRow) -> ProgrammeEvent:
    """The event as a programme names it."""
    return ProgrammeEvent(Bilingual(row.title_ko, row.title_en), row.date, row.timezone)


def session_of_row(row: SessionRow) -> ProgrammeSession:
    """The session as a programme tells it, its times in the event's zone."""
    zone = ZoneInfo(row.event.timezone)
    people = sorted(row.appearances, key=lambda one: one.position)
    return ProgrammeSession(
        code=row.code,
        kind=SessionKind(row.kind),
        title=Bilingual(row.title_ko, row.title_en),
        room=row.room,
        start=row.starts_at and row.starts_at.astimezone(zone),
        end=row.ends_at and row.ends_at.astimezone(zone),
        people=tuple(
            Appearance(
                Bilingual(one.person.name_ko, one.person.name_en),
                one.affiliation,
                Role(one.role),
                order,
            )
            for order, one in enumerate(people, start=1)
        ),
        line=row.line,
    )


def one_import(db: Db, import_id: int) -> ProgrammeImport:
    """An import; ``NotFoundError`` if there is none."""
    found = db.execute(_imports().where(ProgrammeImportRow.id == import_id)).one_or_none()
    if found is None:
        raise NotFoundError("There is no programme import {id}.", id=import_id)
    return _import(found)


def last_imports(db: Db) -> tuple[ProgrammeImport, ...]:
    """Drafts and imports, the newest first, without the files' bytes."""
    large = (ProgrammeImportRow.content, ProgrammeImportRow.second_content)
    newest = _imports().order_by(ProgrammeImportRow.id.desc()).limit(_LISTED)
    found = db.execute(newest.options(*map(defer, large)))
    return tuple(_import(one, with_content=False) for one in found)


def _imports() -> Select[ProgrammeImportRow, EventRow, str]:
    return (
        select(ProgrammeImportRow, EventRow, AccountRow.email)
        .outerjoin(EventRow, EventRow.id == ProgrammeImportRow.event_id)
        .outerjoin(AccountRow, AccountRow.id == ProgrammeImportRow.imported_by)
    )


def _import(
    found: Row[ProgrammeImportRow, EventRow, str], *, with_content: bool = True
) -> ProgrammeImport:
    row, event, email = found
    files = [ImportFile(row.file_name, row.content if with_content else b"")]
    if row.second_name:
        second = row.second_content if with_content else None
        files.append(ImportFile(row.second_name, second or b""))
    return ProgrammeImport(
        id=row.id,
        event_slug=event.slug if event else "",
        event_title=Bilingual(event.title_ko, event.title_en) if event else Bilingual(),
        slug=row.slug,
        files=tuple(files),
        edits=row.edits,
        settled=frozenset((line, text, reason) for line, text, reason in row.settled),
        imported_by=email or "",
        imported_at=row.imported_at,
        applied_at=row.applied_at,
        undone_at=row.undone_at,
    )
