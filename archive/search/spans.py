"""Where terms stand in a text: kept in few bytes, and shown as marks on the original."""

from collections.abc import Iterable, Sequence

Mark = tuple[int, int]
"""Half-open ``[start, end)`` in the characters of an NFC text."""

PARTS_FOLLOW = "/"
"""Stands between a cue's terms and the nouns inside them, in ``cue.terms``."""


def encode_spans(spans: Iterable[Mark]) -> bytes:
    """Start and length of each span as base-128 numbers, lowest seven bits first."""
    numbers = (number for start, end in spans for number in (start, end - start))
    return b"".join(map(_varint, numbers))


def decode_spans(encoded: bytes) -> tuple[Mark, ...]:
    """What ``encode_spans`` was given."""
    numbers, number, shift = [], 0, 0
    for byte in encoded:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(number)
            number = shift = 0
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return tuple((start, start + length) for start, length in pairs)


def write_terms(words: Iterable[str], parts: Iterable[str]) -> str:
    """Terms as ``cue.terms`` keeps them: words in order, then the nouns inside them."""
    inside = tuple(parts)
    return " ".join((*words, PARTS_FOLLOW, *inside) if inside else words)


def read_terms(stored: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words and the parts that ``write_terms`` wrote."""
    terms = stored.split()
    if PARTS_FOLLOW not in terms:
        return tuple(terms), ()
    at = terms.index(PARTS_FOLLOW)
    return tuple(terms[:at]), tuple(terms[at + 1 :])


def joined_marks(spans: Iterable[Mark]) -> tuple[Mark, ...]:
    """Spans in order; those that touch or overlap are one."""
    joined: list[Mark] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return tuple(joined)


def pieces(text: str, marks: Sequence[Mark]) -> tuple[tuple[str, bool], ...]:
    """The text cut at the marks: each piece, and whether it is marked."""
    cut: list[tuple[str, bool]] = []
    at = 0
    for start, end in marks:
        cut += [(text[at:start], False), (text[start:end], True)]
        at = end
    cut.append((text[at:], False))
    return tuple(piece for piece in cut if piece[0])


def _varint(number: int) -> bytes:
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)
