"""Lyrics (.lrc): each line after the time it begins at, words after theirs."""

import re
from collections.abc import Iterator
from html import escape

from archive.captions.format import CaptionFormat, Shown, Written
from archive.timecode import Offset, Span, parse_offset, print_offset

LONGEST_LINE_MS = 10_000
"""How long a line is shown at most: the next one may come after a long pause."""

_TIME = re.compile(r"[ \t]*\[(\d{1,3}:[0-5]?\d(?:[.:]\d{1,3})?)\]")
_WORD = re.compile(r"&lt;(\d{1,3}:[0-5]?\d(?:[.:]\d{1,3})?)&gt;")
_OFFSET = re.compile(r"^\[offset:\s*([+-]?\d{1,7})\s*\]", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(r"\[[a-zA-Z#]+:[^\[\]\n]*\]")


def recognises(text: str) -> bool:
    lines = [line for line in text[:10_000].split("\n") if line.strip()]
    timed = sum(_TIME.match(line) is not None for line in lines)
    tags = sum(_TAG.match(line) is not None for line in lines)
    return timed > 0 and 2 * (timed + tags) > len(lines)


def read(text: str) -> Iterator[Written]:
    """The one track of the file; a line with several times is said at each of them.

    ``[offset:500]`` makes everything come half a second sooner.
    """
    offset = _OFFSET.search(text)
    sooner = int(offset[1]) if offset else 0
    lines = sorted(
        (max(start - sooner, 0), said)
        for line in text.split("\n")
        for start, said in _line(line, sooner)
    )
    yield Written(tuple(_shown(lines)))


FORMAT = CaptionFormat("LRC", recognises, read)


def _line(line: str, sooner: int) -> Iterator[tuple[Offset, str]]:
    starts, place = [], 0
    while time := _TIME.match(line, place):
        starts.append(_offset(time[1]))
        place = time.end()
    marked_up = _WORD.sub(
        lambda time: f"<{print_offset(max(_offset(time[1]) - sooner, 0))}>", escape(line[place:])
    )
    for start in starts:
        yield start, marked_up if len(starts) == 1 else _WORD.sub("", escape(line[place:]))


def _shown(lines: list[tuple[Offset, str]]) -> Iterator[Shown]:
    """Each line until the next one, be it empty."""
    for (start, marked_up), after in zip(lines, [*lines[1:], None], strict=True):
        end = start + LONGEST_LINE_MS
        if after and start < after[0]:
            end = min(end, after[0])
        if marked_up.strip():
            yield Shown(Span(start, end), marked_up)


def _offset(time: str) -> Offset:
    """``mm:ss.cc``, also with a colon before the hundredths."""
    minutes, seconds, *part = re.split("[:.]", time)
    return parse_offset(f"{seconds}.{part[0]}" if part else seconds) + int(minutes) * 60_000
