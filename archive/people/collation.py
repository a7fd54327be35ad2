"""Names in the order of an index: Korean by first consonant, Latin by letter."""

import unicodedata
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TypeVar

from archive.language import Language
from archive.people.hangul import is_syllable, jamo

Item = TypeVar("Item")

OTHERS = "#"
"""The heading of what begins with neither script."""

_DOUBLED = str.maketrans("ㄲㄸㅃㅆㅉ", "ㄱㄷㅂㅅㅈ")


def heading(name: str) -> str:
    """Under which letter a name stands; doubled consonants stand with the plain ones.

    >>> heading("꽃님"), heading("Émile"), heading("5·18")
    ('ㄱ', 'E', '#')
    """
    first = unicodedata.normalize("NFC", name.strip())[:1]
    if first and is_syllable(first):
        return jamo(first)[0].translate(_DOUBLED)
    letter = unicodedata.normalize("NFKD", first)[:1].upper()
    return letter if "A" <= letter <= "Z" else OTHERS


def in_order(name: str, language: Language) -> tuple[int, str, str]:
    """What names are sorted by: the reader's own script first, accents and case last.

    Syllables stand in the Unicode standard in the order of Korean dictionaries.
    """
    own = unicodedata.normalize("NFC", name.strip())
    letters = unicodedata.normalize("NFKD", own)
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign)).casefold()
    mark = heading(own)
    if mark == OTHERS:
        return 2, plain, own
    if "A" <= mark <= "Z":
        return int(language == "ko"), plain, own
    return int(language == "en"), own, own


def by_letter(
    items: Iterable[Item], name: Callable[[Item], str], language: Language
) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """Headings, and under each its items in order."""
    line = sorted(items, key=lambda item: in_order(name(item), language))
    parts = groupby(line, key=lambda item: heading(name(item)))
    return tuple((letter, tuple(group)) for letter, group in parts)
