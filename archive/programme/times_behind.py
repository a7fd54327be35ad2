"""Lines whose times stand behind what they tell of: ``1. 여는 마당 (13:30~13:50)``."""

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.programme.clock import read_times
from archive.programme.lines import Line

_BEHIND = re.compile(
    r"^(?P<what>\D{0,3}\d{0,2}[.)]?\s*\S.{0,200}?)[\s:|·-]*"
    r"(?P<times>[(\[<]\s?(?:오전|오후|AM|PM)?\s?\d{1,2}(?::\d{2}|시)[^()\[\]<>]{0,40}[)\]>])"
    r"(?P<rest>.{0,200})$"
)
_NUMBER = re.compile(r"^\s*(?:[-–•·○◦□■▪*]\s*)?(?:\d{1,2}|[가-하])[.)]\s+")
_FEWEST = 2


def rows_by_their_ends(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with such times in front; nothing where fewer than two lines have them.

    Lines that open with times are rows already, and then all others belong to them.
    """
    if any(read_times(line.text) for line in lines):
        return ()
    turned = [_turned(line) for line in lines]
    found = sum(one is not line for one, line in zip(turned, lines, strict=True))
    return tuple(turned) if found >= _FEWEST else ()


def _turned(line: Line) -> Line:
    match = _BEHIND.match(line.text) if len(line.text) < 500 else None
    times = read_times(match["times"]) if match else None
    if match is None or times is None or times.start is None:
        return line
    if times.end is None and times.duration is None:
        return line
    what = _NUMBER.sub("", match["what"]).strip()
    inside = match["times"][1:-1].strip()
    return replace(line, text=f"{inside}\t{what} {match['rest'].strip()}".rstrip())
