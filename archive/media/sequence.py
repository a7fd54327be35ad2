"""What an H.264 sequence parameter set says of the pictures' size (ITU-T H.264, 7.3.2.1.1)."""

from collections.abc import Iterator

_DEEP_PROFILES = frozenset((100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135))
_BLOCK = 16
_USUAL_CHROMA = 1
_CROPPED = {1: (2, 2), 2: (2, 1)}
"""In how many pixels cropping counts, by how colours are stored (table 6-1)."""


def picture_size(unit: bytes) -> tuple[int, int]:
    """Width and height in pixels as shown; raises ``ValueError`` when the set is damaged."""
    try:
        return _size(_Bits(_unescaped(unit[1:])))
    except (IndexError, StopIteration) as exc:
        raise ValueError("the picture's parameters are damaged") from exc


class _Bits:
    """Reads numbers bit by bit."""

    def __init__(self, data: bytes) -> None:
        self._bits: Iterator[int] = (
            byte >> place & 1 for byte in data for place in range(7, -1, -1)
        )

    def take(self, count: int) -> int:
        value = 0
        for _ in range(count):
            value = value << 1 | next(self._bits)
        return value

    def golomb(self) -> int:
        """An unsigned Exp-Golomb number (9.1)."""
        zeros = 0
        while not next(self._bits):
            zeros += 1
        return (1 << zeros) - 1 + self.take(zeros)

    def signed(self) -> int:
        value = self.golomb()
        return (value + 1) // 2 if value % 2 else -value // 2


def _size(bits: _Bits) -> tuple[int, int]:
    profile = bits.take(8)
    bits.take(16)
    bits.golomb()
    chroma = _skip_depths(bits) if profile in _DEEP_PROFILES else _USUAL_CHROMA
    bits.golomb()
    _skip_order(bits)
    bits.golomb()
    bits.take(1)
    across, down = bits.golomb() + 1, bits.golomb() + 1
    fields = 2 - bits.take(1)
    if fields == 2:
        bits.take(1)
    bits.take(1)
    left, right, top, bottom = (bits.golomb() for _ in range(4)) if bits.take(1) else (0, 0, 0, 0)
    wide, high = _CROPPED.get(chroma, (1, 1))
    width = across * _BLOCK - wide * (left + right)
    return width, fields * (down * _BLOCK - high * (top + bottom))


def _skip_depths(bits: _Bits) -> int:
    """Gives how colours are stored (table 6-1)."""
    chroma = bits.golomb()
    if chroma == 3:
        bits.take(1)
    bits.golomb()
    bits.golomb()
    bits.take(1)
    if bits.take(1):
        for number in range(12 if chroma == 3 else 8):
            if bits.take(1):
                _skip_scaling(bits, 16 if number < 6 else 64)
    return chroma


def _skip_scaling(bits: _Bits, count: int) -> None:
    last = following = 8
    for _ in range(count):
        if following:
            following = (last + bits.signed()) % 256
        last = following or last


def _skip_order(bits: _Bits) -> None:
    kind = bits.golomb()
    if kind == 0:
        bits.golomb()
    elif kind == 1:
        bits.take(1)
        bits.golomb()
        bits.golomb()
        for _ in range(bits.golomb()):
            bits.golomb()


def _unescaped(data: bytes) -> bytes:
    """Without the bytes that keep start codes from appearing by chance (7.4.1)."""
    return data.replace(b"\0\0\3", b"\0\0")
