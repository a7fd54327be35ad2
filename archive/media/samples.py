"""The samples of a packed recording's fragments: where each coded picture and sound lies, and when.

Times are ticks of the sample's own track, on the recording's timeline: exact, unlike what
libavformat makes of negative composition offsets.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from archive.media.boxes import find_boxes, top_boxes, u32
from archive.media.fragments import Fragment

_BASE_OFFSET, _DESCRIPTION, _DURATION, _SIZE, _FLAGS = 0x1, 0x2, 0x8, 0x10, 0x20
_DATA_OFFSET, _FIRST_FLAGS = 0x1, 0x4
_COLUMNS = (0x100, 0x200, 0x400, 0x800)
_MOST_SAMPLES = 1 << 20

NOT_SYNC = 0x10000
"""The bit of a sample's flags that says it can't be decoded alone (14496-12, 8.8.3.1)."""


@dataclass(frozen=True, slots=True)
class Track:
    """A track's number, ticks per second, and what its samples are unless they say otherwise."""

    number: int
    timescale: int
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
class FragmentSamples:
    """What a fragment holds, each in decoding order."""

    pictures: tuple[Sample, ...]
    sounds: tuple[Sample, ...]


def read_tracks(init: bytes) -> Tracks:
    """The tracks a header describes; raises ``ValueError`` when there is no picture."""
    moov = moov_of(init)
    kinds = dict(_tracks(moov))
    if b"vide" not in kinds:
        raise ValueError("there is no video track")
    return Tracks(kinds[b"vide"], kinds.get(b"soun"))


def moov_of(init: bytes) -> memoryview:
    """The body of a header's ``moov``."""
    for box in top_boxes(BytesIO(init), len(init)):
        if box.kind == b"moov":
            return memoryview(init)[box.offset + box.header : box.offset + box.size]
    raise ValueError("it does not say what it holds")


@dataclass(frozen=True, slots=True)
class SampleCounts:
    """How many samples a fragment has."""

    pictures: int
    sounds: int


def count_samples(file: BinaryIO, fragment: Fragment, tracks: Tracks) -> SampleCounts:
    """As its tables declare; much quicker than reading them."""
    moof = _moof(file, fragment)
    return SampleCounts(
        _declared(moof, tracks.picture), _declared(moof, tracks.sound) if tracks.sound else 0
    )


def read_samples(file: BinaryIO, fragment: Fragment, tracks: Tracks) -> FragmentSamples:
    """The tables of one fragment; its media is not read."""
    moof = _moof(file, fragment)
    return FragmentSamples(
        tuple(_track_samples(moof, tracks.picture, fragment.offset)),
        tuple(_track_samples(moof, tracks.sound, fragment.offset)) if tracks.sound else (),
    )


def read_data(file: BinaryIO, sample: Sample) -> bytes:
    """A sample's coded bytes; raises ``ValueError`` where the file ends inside."""
    file.seek(sample.offset)
    data = file.read(sample.size)
    if len(data) != sample.size:
        raise ValueError(f"the file ends inside the sample at {sample.offset}")
    return data


def _moof(file: BinaryIO, fragment: Fragment) -> memoryview:
    file.seek(fragment.offset)
    start = file.read(8)
    size = int.from_bytes(start[:4], "big")
    if start[4:] != b"moof" or not 8 < size <= fragment.size:
        raise ValueError(f"there is no fragment at {fragment.offset}")
    return memoryview(file.read(size - 8))


def _declared(moof: memoryview, track: Track) -> int:
    return sum(
        u32(trun, 4)
        for traf in find_boxes(moof, b"traf")
        for tfhd in find_boxes(traf, b"tfhd")
        if u32(tfhd, 4) == track.number
        for trun in find_boxes(traf, b"trun")
    )


def _tracks(moov: memoryview) -> Iterator[tuple[bytes, Track]]:
    defaults = {u32(trex, 4): trex for trex in find_boxes(moov, b"mvex", b"trex")}
    for trak in find_boxes(moov, b"trak"):
        (tkhd,), (mdhd,) = find_boxes(trak, b"tkhd"), find_boxes(trak, b"mdia", b"mdhd")
        (handler,) = find_boxes(trak, b"mdia", b"hdlr")
        number = u32(tkhd, 20 if tkhd[0] else 12)
        trex = defaults.get(number, memoryview(bytes(24)))
        timescale = u32(mdhd, 20 if mdhd[0] else 12)
        track = Track(number, timescale, u32(trex, 12), u32(trex, 16), u32(trex, 20))
        yield bytes(handler[8:12]), track


def _track_samples(moof: memoryview, track: Track, place: int) -> Iterator[Sample]:
    for traf in find_boxes(moof, b"traf"):
        (tfhd,) = find_boxes(traf, b"tfhd")
        if u32(tfhd, 4) == track.number:
            yield from _runs(traf, *_defaults(tfhd, track, place))


def _defaults(tfhd: memoryview, track: Track, place: int) -> tuple[int, tuple[int, int, int, int]]:
    """Where data offsets count from; duration, size, flags and composition of its samples."""
    flags, at = u32(tfhd, 0), 8
    if flags & _BASE_OFFSET:
        place, at = struct.unpack_from(">Q", tfhd, 8)[0], 16
    at += 4 * bool(flags & _DESCRIPTION)
    values = []
    for bit, default in ((_DURATION, track.duration), (_SIZE, track.size), (_FLAGS, track.flags)):
        values.append(u32(tfhd, at) if flags & bit else default)
        at += 4 * bool(flags & bit)
    return place, (values[0], values[1], values[2], 0)


def _runs(traf: memoryview, base: int, defaults: tuple[int, int, int, int]) -> Iterator[Sample]:
    (tfdt,) = find_boxes(traf, b"tfdt")
    dts = int(struct.unpack_from(">Q" if tfdt[0] else ">I", tfdt, 4)[0])
    offset = base
    for trun in find_boxes(traf, b"trun"):
        flags = u32(trun, 0)
        if flags & _DATA_OFFSET:
            offset = base + int(struct.unpack_from(">i", trun, 8)[0])
        for duration, size, sample_flags, composition in _rows(trun, defaults):
            is_sync = not sample_flags & NOT_SYNC
            yield Sample(offset, size, dts, dts + composition, duration, is_sync)
            offset, dts = offset + size, dts + duration


def _rows(
    trun: memoryview, defaults: tuple[int, int, int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """Duration, size, flags, composition of each sample; compositions are signed as written."""
    flags, count = u32(trun, 0) & 0xFFFFFF, u32(trun, 4)
    if count > _MOST_SAMPLES:
        raise ValueError(f"a fragment claims to have {count} samples")
    at = 8 + 4 * bool(flags & _DATA_OFFSET)
    first_flags = u32(trun, at) if flags & _FIRST_FLAGS else None
    at += 4 * bool(flags & _FIRST_FLAGS)
    present = [place for place, bit in enumerate(_COLUMNS) if flags & bit]
    row = struct.Struct(">" + "".join("i" if place == 3 else "I" for place in present))
    for number in range(count):
        values = list(defaults)
        for place, value in zip(present, row.unpack_from(trun, at), strict=True):
            values[place] = value
        if number == 0 and first_flags is not None:
            values[2] = first_flags
        at += row.size
        yield values[0], values[1], values[2], values[3]
