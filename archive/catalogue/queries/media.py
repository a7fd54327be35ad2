"""Which recording a clip's address means, and who may see it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, ScalarSelect, bindparam, exists, func, select
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
from archive.cut import CutSpan
from archive.errors import NotFoundError
from archive.language import Language
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


def best_cues(db: Db, recording_id: int, language: Language, span: Span) -> tuple[Cue, ...]:
    """The cues of the most trusted track in ``language`` that touch ``span``, unclipped."""
    return cues_of_parts(db, [CutSpan(recording_id, span)], language)[0]


def cues_of_parts(
    db: Db, parts: Sequence[CutSpan], language: Language
) -> tuple[tuple[Cue, ...], ...]:
    """As ``best_cues`` for each part; ``NotFoundError`` when none of their recordings has any."""
    tracks = [_best_track(db, part.recording_id, language) for part in parts]
    if not any(tracks):
        raise NotFoundError("This recording has no captions in that language.")
    return tuple(
        tuple(_cues(db, track, part.span)) if track else ()
        for track, part in zip(tracks, parts, strict=True)
    )


def _best_track(db: Db, recording_id: int, language: Language) -> CaptionTrackRow | None:
    tracks = db.scalars(
        select(CaptionTrackRow).where(
            CaptionTrackRow.recording_id == recording_id, CaptionTrackRow.language == language
        )
    )
    trust = list(Origin)
    return min(tracks, key=lambda track: trust.index(Origin(track.origin)), default=None)


def _cues(db: Db, track: CaptionTrackRow, span: Span) -> Iterator[Cue]:
    rows = db.scalars(
        select(CueRow)
        .where(CueRow.track_id == track.id, CueRow.start_ms < span.end, CueRow.end_ms > span.start)
        .order_by(CueRow.seq)
    )
    return (_cue(row) for row in rows)


def _cue(row: CueRow) -> Cue:
    words = unpack_words(row.words, row.start_ms)
    return Cue(Span(row.start_ms, row.end_ms), row.text, row.voice, row.mark, words)
