"""Every form a name is known to be written in, and whose it is."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, pairwise

from archive.people.hangul import hangul_only, has_hangul
from archive.people.names import KnownName
from archive.people.readings import latin_words, surname_spellings, syllable_spellings

MOST = 200
"""Names that go on after what was typed; nobody reads more."""


class WrittenNames:
    """Names by their Hangul syllables, and by their Latin letters begun at each word."""

    def __init__(self) -> None:
        self.hangul: dict[str, list[int]] = {}
        self.latin: dict[str, list[int]] = {}
        self.hangul_words: dict[str, list[str]] = {}
        self._aliases: set[tuple[int, str]] = set()
        self._breaks: dict[str, int] = {}
        self._latin_alone: set[str] = set()
        self._sorted: list[str] | None = None
        self._sorted_alone: list[str] | None = None

    def add(self, name: KnownName) -> list[str]:
        """Keep everything a person is called; gives the Hangul names nobody had before."""
        new = [text for text in (name.ko, name.en) for text in self._add(name.id, text)]
        for alias in name.aliases:
            before = self._written_by(name.id, alias)
            new += self._add(name.id, alias)
            self._aliases |= self._written_by(name.id, alias) if not before else set()
        if not any(map(has_hangul, (name.ko, name.en, *name.aliases))):
            for text in (name.en, name.ko, *name.aliases):
                self._latin_alone |= set(_begun_at_words(latin_words(text)))
        self._sorted = self._sorted_alone = None
        return new

    def people(self, key: str) -> Iterator[tuple[int, bool]]:
        """Whose name this is, and whether it is only an alias of theirs."""
        for person in (*self.hangul.get(key, ()), *self.latin.get(key, ())):
            yield person, (person, key) in self._aliases

    def latin_from(self, beginning: str) -> Iterator[tuple[str, bool]]:
        """Latin names that go on after these letters, and whether a word ends there."""
        keys = self._sorted_latin()
        start = bisect_left(keys, beginning)
        for key in islice(keys, start, start + MOST):
            if not key.startswith(beginning):
                return
            yield key, bool(self._breaks[key] >> len(beginning) & 1)

    def words_of(self, key: str) -> list[str]:
        """The words of a name in Latin letters, in the order it begins with here."""
        ends = [at for at in range(1, len(key) + 1) if self._breaks[key] >> at & 1]
        return [key[start:end] for start, end in pairwise((0, *ends))]

    def spelling(self, name: str) -> dict[str, int]:
        """Names known in Latin letters alone that may spell a Hangul name, with their cost.

        They are walked like a tree of letters: a spelling nobody's name goes on with is left.
        """
        if self._sorted_alone is None:
            self._sorted_alone = sorted(self._latin_alone)
        found: dict[str, int] = {}
        for key, cost in _spelt(self._sorted_alone, name, 0, "", 0):
            if cost <= 2 * len(name):
                found[key] = min(cost, found.get(key, cost))
        return found

    def _sorted_latin(self) -> list[str]:
        if self._sorted is None:
            self._sorted = sorted(self.latin)
        return self._sorted

    def _add(self, person: int, text: str) -> list[str]:
        new: list[str] = []
        if has_hangul(text):
            whole = hangul_only(text)
            new = [] if whole in self.hangul else [whole]
            self.hangul.setdefault(whole, []).append(person)
            words = text.split()
            for word in map(hangul_only, words if len(words) > 1 else ()):
                self.hangul_words.setdefault(word, []).append(whole)
        for key, breaks in _begun_at_words(latin_words(text)).items():
            self.latin.setdefault(key, []).append(person)
            self._breaks[key] = self._breaks.get(key, 0) | breaks
        return new

    def _written_by(self, person: int, text: str) -> set[tuple[int, str]]:
        keys = {hangul_only(text), *_begun_at_words(latin_words(text))}
        return {(person, key) for key in keys if person in self.hangul.get(key, ())} | {
            (person, key) for key in keys if person in self.latin.get(key, ())
        }


def _begun_at_words(words: tuple[str, ...]) -> dict[str, int]:
    """The words joined, begun at each of them, with a bit set wherever a word ends."""
    found: dict[str, int] = {}
    for first in range(len(words)):
        at, breaks = 0, 0
        for word in (turned := words[first:] + words[:first]):
            at += len(word)
            breaks |= 1 << at
        found["".join(turned)] = breaks
    return found


def _spelt(
    keys: list[str], name: str, number: int, begun: str, cost: int
) -> Iterator[tuple[str, int]]:
    at = bisect_left(keys, begun)
    if at == len(keys) or not keys[at].startswith(begun):
        return
    if number == len(name):
        if keys[at] == begun:
            yield begun, cost
        return
    spellings = syllable_spellings if number else surname_spellings
    for spelling, more in spellings(name[number]).items():
        yield from _spelt(keys, name, number + 1, begun + spelling, cost + more)
