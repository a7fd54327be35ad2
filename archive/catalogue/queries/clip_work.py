"""What is being made for clips, and what could not be."""

from collections.abc import Collection

from sqlalchemy import select

from archive.catalogue.engine import Db
from archive.catalogue.sentences import sentence_from_json
from archive.catalogue.tables import ClipRow, ClipWorkRow
from archive.catalogue.values import ClipTask, ClipWork, WorkKind, WorkState
from archive.cut import CutSpan
from archive.timecode import Span


def clip_work(db: Db, digest: str) -> dict[WorkKind, ClipWork]:
    """All that was ever ordered for a clip, by its kind."""
    rows = db.scalars(select(ClipWorkRow).where(ClipWorkRow.digest == digest))
    return {WorkKind(row.kind): _work(row) for row in rows}


def failed_clips(db: Db, digests: Collection[str]) -> frozenset[str]:
    """Those of the clips for which something could not be made."""
    found = db.scalars(
        select(ClipWorkRow.digest).where(
            ClipWorkRow.digest.in_(digests),
            ClipWorkRow.state.in_((WorkState.REFUSED, WorkState.FAILED)),
        )
    )
    return frozenset(found)


def tasks_under_way(db: Db) -> tuple[ClipTask, ...]:
    """Every attempt that a workflow must stand behind."""
    rows = db.scalars(
        select(ClipWorkRow)
        .where(
            ClipWorkRow.state.in_((WorkState.WAITING, WorkState.BUILDING)),
            ClipWorkRow.not_before.is_(None),
        )
        .order_by(ClipWorkRow.updated_at, ClipWorkRow.digest, ClipWorkRow.kind)
    )
    return tuple(ClipTask(row.digest, WorkKind(row.kind), row.attempt) for row in rows)


def known_clip(db: Db, digest: str) -> CutSpan | None:
    """The window that a clip's name means, whoever may watch it."""
    row = db.scalars(select(ClipRow).where(ClipRow.digest == digest)).first()
    return CutSpan(row.recording_id, Span(row.in_ms, row.out_ms)) if row else None


def _work(row: ClipWorkRow) -> ClipWork:
    return ClipWork(
        kind=WorkKind(row.kind),
        state=WorkState(row.state),
        message=sentence_from_json(row.message) if row.message else None,
        last_lines=tuple(row.last_lines),
        not_before=row.not_before,
        updated_at=row.updated_at,
    )
