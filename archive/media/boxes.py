"""The boxes of an ISO base media file (ISO/IEC 14496-12), as far as a keyframe index needs them."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

Ticks = NDArray[np.int64]

_BASE_OFFSET, _DESCRIPTION, _DEFAULT_DURATION = 0x1, 0x2, 0x8
_DATA_OFFSET, _FIRST_FLAGS = 0x1, 0x4
_DURATION, _SIZE, _FLAGS, _COMPOSITION = 0x100, 0x200, 0x400, 0x800

_MOST_SAMPLES = 1 << 20
"""Hours of pictures in one group: more is damage, and would take all memory."""


class BoxError(ValueError):
    """A box of this ``kind`` does not fit where it lies."""

    def __init__(self, kind: bytes, offset: int) -> None:
        super().__init__(f"the box at {offset} does not fit")
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Box:
    """Where a top-level box lies in its file; ``size`` counts its header too."""

    kind: bytes
    offset: int
    header: int
    size: int


@dataclass(frozen=True, slots=True)
class PictureTrack:
    """The track of the picture: its number, ticks per second, default length of a sample."""

    number: int
    timescale: int
    sample_duration: int


@dataclass(frozen=True, slots=True)
class FragmentTimes:
    """First picture in decoding order, and the end of the last one shown; in the track's ticks."""

    start: int
    end: int


def top_boxes(file: BinaryIO, file_size: int) -> Iterator[Box]:
    """The boxes of the outermost level, seeking from header to header.

    Raises ``BoxError`` at the first box that does not fit the file.
    """
    offset = 0
    while offset < file_size:
        file.seek(offset)
        box = _box(file.read(16), offset, file_size)
        yield box
        offset += box.size


def body(file: BinaryIO, box: Box) -> memoryview:
    """What a box holds; for boxes known to be small."""
    file.seek(box.offset + box.header)
    return memoryview(file.read(box.size - box.header))


def picture_track(moov: memoryview) -> PictureTrack:
    """The first video track of a ``moov``; raises ``ValueError`` when there is none."""
    defaults = {u32(trex, 4): u32(trex, 12) for trex in find_boxes(moov, b"mvex", b"trex")}
    for trak in find_boxes(moov, b"trak"):
        if any(bytes(handler[8:12]) == b"vide" for handler in find_boxes(trak, b"mdia", b"hdlr")):
            (tkhd,), (mdhd,) = find_boxes(trak, b"tkhd"), find_boxes(trak, b"mdia", b"mdhd")
            number = u32(tkhd, 20 if tkhd[0] else 12)
            return PictureTrack(number, u32(mdhd, 20 if mdhd[0] else 12), defaults.get(number, 0))
    raise ValueError("there is no video track")


def fragment_times(moof: memoryview, track: PictureTrack) -> FragmentTimes:
    """When the fragment's pictures are shown; raises ``ValueError`` when it has no picture."""
    for traf in find_boxes(moof, b"traf"):
        (tfhd,) = find_boxes(traf, b"tfhd")
        if u32(tfhd, 4) == track.number:
            duration = _sample_duration(tfhd, track)
            runs = [_samples(run, duration) for run in find_boxes(traf, b"trun")]
            return _times(_decode_start(traf), runs)
    raise ValueError("a fragment has no picture")


def _times(decoded: int, runs: list[tuple[Ticks, Ticks]]) -> FragmentTimes:
    durations = np.concatenate([run[0] for run in runs])
    compositions = np.concatenate([run[1] for run in runs])
    shown = np.cumsum(durations) - durations + compositions
    return FragmentTimes(decoded + int(shown[0]), decoded + int((shown + durations).max()))


def _samples(trun: memoryview, default_duration: int) -> tuple[Ticks, Ticks]:
    """Each sample's duration, and its composition offset (negative ones are written as such)."""
    flags, count = u32(trun, 0) & 0xFFFFFF, u32(trun, 4)
    if count > _MOST_SAMPLES:
        raise ValueError(f"a fragment claims to have {count} samples")
    start = 8 + 4 * bool(flags & _DATA_OFFSET) + 4 * bool(flags & _FIRST_FLAGS)
    present = [flag for flag in (_DURATION, _SIZE, _FLAGS, _COMPOSITION) if flags & flag]
    words = np.frombuffer(trun, ">i4", count * len(present), start)
    table = words.astype(np.int64).reshape(count, len(present))
    columns = dict(zip(present, table.T, strict=True))
    durations = columns.get(_DURATION, np.full(count, default_duration, np.int64))
    return durations, columns.get(_COMPOSITION, np.zeros(count, np.int64))


def _decode_start(traf: memoryview) -> int:
    (tfdt,) = find_boxes(traf, b"tfdt")
    return int(struct.unpack_from(">Q" if tfdt[0] else ">I", tfdt, 4)[0])


def _sample_duration(tfhd: memoryview, track: PictureTrack) -> int:
    flags = u32(tfhd, 0)
    if not flags & _DEFAULT_DURATION:
        return track.sample_duration
    return u32(tfhd, 8 + 8 * bool(flags & _BASE_OFFSET) + 4 * bool(flags & _DESCRIPTION))


def find_boxes(boxes: memoryview, kind: bytes, *deeper: bytes) -> Iterator[memoryview]:
    """The bodies of all boxes at this path."""
    offset = 0
    while offset < len(boxes):
        box = _box(bytes(boxes[offset : offset + 16]), offset, len(boxes))
        if box.kind == kind:
            inside = boxes[offset + box.header : offset + box.size]
            if deeper:
                yield from find_boxes(inside, *deeper)
            else:
                yield inside
        offset += box.size


def _box(start: bytes, offset: int, room: int) -> Box:
    """Read a header; a size of 1 says that 64 bits follow, 0 that the box takes all the rest."""
    if len(start) < 8:
        raise BoxError(b"", offset)
    size, kind, header = int.from_bytes(start[:4], "big"), start[4:8], 8
    if size == 1:
        size, header = int.from_bytes(start[8:16], "big"), 16
    elif size == 0:
        size = room - offset
    if size < header or offset + size > room:
        raise BoxError(kind, offset)
    return Box(kind, offset, header, size)


def u32(data: memoryview, offset: int) -> int:
    return int(struct.unpack_from(">I", data, offset)[0])
