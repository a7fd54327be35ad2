"""Which bytes of a file a request asks for."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException

_ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(\d{1,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE | re.ASCII)
_SPEC = r"\s*(?:\d{1,30}\s*-\s*\d{0,30}|-\s*\d{1,30})\s*"
_RANGES = re.compile(rf"\s*bytes\s*=({_SPEC}(?:,{_SPEC})*)", re.IGNORECASE | re.ASCII)

RangeEnd = Callable[[int], int | None]
"""The last byte that may be read from a first one on, or nothing when that one may not."""


@dataclass(frozen=True, slots=True)
class WantedRange:
    """First and last byte, both included."""

    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1

    def within(self, part: "WantedRange") -> "WantedRange":
        """``part``, which counts from this one's first byte, counted from the file's."""
        return WantedRange(self.first + part.first, self.first + part.last)


def asked_ranges(header: str | None, size: int) -> tuple[WantedRange, ...]:
    """What a ``Range`` header asks of a file of ``size`` bytes, as RFC 9110 (14.1.2) reads it.

    Nothing when the whole file is to be sent: without a header, with one that is malformed or
    counts in other units. Raises 416 when no range begins inside the file.
    """
    match = _RANGES.fullmatch(header or "")
    if match is None:
        return ()
    specs = [spec.partition("-")[::2] for spec in match[1].replace(" ", "").split(",")]
    if any(first and last and int(first) > int(last) for first, last in specs):
        return ()
    found = [_range(first.strip(), last.strip(), size) for first, last in specs]
    held = tuple(one for one in found if one.first <= one.last)
    if not held:
        raise HTTPException(416, headers={"content-range": f"bytes */{size}"})
    return held


def _range(first: str, last: str, size: int) -> WantedRange:
    """Ends before it begins when it isn't in the file."""
    if not first:
        return WantedRange(max(size - int(last), 0), size - 1 if int(last) else -1)
    return WantedRange(int(first), min(int(last), size - 1) if last else size - 1)


def wanted_range(header: str | None, size: int, range_end: RangeEnd) -> WantedRange:
    """The one range a ``Range`` header asks for, within what may be read.

    A range without an end gives what may be read from its beginning on. Raises 416 when there is
    no single range of bytes, or it reaches past what may be read.
    """
    match = _ONE_RANGE.fullmatch(header or "")
    if match:
        first = int(match[1])
        end = range_end(first)
        if end is not None:
            last = min(int(match[2]), size - 1) if match[2] else end
            if first <= last <= end:
                return WantedRange(first, last)
    raise HTTPException(416, headers={"content-range": f"bytes */{size}"})
