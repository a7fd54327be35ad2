"""Text made smaller on its way to the reader (RFC 9110, 8.4): our scripts and viewers' pages.

Pages of somebody who is signed in are sent as they are: they hold secrets beside what an address
may put into them, and the size of the two together would give the secret away.
"""

import gzip
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers

_LEVEL = 6
_BEST = 9
_SMALLEST = 1000
"""Bytes; what is smaller fits into one packet anyhow."""

_HEAD = b"\x1f\x8b\x08" + bytes(6) + b"\xff"
"""A gzip member's beginning (RFC 1952, 2.3) that names no file, no time of day and no system."""
_END = b"\x03\x00"
"""The last deflate block (RFC 1951, 3.2.6), with nothing in it."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A piece of a page: as it is, and as deflate blocks that refer to nothing before them.

    Such pieces follow each other in one gzip stream, so one that is kept is never squeezed again.
    """

    text: bytes
    small: bytes


def takes_gzip(headers: Headers) -> bool:
    """Whether a request's ``Accept-Encoding`` names gzip, and not with a weight of zero."""
    for one in headers.get("accept-encoding", "").lower().replace(" ", "").split(","):
        name, _, weight = one.partition(";q=")
        if name in ("gzip", "*"):
            return weight.strip("0.") != "" or not weight
    return False


def smaller(text: bytes) -> bytes:
    """The same as gzip, without a time of day, so that it is always the same."""
    return gzip.compress(text, _LEVEL, mtime=0)


def packed_to_keep(text: str) -> Packed:
    """A piece that is made once and sent often."""
    return _packed(text.encode(), _BEST)


def in_one_stream(pieces: Iterable[Packed]) -> bytes:
    """The pieces after each other as gzip."""
    made, checksum, size = [_HEAD], 0, 0
    for one in pieces:
        made.append(one.small)
        checksum = zlib.crc32(one.text, checksum)
        size += len(one.text)
    return b"".join((*made, _END, struct.pack("<LL", checksum, size & 0xFFFFFFFF)))


def encoded(headers: Headers, pieces: Sequence[Packed | str]) -> tuple[bytes, dict[str, str]]:
    """A page's body, made smaller if whoever asks takes that, and the headers that say so.

    Caches are told of both. A piece that is text is squeezed for this answer alone.
    """
    told = {"vary": "accept-encoding"}
    if _size(pieces) < _SMALLEST or not takes_gzip(headers):
        return plain(pieces), told
    ready = (one if isinstance(one, Packed) else _packed(one.encode(), _LEVEL) for one in pieces)
    return in_one_stream(ready), told | {"content-encoding": "gzip"}


def plain(pieces: Iterable[Packed | str]) -> bytes:
    """The pieces after each other as they are."""
    return b"".join(one.text if isinstance(one, Packed) else one.encode() for one in pieces)


def _size(pieces: Iterable[Packed | str]) -> int:
    return sum(len(one.text if isinstance(one, Packed) else one) for one in pieces)


def _packed(text: bytes, level: int) -> Packed:
    packer = zlib.compressobj(level, wbits=-zlib.MAX_WBITS)
    return Packed(text, packer.compress(text) + packer.flush(zlib.Z_SYNC_FLUSH))
