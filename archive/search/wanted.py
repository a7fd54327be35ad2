"""What somebody typed, as what must be found: user text never reaches a database's grammar."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.errors import RefusedError
from archive.people.hangul import has_hangul
from archive.search.aliases import ALIASES, Alias
from archive.search.analyse import Analyser, Analysis
from archive.search.weak import WEAK_TERMS
from archive.search.words import folded

LONGEST_QUERY = 200
"""Characters; longer than any phrase that somebody remembers."""

SHORTEST_PREFIX = 2
"""A shorter beginning of a word would find nearly everything, slowly."""

_QUOTED = re.compile(r'["“„]([^"“”„]*)["”]')
_LAST_WORD = re.compile(r"[^\s\"“”„]+\Z")
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that follow each other; ``is_prefix`` when the last one is only a beginning."""

    terms: tuple[str, ...]
    is_prefix: bool = False


Clause = tuple[Phrase, ...]
"""Any of these."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """All of ``clauses``; or all of ``wider``, where the last word may go on."""

    clauses: tuple[Clause, ...]
    wider: tuple[Clause, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.clauses or self.wider)


def clean(text: str) -> str:
    """The query without control characters and needless space; ``RefusedError`` if endless."""
    text = " ".join(unicodedata.normalize("NFC", _NO_TEXT.sub(" ", text)).split())
    if len(text) > LONGEST_QUERY:
        raise RefusedError("Search for at most {limit} characters at a time.", limit=LONGEST_QUERY)
    return text


def read_query(analyser: Analyser, text: str) -> Wanted:
    """A cleaned query as clauses: quoted words are a phrase, all others may stand anywhere."""
    firm: list[Clause] = []
    loose: list[tuple[int, Clause]] = []
    at = 0
    for quoted in (*_QUOTED.finditer(text), None):
        end = quoted.start() if quoted else len(text)
        loose += _loose(analyser, text[at:end], at)
        if quoted:
            terms = _words(analyser.analyse(quoted[1]))
            firm += [(Phrase(terms),)] if terms else []
            at = quoted.end()
    last = _LAST_WORD.search(text, at)
    clauses = (*firm, *_strong(clause for _, clause in loose))
    return Wanted(clauses, _wider(analyser, firm, loose, last) if last else ())


def _words(analysis: Analysis) -> tuple[str, ...]:
    return analysis.terms[: analysis.words]


def _loose(analyser: Analyser, text: str, offset: int) -> Iterator[tuple[int, Clause]]:
    """A clause for each term or alias of unquoted text, and where in the query it begins."""
    analysis = analyser.analyse(text)
    terms = _words(analysis)
    at = 0
    while at < len(terms):
        length, clause = _alias_at(analyser, terms, at)
        yield offset + analysis.spans[at][0], clause
        at += length


def _alias_at(analyser: Analyser, terms: tuple[str, ...], at: int) -> tuple[int, Clause]:
    """How many terms from ``at`` are one thing, and the ways to say it; the longest wins."""
    is_korean = any(map(has_hangul, terms))
    for form, alias in _aliases(analyser, is_korean).get(terms[at], ()):
        if terms[at : at + len(form)] == form:
            return len(form), _ways_to_say(analyser, form, alias)
    parts = analyser.parts(terms[at])
    return 1, tuple(Phrase(way) for way in ((terms[at],), parts) if way)


@lru_cache(maxsize=8)
def _aliases(analyser: Analyser, is_korean: bool) -> dict[str, list[tuple[tuple[str, ...], Alias]]]:
    """By first term: each form that a query may have, and whose it is.

    What a query without Hangul can't have is not analysed, so that it never loads the model.
    """
    found: dict[str, list[tuple[tuple[str, ...], Alias]]] = {}
    for alias in ALIASES:
        for form in alias.forms:
            if is_korean or not has_hangul(form):
                terms = _words(analyser.analyse(form))
                found.setdefault(terms[0], []).append((terms, alias))
    for ways in found.values():
        ways.sort(key=lambda way: -len(way[0]))
    return found


def _ways_to_say(analyser: Analyser, form: tuple[str, ...], alias: Alias) -> Clause:
    forms = (form, *(_words(analyser.analyse(other)) for other in alias.forms))
    return tuple(Phrase(other) for other in dict.fromkeys(forms) if other)


def _strong(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """The clauses that say something; all of them when none does."""
    every = tuple(dict.fromkeys(clauses))
    return tuple(clause for clause in every if not _is_weak(clause)) or every


def _is_weak(clause: Clause) -> bool:
    return all(len(phrase.terms) == 1 and phrase.terms[0] in WEAK_TERMS for phrase in clause)


def _wider(
    analyser: Analyser,
    firm: Sequence[Clause],
    loose: Sequence[tuple[int, Clause]],
    last: re.Match[str],
) -> tuple[Clause, ...]:
    """The clauses with the last word as the beginning of one."""
    beginnings = tuple(dict.fromkeys(_beginnings(analyser, last[0])))
    if not beginnings:
        return ()
    before = [clause for start, clause in loose if start < last.start()]
    return (*firm, *_strong(before), beginnings)


def _beginnings(analyser: Analyser, word: str) -> Iterator[Phrase]:
    """A word as it was typed, and with its last part unfinished (스마트도 for 스마트도시)."""
    if len(word) < SHORTEST_PREFIX or not word[-1].isalnum():
        return
    analysis = analyser.analyse(word)
    whole = [term for term in folded(word).split() if term.isalnum()]
    if len(whole) == 1:
        yield Phrase((whole[0],), is_prefix=True)
    if analysis.words:
        terms, end = _words(analysis), analysis.spans[analysis.words - 1][1]
        rest, start = folded(word[end:]), analysis.spans[analysis.words - 1][0]
        typed = (*terms, rest) if rest else (*terms[:-1], folded(word[start:end]))
        if typed[-1].isalnum():
            yield Phrase(typed, is_prefix=True)
    for end in range(len(word) - 1, SHORTEST_PREFIX - 1, -1):
        if analyser.is_noun(word[:end]):
            yield Phrase((word[:end], folded(word[end:])), is_prefix=True)
            return
