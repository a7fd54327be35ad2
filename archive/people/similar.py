"""Names that are merely like what was typed; nobody found so is certain."""

from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

from archive.people.foreign import SoundIndex
from archive.people.hangul import has_hangul
from archive.people.readings import latin_words, surname_first, usual_spellings
from archive.people.trie import SyllableTree, names_below
from archive.people.written import WrittenNames

SIMILAR = 80
"""Least likeness (rapidfuzz's ratio, 0-100) of a name that is merely similar."""

_SHORTEST_WORD = 3
_MOST = 10

Found = Iterator[tuple[str, float]]
"""Names with how alike they are, from 0 to 1."""


class SimilarNames:
    """Names by the words they are made of; built when it is first needed."""

    def __init__(self, written: WrittenNames, tree: SyllableTree) -> None:
        self._tree = tree
        self._spelt: dict[str, dict[str, str]] = {}
        self._by_word: dict[str, list[str]] = {}
        for key in written.latin:
            for word in written.words_of(key):
                if len(word) >= _SHORTEST_WORD:
                    self._by_word.setdefault(word, []).append(key)
        self._latin_sounds = SoundIndex(self._by_word, are_latin=True)
        self._hangul_words = dict(written.hangul_words)
        self._hangul_sounds = SoundIndex(self._hangul_words, are_latin=False)

    def find(self, text: str) -> Found:
        """Names that share a word with the text and are like it, or that sound like it."""
        if has_hangul(text):
            yield from self._sounding(text.split(), self._latin_sounds, self._by_word)
            return
        words = latin_words(text)
        if not words:
            return
        yield from self._misspelt_given(words)
        yield from self._sharing_a_word(words)
        yield from self._sounding(words, self._hangul_sounds, self._hangul_words)

    def _misspelt_given(self, words: tuple[str, ...]) -> Found:
        """Korean names whose surname is spelt well and whose given name nearly is."""
        for surname, *given in surname_first(words):
            for _, first in self._tree.by_spelling().get(surname, ()) if given else ():
                names = self._names_of(first)
                for name, ratio, _ in process.extract(
                    "".join(given), names, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=_MOST
                ):
                    yield names[name], ratio / 100

    def _names_of(self, surname: str) -> dict[str, str]:
        if surname not in self._spelt:
            names = names_below(self._tree.children[surname])
            self._spelt[surname] = {
                spelling: name for name in names for spelling in usual_spellings(name[1:])
            }
        return self._spelt[surname]

    def _sharing_a_word(self, words: tuple[str, ...]) -> Found:
        whole = "".join(words)
        shared = dict.fromkeys(key for word in words for key in self._by_word.get(word, ()))
        for key, ratio, _ in process.extract(
            whole, list(shared), scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=_MOST
        ):
            yield key, ratio / 100

    def _sounding(
        self, words: Iterable[str], sounds: SoundIndex, known: dict[str, list[str]]
    ) -> Found:
        """Names in which each of the words is heard."""
        alike: dict[str, float] = {}
        for number, word in enumerate(words):
            heard: dict[str, float] = {}
            for other, ratio in sounds.like(word):
                for name in known[other]:
                    heard[name] = max(heard.get(name, 0.0), ratio)
            alike = _both(alike, heard) if number else heard
        best = sorted(alike.items(), key=lambda item: -item[1])
        yield from best[:_MOST]


def _both(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return {name: (one[name] + other[name]) / 2 for name in one.keys() & other.keys()}
