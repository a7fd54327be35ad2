"""Known people found by what somebody types: Hangul, any romanisation, or first letters."""

from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import islice

from archive.people.hangul import hangul_only, has_hangul, spelt_out
from archive.people.initials import begins_with, initials_of, read_initials
from archive.people.names import CERTAIN, KnownName, Match, MatchKind
from archive.people.plausible import least_cost
from archive.people.readings import latin_words, surname_first
from archive.people.similar import SimilarNames
from archive.people.slips import NearTexts
from archive.people.spellings import LONG_SURNAMES
from archive.people.trie import SyllableTree, grow_tree, names_from, read_latin
from archive.people.typos import SHORTEST_LATIN, TypoReader
from archive.people.written import MOST, WrittenNames

__all__ = ["KnownName", "Match", "MatchKind", "NameIndex", "find_people", "given_name"]

LONGEST_QUERY = 60
"""No name is longer; what is longer is a sentence."""

SURE_MARGIN = 0
"""By how much somebody else's name may fit what was typed better, and this one is still meant."""


def find_people(query: str, people: Iterable[KnownName], limit: int = 10) -> tuple[Match, ...]:
    """The people a query may mean, best first; for many queries keep a ``NameIndex``."""
    return NameIndex(people).find(query, limit)


Found = Iterable[tuple[str, MatchKind, float]]
"""Keys of the index (a Hangul name, or Latin letters) with how they were found."""


class NameIndex:
    """Names made ready for ``find``. What only few queries need is built when one comes."""

    def __init__(self, names: Iterable[KnownName] = ()) -> None:
        self._written = WrittenNames()
        self._tree = SyllableTree(is_root=True)
        self._appearances: dict[int, int] = {}
        for name in names:
            self.add(name)
        self._tree.warm()

    def add(self, name: KnownName) -> None:
        """One more person, or one more name of one."""
        self._appearances[name.id] = name.appearances
        for new in self._written.add(name):
            self._tree.add(new)
        for built in ("_given", "_given_tree", "_initials", "_letters", "_near_hangul",
                      "_near_latin", "_typos", "_similar"):  # fmt: skip
            self.__dict__.pop(built, None)

    def find(self, query: str, limit: int = 10) -> tuple[Match, ...]:
        """The people a query may mean, best first; nothing for an empty or endless one."""
        return self._ranked(query, self._searches, limit)

    def read(self, query: str) -> tuple[Match, ...]:
        """Only people whose whole name this is, in either script: cheap, also while names grow."""
        found = self._ranked(query, lambda _: (self._by_whole_name,), MOST)
        return tuple(match for match in found if match.kind in CERTAIN)

    def _ranked(
        self,
        query: str,
        searches: Callable[[dict[int, Match]], Iterable[Callable[[str], Found]]],
        limit: int,
    ) -> tuple[Match, ...]:
        text = query.strip()
        if not text or len(text) > LONGEST_QUERY:
            return ()
        best: dict[int, Match] = {}
        for search in searches(best):
            for key, kind, score in search(text):
                self._note(best, key, kind, score)
        ranked = sorted(best.values(), key=self._rank)
        return tuple(ranked[:limit])

    def _rank(self, match: Match) -> tuple[float, int, int]:
        """Best first; of those found alike, whoever takes part more often."""
        return -match.score, -self._appearances.get(match.id, 0), match.id

    def _searches(self, best: dict[int, Match]) -> Iterable[Callable[[str], Found]]:
        """Each search, and only while there is something to gain by it."""
        yield from (self._by_hangul, self._by_latin, self._by_reading, self._by_initials)
        yield self._by_hangul_typo
        is_sure = any(match.kind in CERTAIN for match in best.values())
        yield self._by_apart_typo if is_sure else self._by_latin_typo
        if not best:
            yield self._by_likeness

    def _note(self, best: dict[int, Match], key: str, kind: MatchKind, score: float) -> None:
        for person, is_alias in self._written.people(key):
            if person not in best or best[person].score < score:
                told = MatchKind.ALIAS if is_alias and kind == MatchKind.EXACT else kind
                best[person] = Match(person, told, score)

    @cached_property
    def _given(self) -> dict[str, list[str]]:
        given: dict[str, list[str]] = {}
        for whole in self._written.hangul:
            given.setdefault(given_name(whole), []).append(whole)
        return given

    @cached_property
    def _given_tree(self) -> SyllableTree:
        return grow_tree(filter(None, self._given), with_surname=False)

    @cached_property
    def _initials(self) -> dict[str, dict[str, list[str]]]:
        """Names by all their first letters, in groups by the first two."""
        found: dict[str, dict[str, list[str]]] = {}
        for name in self._written.hangul:
            letters = initials_of(name)
            found.setdefault(letters[:2], {}).setdefault(letters, []).append(name)
        return found

    @cached_property
    def _letters(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._written.hangul:
            found.setdefault(spelt_out(name), []).append(name)
        return found

    @cached_property
    def _near_hangul(self) -> NearTexts:
        return NearTexts(self._letters)

    @cached_property
    def _near_latin(self) -> NearTexts:
        return NearTexts(key for key in self._written.latin if len(key) >= SHORTEST_LATIN)

    @cached_property
    def _typos(self) -> TypoReader:
        return TypoReader(self._tree, self._given_tree, self._given)

    @cached_property
    def _similar(self) -> SimilarNames:
        return SimilarNames(self._written, self._tree)

    def _by_whole_name(self, text: str) -> Found:
        hangul, words = hangul_only(text), latin_words(text)
        for key in filter(None, (hangul, "" if hangul else "".join(words))):
            yield key, MatchKind.EXACT, 1.0
        if len(hangul) > 1:
            yield from self._by_spelling(hangul)
        elif words and not hangul:
            yield from self._by_whole_reading(words)

    def _by_hangul(self, text: str) -> Found:
        wanted = hangul_only(text)
        if not wanted or read_initials(text):
            return
        for name in islice(names_from(self._tree, wanted), MOST):
            yield from _written_name(name, wanted, ends_here=False)
        if len(wanted) > 1:
            for name in (*self._given.get(wanted, ()), *self._written.hangul_words.get(wanted, ())):
                yield name, MatchKind.EXACT, PART
            yield from self._by_spelling(wanted)

    def _by_spelling(self, hangul: str) -> Found:
        """People whose names are known in Latin letters alone."""
        for key, cost in self._written.spelling(hangul).items():
            yield key, MatchKind.READING, 0.84 - 0.01 * cost

    def _by_latin(self, text: str) -> Found:
        wanted = "".join(latin_words(text))
        if len(wanted) < 2 or has_hangul(text):
            return
        for key, ends_here in self._written.latin_from(wanted):
            yield from _written_name(key, wanted, ends_here=ends_here)

    def _by_reading(self, text: str) -> Found:
        words = latin_words(text)
        if not words or has_hangul(text):
            return
        yield from self._by_whole_reading(words)
        for given, cost in read_latin(self._given_tree, words).items():
            for name in self._given[given]:
                yield name, MatchKind.READING, 0.72 - 0.01 * cost

    def _by_whole_reading(self, words: tuple[str, ...]) -> Found:
        least = least_cost(words)
        for order in surname_first(words):
            for name, cost in read_latin(self._tree, order).items():
                if cost <= least + SURE_MARGIN:
                    yield name, MatchKind.READING, 0.84 - 0.01 * cost
                else:
                    yield name, MatchKind.SIMILAR, 0.64 - 0.01 * cost

    def _by_initials(self, text: str) -> Found:
        pattern = read_initials(text)
        if pattern is None:
            return
        begun = initials_of(pattern)
        is_plain = begun == pattern
        for opening, group in self._initials.items():
            if not opening.startswith(begun[:2]):
                continue
            for letters, names in group.items():
                score = 0.6 - 0.01 * min(len(letters) - len(pattern), 9)
                for name in names if letters.startswith(begun) else ():
                    if is_plain or begins_with(name, pattern):
                        yield name, MatchKind.INITIALS, score

    def _by_hangul_typo(self, text: str) -> Found:
        hangul = hangul_only(text)
        if len(hangul) > 1 and not read_initials(text):
            for letters in self._near_hangul.near(spelt_out(hangul)):
                for name in self._letters[letters]:
                    yield name, MatchKind.TYPO, 0.5

    def _by_apart_typo(self, text: str) -> Found:
        """The same only where it is cheap: the words tell which is the surname."""
        return self._by_latin_typo(text) if len(latin_words(text)) > 1 else ()

    def _by_latin_typo(self, text: str) -> Found:
        words = latin_words(text)
        whole = "".join(words)
        if has_hangul(text) or len(whole) < SHORTEST_LATIN:
            return
        for key in self._near_latin.near(whole):
            yield key, MatchKind.TYPO, 0.5
        if whole not in self._written.latin:
            for name, cost in self._typos.read(words).items():
                yield name, MatchKind.TYPO, 0.49 - 0.005 * cost

    def _by_likeness(self, text: str) -> Found:
        for key, alike in self._similar.find(text):
            yield key, MatchKind.SIMILAR, 0.4 * alike


PART = 0.9
"""The score of somebody whose given name alone, or a word of whose name, was written."""


def _written_name(key: str, wanted: str, *, ends_here: bool) -> Found:
    """A name as it is written: whole, a whole word of it, or going on after what was typed."""
    rest = min(len(key) - len(wanted), 10)
    if key == wanted:
        yield key, MatchKind.EXACT, 1.0
    elif ends_here:
        yield key, MatchKind.EXACT, PART - 0.005 * rest
    else:
        yield key, MatchKind.SIMILAR, 0.44 - 0.005 * rest


def given_name(name: str) -> str:
    """A Hangul name without its surname; empty where there is nothing else.

    >>> given_name("하정우"), given_name("남궁민수")
    ('정우', '민수')
    """
    if len(name) > 2 and name.startswith(LONG_SURNAMES):
        return name[2:]
    return name[1:]
