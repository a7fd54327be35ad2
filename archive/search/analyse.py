"""Text into search terms: Korean by its morphemes, Latin by its stems; kiwipiepy stops here."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from threading import RLock
from typing import Any

from archive.people.hangul import has_hangul
from archive.search.nouns import Noun, parts_of
from archive.search.spans import Mark, encode_spans, write_terms
from archive.search.words import folded, words_of

ANALYSER_VERSION = 1
"""Grows when the same text would give other terms; cues of an older one are analysed again."""

_SHORTEST_NAME, _LONGEST_NAME = 3, 6
_MOST_PARTS_KEPT = 200_000
_HANGUL = re.compile("[가-힣]+")
_NOUNS = frozenset(("NNG", "NNP"))
_LEFT_OUT = frozenset(("VCP", "VCN"))
_KEPT = ("N", "V", "XR", "MAG", "UN")
"""Nouns, verbs with auxiliaries, adjectives, roots, adverbs and what Kiwi can't place.

Particles, endings, affixes and the copula say nothing of what a text is about. Auxiliaries
(VX) stay, because Kiwi gives the same verb now as VV and now as VX.
"""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The terms of an NFC text and where each stands in it.

    The first ``words`` terms follow the text; the others are nouns inside a longer one, and
    stand where that one stands.
    """

    terms: tuple[str, ...]
    spans: tuple[Mark, ...]
    words: int

    @property
    def stored_terms(self) -> str:
        """The terms as ``cue.terms`` keeps them."""
        return write_terms(self.terms[: self.words], self.terms[self.words :])

    @property
    def stored_spans(self) -> bytes:
        """The spans as ``cue.spans`` keeps them."""
        return encode_spans(self.spans)


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    term: str
    is_noun: bool = False


_MODEL_LOCK = RLock()


@cache
def _model() -> Any:
    """One for all of a process, which takes 3-5 s and 300 MB; only to be used under its lock."""
    # Named here and not at the top: who never meets Korean text never pays for it.
    kiwi = import_module("kiwipiepy").Kiwi(num_workers=1)
    kiwi.tokenize("가")
    return kiwi


class Analyser:
    """Korean morphology, loaded when the first Korean text comes; any thread may use it."""

    def __init__(self) -> None:
        self._names: frozenset[str] = frozenset()
        self._added: Iterable[str] = ()
        self._parts: dict[str, tuple[str, ...]] = {}

    def warm(self) -> None:
        """Load the model now, so that nobody waits for it later."""
        with _MODEL_LOCK:
            _model()

    def add_names(self, names: Iterable[str]) -> None:
        """People's names that must stay whole; Latin and very short ones need no help.

        To give the same frozen set again costs nothing.
        """
        if names is self._added:
            return
        whole = {"".join(_HANGUL.findall(unicodedata.normalize("NFC", name))) for name in names}
        fitting = {name for name in whole if _SHORTEST_NAME <= len(name) <= _LONGEST_NAME}
        if not fitting <= self._names:
            self._names |= fitting
        if isinstance(names, frozenset):
            self._added = names

    def analyse(self, text: str) -> Analysis:
        """The text's terms; texts without Hangul never load the model."""
        text = unicodedata.normalize("NFC", text)
        korean = list(self._korean(text)) if has_hangul(text) else []
        taken = {at for word in korean for at in range(word.start, word.end)}
        others = (_Word(start, end, term) for term, start, end in words_of(text))
        words = korean + [word for word in others if word.start not in taken]
        words.sort(key=lambda word: word.start)
        inside = [
            _Word(word.start, word.end, part)
            for word in words
            if word.is_noun
            for part in self.parts(word.term)
        ]
        everything = [*words, *inside]
        return Analysis(
            tuple(word.term for word in everything),
            tuple((word.start, word.end) for word in everything),
            len(words),
        )

    def parts(self, noun: str) -> tuple[str, ...]:
        """The nouns a long noun is made of, in order; nothing for one that is not made so."""
        if len(noun) < _SHORTEST_NAME or not has_hangul(noun) or noun in self._names:
            return ()
        if noun not in self._parts:
            if len(self._parts) >= _MOST_PARTS_KEPT:
                self._parts.clear()
            self._parts[noun] = parts_of(noun, self._look_up)
        return self._parts[noun]

    def is_noun(self, word: str) -> bool:
        """Whether the dictionary has the Korean word as a noun."""
        return has_hangul(word) and self._look_up(word) is not None

    def _korean(self, text: str) -> Iterator[_Word]:
        for token in self._tokens(text):
            tag, end = token.tag.split("-")[0], token.start + token.len
            if not tag.startswith(_KEPT) or tag in _LEFT_OUT or not has_hangul(token.form):
                continue
            terms = folded(token.form).split()
            surface = list(re.finditer(r"\S+", text[token.start : end]))
            for at, term in enumerate(terms):
                if len(surface) == len(terms):
                    start, stop = (token.start + place for place in surface[at].span())
                else:
                    start, stop = token.start, end
                yield _Word(start, stop, term, tag in _NOUNS)

    def _tokens(self, text: str) -> Iterable[Any]:
        names = [(start, end, "NNP") for start, end in self._names_in(text)]
        with _MODEL_LOCK:
            tokens: Iterable[Any] = _model().tokenize(text, pretokenized=names or None)
        return tokens

    def _names_in(self, text: str) -> Iterator[Mark]:
        """Known names at the beginning of a run of Hangul; the longest wins."""
        names = self._names
        for run in _HANGUL.finditer(text) if names else ():
            for length in range(_LONGEST_NAME, _SHORTEST_NAME - 1, -1):
                if run[0][:length] in names:
                    yield run.start(), run.start() + min(length, len(run[0]))
                    break

    def _look_up(self, word: str) -> Noun | None:
        with _MODEL_LOCK:
            tokens = _model().tokenize(word)
        if len(tokens) != 1 or tokens[0].oov or tokens[0].form != word:
            return None
        if tokens[0].tag not in _NOUNS:
            return None
        return Noun(tokens[0].tag == "NNP", tokens[0].score)
