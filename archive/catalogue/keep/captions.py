"""Keeping caption tracks, in recording time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from archive.captions.model import CaptionTrack, Cue
from archive.captions.packed import pack_words
from archive.catalogue.engine import Db
from archive.catalogue.tables import CaptionTrackRow, CueRow

LONGEST_NAME = 200
"""Characters kept of who speaks."""

_NAMES = ("start_ms", "end_ms", "text", "voice", "mark", "words")


def keep_tracks(db: Db, recording_id: int, tracks: Sequence[CaptionTrack], now: datetime) -> None:
    """Keep each track under its language and origin; the same cues again change nothing."""
    for track in tracks:
        _keep_track(db, recording_id, track, now)


def _keep_track(db: Db, recording_id: int, track: CaptionTrack, now: datetime) -> None:
    row = db.scalar(
        select(CaptionTrackRow).where(
            CaptionTrackRow.recording_id == recording_id,
            CaptionTrackRow.language == track.language,
            CaptionTrackRow.origin == track.origin.value,
        )
    )
    if row is None:
        row = CaptionTrackRow(
            recording_id=recording_id, language=track.language, origin=track.origin.value
        )
        db.add(row)
    elif _is_kept(db, row.id, track):
        return
    row.fetched_at = now
    db.flush()
    db.execute(delete(CueRow).where(CueRow.track_id == row.id))
    if track.cues:
        db.execute(insert(CueRow), _cue_values(row.id, track))


def _is_kept(db: Db, track_id: int, track: CaptionTrack) -> bool:
    columns = [getattr(CueRow, name) for name in _NAMES]
    kept = db.execute(select(*columns).where(CueRow.track_id == track_id).order_by(CueRow.seq))
    given = [tuple(_kept_of(cue).values()) for cue in track.cues]
    return [tuple(cue) for cue in kept] == given


def _cue_values(track_id: int, track: CaptionTrack) -> list[dict[str, object]]:
    return [
        {"track_id": track_id, "seq": number, **_kept_of(cue)}
        for number, cue in enumerate(track.cues)
    ]


def _kept_of(cue: Cue) -> dict[str, object]:
    """What is kept of a cue, in the order of ``_NAMES``."""
    values = (
        cue.span.start,
        cue.span.end,
        cue.text,
        cue.voice[:LONGEST_NAME],
        cue.mark[:LONGEST_NAME],
        pack_words(cue.words, cue.span.start),
    )
    return dict(zip(_NAMES, values, strict=True))
