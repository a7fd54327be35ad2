"""What is said in a stretch of a recording, kept while the track has the same cues."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Engine, String, cast, func, select

from archive.captions.model import Cue
from archive.captions.tracks import TrackFacts
from archive.catalogue.engine import Db
from archive.catalogue.tables import CueRow
from archive.timecode import Span

KEPT = 32
"""Windows of tracks of which the cues are kept: three hours of speech take about 2 MB each."""

_CUE, _FIELD = "\x1e", "\x1f"
"""Between two cues and between their fields: control characters, which no cue has."""

_Key = tuple[int, datetime, Span]
_KEPT: "WeakKeyDictionary[Engine, OrderedDict[_Key, tuple[Cue, ...]]]" = WeakKeyDictionary()
_LOCK = Lock()


def cues_seen(db: Db, tracks: Sequence[TrackFacts], span: Span) -> dict[int, tuple[Cue, ...]]:
    """By track, the cues that are seen at least partly, in order; nothing of a silent track.

    What was read once is kept: with other cues a track has another ``made_at``. So the same words
    give the very same tuple, and what is made of them can be kept by it.
    """
    engine = db.get_bind().engine
    found = {track.id: _kept(engine, (track.id, track.made_at, span)) for track in tracks}
    missing = [track for track in tracks if found[track.id] is None]
    if missing:
        read = _read(db, [track.id for track in missing], span)
        for track in missing:
            found[track.id] = read.get(track.id, ())
            _keep(engine, (track.id, track.made_at, span), found[track.id] or ())
    return {track: cues for track, cues in found.items() if cues}


def _kept(engine: Engine, key: _Key) -> tuple[Cue, ...] | None:
    with _LOCK:
        kept = _KEPT.get(engine, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
        return kept.get(key)


def _keep(engine: Engine, key: _Key, cues: tuple[Cue, ...]) -> None:
    with _LOCK:
        kept = _KEPT.setdefault(engine, OrderedDict())
        kept[key] = cues
        if len(kept) > KEPT:
            kept.popitem(last=False)


def _read(db: Db, track_ids: Sequence[int], span: Span) -> dict[int, tuple[Cue, ...]]:
    """The database hands each track over in one piece: a tenth of what handing over rows costs."""
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


def _cues(piece: str) -> tuple[Cue, ...]:
    fields = [one.split(_FIELD, 5) for one in piece.split(_CUE)]
    return tuple(
        Cue(Span(int(start), int(end)), text, voice, mark)
        for _, start, end, voice, mark, text in sorted(fields, key=lambda one: int(one[0]))
    )
