"""Rows into the values that pages show."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from archive.alignment.model import Alternative
from archive.catalogue.engine import Db
from archive.catalogue.sentences import sentence_from_json
from archive.catalogue.tables import (
    AccountRow,
    AppearanceRow,
    CutRow,
    CutSpanRow,
    EventRow,
    RecordingRow,
    SessionRow,
)
from archive.catalogue.values import (
    ACTIVE,
    CutView,
    EventDetails,
    EventView,
    IngestState,
    PersonLine,
    Progress,
    RecordingView,
    SessionCard,
    SessionState,
    Stage,
)
from archive.cut import Cut, CutSpan, CutState
from archive.licence import Licence
from archive.programme.model import Bilingual, Role, SessionKind
from archive.recording import SourceChapter
from archive.timecode import Span

CARD: tuple[ORMOption, ...] = (
    joinedload(SessionRow.event),
    joinedload(SessionRow.cut).selectinload(CutRow.spans).joinedload(CutSpanRow.recording),
    selectinload(SessionRow.appearances).joinedload(AppearanceRow.person),
)
"""What a card needs loaded: three queries however many sessions."""


def session_cards(db: Db, rows: Sequence[SessionRow]) -> tuple[SessionCard, ...]:
    """Cards of rows that were loaded with ``CARD``."""
    editors = _editors(db, rows)
    return tuple(_card(row, editors) for row in rows)


def event_view(row: EventRow) -> EventView:
    """The event as pages name it."""
    details = EventDetails(
        organiser=Bilingual(row.organiser_ko, row.organiser_en),
        place=Bilingual(row.place_ko, row.place_en),
        licence=Licence(row.licence),
    )
    title = Bilingual(row.title_ko, row.title_en)
    return EventView(row.id, row.slug, title, row.date, row.timezone, details)


def recording_view(row: RecordingRow, event: EventRow) -> RecordingView:
    """The recording with its ingest's state."""
    return RecordingView(
        id=row.id,
        event_slug=event.slug,
        event_title=Bilingual(event.title_ko, event.title_en),
        timezone=event.timezone,
        source_url=row.source_url,
        title=row.title,
        room=row.room,
        started_at=row.started_at,
        duration_ms=row.duration_ms,
        state=IngestState(row.state),
        stage=Stage(row.stage) if row.stage else None,
        progress=_progress(row.progress),
        message=sentence_from_json(row.message) if row.message else None,
        not_before=row.not_before,
        attempt=row.attempt,
        updated_at=row.updated_at,
        media=row.media,
        chapters=tuple(
            SourceChapter(Span(chapter["start"], chapter["end"]), chapter["title"])
            for chapter in row.chapters
        ),
        description=row.description,
    )


def _progress(kept: dict[str, Any]) -> Progress:
    note = kept.get("note")
    return Progress(**{**kept, "note": sentence_from_json(note) if note else None})


def _editors(db: Db, rows: Sequence[SessionRow]) -> dict[int, str]:
    ids = {row.cut.made_by for row in rows if row.cut and row.cut.made_by}
    found = db.execute(select(AccountRow.id, AccountRow.email).where(AccountRow.id.in_(ids)))
    return {row.id: row.email for row in found}


def _card(row: SessionRow, editors: dict[int, str]) -> SessionCard:
    return SessionCard(
        id=row.id,
        event=event_view(row.event),
        code=row.code,
        kind=SessionKind(row.kind),
        title=Bilingual(row.title_ko, row.title_en),
        room=row.room,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        people=tuple(person_line(appearance) for appearance in row.appearances),
        state=_state(row),
        cut=_cut_view(row.cut, editors) if row.cut else None,
        published_at=row.published_at,
    )


def person_line(row: AppearanceRow) -> PersonLine:
    """One appearance as pages show it; the row's person must be loaded."""
    name = Bilingual(row.person.name_ko, row.person.name_en)
    return PersonLine(row.person_id, name, Role(row.role), row.affiliation)


def cut_value(row: CutRow) -> Cut:
    """The decision itself."""
    spans = (CutSpan(one.recording_id, Span(one.in_ms, one.out_ms)) for one in row.spans)
    return Cut(tuple(spans), CutState(row.state), row.revision)


def _cut_view(row: CutRow, editors: dict[int, str]) -> CutView:
    return CutView(
        cut=cut_value(row),
        confidence_in=row.confidence_in,
        confidence_out=row.confidence_out,
        because_in=tuple(sentence_from_json(reason) for reason in row.because["in"]),
        because_out=tuple(sentence_from_json(reason) for reason in row.because["out"]),
        made_at=row.made_at,
        made_by=editors.get(row.made_by) if row.made_by else None,
        others_in=tuple(Alternative(*one) for one in row.alternatives["in"]),
        others_out=tuple(Alternative(*one) for one in row.alternatives["out"]),
    )


def _state(row: SessionRow) -> SessionState:
    """What is true of the session now, the strongest statement first."""
    if row.gone_at is not None:
        return SessionState.GONE
    if row.published_at is not None:
        return SessionState.PUBLISHED
    if row.withdrawn_at is not None:
        return SessionState.WITHDRAWN
    if row.cut is None:
        return SessionState.PLANNED
    is_under_way = any(one.recording.state in ACTIVE for one in row.cut.spans)
    return SessionState.RECORDING if is_under_way else SessionState.CUTTING
