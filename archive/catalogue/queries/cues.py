"""What is said in a stretch of a recording, as values that are made once for the same words."""

from collections.abc import Collection
from functools import lru_cache

from sqlalchemy import ColumnElement, String, cast, func, select

from archive.captions.model import Cue
from archive.catalogue.engine import Db
from archive.catalogue.tables import CueRow
from archive.timecode import Span

KEPT = 32
"""Tracks of which the cues are kept: the largest, three hours of speech, take about 2 MB each."""

_CUE, _FIELD = "\x1e", "\x1f"
"""Between two cues and between their fields: control characters, which no cue has."""


def cues_seen(db: Db, track_ids: Collection[int], span: Span) -> dict[int, tuple[Cue, ...]]:
    """By track, the cues that are seen at least partly, in order; nothing of a silent track.

    The database hands each track over in one piece, which costs a tenth of handing over its rows.
    The same words give the very same tuple, so that what is made of them can be kept by it.
    """
    found = db.execute(
        select(CueRow.track_id, func.aggregate_strings(_in_one_piece(), _CUE))
        .where(
            CueRow.track_id.in_(track_ids),
            CueRow.start_ms < span.end,
            CueRow.end_ms > span.start,
        )
        .group_by(CueRow.track_id)
    )
    return {track: _cues(piece) for track, piece in found}


def _in_one_piece() -> ColumnElement[str]:
    """A cue; its number is in it, since an aggregate promises no order."""
    piece: ColumnElement[str] = cast(CueRow.seq, String)
    for number in (CueRow.start_ms, CueRow.end_ms):
        piece = piece + _FIELD + cast(number, String)
    for text in (CueRow.voice, CueRow.mark, CueRow.text):
        piece = piece + _FIELD + text
    return piece


@lru_cache(maxsize=KEPT)
def _cues(piece: str) -> tuple[Cue, ...]:
    """Looked up by all of its content, so nobody must say when captions have changed."""
    fields = [one.split(_FIELD, 5) for one in piece.split(_CUE)]
    return tuple(
        Cue(Span(int(start), int(end)), text, voice, mark)
        for _, start, end, voice, mark, text in sorted(fields, key=lambda one: int(one[0]))
    )
