"""A person's names as they are known, and how surely one was found."""

from dataclasses import dataclass
from enum import StrEnum


class MatchKind(StrEnum):
    """How somebody was found, the surest first.

    ``SIMILAR`` is also a name that goes on after what was typed, and ``AFFILIATION`` names nobody:
    whoever is found by it was never asked for by name.
    """

    EXACT = "exact"
    ALIAS = "alias"
    READING = "reading"
    INITIALS = "initials"
    TYPO = "typo"
    SIMILAR = "similar"
    AFFILIATION = "affiliation"


CERTAIN = frozenset({MatchKind.EXACT, MatchKind.ALIAS, MatchKind.READING})
"""Kinds that say: this is the name that was typed."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """A person's names; ``aliases`` are other written forms, in either script.

    ``appearances`` is how often they take part: of people found alike, whoever does so more often
    is meant more often.
    """

    id: int
    ko: str
    en: str = ""
    aliases: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    appearances: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A person found; ``score`` is between 0 and 1 and falls from each kind to the next."""

    id: int
    kind: MatchKind
    score: float
