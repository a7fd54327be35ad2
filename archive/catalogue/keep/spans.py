"""Writing a cut: its spans, its revision and its clips together."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from archive.catalogue.engine import Db
from archive.catalogue.tables import (
    ClipRow,
    CutRevisionRow,
    CutRevisionSpanRow,
    CutRow,
    CutSpanRow,
)
from archive.cut import CutSpan, CutState
from archive.timecode import Span


def locked_cut(db: Db, session_id: int) -> CutRow | None:
    """The cut that stands, if there is one; it stays so until the transaction ends."""
    return db.get(CutRow, session_id, with_for_update=True)


def spans_of(row: CutRow | CutRevisionRow) -> tuple[CutSpan, ...]:
    """What a cut shows, or showed, in order."""
    return tuple(CutSpan(one.recording_id, Span(one.in_ms, one.out_ms)) for one in row.spans)


def write_cut(
    db: Db,
    row: CutRow | None,
    session_id: int,
    spans: Sequence[CutSpan],
    state: CutState,
    account_id: int | None,
    now: datetime,
) -> CutRow:
    """Another revision of a cut, or its first; ``row`` is the one that stands, locked."""
    if row is None:
        row = CutRow(session_id=session_id, revision=0, spans=[])
        row.confidence_in = row.confidence_out = 0.0
        row.because = {"in": [], "out": []}
        row.alternatives = {"in": [], "out": []}
        db.add(row)
    row.revision += 1
    row.state, row.made_by, row.made_at = state.value, account_id, now
    _replace_spans(row, spans)
    db.add(
        CutRevisionRow(
            session_id=session_id,
            revision=row.revision,
            state=state.value,
            made_by=account_id,
            made_at=now,
            spans=[
                CutRevisionSpanRow(part=part, **_where(one)) for part, one in enumerate(spans, 1)
            ],
        )
    )
    for one in spans:
        _keep_clip(db, session_id, one, now)
    db.flush()
    return row


def _replace_spans(row: CutRow, spans: Sequence[CutSpan]) -> None:
    """In place, for a part's number is its key."""
    del row.spans[len(spans) :]
    for part, one in enumerate(spans, start=1):
        if part > len(row.spans):
            row.spans.append(CutSpanRow(part=part))
        for name, value in _where(one).items():
            setattr(row.spans[part - 1], name, value)


def _where(one: CutSpan) -> dict[str, Any]:
    return {"recording_id": one.recording_id, "in_ms": one.span.start, "out_ms": one.span.end}


def _keep_clip(db: Db, session_id: int, one: CutSpan, now: datetime) -> None:
    if db.get(ClipRow, (one.digest, session_id)) is None:
        db.add(ClipRow(digest=one.digest, session_id=session_id, made_at=now, **_where(one)))
