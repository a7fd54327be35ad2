"""What alignment is given, and what it proposes."""

from dataclasses import dataclass
from datetime import datetime

from archive.cut import CutSpan
from archive.programme.model import SessionKind
from archive.sentence import Sentence
from archive.timecode import Offset


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One row of the programme as alignment sees it; ``key`` is the caller's own name for it."""

    key: str
    kind: SessionKind
    titles: tuple[str, ...]
    names: tuple[str, ...]
    start: datetime | None
    end: datetime | None
    room: str = ""


@dataclass(frozen=True, slots=True)
class ProposedPoint:
    """An in or out point, how sure it is (0 to 1), and why, for an editor to read at a glance."""

    offset: Offset
    confidence: float
    because: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ProposedCut:
    """Where a planned session seems to lie in the recording."""

    key: str
    in_point: ProposedPoint
    out_point: ProposedPoint


@dataclass(frozen=True, slots=True)
class PlacedCut:
    """Where a planned session seems to lie in the recordings of its event, and why there.

    ``sure_in`` is how sure the in point of the first span is, ``sure_out`` the out point of the
    last.
    """

    key: str
    spans: tuple[CutSpan, ...]
    sure_in: float
    sure_out: float
    because_in: tuple[Sentence, ...] = ()
    because_out: tuple[Sentence, ...] = ()
