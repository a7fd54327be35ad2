"""H.264 as it lies in MP4 (ISO/IEC 14496-15): parameter sets, and the units of a picture."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.media.boxes import find_boxes, write_box

IDR, PARAMETERS, PICTURE_PARAMETERS = 5, 7, 8
_PICTURES = frozenset((1, 2, 3, 4, 5))
_MOST_NUMBERS = 32
_BEFORE_BOXES = 8 + 78
"""Bytes of a picture's sample entry before the boxes in it (14496-12, 12.1.3.2)."""


@dataclass(frozen=True, slots=True)
class AvcConfiguration:
    """An ``avcC`` box: ``prefix`` are the bytes before each unit that say its size."""

    profile: int
    compatibility: int
    level: int
    prefix: int
    parameters: tuple[bytes, ...]
    picture_parameters: tuple[bytes, ...]
    rest: bytes


def read_configuration(avcc: bytes) -> AvcConfiguration:
    """Read the body of an ``avcC``; raises ``ValueError`` or ``IndexError`` when it is none."""
    at, lists = 5, []
    for mask in (0x1F, 0xFF):
        count, at = avcc[at] & mask, at + 1
        units = []
        for _ in range(count):
            size = int.from_bytes(avcc[at : at + 2], "big")
            units.append(avcc[at + 2 : at + 2 + size])
            at += 2 + size
        lists.append(tuple(units))
    if avcc[0] != 1 or at > len(avcc) or not all(lists):
        raise ValueError("the picture's parameters are damaged")
    return AvcConfiguration(
        avcc[1], avcc[2], avcc[3], (avcc[4] & 3) + 1, lists[0], lists[1], avcc[at:]
    )


def write_configuration(avc: AvcConfiguration) -> bytes:
    """The body of an ``avcC``."""
    head = bytes((1, avc.profile, avc.compatibility, avc.level, 0xFC | (avc.prefix - 1)))
    lists = [_sized(avc.parameters, 2), _sized(avc.picture_parameters, 2)]
    counts = (bytes((0xE0 | len(avc.parameters),)), bytes((len(avc.picture_parameters),)))
    return head + counts[0] + lists[0] + counts[1] + lists[1] + avc.rest


def with_parameters(avc: AvcConfiguration, units: Iterable[bytes]) -> AvcConfiguration:
    """The same, with the parameter sets among ``units`` it does not have yet.

    Its level is the highest that any of them needs.
    """
    own, pictures = list(avc.parameters), list(avc.picture_parameters)
    for unit in units:
        known = {PARAMETERS: own, PICTURE_PARAMETERS: pictures}.get(kind(unit))
        if known is not None and unit not in known:
            known.append(unit)
    level = max(avc.level, *(unit[3] for unit in own))
    return replace(avc, level=level, parameters=tuple(own), picture_parameters=tuple(pictures))


def read_entry(entry: bytes) -> AvcConfiguration:
    """The configuration in a picture's sample entry; raises ``ValueError`` when it is no H.264."""
    if entry[4:8] not in (b"avc1", b"avc3"):
        raise ValueError("the picture is not H.264")
    (avcc,) = find_boxes(memoryview(entry)[_BEFORE_BOXES:], b"avcC")
    return read_configuration(bytes(avcc))


def with_configuration(entry: bytes, avc: AvcConfiguration) -> bytes:
    """A sample entry with another configuration, and without its promises about bit rates."""
    written = [entry[8:_BEFORE_BOXES], write_box(b"avcC", write_configuration(avc))]
    place = _BEFORE_BOXES
    while place + 8 <= len(entry):
        size = max(int.from_bytes(entry[place : place + 4], "big"), 8)
        if entry[place + 4 : place + 8] not in (b"avcC", b"btrt"):
            written.append(entry[place : place + size])
        place += size
    return write_box(entry[4:8], *written)


def shown_size(entry: bytes) -> tuple[int, int]:
    """Width and height as the picture is shown: its points need not be square."""
    width, height = struct.unpack_from(">HH", entry, 8 + 24)
    for pasp in find_boxes(memoryview(entry)[_BEFORE_BOXES:], b"pasp"):
        across, down = struct.unpack(">II", pasp[:8])
        width = round(width * across / down) if across and down else width
    return width, height


def kind(unit: bytes) -> int:
    """A unit's type (H.264, table 7-1)."""
    return unit[0] & 0x1F


def split_sample(data: bytes, prefix: int) -> Iterator[bytes]:
    """The units of a sample; raises ``ValueError`` when they do not fit it."""
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + prefix], "big")
        at += prefix
        if not 0 < size <= len(data) - at:
            raise ValueError("a picture's units do not fit it")
        yield data[at : at + size]
        at += size


def split_stream(data: bytes) -> Iterator[bytes]:
    """The units of a byte stream, where start codes part them (H.264, annex B)."""
    start = data.find(b"\0\0\1")
    while start >= 0:
        after = data.find(b"\0\0\1", start + 3)
        unit = data[start + 3 : after if after >= 0 else len(data)].rstrip(b"\0")
        if unit:
            yield unit
        start = after


def joined_sample(units: Iterable[bytes], prefix: int) -> bytes:
    """Units as an MP4's sample."""
    return _sized(units, prefix)


def is_idr(units: Iterable[bytes]) -> bool:
    """Whether everything before the picture may be forgotten: what all players can seek to."""
    pictures = [kind(unit) for unit in units if kind(unit) in _PICTURES]
    return bool(pictures) and set(pictures) == {IDR}


def free_number(units: Sequence[bytes]) -> int:
    """A number no parameter set among ``units`` has, for sets and picture sets alike."""
    taken = {number for unit in units for number in _numbers(unit)}
    return next(number for number in range(1, _MOST_NUMBERS) if number not in taken)


def _numbers(unit: bytes) -> Iterator[int]:
    if kind(unit) == PARAMETERS:
        yield _golomb(unit[4:])
    elif kind(unit) == PICTURE_PARAMETERS:
        yield _golomb(unit[1:])


def _golomb(data: bytes) -> int:
    """The first Exp-Golomb number (H.264, 9.1); those asked for here are small."""
    bits = "".join(f"{byte:08b}" for byte in data[:8])
    zeros = bits.index("1")
    return int(bits[zeros : 2 * zeros + 1], 2) - 1


def _sized(units: Iterable[bytes], prefix: int) -> bytes:
    return b"".join(len(unit).to_bytes(prefix, "big") + unit for unit in units)
