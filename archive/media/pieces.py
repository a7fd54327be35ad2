"""Writing fragmented MP4: a header with other parameter sets, and fragments of our own samples."""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.media.boxes import find_boxes
from archive.media.samples import NOT_SYNC, Track, Tracks, moov_of

_IN_MOOF, _HAS_OFFSET = 0x020000, 0x1
_ALL_COLUMNS = 0xF00
_SYNC = 0x02000000
_OTHER = 0x01000000 | NOT_SYNC
_WAY_TO_AVCC = (b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"avc1", b"avcC")
_BEFORE_CHILDREN = {b"stsd": 8, b"avc1": 78, b"avc3": 78}
"""Bytes of a box's own before the boxes in it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sample in memory, on its track's timeline."""

    dts: int
    pts: int
    duration: int
    is_sync: bool
    data: bytes


def read_avcc(init: bytes) -> bytes:
    """The body of the ``avcC`` in a header; raises ``ValueError`` when there is none."""
    place, size = _avcc_place(init)
    return init[place + 8 : place + size]


def with_avcc(init: bytes, avcc: bytes) -> bytes:
    """The header with another ``avcC``."""
    return _rewritten(init, (b"moov", *_WAY_TO_AVCC), avcc)


def write_fragment(
    number: int, tracks: Tracks, pictures: Sequence[Piece], sounds: Sequence[Piece]
) -> bytes:
    """A ``moof`` and its ``mdat``; a track without samples is left out."""
    parts = [(tracks.picture, pictures)] if pictures else []
    if tracks.sound and sounds:
        parts.append((tracks.sound, sounds))
    size = len(_moof(number, parts, 0))
    media = b"".join(piece.data for _, pieces in parts for piece in pieces)
    return _moof(number, parts, size + 8) + _box(b"mdat", media)


def _moof(number: int, parts: Sequence[tuple[Track, Sequence[Piece]]], offset: int) -> bytes:
    boxes = [_full_box(b"mfhd", 0, 0, struct.pack(">I", number))]
    for track, pieces in parts:
        boxes.append(_traf(track, pieces, offset))
        offset += sum(len(piece.data) for piece in pieces)
    return _box(b"moof", b"".join(boxes))


def _traf(track: Track, pieces: Sequence[Piece], offset: int) -> bytes:
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
    return _box(
        b"traf",
        _full_box(b"tfhd", 0, _IN_MOOF, struct.pack(">I", track.number)),
        _full_box(b"tfdt", 1, 0, struct.pack(">Q", pieces[0].dts)),
        _full_box(
            b"trun", 1, _ALL_COLUMNS | _HAS_OFFSET, struct.pack(">Ii", len(pieces), offset), rows
        ),
    )


def _avcc_place(init: bytes) -> tuple[int, int]:
    moov = moov_of(init)
    for entry in find_boxes(moov, *_WAY_TO_AVCC[:5]):
        at = 8
        while at + 8 <= len(entry):
            size, kind = struct.unpack_from(">I4s", entry, at)
            if kind in (b"avc1", b"avc3"):
                whole = bytes(entry[at : at + size])
                place = whole.find(b"avcC") - 4
                if place > 0:
                    start = init.find(whole)
                    return start + place, int.from_bytes(whole[place : place + 4], "big")
            at += max(size, 8)
    raise ValueError("the picture is not H.264")


def _rewritten(boxes: bytes, way: Sequence[bytes], body: bytes) -> bytes:
    """The boxes with those on the way remade, so that their sizes stay true."""
    written, at = [], 0
    while at + 8 <= len(boxes):
        size, kind = struct.unpack_from(">I4s", boxes, at)
        inside = boxes[at + 8 : at + size]
        if kind == way[0] or (way[0] == b"avc1" and kind == b"avc3"):
            own = _BEFORE_CHILDREN.get(kind, 0)
            deeper = body if len(way) == 1 else _rewritten(inside[own:], way[1:], body)
            inside = inside[:own] + deeper
        written.append(_box(kind, inside))
        at += max(size, 8)
    return b"".join(written)


def _full_box(kind: bytes, version: int, flags: int, *bodies: bytes) -> bytes:
    return _box(kind, struct.pack(">I", version << 24 | flags), *bodies)


def _box(kind: bytes, *bodies: bytes) -> bytes:
    whole: Iterable[bytes] = bodies
    inside = b"".join(whole)
    return struct.pack(">I4s", len(inside) + 8, kind) + inside
