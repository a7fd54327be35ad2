"""Clues in the pictures: a slate that stands long goes away before a start, and comes at an end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.alignment.clues import Clue, Clues
from archive.alignment.evidence import Edge
from archive.alignment.model import PlannedSession
from archive.sentence import Sentence
from archive.timecode import Offset

_CHANGED = 14.0
_STILL = 2.0
_LONG_MS = 60_000
_WIDE_MS = 20_000
_CUT_MS = 8000
_SLATE, _CUT, _STANDING = 1.0, 0.35, -1.5

_CHANGES = Sentence("The picture changes.")
_STOOD = Sentence("A still picture stood until here.")
_STANDS = Sentence("A still picture follows.")


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """Small grey pictures of a recording, one row each, and when each is shown, in order."""

    times: Sequence[Offset]
    brightness: NDArray[np.uint8]


def picture_clues(pictures: Pictures) -> Clues:
    """The clues of one recording's pictures; they name no session and no exact point."""
    found = tuple(_clues(pictures))

    def clues(sessions: Sequence[PlannedSession]) -> Iterable[Clue]:
        del sessions  # nothing reads what a picture says
        return found

    return clues


def _clues(pictures: Pictures) -> Iterator[Clue]:
    differences = np.abs(np.diff(pictures.brightness.astype(np.int16), axis=0)).mean(axis=1)
    began = 0
    for n, difference in enumerate(differences):
        before, after = pictures.times[n], pictures.times[n + 1]
        if difference > _STILL:
            if before - pictures.times[began] >= _LONG_MS:
                yield from _stood(pictures.times[began], before)
            began = n + 1
        if difference > _CHANGED:
            yield _near(Edge.START, before, after, _CUT, _CUT_MS, _CHANGES)
    if pictures.times and pictures.times[-1] - pictures.times[began] >= _LONG_MS:
        yield from _stood(pictures.times[began], pictures.times[-1])


def _stood(first: Offset, last: Offset) -> Iterator[Clue]:
    """A picture stood still from ``first`` to ``last``."""
    yield _near(Edge.START, last, last, _SLATE, _WIDE_MS, _STOOD)
    if last - first > 2 * _WIDE_MS + _LONG_MS:
        at = first + _WIDE_MS
        yield Clue(Edge.START, at, _STANDING, (), None, 0, last - _LONG_MS - at)
    yield _near(Edge.END, first, first, _SLATE, _WIDE_MS, _STANDS)


def _near(edge: Edge, first: Offset, last: Offset, gain: float, wide: int, why: Sentence) -> Clue:
    return Clue(edge, first, gain, (why,), None, wide, last - first + wide)
