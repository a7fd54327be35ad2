"""Whether a downloaded file is all there: containers say how long they are."""

from collections import deque
from pathlib import Path
from typing import BinaryIO

from archive.errors import SourceRefusedError
from archive.media.boxes import BoxError, top_boxes

_EBML, _SEGMENT = 0x1A45DFA3, 0x18538067
_LONGEST_NUMBER = 8


def check_whole(path: Path, container: str) -> None:
    """Raise ``SourceRefusedError`` when a download broke off, before any work.

    ``container`` is ffprobe's name of the format; others than MP4 and Matroska do not tell.
    """
    names = container.split(",")
    with path.open("rb") as file:
        size = path.stat().st_size
        if ("mp4" in names and not _has_whole_boxes(file, size)) or (
            "matroska" in names and not _has_whole_segment(file, size)
        ):
            raise cut_short(path)


def cut_short(path: Path) -> SourceRefusedError:
    """The refusal of a file that is not all there."""
    return SourceRefusedError(
        "“{name}” is cut short: part of what it declares is missing. Download it again.",
        name=path.name,
    )


def _has_whole_boxes(file: BinaryIO, size: int) -> bool:
    try:
        deque(top_boxes(file, size), maxlen=0)
    except BoxError as exc:
        # Bytes that make no box at all may follow in a file that plays well.
        return exc.kind not in (b"mdat", b"moof", b"moov")
    return True


def _has_whole_segment(file: BinaryIO, size: int) -> bool:
    """Matroska is a header and a segment (RFC 8794, RFC 9559); live ones don't know their size."""
    at = 0
    while at < size:
        file.seek(at)
        name, length, start = _element(file.read(2 * _LONGEST_NUMBER))
        at += start
        if name == _SEGMENT:
            return length is None or at + length <= size
        if name != _EBML or length is None:
            return True
        at += length
    return True


def _element(head: bytes) -> tuple[int, int | None, int]:
    """An element's name, its length unless unknown, and where its content starts."""
    first = _width(head)
    second = _width(head[first:])
    name = int.from_bytes(head[:first], "big")
    length = int.from_bytes(head[first : first + second], "big") & ((1 << 7 * second) - 1)
    is_known = length != (1 << 7 * second) - 1
    return name, length if is_known else None, first + second


def _width(number: bytes) -> int:
    """How many bytes a number of variable length has: one more than its zeros in front."""
    first = number[0] if number else 1
    return min(_LONGEST_NUMBER + 1 - first.bit_length(), _LONGEST_NUMBER)
