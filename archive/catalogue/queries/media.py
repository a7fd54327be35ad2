"""Which recording a clip's address means, and who may see it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import aliased

from archive.captions.model import Cue, Origin
from archive.captions.packed import unpack_words
from archive.catalogue.engine import Db
from archive.catalogue.tables import (
    CaptionTrackRow,
    ClipRow,
    CueRow,
    CutRevisionRow,
    CutRevisionSpanRow,
    RecordingRow,
    SessionRow,
)
from archive.errors import NotFoundError
from archive.language import Language
from archive.timecode import Span

KEPT_PLAYING = timedelta(hours=12)
"""How long a clip goes on working after its cut was moved."""


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
    rows = db.execute(
        select(ClipRow, SessionRow)
        .join(SessionRow, SessionRow.id == ClipRow.session_id)
        .where(ClipRow.digest == digest)
        .order_by(ClipRow.session_id)
    )
    for clip, session in rows:
        if is_editor or _may_be_watched(db, clip, session, now):
            return ClipView(clip.digest, clip.recording_id, Span(clip.in_ms, clip.out_ms))
    raise NotFoundError("There is no such clip, or it is not published.")


def _may_be_watched(db: Db, clip: ClipRow, session: SessionRow, now: datetime) -> bool:
    if session.published_at is None or session.gone_at is not None:
        return False
    replaced_at = _replaced_at(db, clip)
    return replaced_at is None or replaced_at > max(session.published_at, now - KEPT_PLAYING)


def _replaced_at(db: Db, clip: ClipRow) -> datetime | None:
    """When the cut was moved away from this clip; nothing while it is there."""
    made = aliased(CutRevisionRow)
    shows = made.spans.any(
        and_(
            CutRevisionSpanRow.recording_id == clip.recording_id,
            CutRevisionSpanRow.in_ms == clip.in_ms,
            CutRevisionSpanRow.out_ms == clip.out_ms,
        )
    )
    last = (
        select(func.max(made.revision))
        .where(made.session_id == clip.session_id, shows)
        .scalar_subquery()
    )
    return db.scalar(
        select(CutRevisionRow.made_at).where(
            CutRevisionRow.session_id == clip.session_id, CutRevisionRow.revision == last + 1
        )
    )


def recording_exists(db: Db, recording_id: int) -> None:
    """Raise ``NotFoundError`` unless there is such a recording."""
    if not db.scalar(select(exists().where(RecordingRow.id == recording_id))):
        raise NotFoundError("There is no recording {id}.", id=recording_id)


def best_cues(db: Db, recording_id: int, language: Language, span: Span) -> tuple[Cue, ...]:
    """The cues of the most trusted track in ``language`` that touch ``span``, unclipped."""
    tracks = db.scalars(
        select(CaptionTrackRow).where(
            CaptionTrackRow.recording_id == recording_id, CaptionTrackRow.language == language
        )
    ).all()
    if not tracks:
        raise NotFoundError("This recording has no captions in that language.")
    trust = list(Origin)
    best = min(tracks, key=lambda track: trust.index(Origin(track.origin)))
    cues = db.scalars(
        select(CueRow)
        .where(CueRow.track_id == best.id, CueRow.start_ms < span.end, CueRow.end_ms > span.start)
        .order_by(CueRow.seq)
    )
    return tuple(_cue(cue) for cue in cues)


def _cue(row: CueRow) -> Cue:
    words = unpack_words(row.words, row.start_ms)
    return Cue(Span(row.start_ms, row.end_ms), row.text, row.voice, row.mark, words)
