"""A clue: something noticed in a recording that makes an edge near a point more or less likely."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from archive.alignment.evidence import Edge
from archive.alignment.model import PlannedSession
from archive.sentence import Sentence
from archive.timecode import Offset


class Place(Enum):
    """Whether a clue names a point where an edge may lie."""

    EXACT = "exact"
    NEAR = "near"
    """As far as its kind can tell; an exact point close by is better."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Clue:
    """``gain`` is how many times likelier an edge is there than anywhere, as a logarithm.

    It speaks for points from ``before_ms`` before its offset to ``after_ms`` behind it, and for the
    edges of one session, or of any where ``key`` is nothing. Below 0 it speaks against them.
    """

    edge: Edge
    offset: Offset
    gain: float
    because: tuple[Sentence, ...] = ()
    key: str | None = None
    before_ms: int = 0
    after_ms: int = 0
    place: Place = Place.NONE


Clues = Callable[[Sequence[PlannedSession]], Iterable[Clue]]
"""One kind of evidence as heard, seen or read in one recording: asked for the whole programme."""
