"""Which chapters of a session are somebody's own: they name the person, or count the talks."""

import re
from collections.abc import Iterable

from archive.people.hangul import hangul_only, has_hangul, is_syllable
from archive.people.readings import latin_words

_NUMBERED = re.compile(
    r"^\W*(?:발표|주제\s*발표|presentation|talk)\s*0*(\d{1,2})(?!\d)", re.IGNORECASE
)
"""``발표 2``, ``[주제발표2]``, ``Presentation 2``."""


def names_somebody(title: str, names: Iterable[str]) -> bool:
    """Whether a chapter's title holds one of the names, whole and in either order of its words."""
    return any(_holds(title, name) for name in names if name)


def talk_number(title: str) -> int | None:
    """Which talk of the session a chapter's title says it is, from 1; nothing where it doesn't."""
    found = _NUMBERED.match(title)
    return int(found[1]) if found else None


def _holds(title: str, name: str) -> bool:
    if has_hangul(name):
        return _holds_hangul(title, hangul_only(name))
    words, wanted = latin_words(title), latin_words(name)
    orders = {wanted, wanted[-1:] + wanted[:-1], wanted[1:] + wanted[:1]}
    length = len(wanted)
    return length > 1 and any(
        words[at : at + length] in orders for at in range(len(words) - length + 1)
    )


def _holds_hangul(title: str, name: str) -> bool:
    """The syllables side by side, spaces between them or not, and no syllable before them."""
    if len(name) < 2:
        return False
    pattern = r"\s?".join(map(re.escape, name))
    return any(
        not (found.start() and is_syllable(title[found.start() - 1]))
        for found in re.finditer(pattern, title)
    )
