"""What a name in Latin letters may be read as: its words, orders, and spellings of a syllable."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product

from archive.people.hangul import jamo
from archive.people.spellings import (
    BARE_VOWEL_SPELLINGS,
    FINAL_SPELLINGS,
    GIVEN_SPELLINGS,
    INITIAL_SPELLINGS,
    LONG_SURNAMES,
    SURNAME_SPELLINGS,
    VOWEL_SPELLINGS,
)

DEAREST = 5
"""A syllable's spelling that costs more than this is not taken for it."""

_SPELLING = re.compile(r"([a-z]*)(\d?)")
_APART = re.compile(r"[^a-z0-9]+")
_INSIDE = re.compile(r"['’ʼʻ`´‘]")


def latin_words(text: str) -> tuple[str, ...]:
    """The words of a name in plain small letters and digits; other marks are left out.

    >>> latin_words("HA, Jung-woo"), latin_words("Ch'oe")
    (('ha', 'jung', 'woo'), ('choe',))
    """
    plain = unicodedata.normalize("NFKD", _INSIDE.sub("", text)).casefold()
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(filter(None, _APART.split(letters)))


def rotations(words: tuple[str, ...]) -> Iterator[str]:
    """The words joined, begun at each of them: a surname may stand first or last."""
    for first in range(len(words)):
        yield "".join(words[first:] + words[:first])


def surname_first(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words as they may be read with the surname in front.

    One word without a space is also parted before each ending that spells a surname.
    """
    yield words
    if len(words) > 1:
        yield words[-1:] + words[:-1]
    elif words:
        for at in range(2, len(words[0])):
            if words[0][at:] in surname_endings():
                yield words[0][at:], words[0][:at]


@cache
def surname_endings() -> frozenset[str]:
    """Every spelling of a surname that may end a name."""
    listed = (spelling for known in SURNAME_SPELLINGS for spelling in surname_spellings(known))
    long = ("".join(parts) for name in LONG_SURNAMES for parts in product(*_usual(name)))
    return frozenset((*listed, *long))


@cache
def syllable_spellings(syllable: str) -> Mapping[str, int]:
    """Spellings of a Hangul syllable with their costs, 0 being the Revised Romanisation's."""
    initial, vowel, final = jamo(syllable)
    vowels = _costs(VOWEL_SPELLINGS[vowel])
    if initial == "ㅇ" and vowel in BARE_VOWEL_SPELLINGS:
        vowels += _costs(BARE_VOWEL_SPELLINGS[vowel])
    found: dict[str, int] = {}
    for head, middle, tail in product(
        _costs(INITIAL_SPELLINGS[initial]), vowels, _costs(FINAL_SPELLINGS[final])
    ):
        spelling, cost = head[0] + middle[0] + tail[0], head[1] + middle[1] + tail[1]
        if cost <= DEAREST:
            found[spelling] = min(cost, found.get(spelling, cost))
            if spelling.startswith("hw"):  # Whang, Whan
                found.setdefault("wh" + spelling[2:], cost + 1)
    for spelling, cost in _costs(GIVEN_SPELLINGS.get(syllable, "")):
        if spelling:
            found[spelling] = min(cost, found.get(spelling, cost))
    return found


@cache
def surname_spellings(syllable: str) -> Mapping[str, int]:
    """Spellings of a syllable that begins a name: habit first, then the rules."""
    found = {spelling: cost + 1 for spelling, cost in syllable_spellings(syllable).items()}
    for spelling, cost in _costs(SURNAME_SPELLINGS.get(syllable, "")):
        if spelling:
            found[spelling] = min(cost, found.get(spelling, cost))
    return found


def usual_spellings(name: str) -> tuple[str, ...]:
    """A Hangul name joined in Latin letters: Revised, and with the surname as by habit.

    >>> usual_spellings("이하정")
    ('ihajeong', 'leehajeong')
    """
    revised = "".join(map(_usual_syllable, name))
    habit = _usual_surname(name[0]) if name else ""
    given = "".join(map(_usual_syllable, name[1:]))
    return tuple(dict.fromkeys((revised, habit + given)))


@cache
def _usual_syllable(syllable: str) -> str:
    return _first(syllable_spellings(syllable))


@cache
def _usual_surname(syllable: str) -> str:
    return _first(surname_spellings(syllable))


def _usual(name: str) -> Iterator[list[str]]:
    for syllable in name:
        yield [spelling for spelling, cost in syllable_spellings(syllable).items() if cost < 2]


def _first(spellings: Mapping[str, int]) -> str:
    return min(spellings, key=lambda spelling: spellings[spelling])


def _costs(listed: str) -> list[tuple[str, int]]:
    """``"k g1"`` as pairs; an empty list of spellings is one empty spelling."""
    pairs = (_SPELLING.fullmatch(word) for word in listed.split() or [""])
    return [(pair[1], int(pair[2] or 0)) for pair in pairs if pair]
