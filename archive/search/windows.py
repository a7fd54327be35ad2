"""Which cues a session shows: those of its cut, from the most trusted track of a language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from archive.captions.model import Origin
from archive.catalogue.engine import Db
from archive.catalogue.tables import CaptionTrackRow, CueRow, CutRow

_TRUST = {origin.value: rank for rank, origin in enumerate(Origin)}


LONGEST_CUE_MS = 600_000
"""No cue is shown for so long; it lets an index on the start skip all that came before."""


@dataclass(frozen=True, slots=True)
class Window:
    """A session's cut, and the caption tracks it is searched in with their languages."""

    session_id: int
    in_ms: int
    out_ms: int
    tracks: dict[int, str]


def windows_of(db: Db, sessions: Iterable[int]) -> dict[int, Window]:
    """The windows of those sessions that have a cut; one query."""
    rows = db.execute(
        select(
            CutRow.session_id,
            CutRow.in_ms,
            CutRow.out_ms,
            CaptionTrackRow.id,
            CaptionTrackRow.language,
            CaptionTrackRow.origin,
        )
        .outerjoin(CaptionTrackRow, CaptionTrackRow.recording_id == CutRow.recording_id)
        .where(CutRow.session_id.in_(sessions))
    ).all()
    rows = sorted(rows, key=lambda row: (row.session_id, _TRUST.get(row.origin, len(_TRUST))))
    found: dict[int, Window] = {}
    for session, in_ms, out_ms, track, language, _ in rows:
        window = found.setdefault(session, Window(session, in_ms, out_ms, {}))
        if track is not None and language not in window.tracks.values():
            window.tracks[track] = language
    return found


def cues_in(windows: Iterable[Window], columns: Sequence[Any]) -> Select[Any]:
    """The columns of all cues that the windows show, first the session's id.

    A cue that only reaches into a window is shown in it.
    """
    shown = list(windows)
    return (
        select(CutRow.session_id, *columns)
        .join(CaptionTrackRow, CaptionTrackRow.recording_id == CutRow.recording_id)
        .join(CueRow, CueRow.track_id == CaptionTrackRow.id)
        .where(
            CutRow.session_id.in_([window.session_id for window in shown]),
            CaptionTrackRow.id.in_({track for window in shown for track in window.tracks}),
            CueRow.start_ms < CutRow.out_ms,
            CueRow.start_ms > CutRow.in_ms - LONGEST_CUE_MS,
            CueRow.end_ms > CutRow.in_ms,
        )
        .order_by(CutRow.session_id, CueRow.track_id, CueRow.seq)
    )
