"""Where each picture and each packet of sound of a packed recording lies, and when it is due.

Columns of numbers, for clips of hours: a row takes 48 bytes.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from archive.media.boxes import Ticks, find_boxes, u32
from archive.media.fragments import FragmentIndex

_BASE_OFFSET, _DESCRIPTION, _DEFAULT_DURATION, _DEFAULT_SIZE = 0x1, 0x2, 0x8, 0x10
_DATA_OFFSET, _FIRST_FLAGS = 0x1, 0x4
_DURATION, _SIZE, _FLAGS, _COMPOSITION = 0x100, 0x200, 0x400, 0x800
_HEADER = 8


@dataclass(frozen=True, slots=True)
class DescribedTrack:
    """``entry`` is the sample entry box as it stands; the defaults are of the ``trex`` box."""

    number: int
    timescale: int
    entry: bytes
    duration: int
    size: int


@dataclass(frozen=True, slots=True)
class DescribedTracks:
    """The picture of a recording, and its sound if it has one."""

    picture: DescribedTrack
    sound: DescribedTrack | None


@dataclass(frozen=True, slots=True)
class SampleTable:
    """One row a sample, in decoding order: bytes, times in the track's ticks, fragment's number.

    ``lasts`` is until the next sample is decoded, as the file says it.
    """

    offset: Ticks
    size: Ticks
    decoded: Ticks
    shown: Ticks
    lasts: Ticks
    fragment: Ticks

    def __len__(self) -> int:
        return len(self.offset)

    def where(self, chosen: np.typing.NDArray[np.bool_]) -> "SampleTable":
        """The rows where ``chosen`` is true."""
        return SampleTable(*(column[chosen] for column in self._columns()))

    def _columns(self) -> tuple[Ticks, ...]:
        return (self.offset, self.size, self.decoded, self.shown, self.lasts, self.fragment)


def described_tracks(file: BinaryIO, index: FragmentIndex) -> DescribedTracks:
    """What the recording's header says; raises ``ValueError`` when it says nothing of a picture."""
    file.seek(0)
    (moov,) = find_boxes(memoryview(file.read(index.init_size)), b"moov")
    found = dict(_tracks(moov))
    if b"vide" not in found:
        raise ValueError("there is no video track")
    return DescribedTracks(found[b"vide"], found.get(b"soun"))


def read_table(
    file: BinaryIO, index: FragmentIndex, numbers: Iterable[int], track: DescribedTrack
) -> SampleTable:
    """The track's samples in these fragments; only their ``moof`` boxes are read.

    Raises ``ValueError`` or ``struct.error`` when a fragment is damaged.
    """
    parts = [part for number in numbers for part in _fragment(file, index, number, track)]
    columns = zip(*parts, strict=True) if parts else [()] * 6
    return SampleTable(*(np.concatenate([np.zeros(0, np.int64), *column]) for column in columns))


def _tracks(moov: memoryview) -> Iterator[tuple[bytes, DescribedTrack]]:
    defaults = {u32(trex, 4): trex for trex in find_boxes(moov, b"mvex", b"trex")}
    for trak in find_boxes(moov, b"trak"):
        (tkhd,), (mdhd,) = find_boxes(trak, b"tkhd"), find_boxes(trak, b"mdia", b"mdhd")
        (handler,) = find_boxes(trak, b"mdia", b"hdlr")
        (stsd,) = find_boxes(trak, b"mdia", b"minf", b"stbl", b"stsd")
        number = u32(tkhd, 20 if tkhd[0] else 12)
        timescale = u32(mdhd, 20 if mdhd[0] else 12)
        trex = defaults[number]
        entry = bytes(stsd[8 : 8 + u32(stsd, 8)])
        yield (
            bytes(handler[8:12]),
            DescribedTrack(number, timescale, entry, u32(trex, 12), u32(trex, 16)),
        )


def _fragment(
    file: BinaryIO, index: FragmentIndex, number: int, track: DescribedTrack
) -> Iterator[tuple[Ticks, ...]]:
    fragment = index.fragments[number]
    file.seek(fragment.offset)
    size = int.from_bytes(file.read(4), "big")
    file.seek(fragment.offset)
    (moof,) = find_boxes(memoryview(file.read(min(size, fragment.size))), b"moof")
    for traf in find_boxes(moof, b"traf"):
        (tfhd,) = find_boxes(traf, b"tfhd")
        if u32(tfhd, 4) == track.number:
            for columns in _runs(traf, tfhd, fragment.offset, track):
                yield *columns, np.full(len(columns[0]), number, np.int64)


def _runs(
    traf: memoryview, tfhd: memoryview, moof_offset: int, track: DescribedTrack
) -> Iterator[tuple[Ticks, ...]]:
    (tfdt,) = find_boxes(traf, b"tfdt")
    decoded = int(struct.unpack_from(">Q" if tfdt[0] else ">I", tfdt, 4)[0])
    base, duration, size = _defaults(tfhd, moof_offset, track)
    offset = base
    for trun in find_boxes(traf, b"trun"):
        flags = u32(trun, 0)
        if flags & _DATA_OFFSET:
            offset = base + int(struct.unpack_from(">i", trun, 8)[0])
        lasts, sizes, later = _run(trun, flags, duration, size)
        starts = decoded + np.cumsum(lasts) - lasts
        yield offset + np.cumsum(sizes) - sizes, sizes, starts, starts + later, lasts
        decoded, offset = decoded + int(lasts.sum()), offset + int(sizes.sum())


def _defaults(tfhd: memoryview, moof_offset: int, track: DescribedTrack) -> tuple[int, int, int]:
    """Where offsets count from, and the duration and size of samples that do not say theirs."""
    flags, place = u32(tfhd, 0), _HEADER
    base, duration, size = moof_offset, track.duration, track.size
    if flags & _BASE_OFFSET:
        base, place = int(struct.unpack_from(">Q", tfhd, place)[0]), place + 8
    place += 4 * bool(flags & _DESCRIPTION)
    if flags & _DEFAULT_DURATION:
        duration, place = u32(tfhd, place), place + 4
    if flags & _DEFAULT_SIZE:
        size = u32(tfhd, place)
    return base, duration, size


def _run(trun: memoryview, flags: int, duration: int, size: int) -> tuple[Ticks, Ticks, Ticks]:
    """Durations, sizes, composition offsets (negative ones are written as such)."""
    count = u32(trun, 4)
    start = _HEADER + 4 * bool(flags & _DATA_OFFSET) + 4 * bool(flags & _FIRST_FLAGS)
    present = [flag for flag in (_DURATION, _SIZE, _FLAGS, _COMPOSITION) if flags & flag]
    words = np.frombuffer(trun, ">i4", count * len(present), start)
    table = words.astype(np.int64).reshape(count, len(present))
    columns = dict(zip(present, table.T, strict=True))

    def column(flag: int, default: int) -> Ticks:
        return columns.get(flag, np.full(count, default, np.int64))

    return column(_DURATION, duration), column(_SIZE, size), column(_COMPOSITION, 0)
