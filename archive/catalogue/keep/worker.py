"""Keeping the workers' heartbeats, so that a living one can take over from a dead one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete, select

from archive.catalogue.engine import Db
from archive.catalogue.tables import WorkerRow

DEAD_AFTER = timedelta(seconds=60)
"""Six missed beats: longer than a database's failover or a long garbage collection."""


def beat(db: Db, executor_id: str, now: datetime) -> None:
    """Note that this worker lives."""
    row = db.get(WorkerRow, executor_id)
    if row is None:
        db.add(WorkerRow(executor_id=executor_id, beat_at=now))
    else:
        row.beat_at = now


def dead_workers(db: Db, own_id: str, now: datetime) -> Sequence[str]:
    """Other workers whose heart has not beaten for ``DEAD_AFTER``."""
    return db.scalars(
        select(WorkerRow.executor_id)
        .where(WorkerRow.executor_id != own_id, WorkerRow.beat_at < now - DEAD_AFTER)
        .order_by(WorkerRow.executor_id)
    ).all()


def bury(db: Db, executor_id: str, now: datetime) -> bool:
    """Forget a dead worker; false when somebody else did, or when its heart beats again."""
    deleted = db.execute(
        delete(WorkerRow).where(
            WorkerRow.executor_id == executor_id, WorkerRow.beat_at < now - DEAD_AFTER
        )
    )
    return isinstance(deleted, CursorResult) and deleted.rowcount == 1


def is_anyone_alive(db: Db, now: datetime) -> bool:
    """Whether any worker's heart has beaten lately."""
    alive = select(WorkerRow).where(WorkerRow.beat_at >= now - DEAD_AFTER).limit(1)
    return db.scalar(alive) is not None
