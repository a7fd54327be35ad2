"""Keeping caption tracks, in recording time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, insert, select, update

from archive.captions.model import CaptionTrack, Cue, Way
from archive.captions.packed import pack_words
from archive.captions.tracks import covered
from archive.catalogue.engine import Db
from archive.catalogue.tables import (
    CaptionTrackRow,
    CueRow,
    CutSpanRow,
    EventRow,
    RecordingRow,
    SessionRow,
)
from archive.errors import NotFoundError

LONGEST_NAME = 200
"""Characters kept of who speaks."""
LONGEST_SOURCE = 2000
"""Characters kept of an address."""

_NAMES = ("start_ms", "end_ms", "text", "voice", "mark", "words")


class Kept(StrEnum):
    """What keeping a track came to."""

    ADDED = "added"
    REPLACED = "replaced"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Upload:
    """Where an uploaded track is from: which track of which file, who chose it, for what.

    Without a session it is a track of a whole recording. ``digest`` is that of the file's content.
    """

    file_id: int
    digest: str
    number: int
    session_id: int | None
    account_id: int

    @property
    def key(self) -> str:
        """The same for the same file, however its times or language were chosen."""
        return f"{upload_mark(self.digest)}:{self.session_id or ''}:{self.number}"


def upload_mark(digest: str) -> str:
    """What the keys of all tracks of one file begin with."""
    return f"{Way.UPLOAD}:{digest}"


def keep_tracks(db: Db, recording_id: int, tracks: Sequence[CaptionTrack], now: datetime) -> None:
    """Keep the tracks that came with a recording: one of each language and origin.

    The same cues again change nothing, and one that was withdrawn stays so.
    """
    for track in tracks:
        key = f"{Way.SOURCE}:{track.language}:{track.origin}"
        row = _row(db, recording_id, key) or CaptionTrackRow(
            recording_id=recording_id, key=key, way=Way.SOURCE.value
        )
        _write(db, row, track, now)


def keep_upload(
    db: Db, recording_id: int, track: CaptionTrack, upload: Upload, now: datetime
) -> Kept:
    """Keep a track that somebody uploaded; the same file for the same place replaces itself.

    One that was withdrawn is shown again.
    """
    row = _row(db, recording_id, upload.key)
    is_known, is_shown = row is not None, row is not None and row.withdrawn_at is None
    row = row or CaptionTrackRow(recording_id=recording_id, key=upload.key, way=Way.UPLOAD.value)
    row.session_id, row.withdrawn_at = upload.session_id, None
    if _write(db, row, track, now) or not is_shown:
        row.made_by, row.file_id = upload.account_id, upload.file_id
        return Kept.REPLACED if is_known else Kept.ADDED
    return Kept.SAME


def withdraw_track(db: Db, event_slug: str, track_id: int, now: datetime | None) -> int:
    """Show a track to nobody any more, or, without ``now``, again; gives its recording.

    Its cues stay. Raises ``NotFoundError`` when the event has no such track.
    """
    row = db.scalar(
        select(CaptionTrackRow)
        .join(CaptionTrackRow.recording)
        .join(RecordingRow.event)
        .where(CaptionTrackRow.id == track_id, EventRow.slug == event_slug)
    )
    if row is None:
        raise NotFoundError("There are no such captions in this event.")
    row.withdrawn_at = now
    return row.recording_id


def note_captions_changed(db: Db, recordings: Collection[int]) -> None:
    """The sessions that show any of the recordings are to be indexed anew."""
    shown = select(CutSpanRow.session_id).where(CutSpanRow.recording_id.in_(recordings))
    db.execute(
        update(SessionRow)
        .where(SessionRow.id.in_(shown))
        .values(index_stale=True)
        .execution_options(synchronize_session=False)
    )


def _row(db: Db, recording_id: int, key: str) -> CaptionTrackRow | None:
    return db.scalar(
        select(CaptionTrackRow)
        .where(CaptionTrackRow.recording_id == recording_id, CaptionTrackRow.key == key)
        .with_for_update()
    )


def _write(db: Db, row: CaptionTrackRow, track: CaptionTrack, now: datetime) -> bool:
    """Have the row hold the track; false when nothing of it is new."""
    told = (track.language, track.origin.value, track.source[:LONGEST_SOURCE])
    is_new = row.id is None or (row.language, row.origin, row.source) != told
    row.language, row.origin, row.source = told
    if row.id is not None and _is_kept(db, row.id, track):
        return is_new
    row.made_at = now
    row.covers = [[span.start, span.end] for span in covered(track.cues)]
    db.add(row)
    db.flush()
    db.execute(delete(CueRow).where(CueRow.track_id == row.id))
    if track.cues:
        db.execute(insert(CueRow), _cue_values(row.id, track))
    return True


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
