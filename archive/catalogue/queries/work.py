"""What the job runner looks at: recordings under way, sessions to index, cuts to make clips of."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from archive.catalogue.engine import Db
from archive.catalogue.queries.pages import event_row
from archive.catalogue.queries.rows import cut_value
from archive.catalogue.tables import (
    CaptionTrackRow,
    CueRow,
    CutRow,
    CutSpanRow,
    EventRow,
    RecordingRow,
    SessionRow,
)
from archive.catalogue.values import IngestState
from archive.cut import Cut


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at an ingest."""

    recording_id: int
    number: int
    state: IngestState


def attempts_under_way(db: Db) -> tuple[Attempt, ...]:
    """Every attempt that a workflow must stand behind."""
    rows = db.execute(
        select(RecordingRow.id, RecordingRow.attempt, RecordingRow.state)
        .where(RecordingRow.state.in_((IngestState.ORDERED, IngestState.RUNNING)))
        .order_by(RecordingRow.id)
    )
    return tuple(Attempt(row.id, row.attempt, IngestState(row.state)) for row in rows)


def stale_events(db: Db) -> tuple[str, ...]:
    """Slugs of events with sessions whose index no longer says what the catalogue says."""
    rows = db.scalars(
        select(EventRow.slug)
        .where(EventRow.sessions.any(SessionRow.index_stale))
        .order_by(EventRow.slug)
    )
    return tuple(rows)


def stale_sessions(db: Db, event_slug: str) -> Sequence[int]:
    """The event's sessions whose index no longer says what the catalogue says."""
    return db.scalars(
        select(SessionRow.id)
        .where(SessionRow.event_id == event_row(db, event_slug).id, SessionRow.index_stale)
        .order_by(SessionRow.id)
    ).all()


def event_sessions(db: Db, event_slug: str) -> Sequence[int]:
    """All of the event's sessions, gone ones too: the index must forget those."""
    return db.scalars(
        select(SessionRow.id)
        .where(SessionRow.event_id == event_row(db, event_slug).id)
        .order_by(SessionRow.id)
    ).all()


def ready_recordings(db: Db, event_slug: str) -> Sequence[int]:
    """The event's recordings that can be aligned and watched."""
    return db.scalars(
        select(RecordingRow.id)
        .where(
            RecordingRow.event_id == event_row(db, event_slug).id,
            RecordingRow.state == IngestState.READY,
        )
        .order_by(RecordingRow.id)
    ).all()


def count_cues(db: Db, recording_id: int) -> int:
    """How many cues the recording's tracks have together."""
    query = (
        select(func.count())
        .select_from(CueRow)
        .join(CaptionTrackRow, CaptionTrackRow.id == CueRow.track_id)
        .where(CaptionTrackRow.recording_id == recording_id)
    )
    return db.scalar(query) or 0


def cuts_of(db: Db, recording_id: int) -> dict[int, Cut]:
    """The cuts that lie in a recording, at least with one of their spans, by session."""
    rows = db.scalars(
        select(CutRow)
        .where(CutRow.spans.any(CutSpanRow.recording_id == recording_id))
        .options(selectinload(CutRow.spans))
        .order_by(CutRow.session_id)
    )
    return {row.session_id: cut_value(row) for row in rows}


def cut_of(db: Db, session_id: int) -> Cut | None:
    """A session's cut, if it has one."""
    row = db.get(CutRow, session_id)
    return None if row is None else cut_value(row)
