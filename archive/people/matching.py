"""Known people found by what somebody types: Hangul, any romanisation, or first letters."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from rapidfuzz import fuzz, process

from archive.people.hangul import hangul_only, has_hangul, spelt_out
from archive.people.initials import begins_with, initials_of, read_initials
from archive.people.readings import latin_words, rotations, surname_first, usual_spellings
from archive.people.spellings import LONG_SURNAMES
from archive.people.trie import grow_tree, names_from, read_latin
from archive.people.typos import SHORTEST_LATIN, one_letter_off, read_with_a_typo

LONGEST_QUERY = 60
"""No name is longer; what is longer is a sentence."""

SIMILAR = 80
"""Least likeness (rapidfuzz's ratio, 0-100) of a name that is merely similar."""

_MOST = 200


class MatchKind(StrEnum):
    """How a name was found, the surest first."""

    EXACT = "exact"
    READING = "reading"
    INITIALS = "initials"
    TYPO = "typo"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class KnownName:
    """A person's names; ``aliases`` are other published spellings, in either script."""

    id: int
    ko: str
    en: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A person found; ``score`` is between 0 and 1 and falls from each kind to the next."""

    id: int
    kind: MatchKind
    score: float


def find_people(query: str, people: Iterable[KnownName], limit: int = 10) -> tuple[Match, ...]:
    """The people a query may mean, best first; for many queries keep a ``NameIndex``."""
    return NameIndex(people).find(query, limit)


Found = Iterable[tuple[str, float]]
"""Keys of the index (a Hangul name, or Latin letters) with their scores."""


class NameIndex:
    """Names made ready for ``find``; built once and never changed."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        self._hangul: dict[str, list[int]] = {}
        self._latin: dict[str, list[int]] = {}
        for name in names:
            for text in (name.ko, name.en, *name.aliases):
                self._add(name.id, text)
        self._sorted_latin = sorted(self._latin)
        self._tree = grow_tree(self._hangul, with_surname=True)
        self._given: dict[str, list[str]] = {}
        for whole in self._hangul:
            self._given.setdefault(given_name(whole), []).append(whole)
        self._given_tree = grow_tree(filter(None, self._given), with_surname=False)
        self._initials = {name: initials_of(name) for name in self._hangul}
        self._letters = {name: spelt_out(name) for name in self._hangul}
        self._latin_letters = {key: key for key in self._latin}
        self._meant = self._latin_letters | {
            spelling: name for name in self._hangul for spelling in usual_spellings(name)
        }
        self._usual = {spelling: spelling for spelling in self._meant}

    def find(self, query: str, limit: int = 10) -> tuple[Match, ...]:
        """The people a query may mean, best first; nothing for an empty or endless one."""
        text = query.strip()
        if not text or len(text) > LONGEST_QUERY:
            return ()
        best: dict[int, Match] = {}
        for kind, search in self._searches():
            if best and kind in (MatchKind.TYPO, MatchKind.SIMILAR):
                break
            for key, score in search(text):
                self._note(best, key, kind, score)
        ranked = sorted(best.values(), key=lambda match: (-match.score, match.id))
        return tuple(ranked[:limit])

    def _searches(self) -> tuple[tuple[MatchKind, Callable[[str], Found]], ...]:
        return (
            (MatchKind.EXACT, self._by_hangul),
            (MatchKind.EXACT, self._by_latin),
            (MatchKind.READING, self._by_reading),
            (MatchKind.INITIALS, self._by_initials),
            (MatchKind.TYPO, self._by_typo),
            (MatchKind.SIMILAR, self._by_likeness),
        )

    def _add(self, person: int, text: str) -> None:
        if has_hangul(text):
            self._hangul.setdefault(hangul_only(text), []).append(person)
        for key in set(rotations(latin_words(text))):
            self._latin.setdefault(key, []).append(person)

    def _note(self, best: dict[int, Match], key: str, kind: MatchKind, score: float) -> None:
        for person in (*self._hangul.get(key, ()), *self._latin.get(key, ())):
            if person not in best or best[person].score < score:
                best[person] = Match(person, kind, score)

    def _by_hangul(self, text: str) -> Found:
        wanted = hangul_only(text)
        if not wanted or read_initials(text):
            return
        for name in islice(names_from(self._tree, wanted), _MOST):
            yield name, 1.0 if name == wanted else 0.95 - 0.01 * (len(name) - len(wanted))
        if len(wanted) > 1:
            for name in self._given.get(wanted, ()):
                yield name, 0.9

    def _by_latin(self, text: str) -> Found:
        wanted = "".join(latin_words(text))
        if len(wanted) < 2 or has_hangul(text):
            return
        start = bisect_left(self._sorted_latin, wanted)
        for key in islice(self._sorted_latin, start, start + _MOST):
            if not key.startswith(wanted):
                return
            yield key, 1.0 if key == wanted else 0.95 - 0.01 * min(len(key) - len(wanted), 10)

    def _by_reading(self, text: str) -> Found:
        words = latin_words(text)
        if not words or has_hangul(text):
            return
        for order in surname_first(words):
            for name, cost in read_latin(self._tree, order).items():
                yield name, 0.84 - 0.01 * cost
        for given, cost in read_latin(self._given_tree, words).items():
            for name in self._given[given]:
                yield name, 0.72 - 0.01 * cost

    def _by_initials(self, text: str) -> Found:
        pattern = read_initials(text)
        if pattern is None:
            return
        first_letters = initials_of(pattern)
        for name, letters in self._initials.items():
            if letters.startswith(first_letters) and begins_with(name, pattern):
                yield name, 0.6 - 0.01 * min(len(name) - len(pattern), 9)

    def _by_typo(self, text: str) -> Found:
        hangul, words = hangul_only(text), latin_words(text)
        if len(hangul) > 1 and not read_initials(text):
            for name in one_letter_off(spelt_out(hangul), self._letters):
                yield name, 0.5
        elif words and not hangul:
            for order in surname_first(words):
                for name in read_with_a_typo(self._tree, order):
                    yield name, 0.45
            if sum(map(len, words)) >= SHORTEST_LATIN:
                for key in one_letter_off("".join(words), self._latin_letters):
                    yield key, 0.45

    def _by_likeness(self, text: str) -> Found:
        if has_hangul(text):
            return
        for order in surname_first(latin_words(text)):
            for _, ratio, spelling in process.extract(
                "".join(order), self._usual, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=10
            ):
                yield self._meant[spelling], ratio / 250


def given_name(name: str) -> str:
    """A Hangul name without its surname; empty where there is nothing else.

    >>> given_name("하정우"), given_name("남궁민수")
    ('정우', '민수')
    """
    if len(name) > 2 and name.startswith(LONG_SURNAMES):
        return name[2:]
    return name[1:]
