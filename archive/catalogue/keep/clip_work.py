"""Keeping what is to be made for a clip: ordered, being made, there, or why not."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from archive.catalogue.engine import Db
from archive.catalogue.sentences import sentence_as_json
from archive.catalogue.tables import ClipRow, ClipWorkRow
from archive.catalogue.values import ClipTask, WorkKind, WorkState
from archive.errors import NotFoundError
from archive.sentence import Sentence

SHOWN = (WorkKind.POSTER, WorkKind.EDGES)
"""What a clip needs to be seen; the rest is to take away."""

_ACTIVE = (WorkState.WAITING, WorkState.BUILDING)


def order_work(
    db: Db, digest: str, kinds: Iterable[WorkKind], now: datetime
) -> tuple[ClipTask, ...]:
    """Note that somebody wants these made; what is under way already stays the same attempt.

    Raises ``NotFoundError`` when no session ever had such a clip.
    """
    # Of two who order at once on PostgreSQL, the second waits here for the first.
    known = select(ClipRow.session_id).where(ClipRow.digest == digest).with_for_update()
    if db.scalars(known).first() is None:
        raise NotFoundError("There is no such clip.")
    return tuple(_ordered(db, digest, kind, now) for kind in kinds)


def begin_work(db: Db, task: ClipTask, *, is_shown: bool, now: datetime) -> bool:
    """Note that the work begins; false when this attempt, or this clip, is wanted no more."""
    state = WorkState.BUILDING if is_shown else WorkState.DROPPED
    return note_work(db, task, state, now=now) and is_shown


def note_work(
    db: Db,
    task: ClipTask,
    state: WorkState,
    *,
    now: datetime,
    message: Sentence | None = None,
    last_lines: Sequence[str] = (),
    not_before: datetime | None = None,
) -> bool:
    """Note how far an attempt is; false, and nothing noted, when another one has followed it."""
    row = db.get(ClipWorkRow, (task.digest, task.kind), with_for_update=True)
    if row is None or row.attempt != task.attempt or row.state not in _ACTIVE:
        return False
    row.state = state
    row.message = sentence_as_json(message) if message else None
    row.last_lines = list(last_lines)
    row.not_before = not_before
    row.updated_at = now
    return True


def note_made(db: Db, digest: str, kind: WorkKind, now: datetime) -> None:
    """Note that something is there, whoever made it; what nobody ordered needs no note."""
    row = db.get(ClipWorkRow, (digest, kind), with_for_update=True)
    if row is not None and row.state != WorkState.READY:
        row.state = WorkState.READY
        row.message = row.not_before = None
        row.last_lines = []
        row.updated_at = now


def due_work(db: Db, now: datetime) -> None:
    """Order again what waited for a time that has come."""
    rows = db.scalars(
        select(ClipWorkRow)
        .where(ClipWorkRow.state == WorkState.WAITING, ClipWorkRow.not_before <= now)
        .order_by(ClipWorkRow.digest, ClipWorkRow.kind)
        .with_for_update(skip_locked=True)
    )
    for row in rows:
        _begin_attempt(row, now)


def _ordered(db: Db, digest: str, kind: WorkKind, now: datetime) -> ClipTask:
    row = db.get(ClipWorkRow, (digest, kind), with_for_update=True)
    if row is None:
        row = ClipWorkRow(digest=digest, kind=kind, attempt=0)
        db.add(row)
        _begin_attempt(row, now)
    elif row.state not in _ACTIVE or row.not_before is not None:
        _begin_attempt(row, now)
    db.flush()
    return ClipTask(digest, kind, row.attempt)


def _begin_attempt(row: ClipWorkRow, now: datetime) -> None:
    row.attempt += 1
    row.state = WorkState.WAITING
    row.message = None
    row.last_lines = []
    row.not_before = None
    row.updated_at = now
