"""The boxes of an ISO base media file (ISO/IEC 14496-12): finding, reading and writing them."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO


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


def write_box(kind: bytes, *bodies: bytes) -> bytes:
    inside = b"".join(bodies)
    return struct.pack(">I4s", len(inside) + 8, kind) + inside


def write_full_box(kind: bytes, version: int, flags: int, *bodies: bytes) -> bytes:
    """A box that begins with its version and 24 flags."""
    return write_box(kind, struct.pack(">I", version << 24 | flags), *bodies)
