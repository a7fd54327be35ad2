"""The times of words inside a cue: ``<00:00:01.500>`` between them, as WebVTT writes it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from archive.captions.plain import plain_lines
from archive.timecode import Offset, Span, parse_offset, print_offset

_TIME = re.compile(r"<((?:\d{1,4}:)?[0-5]?\d:[0-5]?\d[.,]\d{1,3})>")
_HERE = "\ufdd0"
"""Stands for a time while tags are taken off; Unicode keeps it out of every text."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a cue; ``words`` has one entry per word, nothing before the first time."""

    text: str
    words: tuple[Offset | None, ...] = ()


def rows_of(marked_up: str) -> list[Row]:
    """The lines of a cue as plain text, blank ones kept, with the times of their words."""
    times = _TIME.findall(marked_up)
    if not times:
        return [Row(line) for line in plain_lines(marked_up)]
    signed = _TIME.sub(_HERE, marked_up.replace(_HERE, ""))
    clock = _Clock(map(parse_offset, times))
    return [clock.row(line) for line in plain_lines(signed)]


def has_times(marked_up: str) -> bool:
    """Whether a line gives the times of its words."""
    return "<" in marked_up and _TIME.search(marked_up) is not None


def word_times(rows: Sequence[Row], span: Span) -> tuple[Offset, ...]:
    """When each word of the rows begins, never falling and inside the span; empty when unknown."""
    if not any(row.words for row in rows):
        return ()
    known = chain.from_iterable(row.words or (None,) * len(row.text.split()) for row in rows)
    return tuple(_rising(known, span))


def moved(marked_up: str, shift: Offset) -> str:
    """The same cue with the times of its words moved."""
    return _TIME.sub(lambda time: f"<{print_offset(parse_offset(time[1]) + shift)}>", marked_up)


def _rising(times: Iterator[Offset | None], span: Span) -> Iterator[Offset]:
    now = span.start
    for time in times:
        now = min(max(now, now if time is None else time), span.end)
        yield now


class _Clock:
    """Goes on with every time that is passed."""

    def __init__(self, times: Iterator[Offset]) -> None:
        self._times = times
        self._now: Offset | None = None

    def row(self, line: str) -> Row:
        texts: list[str] = []
        words: list[Offset | None] = []
        timed = _HERE in line
        for token in line.split():
            word = token.lstrip(_HERE)
            self._pass(len(token) - len(word))
            if word:
                texts.append(word.replace(_HERE, ""))
                words.append(self._now)
            self._pass(word.count(_HERE))
        return Row(" ".join(texts), tuple(words) if timed else ())

    def _pass(self, count: int) -> None:
        for _ in range(count):
            self._now = next(self._times, self._now)
