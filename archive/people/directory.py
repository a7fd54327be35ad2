"""People found by name, by affiliation, or by both together (하정우 물길연구소)."""

from collections.abc import Iterable, Iterator

from archive.people.affiliations import folded
from archive.people.matching import NameIndex
from archive.people.names import CERTAIN, KnownName, Match, MatchKind

_MOST = 200
_SHORTEST_AFFILIATION = 2


class Directory:
    """Everybody who is known, made ready to be found.

    ``names`` are theirs by id, ``hangul_names`` those written in Hangul.
    """

    def __init__(self, names: Iterable[KnownName]) -> None:
        self.names = {name.id: name for name in names}
        self.index = NameIndex(self.names.values())
        self.hangul_names = frozenset(name.ko for name in self.names.values() if name.ko)
        self._of: dict[str, list[int]] = {}
        for name in self.names.values():
            for affiliation in {*map(folded, name.affiliations)} - {""}:
                self._of.setdefault(affiliation, []).append(name.id)

    def find(self, text: str, limit: int = 10) -> tuple[Match, ...]:
        """The people the text may mean, best first.

        What names nobody as a whole may be a name and an affiliation, in either order, and then
        an affiliation alone.
        """
        whole = self.index.find(text, limit)
        if any(match.kind in CERTAIN for match in whole):
            return whole
        named = self._named_and_affiliated(text.split())
        found = {match.id: match for match in (*self._affiliated(text), *whole, *named)}
        ranked = sorted(
            found.values(),
            key=lambda one: (-one.score, -self.names[one.id].appearances, one.id),
        )
        return tuple(ranked[:limit])

    def _named_and_affiliated(self, words: list[str]) -> Iterator[Match]:
        for at in range(1, len(words)):
            for name, rest in ((words[:at], words[at:]), (words[at:], words[:at])):
                belonging = self._members([folded(word) for word in rest])
                for match in self.index.find(" ".join(name), _MOST) if belonging else ():
                    if match.kind in CERTAIN and match.id in belonging:
                        yield match

    def _affiliated(self, text: str) -> Iterator[Match]:
        for person in sorted(self._members([folded(word) for word in text.split()]))[:_MOST]:
            yield Match(person, MatchKind.AFFILIATION, 0.2)

    def _members(self, words: list[str]) -> set[int]:
        """People whose affiliation has all the words in it."""
        wanted = [word for word in words if len(word) >= _SHORTEST_AFFILIATION]
        if not wanted or len(wanted) < len(words):
            return set()
        return {
            person
            for affiliation, people in self._of.items()
            if all(word in affiliation for word in wanted)
            for person in people
        }
