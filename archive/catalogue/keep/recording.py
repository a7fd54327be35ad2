"""Keeping a recording: ordered, under way, ready, or why not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from archive.catalogue.engine import Db
from archive.catalogue.sentences import sentence_as_json
from archive.catalogue.tables import EventRow, RecordingRow, SessionRow
from archive.catalogue.values import ACTIVE, IngestState, Progress, Stage
from archive.errors import NotFoundError, RefusedError
from archive.recording import SourceChapter
from archive.sentence import Sentence


def order_recording(
    db: Db,
    event_slug: str,
    source_url: str,
    *,
    started_at: datetime | None,
    now: datetime,
    room: str = "",
) -> tuple[int, int]:
    """Note that somebody wants ``source_url`` as a recording of the event.

    Gives the recording's id and the number of this attempt. Ordering the same URL again while
    it is under way, or when it is ready, gives the same attempt; after a failure a new one.
    Another start or room of a ready recording has its cuts proposed anew; reviewed ones stay.
    """
    event = db.scalar(select(EventRow).where(EventRow.slug == event_slug).with_for_update())
    if event is None:
        raise NotFoundError("There is no event “{slug}”.", slug=event_slug)
    if len(source_url) > 2000:
        raise RefusedError("The address of the recording is longer than 2,000 characters.")
    room = " ".join(room.split())
    if len(room) > 200:
        raise RefusedError("The name of the room is longer than 200 characters.")
    row = db.scalar(
        select(RecordingRow).where(
            RecordingRow.event_id == event.id, RecordingRow.source_url == source_url
        )
    )
    if row is None:
        row = RecordingRow(
            event_id=event.id, source_url=source_url, ordered_at=now, attempt=0, media={}
        )
        db.add(row)
        _begin_attempt(row, now)
    elif row.state not in (*ACTIVE, IngestState.READY):
        _begin_attempt(row, now)
    _tell(row, started_at, room)
    if row.state == IngestState.READY and db.is_modified(row):
        _have_cuts_proposed_again(db, event.id)
    db.flush()
    return row.id, row.attempt


def _tell(row: RecordingRow, started_at: datetime | None, room: str) -> None:
    """What a person knows better than the source; nothing said changes nothing."""
    if started_at is not None and row.started_at != started_at:
        row.started_at = started_at
    row.is_start_given = row.is_start_given or started_at is not None
    if room and row.room != room:
        row.room = room


def retry_recording(db: Db, recording_id: int, now: datetime) -> int:
    """Begin a new attempt and give its number; what is on disk already is used again.

    Raises ``RefusedError`` while the recording is being worked on.
    """
    row = recording_row(db, recording_id)
    if row.state in (IngestState.ORDERED, IngestState.RUNNING):
        raise RefusedError("This recording is being worked on; cancel it before trying again.")
    _begin_attempt(row, now)
    return row.attempt


def cancel_recording(db: Db, recording_id: int, now: datetime) -> int:
    """Mark the ingest cancelled and give the attempt it was; finished ones are refused."""
    row = recording_row(db, recording_id)
    if row.state not in ACTIVE:
        raise RefusedError("Nothing is under way for this recording.")
    note_state(db, recording_id, IngestState.CANCELLED, now=now)
    return row.attempt


def note_progress(
    db: Db, recording_id: int, attempt: int, stage: Stage, progress: Progress, now: datetime
) -> bool:
    """Note how far ``stage`` is; false when this attempt is no longer wanted.

    Cancelled, overtaken by another attempt, or finished by the peer that took over from a worker
    everybody thought dead.
    """
    row = recording_row(db, recording_id)
    if not _is_wanted(row, attempt):
        return False
    row.state = IngestState.RUNNING
    row.stage = stage
    row.progress = {
        "done": progress.done,
        "total": progress.total,
        "rate": progress.rate,
        "eta_seconds": progress.eta_seconds,
        "note": sentence_as_json(progress.note) if progress.note else None,
        "cost_seconds": progress.cost_seconds,
    }
    row.message = None
    row.not_before = None
    row.updated_at = now
    return True


def note_state(
    db: Db,
    recording_id: int,
    state: IngestState,
    *,
    now: datetime,
    message: Sentence | None = None,
    not_before: datetime | None = None,
) -> None:
    """Note where the ingest stands and, when it did not go well, why."""
    row = recording_row(db, recording_id)
    row.state = state
    row.message = sentence_as_json(message) if message else None
    row.not_before = not_before
    row.updated_at = now


def note_end(
    db: Db,
    recording_id: int,
    attempt: int,
    state: IngestState,
    *,
    now: datetime,
    message: Sentence | None = None,
    not_before: datetime | None = None,
) -> bool:
    """Note how this attempt ended; false, and nothing noted, when it is no longer wanted."""
    if not _is_wanted(recording_row(db, recording_id), attempt):
        return False
    note_state(db, recording_id, state, now=now, message=message, not_before=not_before)
    return True


def is_wanted(db: Db, recording_id: int, attempt: int) -> bool:
    """Whether anybody still waits for this attempt."""
    row = db.get(RecordingRow, recording_id)
    return row is not None and _is_wanted(row, attempt)


def note_source(
    db: Db,
    recording_id: int,
    *,
    title: str,
    description: str,
    started_at: datetime | None,
    chapters: Sequence[SourceChapter],
) -> None:
    """Keep what the source says of itself; a start that a person gave is not overwritten."""
    row = recording_row(db, recording_id)
    row.title = title[:1000]
    row.description = description
    if not row.is_start_given:
        row.started_at = started_at
    row.chapters = [
        {"start": chapter.span.start, "end": chapter.span.end, "title": chapter.title}
        for chapter in chapters
    ]


def note_coding(db: Db, recording_id: int, called: str | None) -> None:
    """Keep what the source's picture is coded as, where it must be converted."""
    row = recording_row(db, recording_id)
    row.media = {**row.media, "comes_as": called}


def note_media(db: Db, recording_id: int, duration_ms: int, media: dict[str, Any]) -> None:
    """Keep the facts of the packed recording; ``media`` is plain JSON."""
    row = recording_row(db, recording_id)
    row.duration_ms = duration_ms
    row.media = media


def due_recordings(db: Db, now: datetime) -> list[tuple[int, int]]:
    """Recordings that were waiting for their time and may be tried now, as (id, new attempt)."""
    rows = db.scalars(
        select(RecordingRow)
        .where(RecordingRow.state == IngestState.WAITING, RecordingRow.not_before <= now)
        .order_by(RecordingRow.id)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        _begin_attempt(row, now)
    return [(row.id, row.attempt) for row in rows]


def recording_row(db: Db, recording_id: int) -> RecordingRow:
    """The row, locked for this transaction where the database can; ``NotFoundError`` if none."""
    row = db.get(RecordingRow, recording_id, with_for_update=True)
    if row is None:
        raise NotFoundError("There is no recording {id}.", id=recording_id)
    return row


def _is_wanted(row: RecordingRow, attempt: int) -> bool:
    return row.attempt == attempt and row.state in (IngestState.ORDERED, IngestState.RUNNING)


def _have_cuts_proposed_again(db: Db, event_id: int) -> None:
    """An event with sessions whose index is stale is aligned anew before they are indexed."""
    db.execute(
        update(SessionRow)
        .where(SessionRow.event_id == event_id)
        .values(index_stale=True)
        .execution_options(synchronize_session=False)
    )


def _begin_attempt(row: RecordingRow, now: datetime) -> None:
    row.attempt += 1
    row.state = IngestState.ORDERED
    row.stage = ""
    row.progress = {}
    row.message = None
    row.not_before = None
    row.updated_at = now
