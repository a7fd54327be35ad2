"""Which Korean and Latin names belong to one person, by how they read."""

from collections.abc import Iterable

from archive.people.matching import KnownName, MatchKind, NameIndex
from archive.programme.model import Appearance, Programme

_CERTAIN = (MatchKind.EXACT, MatchKind.READING)


class Readings:
    """The Korean names of a programme, ready to be asked which of them a Latin name spells."""

    def __init__(self, programme: Programme) -> None:
        people = (one for session in programme.sessions for one in session.people)
        self._names = dict.fromkeys(name for one in people if (name := one.name.ko))
        known = (KnownName(number, name) for number, name in enumerate(self._names))
        self._index = NameIndex(known)
        self._listed = list(self._names)
        self._found: dict[str, frozenset[str]] = {}

    def of(self, latin: str) -> frozenset[str]:
        """The Korean names that this one may be a spelling of."""
        if latin not in self._found:
            matches = self._index.find(latin)
            self._found[latin] = frozenset(
                self._listed[match.id] for match in matches if match.kind in _CERTAIN
            )
        return self._found[latin]

    def are_one(self, korean: Appearance, other: Appearance) -> bool:
        """Whether two names are one in the same script, or read alike in two."""
        same = {korean.name.ko, korean.name.en} & {other.name.ko, other.name.en} - {""}
        return bool(same) or korean.name.ko in self.of(other.name.en)

    def shared(self, korean: Iterable[Appearance], others: Iterable[Appearance]) -> int:
        """How many people two sessions have in common."""
        listed = list(others)
        return sum(any(self.are_one(one, other) for other in listed) for one in korean)
