"""Times that a recording's description lists, read as chapters: ``1:02:03 세션 2``."""

import re
from collections.abc import Iterator
from itertools import pairwise

from archive.recording import SourceChapter
from archive.timecode import Span, parse_offset

FEWEST = 2
"""One time alone is more often a clock's than a place in the recording."""

_TIME = r"[\[(]?(?P<time>(?:\d{1,2}:)?\d{1,2}:\d{2})[\])]?"
_LINE = re.compile(rf"\W{{0,4}}{_TIME}\s*[-–—~:|.)]*\s*(?P<title>\S.*)")


def chapters_in(description: str, duration: int) -> tuple[SourceChapter, ...]:
    """The chapters of a description whose times rise line by line inside the recording.

    Each lasts until the next begins, the last until the recording ends.
    """
    found = [one for one in _listed(description) if one[0] < duration]
    starts = [at for at, _ in found]
    if len(found) < FEWEST or any(one >= other for one, other in pairwise(starts)):
        return ()
    ends = [*starts[1:], duration]
    return tuple(
        SourceChapter(Span(start, end), title)
        for (start, title), end in zip(found, ends, strict=True)
    )


def _listed(description: str) -> Iterator[tuple[int, str]]:
    for line in description.splitlines():
        match = _LINE.fullmatch(line.strip())
        if match:
            yield parse_offset(match["time"]), match["title"].strip()
