"""Which cues a session shows: those of its cut, from the best track of each language.

A recording has tracks of its own, so each part of a cut is a window by itself.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from archive.captions.tracks import TrackFacts, best_first
from archive.catalogue.engine import Db
from archive.catalogue.queries.tracks import tracks_of
from archive.catalogue.tables import CaptionTrackRow, CueRow, CutSpanRow
from archive.language import LANGUAGES
from archive.timecode import Span

LONGEST_CUE_MS = 600_000
"""No cue is shown for so long; it lets an index on the start skip all that came before."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a session's cut, and the tracks it is searched in with their languages."""

    session_id: int
    part: int
    recording_id: int
    in_ms: int
    out_ms: int
    tracks: dict[int, str]


def windows_of(
    db: Db, sessions: Iterable[int], shown: Collection[int] = ()
) -> dict[tuple[int, int], Window]:
    """The windows of those sessions that have a cut, by session and part; two queries.

    ``shown`` are ids of tracks that are looked through instead of their language's best.
    """
    spans = db.scalars(
        select(CutSpanRow)
        .where(CutSpanRow.session_id.in_(sessions))
        .order_by(CutSpanRow.session_id, CutSpanRow.part)
    ).all()
    tracks = tracks_of(db, {span.recording_id for span in spans})
    return {
        (span.session_id, span.part): Window(
            span.session_id,
            span.part,
            span.recording_id,
            span.in_ms,
            span.out_ms,
            _looked_through(span, tracks.get(span.recording_id, ()), shown),
        )
        for span in spans
    }


def _looked_through(
    span: CutSpanRow, tracks: Sequence[TrackFacts], shown: Collection[int]
) -> dict[int, str]:
    chosen: dict[int, str] = {}
    for language in LANGUAGES:
        ranked = best_first(tracks, language, Span(span.in_ms, span.out_ms))
        first = next((track for track in ranked if track.id in shown), next(iter(ranked), None))
        if first:
            chosen[first.id] = language
    return chosen


def cues_in(windows: Iterable[Window], columns: Sequence[Any]) -> Select[Any]:
    """The columns of all cues that the windows show, first the session's id and the part.

    A cue that only reaches into a window is shown in it.
    """
    shown = list(windows)
    return (
        select(CutSpanRow.session_id, CutSpanRow.part, *columns)
        .join(CaptionTrackRow, CaptionTrackRow.recording_id == CutSpanRow.recording_id)
        .join(CueRow, CueRow.track_id == CaptionTrackRow.id)
        .where(
            CutSpanRow.session_id.in_({window.session_id for window in shown}),
            CaptionTrackRow.id.in_({track for window in shown for track in window.tracks}),
            or_(false(), *map(_shows, shown)),
            CueRow.start_ms < CutSpanRow.out_ms,
            CueRow.start_ms > CutSpanRow.in_ms - LONGEST_CUE_MS,
            CueRow.end_ms > CutSpanRow.in_ms,
        )
        .order_by(CutSpanRow.session_id, CutSpanRow.part, CueRow.track_id, CueRow.seq)
    )


def _shows(window: Window) -> ColumnElement[bool]:
    """Sessions of one recording may be looked through in different tracks of it."""
    return and_(
        CutSpanRow.session_id == window.session_id,
        CutSpanRow.part == window.part,
        CaptionTrackRow.id.in_(window.tracks),
    )
