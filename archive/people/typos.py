"""Slips of the hand in a romanised name: it is read with one letter put right.

One slip spoils the surname or the given name, never both, so one of them is read as it stands.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from archive.people.readings import surname_first, surname_spellings, syllable_spellings
from archive.people.spellings import LONG_SURNAMES
from archive.people.trie import LONGEST_SPELLING, SyllableTree, read_latin, read_on

SHORTEST_LATIN = 5
"""Shorter Latin names lie too close together to guess."""

_LONGEST_SURNAME = 8
_LETTERS = "abcdeghijklmnoprstuwy"


class Misspellings:
    """What misspelt letters may have been, of the spellings there are."""

    def __init__(self, spellings: Iterable[str]) -> None:
        self._spellings = frozenset(spellings)
        self._near: dict[str, tuple[str, ...]] = {}

    def near(self, text: str) -> tuple[str, ...]:
        """Spellings that these letters are once one is dropped, added, changed or swapped."""
        if text not in self._near:
            self._near[text] = tuple(set(_one_edit(text)) & self._spellings - {text})
        return self._near[text]


class TypoReader:
    """Known Hangul names, to be read from Latin letters of which one is wrong.

    ``given`` are whole names by their given names, of which ``given_tree`` is made.
    """

    def __init__(
        self, tree: SyllableTree, given_tree: SyllableTree, given: Mapping[str, list[str]]
    ) -> None:
        self._tree = tree
        self._given_tree = given_tree
        self._given = given
        self._surnames = _surnames(tree)
        self._near_surnames = Misspellings(self._surnames)
        syllables = {syllable for name in given for syllable in name}
        self._near = Misspellings(
            spelling for syllable in syllables for spelling in syllable_spellings(syllable)
        ).near

    def read(self, words: tuple[str, ...]) -> dict[str, int]:
        """Names the words spell once one letter is put right, with their cost."""
        found: dict[str, int] = {}
        if sum(map(len, words)) < SHORTEST_LATIN:
            return found
        for surname, given in _parted(words):
            for name, cost in (
                *self._surname_slipped(surname, given),
                *self._given_slipped(surname, "".join(given)),
            ):
                if cost <= len(name):
                    found[name] = min(cost, found.get(name, cost))
        return found

    def _surname_slipped(self, surname: str, given: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        near = {
            name
            for spelling in self._near_surnames.near(surname)
            for name in self._surnames[spelling]
        }
        for name, cost in read_latin(self._given_tree, given).items() if near else ():
            for whole in self._given[name]:
                if whole.removesuffix(name) in near:
                    yield whole, cost

    def _given_slipped(self, surname: str, given: str) -> Iterator[tuple[str, int]]:
        for name, cost in self._surnames.get(surname, {}).items():
            node = self._tree
            for syllable in name:
                node = node.children[syllable]
            yield from _Slipped(given, self._near).read(node, 0, cost)
            for at in range(len(given) - 1):
                swapped = given[:at] + given[at + 1] + given[at] + given[at + 2 :]
                yield from read_on(node, swapped, [len(given)] * len(given), 0, cost)


class _Slipped:
    """A text of which one syllable is misspelt, while all others are as they should be."""

    def __init__(self, text: str, near: Callable[[str], tuple[str, ...]]) -> None:
        self._text = text
        self._ends = [len(text)] * len(text)
        self._near = near

    def read(self, node: SyllableTree, at: int, cost: int) -> Iterator[tuple[str, int]]:
        """Names below the node, with the misspelt syllable here or later."""
        spelt = node.by_spelling()
        for end in range(at, min(len(self._text), at + LONGEST_SPELLING + 1) + 1):
            here = self._text[at:end]
            for more, syllable in spelt.get(here, ()):
                yield from self.read(node.children[syllable], end, cost + more)
            for spelling in self._near(here):
                for more, syllable in spelt.get(spelling, ()):
                    child = node.children[syllable]
                    yield from read_on(child, self._text, self._ends, end, cost + more)


def _parted(words: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The surname and the rest, in each order; one long word is parted wherever it may be."""
    for first, *rest in surname_first(words):
        if rest:
            yield first, tuple(rest)
        else:
            for at in range(1, min(len(first) - 1, _LONGEST_SURNAME)):
                yield first[:at], (first[at:],)


def _surnames(tree: SyllableTree) -> dict[str, dict[str, int]]:
    """Every spelling of a surname that somebody bears, with the surnames it spells."""
    found: dict[str, dict[str, int]] = {}
    for first in tree.children:
        for spelling, cost in surname_spellings(first).items():
            found.setdefault(spelling, {})[first] = cost
    for name in LONG_SURNAMES:
        first, second = name[0], name[1]
        if first in tree.children and second in tree.children[first].children:
            for begun, cost in surname_spellings(first).items():
                for ended, more in syllable_spellings(second).items():
                    found.setdefault(begun + ended, {})[name] = cost + more
    return found


def _one_edit(text: str) -> Iterator[str]:
    for at in range(len(text) + 1):
        before, after = text[:at], text[at:]
        for letter in _LETTERS:
            yield before + letter + after
            yield before + letter + after[1:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
