"""Keeping cuts: proposed by the machine, reviewed by a person, published to viewers."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from archive.alignment.model import PlacedCut
from archive.catalogue.engine import Db
from archive.catalogue.keep.clip_work import order_work
from archive.catalogue.keep.spans import locked_cut, spans_of, write_cut
from archive.catalogue.sentences import sentence_as_json
from archive.catalogue.tables import (
    CutRevisionRow,
    CutRow,
    EventRow,
    RecordingRow,
    SessionRow,
)
from archive.catalogue.values import WorkKind
from archive.cut import CutSpan, CutState, checked_span, ordered_spans
from archive.errors import CutChangedError, NotFoundError, RefusedError
from archive.timecode import Offset, Span

CHANGED = "Somebody saved this cut meanwhile. Look at the new points, then save again."
SEEN_OTHERWISE = (
    "A session has changed since this page was loaded, so nothing was published. "
    "Look at it as it is now, then publish again."
)
OTHER_EVENT = "There is no such recording of this event."


def keep_proposed_cuts(
    db: Db, proposals: Sequence[PlacedCut], session_ids: Mapping[str, int], now: datetime
) -> list[int]:
    """Keep the proposals, except where a person has decided; gives the sessions that moved.

    ``session_ids`` tells which session each proposal's key means.
    """
    changed: list[int] = []
    for proposal in proposals:
        session_id = session_ids[proposal.key]
        row = locked_cut(db, session_id)
        if row is not None and row.state == CutState.REVIEWED:
            continue
        if row is None or spans_of(row) != proposal.spans:
            row = write_cut(db, row, session_id, proposal.spans, CutState.PROPOSED, None, now)
            changed.append(session_id)
        _say_why(row, proposal)
    return changed


def _say_why(row: CutRow, proposal: PlacedCut) -> None:
    """How sure it is now: what people decide around a cut tells of it, too, where it stays."""
    row.confidence_in, row.confidence_out = proposal.sure_in, proposal.sure_out
    row.because = {
        "in": [sentence_as_json(reason) for reason in proposal.because_in],
        "out": [sentence_as_json(reason) for reason in proposal.because_out],
    }
    row.alternatives = {
        "in": [[one.offset, one.confidence] for one in proposal.others_in],
        "out": [[one.offset, one.confidence] for one in proposal.others_out],
    }


def move_cut(
    db: Db,
    session_id: int,
    in_point: Offset,
    out_point: Offset,
    *,
    part: int = 1,
    base_revision: int,
    account_id: int,
    now: datetime,
) -> int:
    """A person decides a part of the cut, the others stay; gives the cut's new revision.

    Saving a proposal unchanged makes it reviewed, and saving the same decision twice is no change.
    Raises ``CutOutsideError``, and ``CutChangedError`` when ``base_revision`` is not the one that
    stands.
    """
    row = cut_row(db, session_id)
    spans = list(spans_of(row))
    recording_id = _part(row, spans, part, base_revision).recording_id
    _check(db, recording_id, in_point, out_point)
    spans[part - 1] = CutSpan(recording_id, Span(in_point, out_point))
    return _decide(db, row, spans, base_revision, account_id, now)


def add_part(
    db: Db,
    session_id: int,
    recording_id: int,
    in_point: Offset,
    out_point: Offset,
    *,
    base_revision: int,
    account_id: int,
    now: datetime,
) -> int:
    """A person says that the session is also in this span of a recording of its event.

    Gives the cut's new revision; raises as ``move_cut``, and ``NotFoundError`` for a recording of
    another event.
    """
    row = cut_row(db, session_id)
    _check(db, recording_id, in_point, out_point)
    added = CutSpan(recording_id, Span(in_point, out_point))
    spans = list(dict.fromkeys((*spans_of(row), added)))
    return _decide(db, row, spans, base_revision, account_id, now)


def remove_part(
    db: Db, session_id: int, part: int, *, base_revision: int, account_id: int, now: datetime
) -> int:
    """A person takes a part out of the cut; gives its new revision. The last one is refused."""
    row = cut_row(db, session_id)
    spans = list(spans_of(row))
    removed = _part(row, spans, part, base_revision)
    if len(spans) == 1:
        raise RefusedError("This is the only part of the session, so it can't be taken out.")
    spans.remove(removed)
    return _decide(db, row, spans, base_revision, account_id, now)


def restore_cut(
    db: Db, session_id: int, revision: int, *, base_revision: int, account_id: int, now: datetime
) -> int:
    """A person decides what an earlier revision said; gives the new one."""
    row = cut_row(db, session_id)
    earlier = db.scalar(
        select(CutRevisionRow).where(
            CutRevisionRow.session_id == session_id, CutRevisionRow.revision == revision
        )
    )
    if earlier is None:
        raise NotFoundError("There is no such earlier cut.")
    return _decide(db, row, spans_of(earlier), base_revision, account_id, now)


def publish_session(
    db: Db,
    session_id: int,
    *,
    account_id: int | None,
    now: datetime,
    base_revision: int | None = None,
) -> None:
    """Make the session visible and order its files to take away; without a cut it is refused.

    Raises ``CutChangedError`` when ``base_revision``, the cut that was seen, is not the one that
    stands.
    """
    session = session_row(db, session_id)
    cut = locked_cut(db, session_id)
    if cut is None:
        raise RefusedError("This session has no cut yet, so there is nothing to publish.")
    if base_revision is not None and cut.revision != base_revision:
        raise CutChangedError(SEEN_OTHERWISE)
    if session.gone_at is not None:
        raise RefusedError("This session is no longer in the programme.")
    if session.published_at is None:
        session.published_at = now
        session.published_by = account_id
        session.withdrawn_at = None
        _order_downloads(db, cut, now)


def withdraw_session(db: Db, session_id: int, *, now: datetime) -> None:
    """Hide the session and its media again; nothing is deleted."""
    session = session_row(db, session_id)
    if session.published_at is not None:
        session.published_at = None
        session.withdrawn_at = now


def _order_downloads(db: Db, cut: CutRow, now: datetime) -> None:
    for one in spans_of(cut):
        media = db.get_one(RecordingRow, one.recording_id).media
        kinds = [WorkKind.MOVIE, WorkKind.SOUND]
        has_sound = media.get("audio_codec", "") is not None
        order_work(db, one.digest, kinds if has_sound else kinds[:1], now)


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


def cut_row(db: Db, session_id: int) -> CutRow:
    """The session's cut, locked for this transaction; ``NotFoundError`` if there is none."""
    row = locked_cut(db, session_id)
    if row is None:
        raise NotFoundError("This session has no cut yet.")
    return row


def _part(row: CutRow, spans: Sequence[CutSpan], part: int, base_revision: int) -> CutSpan:
    if 1 <= part <= len(spans):
        return spans[part - 1]
    if row.revision != base_revision:
        raise CutChangedError(CHANGED)
    raise NotFoundError("This session has no part {part}.", part=part)


def _check(db: Db, recording_id: int, in_point: Offset, out_point: Offset) -> None:
    recording = db.get(RecordingRow, recording_id)
    if recording is None:
        raise NotFoundError(OTHER_EVENT)
    checked_span(in_point, out_point, recording.duration_ms or 0)


def _decide(
    db: Db,
    row: CutRow,
    spans: Sequence[CutSpan],
    base_revision: int,
    account_id: int,
    now: datetime,
) -> int:
    """Keep a person's decision over all of the spans, unless another came before it.

    What was only proposed anew meanwhile is nobody's work, and gives way. The event is marked so
    that what nobody has decided is proposed around it: that a proposal was right tells of those
    beside it, too.
    """
    session = db.get_one(SessionRow, row.session_id)
    ids = {one.recording_id for one in spans}
    recordings = db.scalars(
        select(RecordingRow).where(
            RecordingRow.id.in_(ids), RecordingRow.event_id == session.event_id
        )
    ).all()
    if len(recordings) < len(ids):
        raise NotFoundError(OTHER_EVENT)
    began = {recording.id: recording.started_at for recording in recordings}
    ordered = ordered_spans(spans, began)
    if row.state == CutState.REVIEWED and spans_of(row) == ordered:
        return row.revision
    if row.revision != base_revision and not _is_proposed_anew(row, ordered, base_revision):
        raise CutChangedError(CHANGED)
    session.index_stale = True
    write_cut(db, row, row.session_id, ordered, CutState.REVIEWED, account_id, now)
    return row.revision


def _is_proposed_anew(row: CutRow, decided: Sequence[CutSpan], base_revision: int) -> bool:
    """Whether only the machine moved the cut since; of several parts none is taken for another."""
    is_later = 0 < base_revision < row.revision
    is_single = len(row.spans) == len(decided) == 1
    return row.state == CutState.PROPOSED and is_later and is_single
