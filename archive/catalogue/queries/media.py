"""Which recording a clip's address means, and who may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, ScalarSelect, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from archive.catalogue.engine import Db
from archive.catalogue.tables import (
    ClipRow,
    CutRevisionRow,
    CutRevisionSpanRow,
    CutSpanRow,
    RecordingRow,
    SessionRow,
)
from archive.cut import CutSpan
from archive.errors import NotFoundError
from archive.timecode import Span

KEPT_PLAYING = timedelta(hours=12)
"""How long a clip goes on working after its cut was moved."""


def _replaced_at() -> ScalarSelect[datetime]:
    """When the cut was moved away from a clip; nothing while it is there."""
    made, showing = aliased(CutRevisionRow), aliased(CutRevisionSpanRow)
    last = (
        select(func.max(made.revision))
        .join(showing, showing.revision_id == made.id)
        .where(
            made.session_id == ClipRow.session_id,
            showing.recording_id == ClipRow.recording_id,
            showing.in_ms == ClipRow.in_ms,
            showing.out_ms == ClipRow.out_ms,
        )
        .correlate(ClipRow)
        .scalar_subquery()
    )
    return (
        select(CutRevisionRow.made_at)
        .where(CutRevisionRow.session_id == ClipRow.session_id, CutRevisionRow.revision == last + 1)
        .correlate(ClipRow)
        .scalar_subquery()
    )


_CLIPS = (
    select(
        ClipRow.digest,
        ClipRow.session_id,
        ClipRow.recording_id,
        ClipRow.in_ms,
        ClipRow.out_ms,
        SessionRow.published_at,
        SessionRow.gone_at,
        _replaced_at().label("replaced_at"),
    )
    .join(SessionRow, SessionRow.id == ClipRow.session_id)
    .order_by(ClipRow.session_id)
)
"""Put together once: each request for media asks it, and composing costs ten times the asking."""
_NAMED = _CLIPS.where(ClipRow.digest == bindparam("digest"))


@dataclass(frozen=True, slots=True)
class ClipView:
    """A clip's window: what its media and captions are made from."""

    digest: str
    recording_id: int
    span: Span


def clip_to_watch(db: Db, digest: str, *, is_editor: bool, now: datetime) -> ClipView:
    """The clip; ``NotFoundError`` unless a session that shows it is published, or an editor asks.

    A clip that a moved cut has replaced goes on working for a while, so nobody watching is cut
    off. One that was replaced before its session was published was never anybody's to watch: it
    may hold what the editor cut away.
    """
    rows = db.execute(_NAMED, {"digest": digest})
    for clip in rows:
        if is_editor or _may_be_watched(clip, now):
            return ClipView(digest, clip.recording_id, Span(clip.in_ms, clip.out_ms))
    raise NotFoundError("There is no such clip, or it is not published.")


def _may_be_watched(clip: Row[*tuple[Any, ...]], now: datetime) -> bool:
    if clip.published_at is None or clip.gone_at is not None:
        return False
    since = max(clip.published_at, now - KEPT_PLAYING)
    return clip.replaced_at is None or clip.replaced_at > since


def clips_now(db: Db, digests: Sequence[str]) -> tuple[str, ...]:
    """The clips everybody may watch now, in order, of the session that showed all of these once.

    Nothing where there is no such session.
    """
    showing = [
        {clip.session_id for clip in db.execute(_NAMED, {"digest": digest}) if _was_watched(clip)}
        for digest in digests
    ]
    sessions = set.intersection(*showing)
    if not sessions:
        return ()
    spans = db.execute(
        select(CutSpanRow.recording_id, CutSpanRow.in_ms, CutSpanRow.out_ms)
        .where(CutSpanRow.session_id == min(sessions))
        .order_by(CutSpanRow.part)
    )
    return tuple(CutSpan(one.recording_id, Span(one.in_ms, one.out_ms)).digest for one in spans)


def _was_watched(clip: Row[*tuple[Any, ...]]) -> bool:
    if clip.published_at is None or clip.gone_at is not None:
        return False
    return clip.replaced_at is None or clip.replaced_at > clip.published_at


def clips_in_use(db: Db, recording_id: int, now: datetime) -> frozenset[str]:
    """The digests of the recording's clips that a session shows, or somebody may still watch."""
    rows = db.execute(_CLIPS.where(ClipRow.recording_id == recording_id))
    since = now - KEPT_PLAYING
    return frozenset(
        clip.digest for clip in rows if clip.replaced_at is None or clip.replaced_at > since
    )


def recording_exists(db: Db, recording_id: int) -> None:
    """Raise ``NotFoundError`` unless there is such a recording."""
    if not db.scalar(select(exists().where(RecordingRow.id == recording_id))):
        raise NotFoundError("There is no recording {id}.", id=recording_id)
