"""Clues in a stream that breaks off: what was under way may have ended or begun meanwhile."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from archive.alignment.clues import Clue, Clues, Place
from archive.alignment.evidence import Edge
from archive.alignment.model import PlannedSession
from archive.alignment.streams import Stream
from archive.sentence import Sentence

_GAIN = -0.5
_BROKE = Sentence("The livestream broke off here.")
_CAME_BACK = Sentence("The livestream came back here.")


def broken_clues(stream: Stream) -> Clues:
    """Edges may lie where the recordings of a stream meet, though nothing says so."""
    found = tuple(_clues(stream))

    def clues(sessions: Sequence[PlannedSession]) -> Iterable[Clue]:
        del sessions  # anything may have been under way
        return found

    return clues


def _clues(stream: Stream) -> Iterator[Clue]:
    for before, after in pairwise(stream.stretches):
        end, start = before.span.end, after.span.start
        yield Clue(Edge.END, end, _GAIN, (_BROKE,), place=Place.EXACT)
        yield Clue(Edge.START, start, _GAIN, (_CAME_BACK,), place=Place.EXACT)
