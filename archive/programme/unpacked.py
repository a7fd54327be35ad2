"""A compressed programme file, taken out of its compression without ever growing too large."""

import lzma
import zlib

from archive.errors import ProgrammeUnreadableError
from archive.programme.text import MAX_BYTES

_GZIP, _XZ = b"\x1f\x8b", b"\xfd7zXZ\x00"
_ANY_WRAPPER = 32 + zlib.MAX_WBITS


def unpacked(content: bytes) -> bytes:
    """What a gzip or xz file holds; any other bytes as they are.

    One byte more than is ever read comes out of a bomb at most, and is then refused as too large.
    Raises ProgrammeUnreadableError when the file is broken.
    """
    try:
        if content.startswith(_XZ):
            return lzma.LZMADecompressor(memlimit=2**27).decompress(content, MAX_BYTES + 1)
        if content.startswith(_GZIP):
            return zlib.decompressobj(_ANY_WRAPPER).decompress(content, MAX_BYTES + 1)
    except (lzma.LZMAError, zlib.error) as exc:
        raise ProgrammeUnreadableError("This compressed file is broken.") from exc
    return content
