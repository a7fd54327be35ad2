"""Recording time: integer milliseconds since the recording began, and spans of it."""

import re
from dataclasses import dataclass

Offset = int
"""Milliseconds since a recording began."""

_CLOCK = re.compile(r"(?:(?:(\d{1,3}):)?([0-5]?\d):)?(\d{1,9})(?:[.,](\d{1,3})\d*)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open ``[start, end)`` in milliseconds; never empty."""

    start: Offset
    end: Offset

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a span must last some time: [{self.start}, {self.end})")

    @property
    def duration(self) -> int:
        return self.end - self.start

    def contains(self, offset: Offset) -> bool:
        return self.start <= offset < self.end

    def overlap(self, other: "Span") -> "Span | None":
        """The part both spans share, or nothing."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def nearest(self, offset: Offset) -> Offset:
        """The point of the span closest to ``offset``."""
        return min(max(offset, self.start), self.end - 1)


def parse_offset(text: str) -> Offset:
    """Read ``H:MM:SS.mmm``, ``MM:SS`` or seconds.

    >>> parse_offset("1:02:03.5"), parse_offset("754"), parse_offset("12:34")
    (3723500, 754000, 754000)

    Raises ``ValueError`` with a sentence when the text is none of these.
    """
    match = _CLOCK.fullmatch(text.strip())
    if not match or (match[2] is not None and int(match[3]) > 59):
        raise ValueError(f"{text!r} is no time; write 1:02:03.5, 12:34 or seconds")
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    milliseconds = int((match[4] or "").ljust(3, "0"))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds


def print_offset(offset: Offset) -> str:
    """``HH:MM:SS.mmm``, as WebVTT writes it; hours grow as needed.

    >>> print_offset(3723500)
    '01:02:03.500'
    """
    seconds, milliseconds = divmod(offset, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}"


def print_clock(offset: Offset) -> str:
    """``M:SS`` or ``H:MM:SS``, as people read a player's clock.

    >>> print_clock(754000), print_clock(3723500)
    ('12:34', '1:02:03')
    """
    minutes, seconds = divmod(offset // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
