"""Which caption tracks recordings have, and what they say."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from archive.captions.model import Cue, Origin, Way
from archive.captions.packed import unpack_words
from archive.captions.tracks import TrackFacts, best_first, track_to_show
from archive.catalogue.engine import Db
from archive.catalogue.tables import (
    AccountRow,
    CaptionFileRow,
    CaptionTrackRow,
    CueRow,
    EventRow,
    SessionRow,
)
from archive.catalogue.values import CaptionFile, DeskTrack
from archive.cut import CutSpan
from archive.errors import NotFoundError
from archive.language import Language, choose_language
from archive.timecode import Span

_CUE = (
    CueRow.track_id,
    CueRow.start_ms,
    CueRow.end_ms,
    CueRow.text,
    CueRow.voice,
    CueRow.mark,
    CueRow.words,
)


def tracks_of(db: Db, recordings: Collection[int]) -> dict[int, tuple[TrackFacts, ...]]:
    """The tracks of each recording that are not withdrawn; one query."""
    rows = db.scalars(
        select(CaptionTrackRow)
        .where(CaptionTrackRow.recording_id.in_(recordings), CaptionTrackRow.withdrawn_at.is_(None))
        .order_by(CaptionTrackRow.id)
    )
    found: dict[int, tuple[TrackFacts, ...]] = {}
    for row in rows:
        found[row.recording_id] = (*found.get(row.recording_id, ()), track_facts(row))
    return found


def track_facts(row: CaptionTrackRow) -> TrackFacts:
    """What a row says of its track."""
    return TrackFacts(
        id=row.id,
        recording_id=row.recording_id,
        key=row.key,
        language=choose_language([row.language]),
        origin=Origin(row.origin),
        way=Way(row.way),
        source=row.source,
        made_at=row.made_at,
        covers=spans_from_json(row.covers),
    )


def spans_from_json(kept: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    """The time a track speaks for, as its row keeps it."""
    return tuple(Span(start, end) for start, end in kept)


def key_of(known: Mapping[int, Sequence[TrackFacts]], track_id: int | None) -> str:
    """What a track was read from; nothing unless it is one of those known."""
    every = (track for tracks in known.values() for track in tracks)
    return next((track.key for track in every if track.id == track_id), "")


def shown_tracks(
    db: Db, parts: Sequence[CutSpan], language: Language, chosen: int | None = None
) -> tuple[TrackFacts | None, ...]:
    """The track of a language that each part shows: the chosen one where it has that, or its best.

    Raises ``NotFoundError`` when no part has any.
    """
    known = tracks_of(db, {part.recording_id for part in parts})
    key = key_of(known, chosen)
    tracks = tuple(
        track_to_show(best_first(known.get(part.recording_id, ()), language, part.span), key)
        for part in parts
    )
    if not any(tracks):
        raise NotFoundError("This recording has no captions in that language.")
    return tracks


def cues_of_parts(
    db: Db, parts: Sequence[CutSpan], tracks: Sequence[TrackFacts | None]
) -> tuple[tuple[Cue, ...], ...]:
    """The cues of each part's track that touch the part, unclipped."""
    return tuple(
        cues_of(db, [track.id], part.span).get(track.id, ()) if track else ()
        for part, track in zip(parts, tracks, strict=True)
    )


def cues_of(
    db: Db, tracks: Collection[int], window: Span | None = None
) -> dict[int, tuple[Cue, ...]]:
    """The cues of each track, or those that touch the window, by start; one query."""
    query = select(*_CUE).where(CueRow.track_id.in_(tracks))
    if window is not None:
        query = query.where(CueRow.start_ms < window.end, CueRow.end_ms > window.start)
    found: dict[int, list[Cue]] = {}
    for row in db.execute(query.order_by(CueRow.track_id, CueRow.seq)):
        found.setdefault(row.track_id, []).append(_cue(row))
    return {track: tuple(cues) for track, cues in found.items()}


def _cue(row: Row[*tuple[Any, ...]]) -> Cue:
    words = unpack_words(row.words, row.start_ms)
    return Cue(Span(row.start_ms, row.end_ms), row.text, row.voice, row.mark, words)


def desk_tracks(db: Db, recordings: Collection[int]) -> tuple[DeskTrack, ...]:
    """Every track of the recordings, withdrawn ones too, with who uploaded it and for what."""
    rows = db.execute(
        select(CaptionTrackRow, AccountRow.email, SessionRow.code)
        .outerjoin(AccountRow, AccountRow.id == CaptionTrackRow.made_by)
        .outerjoin(SessionRow, SessionRow.id == CaptionTrackRow.session_id)
        .where(CaptionTrackRow.recording_id.in_(recordings))
        .order_by(CaptionTrackRow.recording_id, CaptionTrackRow.language.desc(), CaptionTrackRow.id)
    )
    return tuple(
        DeskTrack(track_facts(row), email, code, row.withdrawn_at) for row, email, code in rows
    )


def caption_file(db: Db, event_slug: str, digest: str) -> CaptionFile:
    """A file that was chosen for the event; ``NotFoundError`` when it is not there any more."""
    row = db.scalar(
        select(CaptionFileRow)
        .join(EventRow, EventRow.id == CaptionFileRow.event_id)
        .where(EventRow.slug == event_slug, CaptionFileRow.digest == digest)
    )
    if row is None:
        raise NotFoundError("This caption file is not here any more. Choose it again.")
    return CaptionFile(row.id, row.file_name, row.digest, row.content, row.uploaded_at)


def last_made(tracks: Iterable[TrackFacts | None]) -> tuple[tuple[int, datetime] | None, ...]:
    """What names the present cues of tracks: a track that is read anew has another."""
    return tuple((track.id, track.made_at) if track else None for track in tracks)
