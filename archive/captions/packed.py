"""The times of a cue's words as a few bytes, for keeping them by the million."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from archive.timecode import Offset

_MORE, _PART, _WIDTH = 0x80, 0x7F, 7


def pack_words(words: Sequence[Offset], start: Offset) -> bytes | None:
    """Milliseconds since the word before, or since ``start``, as LEB128; nothing for no words.

    Words follow one another within a second or two, so most take one byte or two.
    """
    if not words:
        return None
    return bytes(byte for before, word in pairwise([start, *words]) for byte in _leb(word - before))


def unpack_words(packed: bytes | None, start: Offset) -> tuple[Offset, ...]:
    """The times again."""
    return tuple(accumulate(_numbers(packed or b""), initial=start))[1:]


def _leb(number: int) -> Iterator[int]:
    while number > _PART:
        yield number & _PART | _MORE
        number >>= _WIDTH
    yield number


def _numbers(packed: Iterable[int]) -> Iterator[int]:
    number = shift = 0
    for byte in packed:
        number |= (byte & _PART) << shift
        shift += _WIDTH
        if not byte & _MORE:
            yield number
            number = shift = 0
