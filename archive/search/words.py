"""Words that need no morphology: Latin ones stemmed, numbers, single Chinese characters.

snowballstemmer stops here (the English stemmer, "Porter2", of snowballstem.org).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock

import snowballstemmer

from archive.people.hangul import has_hangul

LONGEST_TERM = 64
"""Longer words are cut: PostgreSQL refuses lexemes of 2 KB, and nobody searches for one."""

_CHINESE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W\d_ㄱ-ㆎ가-힣{_CHINESE}]"
_WORD = re.compile(
    rf"\d+(?:[.,]\d+)*|[{_CHINESE}]|{_LETTER}+(?:['’]{_LETTER}+)*",
)
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
_POSSESSIVE = re.compile(r"['’]s$")

_STEMMER = snowballstemmer.stemmer("english")
_STEMMER_LOCK = Lock()


def words_of(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word that isn't Hangul, as ``(term, start, end)`` in the text's characters."""
    for match in _WORD.finditer(text):
        for term in _terms(match[0]):
            yield term, match.start(), match.end()


def folded(word: str) -> str:
    """The word without case, width and accents; Hangul stays whole.

    >>> folded("Café"), folded("ＫＡＩＳＴ"), folded("도시")
    ('cafe', 'kaist', '도시')
    """
    plain = unicodedata.normalize("NFKC", word).casefold()
    if plain.isascii() or has_hangul(plain):
        return plain[:LONGEST_TERM]
    apart = unicodedata.normalize("NFKD", plain)
    kept = "".join(c for c in apart if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept)[:LONGEST_TERM]


def _terms(word: str) -> list[str]:
    if word[0].isdigit():
        number = unicodedata.normalize("NFKC", word)
        return [number.replace(",", "")] if _THOUSANDS.fullmatch(number) else number.split(",")
    bare = _POSSESSIVE.sub("", word).replace("'", "").replace("’", "")
    return [_stem(folded(bare))]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    with _STEMMER_LOCK:  # the stemmer keeps the word it works on in itself
        return str(_STEMMER.stemWord(word)) or word
