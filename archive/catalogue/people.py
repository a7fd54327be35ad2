"""What the catalogue gives to pages and jobs of people: plain values, no rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from archive.catalogue.values import EventView, PersonLine, SessionCard
from archive.programme.model import Bilingual, Role
from archive.timecode import Span


class NameKind(StrEnum):
    """What another name of a person is to them."""

    ALIAS = "alias"
    FORMER = "former"
    SPELLING = "spelling"


class PersonChangeKind(StrEnum):
    """Two people made one, or one made two."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class OtherName:
    """One more name of a person; ``source`` says where it is from, empty where nobody told."""

    id: int
    text: str
    kind: NameKind
    source: str


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What somebody says themselves inside a session: a part of a recording its cut shows.

    ``part`` counts the session's parts from 1, ``recording_id`` names the recording of that one.
    ``is_checked`` is not true of what nobody but the machine says.
    """

    part: int
    recording_id: int
    span: Span
    is_checked: bool = True


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person and every visible session they took part in, the latest event first.

    ``id`` is another than was asked for when they were made one with somebody. ``own_parts`` are by
    the id of the session, as far as it is known what they say there.
    """

    id: int
    name: Bilingual
    other_names: tuple[OtherName, ...]
    appearances: tuple[tuple[SessionCard, PersonLine], ...]
    own_parts: Mapping[int, tuple[OwnPart, ...]]


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person as lists of the desk show them; ``affiliations`` are the latest first."""

    id: int
    name: Bilingual
    affiliations: tuple[str, ...]
    appearances: int
    merged_into: int | None = None


@dataclass(frozen=True, slots=True)
class PersonPair:
    """Two people who may be one."""

    first: PersonEntry
    second: PersonEntry


@dataclass(frozen=True, slots=True)
class PersonChange:
    """Who was made one with whom, or split off; ``moved`` counts the appearances that went over."""

    id: int
    kind: PersonChangeKind
    source: PersonEntry
    target: PersonEntry
    moved: int
    made_by: str | None
    made_at: datetime
    undone_by: str | None
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeskAppearance:
    """An appearance as the desk lists it, whether anybody may watch it or not."""

    id: int
    event: EventView
    code: str
    title: Bilingual
    starts_at: datetime | None
    role: Role
    affiliation: str


@dataclass(frozen=True, slots=True)
class DeskPerson:
    """All that an editor may know and change of a person."""

    entry: PersonEntry
    list_affiliation: str
    other_names: tuple[OtherName, ...]
    appearances: tuple[DeskAppearance, ...]
    pairs: tuple[PersonPair, ...]
    changes: tuple[PersonChange, ...]


@dataclass(frozen=True, slots=True)
class PeopleList:
    """One page of the people who were asked for, of ``total``."""

    total: int
    people: tuple[PersonEntry, ...]


@dataclass(frozen=True, slots=True)
class PeopleImport:
    """What a list of people changed; ``known`` were there already, with nothing new about them."""

    added: int
    changed: int
    known: int
