"""Keeping cuts: proposed by the machine, reviewed by a person, published to viewers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from archive.alignment.model import ProposedCut
from archive.catalogue.engine import Db
from archive.catalogue.sentences import sentence_as_json
from archive.catalogue.tables import (
    ClipRow,
    CutRevisionRow,
    CutRow,
    EventRow,
    RecordingRow,
    SessionRow,
)
from archive.cut import CutState, checked_span, clip_digest
from archive.errors import CutChangedError, NotFoundError, RefusedError
from archive.timecode import Offset, Span


def keep_proposed_cuts(
    db: Db,
    recording_id: int,
    proposals: Sequence[ProposedCut],
    session_ids: Mapping[str, int],
    now: datetime,
) -> list[int]:
    """Keep the proposals, except where a person has decided; gives the sessions that changed.

    ``session_ids`` tells which session each proposal's key means.
    """
    changed: list[int] = []
    for proposal in proposals:
        session_id = session_ids[proposal.key]
        row = _locked_cut(db, session_id)
        span = Span(proposal.in_point.offset, proposal.out_point.offset)
        if row is not None and (row.state == CutState.REVIEWED or _is_at(row, recording_id, span)):
            continue
        row = _set(db, row, session_id, recording_id, span, CutState.PROPOSED, None, now)
        row.confidence_in = proposal.in_point.confidence
        row.confidence_out = proposal.out_point.confidence
        row.because = {
            "in": [sentence_as_json(reason) for reason in proposal.in_point.because],
            "out": [sentence_as_json(reason) for reason in proposal.out_point.because],
        }
        changed.append(session_id)
    return changed


def move_cut(
    db: Db,
    session_id: int,
    in_point: Offset,
    out_point: Offset,
    *,
    base_revision: int,
    account_id: int,
    now: datetime,
) -> int:
    """A person decides the cut; gives its new revision.

    Saving a proposal unchanged makes it reviewed, and saving the same decision twice is no change.
    Raises ``CutOutsideError``, and ``CutChangedError`` when ``base_revision`` is not the one that
    stands.
    """
    row = _locked_cut(db, session_id)
    if row is None:
        raise NotFoundError("This session has no cut yet.")
    recording = db.get_one(RecordingRow, row.recording_id)
    span = checked_span(in_point, out_point, recording.duration_ms or 0)
    if row.state == CutState.REVIEWED and _is_at(row, row.recording_id, span):
        return row.revision
    if row.revision != base_revision:
        raise CutChangedError(
            "Somebody saved this cut meanwhile. Look at the new points, then save again."
        )
    _set(db, row, session_id, row.recording_id, span, CutState.REVIEWED, account_id, now)
    return row.revision


def publish_session(db: Db, session_id: int, *, account_id: int | None, now: datetime) -> None:
    """Make the session visible; a session without a cut is refused."""
    session = session_row(db, session_id)
    if db.get(CutRow, session_id) is None:
        raise RefusedError("This session has no cut yet, so there is nothing to publish.")
    if session.gone_at is not None:
        raise RefusedError("This session is no longer in the programme.")
    if session.published_at is None:
        session.published_at = now
        session.published_by = account_id
        session.withdrawn_at = None


def withdraw_session(db: Db, session_id: int, *, now: datetime) -> None:
    """Hide the session and its media again; nothing is deleted."""
    session = session_row(db, session_id)
    if session.published_at is not None:
        session.published_at = None
        session.withdrawn_at = now


def session_row(db: Db, session_id: int) -> SessionRow:
    """The row; ``NotFoundError`` if there is none."""
    row = db.get(SessionRow, session_id)
    if row is None:
        raise NotFoundError("There is no such session.")
    return row


def find_session(db: Db, event_slug: str, code: str) -> int:
    """The id of a session by its address; ``NotFoundError`` if there is none."""
    found = db.scalar(
        select(SessionRow.id)
        .join(EventRow)
        .where(EventRow.slug == event_slug, SessionRow.code == code)
    )
    if found is None:
        raise NotFoundError("There is no such session.")
    return found


def _locked_cut(db: Db, session_id: int) -> CutRow | None:
    return db.get(CutRow, session_id, with_for_update=True)


def _is_at(row: CutRow, recording_id: int, span: Span) -> bool:
    return (row.recording_id, row.in_ms, row.out_ms) == (recording_id, span.start, span.end)


def _set(
    db: Db,
    row: CutRow | None,
    session_id: int,
    recording_id: int,
    span: Span,
    state: CutState,
    account_id: int | None,
    now: datetime,
) -> CutRow:
    """Write the cut, its revision and its clip together."""
    if row is None:
        row = CutRow(session_id=session_id, revision=0)
        row.confidence_in = row.confidence_out = 0.0
        row.because = {"in": [], "out": []}
        db.add(row)
    row.revision += 1
    values: dict[str, Any] = {
        "recording_id": recording_id,
        "in_ms": span.start,
        "out_ms": span.end,
        "made_at": now,
    }
    for name, value in (values | {"state": state.value, "made_by": account_id}).items():
        setattr(row, name, value)
    db.add(
        CutRevisionRow(
            session_id=session_id,
            revision=row.revision,
            state=state.value,
            made_by=account_id,
            **values,
        )
    )
    _keep_clip(db, session_id, values)
    db.flush()
    return row


def _keep_clip(db: Db, session_id: int, values: dict[str, Any]) -> None:
    digest = clip_digest(values["recording_id"], Span(values["in_ms"], values["out_ms"]))
    if db.get(ClipRow, (digest, session_id)) is None:
        db.add(ClipRow(digest=digest, session_id=session_id, **values))
