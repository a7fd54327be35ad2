"""Writing fragmented MP4: a header with another sample entry, and fragments of our own samples."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.media.boxes import write_box, write_full_box
from archive.media.samples import NOT_SYNC, Track, Tracks
from archive.media.timeline import LEAD_SECONDS

_IN_MOOF, _HAS_OFFSET = 0x020000, 0x1
_ALL_COLUMNS = 0xF00
_SYNC = 0x02000000
_OTHER = 0x01000000 | NOT_SYNC
_BEFORE_BOXES = {b"moov": 0, b"trak": 0, b"mdia": 0, b"minf": 0, b"stbl": 0, b"stsd": 8}
"""The way to a sample entry, and the bytes of each box before the boxes in it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sample in memory; recording time, in its track's ticks."""

    dts: int
    pts: int
    duration: int
    is_sync: bool
    data: bytes


def with_entry(boxes: bytes, known: bytes, entry: bytes) -> bytes:
    """A recording's header in which a sample entry is ``known``, with another in its place."""
    return b"".join(_with_entry(boxes, known, entry))


def _with_entry(boxes: bytes, known: bytes, entry: bytes) -> Iterator[bytes]:
    at = 0
    while at + 8 <= len(boxes):
        size, kind = struct.unpack_from(">I4s", boxes, at)
        box = boxes[at : at + max(size, 8)]
        at += len(box)
        if kind in _BEFORE_BOXES:
            inside = 8 + _BEFORE_BOXES[kind]
            yield write_box(kind, box[8:inside], with_entry(box[inside:], known, entry))
        else:
            yield entry if box == known else box


def write_fragment(
    number: int, tracks: Tracks, pictures: Sequence[Piece], sounds: Sequence[Piece]
) -> bytes:
    """A ``moof`` and its ``mdat``; a track without samples is left out."""
    parts = [(tracks.picture, pictures)] if pictures else []
    if tracks.sound and sounds:
        parts.append((tracks.sound, sounds))
    size = len(_moof(number, parts, 0))
    media = b"".join(piece.data for _, pieces in parts for piece in pieces)
    return _moof(number, parts, size + 8) + write_box(b"mdat", media)


def _moof(number: int, parts: Sequence[tuple[Track, Sequence[Piece]]], offset: int) -> bytes:
    boxes = [write_full_box(b"mfhd", 0, 0, struct.pack(">I", number))]
    for track, pieces in parts:
        boxes.append(_traf(track, pieces, offset))
        offset += sum(len(piece.data) for piece in pieces)
    return write_box(b"moof", b"".join(boxes))


def _traf(track: Track, pieces: Sequence[Piece], offset: int) -> bytes:
    decoded = pieces[0].dts + LEAD_SECONDS * track.timescale
    rows = b"".join(
        struct.pack(
            ">IIIi",
            piece.duration,
            len(piece.data),
            _SYNC if piece.is_sync else _OTHER,
            piece.pts - piece.dts,
        )
        for piece in pieces
    )
    return write_box(
        b"traf",
        write_full_box(b"tfhd", 0, _IN_MOOF, struct.pack(">I", track.number)),
        write_full_box(b"tfdt", 1, 0, struct.pack(">Q", decoded)),
        write_full_box(
            b"trun", 1, _ALL_COLUMNS | _HAS_OFFSET, struct.pack(">Ii", len(pieces), offset), rows
        ),
    )
