"""Which cues a session shows: those of its cut, from the most trusted track of a language.

A recording has tracks of its own, so each part of a cut is a window by itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from archive.captions.model import Origin
from archive.catalogue.engine import Db
from archive.catalogue.tables import CaptionTrackRow, CueRow, CutSpanRow

_TRUST = {origin.value: rank for rank, origin in enumerate(Origin)}


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


def windows_of(db: Db, sessions: Iterable[int]) -> dict[tuple[int, int], Window]:
    """The windows of those sessions that have a cut, by session and part; one query."""
    rows = db.execute(
        select(CutSpanRow, CaptionTrackRow.id, CaptionTrackRow.language, CaptionTrackRow.origin)
        .outerjoin(CaptionTrackRow, CaptionTrackRow.recording_id == CutSpanRow.recording_id)
        .where(CutSpanRow.session_id.in_(sessions))
        .order_by(CutSpanRow.session_id, CutSpanRow.part, CaptionTrackRow.id)
    ).all()
    found: dict[tuple[int, int], Window] = {}
    for span, track, language, _ in sorted(rows, key=lambda row: _TRUST.get(row[3], len(_TRUST))):
        place = (span.session_id, span.part)
        window = found.setdefault(
            place, Window(*place, span.recording_id, span.in_ms, span.out_ms, {})
        )
        if track is not None and language not in window.tracks.values():
            window.tracks[track] = language
    return dict(sorted(found.items()))


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
            CueRow.start_ms < CutSpanRow.out_ms,
            CueRow.start_ms > CutSpanRow.in_ms - LONGEST_CUE_MS,
            CueRow.end_ms > CutSpanRow.in_ms,
        )
        .order_by(CutSpanRow.session_id, CutSpanRow.part, CueRow.track_id, CueRow.seq)
    )
