"""Events, sessions, their people and their cuts."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from archive.alignment.model import Alternative
from archive.cut import Cut, CutSpan, CutState
from archive.licence import Licence
from archive.programme.model import (
    Bilingual,
    Role,
    SessionKind,
)
from archive.sentence import Sentence


class SessionState(StrEnum):
    """What a viewer may be told of a session."""

    PLANNED = "planned"
    RECORDING = "recording"
    CUTTING = "cutting"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class EventDetails:
    """What a programme does not say of its event, and an editor does; empty where nobody has."""

    organiser: Bilingual = field(default_factory=Bilingual)
    place: Bilingual = field(default_factory=Bilingual)
    licence: Licence = Licence.UNSAID


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as every page about it names it."""

    id: int
    slug: str
    title: Bilingual
    date: date | None
    timezone: str
    details: EventDetails = EventDetails()


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in one role of one session, with the affiliation of that day."""

    id: int
    name: Bilingual
    role: Role
    affiliation: str


@dataclass(frozen=True, slots=True)
class CutView:
    """A session's current cut with what an editor wants to know about it.

    ``others_in`` and ``others_out`` are where its first and last point may lie instead.
    """

    cut: Cut
    confidence_in: float
    confidence_out: float
    because_in: tuple[Sentence, ...]
    because_out: tuple[Sentence, ...]
    made_at: datetime
    made_by: str | None
    others_in: tuple[Alternative, ...] = ()
    others_out: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class CutRevision:
    """A cut a session had once, and who decided it; nobody for a proposal."""

    revision: int
    spans: tuple[CutSpan, ...]
    state: CutState
    made_by: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session as lists show it; ``starts_at`` and ``ends_at`` are the programme's."""

    id: int
    event: EventView
    code: str
    kind: SessionKind
    title: Bilingual
    room: str
    starts_at: datetime | None
    ends_at: datetime | None
    people: tuple[PersonLine, ...]
    state: SessionState
    cut: CutView | None
    published_at: datetime | None
