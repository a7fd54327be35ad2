"""The tables of a packed recording: where each coded picture and packet of sound lies, and when.

Columns of numbers, for clips of hours: a row takes 41 bytes. Times are recording time, in ticks of
the sample's own track; a picture may be decoded before 0.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.media.boxes import find_boxes, u32
from archive.media.timeline import LEAD_SECONDS

Ticks = NDArray[np.int64]
Rows = NDArray[np.bool_]
"""Which rows of a table."""

_BASE_OFFSET, _DESCRIPTION = 0x1, 0x2
_DATA_OFFSET, _FIRST_FLAGS = 0x1, 0x4
_DURATION, _SIZE, _FLAGS, _COMPOSITION = 0x100, 0x200, 0x400, 0x800
_DEFAULTS = {_DURATION: 0x8, _SIZE: 0x10, _FLAGS: 0x20}
"""The bits of a fragment's header (14496-12, 8.8.7.1) that say a column's default follows."""

_MOST_SAMPLES = 1 << 20
"""Hours of pictures in one group: more is damage, and would take all memory."""

NOT_SYNC = 0x10000
"""The bit of a sample's flags that says it can't be decoded alone (14496-12, 8.8.3.1)."""


@dataclass(frozen=True, slots=True)
class Track:
    """A track's number, ticks per second, and its sample entry as it stands.

    ``matrix`` turns the picture (14496-12, 8.3.2). Further: what its samples are unless they say
    otherwise.
    """

    number: int
    timescale: int
    entry: bytes
    matrix: bytes
    duration: int
    size: int
    flags: int


@dataclass(frozen=True, slots=True)
class Tracks:
    """The recording's picture and, unless it is silent, its sound."""

    picture: Track
    sound: Track | None


@dataclass(frozen=True, slots=True)
class Sample:
    """``offset`` is in the file; decoded at ``dts``, shown at ``pts``, decoded for ``duration``."""

    offset: int
    size: int
    dts: int
    pts: int
    duration: int
    is_sync: bool


@dataclass(frozen=True, slots=True)
class SampleTable:
    """One row a sample, in decoding order; the columns are those of ``Sample``."""

    offset: Ticks
    size: Ticks
    dts: Ticks
    pts: Ticks
    duration: Ticks
    is_sync: Rows

    def __len__(self) -> int:
        return len(self.offset)

    def __iter__(self) -> Iterator[Sample]:
        return map(Sample, *(column.tolist() for column in self.columns()))

    def where(self, chosen: Rows | slice) -> "SampleTable":
        """The rows where ``chosen`` is true."""
        return SampleTable(*(column[chosen] for column in self.columns()))

    def columns(self) -> tuple[NDArray[Any], ...]:
        return (self.offset, self.size, self.dts, self.pts, self.duration, self.is_sync)


_NONE = np.zeros(0, np.int64)
_NOTHING = SampleTable(_NONE, _NONE, _NONE, _NONE, _NONE, np.zeros(0, np.bool_))


def joined(tables: Iterable[SampleTable]) -> SampleTable:
    """All their rows, one table after the other."""
    columns = zip(*(table.columns() for table in (_NOTHING, *tables)), strict=True)
    return SampleTable(*(np.concatenate(column) for column in columns))


def read_tracks(moov: memoryview) -> Tracks:
    """The tracks a ``moov`` describes; raises ``ValueError`` when there is no picture."""
    found = dict(reversed(list(_tracks(moov))))
    if b"vide" not in found:
        raise ValueError("there is no video track")
    return Tracks(found[b"vide"], found.get(b"soun"))


def read_samples(moof: memoryview, track: Track, place: int) -> SampleTable:
    """The track's samples in the fragment whose ``moof`` box begins at ``place``."""
    return joined(
        table for traf, tfhd in _own(moof, track) for table in _runs(traf, tfhd, track, place)
    )


def count_samples(moof: memoryview, track: Track) -> int:
    """As the fragment declares; much quicker than reading them."""
    return sum(u32(trun, 4) for traf, _ in _own(moof, track) for trun in find_boxes(traf, b"trun"))


def _tracks(moov: memoryview) -> Iterator[tuple[bytes, Track]]:
    defaults = {u32(trex, 4): trex for trex in find_boxes(moov, b"mvex", b"trex")}
    for trak in find_boxes(moov, b"trak"):
        (tkhd,), (mdhd,) = find_boxes(trak, b"tkhd"), find_boxes(trak, b"mdia", b"mdhd")
        (handler,) = find_boxes(trak, b"mdia", b"hdlr")
        (stsd,) = find_boxes(trak, b"mdia", b"minf", b"stbl", b"stsd")
        number = u32(tkhd, 20 if tkhd[0] else 12)
        trex = defaults.get(number, memoryview(bytes(24)))
        yield (
            bytes(handler[8:12]),
            Track(
                number=number,
                timescale=u32(mdhd, 20 if mdhd[0] else 12),
                entry=bytes(stsd[8 : 8 + u32(stsd, 8)]),
                matrix=bytes(tkhd[52:88] if tkhd[0] else tkhd[40:76]),
                duration=u32(trex, 12),
                size=u32(trex, 16),
                flags=u32(trex, 20),
            ),
        )


def _own(moof: memoryview, track: Track) -> Iterator[tuple[memoryview, memoryview]]:
    """The track's parts of a fragment, and their headers."""
    for traf in find_boxes(moof, b"traf"):
        (tfhd,) = find_boxes(traf, b"tfhd")
        if u32(tfhd, 4) == track.number:
            yield traf, tfhd


def _runs(traf: memoryview, tfhd: memoryview, track: Track, place: int) -> Iterator[SampleTable]:
    base, defaults = _defaults(tfhd, track, place)
    (tfdt,) = find_boxes(traf, b"tfdt")
    dts = int(struct.unpack_from(">q" if tfdt[0] else ">I", tfdt, 4)[0])
    dts -= LEAD_SECONDS * track.timescale
    offset = base
    for trun in find_boxes(traf, b"trun"):
        if u32(trun, 0) & _DATA_OFFSET:
            offset = base + int(struct.unpack_from(">i", trun, 8)[0])
        table = _run(trun, defaults, offset, dts)
        yield table
        offset, dts = offset + int(table.size.sum()), dts + int(table.duration.sum())


def _defaults(tfhd: memoryview, track: Track, place: int) -> tuple[int, dict[int, int]]:
    """Where data offsets count from, and each column's value where it is not written."""
    flags, at = u32(tfhd, 0), 8
    if flags & _BASE_OFFSET:
        place, at = int(struct.unpack_from(">q", tfhd, at)[0]), at + 8
    at += 4 * bool(flags & _DESCRIPTION)
    values = {_DURATION: track.duration, _SIZE: track.size, _FLAGS: track.flags, _COMPOSITION: 0}
    for column, bit in _DEFAULTS.items():
        if flags & bit:
            values[column], at = u32(tfhd, at), at + 4
    return place, values


def _run(trun: memoryview, defaults: dict[int, int], offset: int, dts: int) -> SampleTable:
    """Composition offsets are signed, as they are written."""
    flags, count = u32(trun, 0) & 0xFFFFFF, u32(trun, 4)
    if count > _MOST_SAMPLES:
        raise ValueError(f"a fragment claims to have {count} samples")
    at = 8 + 4 * bool(flags & _DATA_OFFSET)
    start = at + 4 * bool(flags & _FIRST_FLAGS)
    present = [column for column in defaults if flags & column]
    words = np.frombuffer(trun, ">i4", count * len(present), start).astype(np.int64)
    written = dict(zip(present, words.reshape(count, len(present)).T, strict=True))
    columns = {
        column: written.get(column, np.full(count, value, np.int64))
        for column, value in defaults.items()
    }
    if flags & _FIRST_FLAGS:
        columns[_FLAGS][:1] = u32(trun, at)
    size, duration = columns[_SIZE], columns[_DURATION]
    decoded = dts + np.cumsum(duration) - duration
    return SampleTable(
        offset=offset + np.cumsum(size) - size,
        size=size,
        dts=decoded,
        pts=decoded + columns[_COMPOSITION],
        duration=duration,
        is_sync=columns[_FLAGS] & NOT_SYNC == 0,
    )
