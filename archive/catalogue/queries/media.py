"""Which recording a clip's address means, and who may see it."""

from dataclasses import dataclass

from sqlalchemy import exists, select

from archive.captions.model import Cue, Origin
from archive.catalogue.engine import Db
from archive.catalogue.tables import CaptionTrackRow, ClipRow, CueRow, RecordingRow, SessionRow
from archive.errors import NotFoundError
from archive.language import Language
from archive.timecode import Span


@dataclass(frozen=True, slots=True)
class ClipView:
    """A clip's window: what its media and captions are made from."""

    digest: str
    recording_id: int
    span: Span


def clip_to_watch(db: Db, digest: str, *, is_editor: bool) -> ClipView:
    """The clip; ``NotFoundError`` unless a session that shows it is published, or an editor asks.

    A clip that a moved cut has replaced goes on working, so nobody watching is cut off.
    """
    query = (
        select(ClipRow)
        .join(SessionRow, SessionRow.id == ClipRow.session_id)
        .where(ClipRow.digest == digest)
        .limit(1)
    )
    if not is_editor:
        query = query.where(SessionRow.published_at.is_not(None), SessionRow.gone_at.is_(None))
    row = db.scalar(query)
    if row is None:
        raise NotFoundError("There is no such clip, or it is not published.")
    return ClipView(row.digest, row.recording_id, Span(row.in_ms, row.out_ms))


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
    return tuple(Cue(Span(cue.start_ms, cue.end_ms), cue.text, cue.voice) for cue in cues)
