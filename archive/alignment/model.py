"""What alignment is given, and what it proposes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from archive.cut import CutSpan
from archive.programme.model import Role, SessionKind
from archive.sentence import Sentence
from archive.timecode import Offset


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """Somebody who takes part; ``names`` are all spellings, in either script.

    ``key`` is the caller's own name for them.
    """

    names: tuple[str, ...]
    role: Role
    affiliation: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One row of the programme as alignment sees it; ``key`` is the caller's own name for it.

    ``event`` are the titles of the whole event: hosts name it where they open and close it.
    """

    key: str
    kind: SessionKind
    titles: tuple[str, ...]
    names: tuple[str, ...]
    start: datetime | None
    end: datetime | None
    room: str = ""
    people: tuple[PlannedPerson, ...] = ()
    event: tuple[str, ...] = ()

    @property
    def leading(self) -> tuple[PlannedPerson, ...]:
        """Whom a host names first: who leads the session, or else its first two people."""
        leads = tuple(one for one in self.people if one.role in (Role.CHAIR, Role.MODERATOR))
        return leads or self.people[:2]

    @property
    def speaking(self) -> tuple[PlannedPerson, ...]:
        """Whose parts follow each other inside the session."""
        return tuple(one for one in self.people if one.role in _SPEAKING)


_SPEAKING = (Role.PRESENTER, Role.KEYNOTE, Role.CONVERSATION, Role.ADDRESS, Role.REMARKS)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another place where a point may lie, and how sure that is."""

    offset: Offset
    confidence: float


@dataclass(frozen=True, slots=True)
class ProposedPoint:
    """An in or out point, how sure it is (0 to 1), and why, for an editor to read at a glance."""

    offset: Offset
    confidence: float
    because: tuple[Sentence, ...]
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedCut:
    """Where a planned session seems to lie in the recording."""

    key: str
    in_point: ProposedPoint
    out_point: ProposedPoint


class PartKind(StrEnum):
    """What a chapter inside a session is."""

    PRESENTATION = "presentation"
    DISCUSSION = "discussion"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class ProposedChapter:
    """Where a part of a session seems to begin; ``person`` is empty but for presentations.

    It lasts until the next chapter of its session begins. ``person_key`` is the caller's name for
    the person.
    """

    key: str
    kind: PartKind
    person: str
    offset: Offset
    confidence: float
    because: tuple[Sentence, ...] = ()
    person_key: str = ""


@dataclass(frozen=True, slots=True)
class PlacedChapter:
    """A chapter in the recording that shows its start."""

    recording_id: int
    chapter: ProposedChapter


@dataclass(frozen=True, slots=True)
class PlacedCut:
    """Where a planned session seems to lie in the recordings of its event, and why there.

    ``sure_in`` is how sure the in point of the first span is, ``sure_out`` the out point of the
    last; ``others_in`` and ``others_out`` are alternatives in the same recordings.
    """

    key: str
    spans: tuple[CutSpan, ...]
    sure_in: float
    sure_out: float
    because_in: tuple[Sentence, ...] = ()
    because_out: tuple[Sentence, ...] = ()
    others_in: tuple[Alternative, ...] = ()
    others_out: tuple[Alternative, ...] = ()
