"""The line of a cue that gives its times, in SubRip's and WebVTT's spellings."""

import re

from archive.errors import CaptionsUnreadableError
from archive.timecode import Offset, Span, parse_offset

ARROW = "-->"
SHORTEST_CUE_MS = 1000
"""How long a cue is shown that was written with no time between start and end."""

_TIME = r"-?(?:\d+:){1,2}\d+(?:[.,]\d+)?"
_TIMES = re.compile(rf"\s*({_TIME})\s*-->\s*({_TIME})(?:\s.*)?")
_ROUNDED_UP = re.compile(r":60(?:[.,]0*)?$")
"""The last thousandths of a minute as some programs round them."""

_BEGINS_WITH_TIME = re.compile(r"\s*-?\d+:\d[\d:.,]*\s*-->")


def is_timing(line: str) -> bool:
    """Whether a line gives a cue's times."""
    return ARROW in line and _TIMES.fullmatch(line) is not None


def read_timing(line: str, number: int) -> tuple[Offset, Offset] | None:
    """The two times of a timing line in ms, or nothing for any other line.

    ``number`` is the line's number in the file, for the sentence of the ``CaptionsUnreadableError``
    raised when a line begins like a timing line and can't be read as one. Nothing is before 0.
    """
    times = _TIMES.fullmatch(line)
    if not times:
        if _BEGINS_WITH_TIME.match(line):
            raise _unreadable(line, number)
        return None
    try:
        return _offset(times[1]), _offset(times[2])
    except ValueError as exc:
        raise _unreadable(line, number) from exc


def lasting(start: Offset, end: Offset) -> Span:
    """The span of a cue; one written without a duration is shown for a second, not lost."""
    return Span(start, end if end > start else start + SHORTEST_CUE_MS)


def _offset(time: str) -> Offset:
    return 0 if time.startswith("-") else parse_offset(_ROUNDED_UP.sub(":59.999", time))


def _unreadable(line: str, number: int) -> CaptionsUnreadableError:
    return CaptionsUnreadableError(
        "Line {line} gives no times we can read: “{text}”. Write 00:01:02.500 --> 00:01:04.000.",
        line=number,
        text=line.strip()[:80],
    )
