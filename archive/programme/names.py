"""Tells whether a word is a Korean person's name, a position or an organisation."""

from archive.programme.surnames import ONE_SYLLABLE, TWO_SYLLABLES
from archive.programme.words.affiliations import (
    BEFORE_DAE_IN_NAMES,
    LONG_ORGANISATION_ENDINGS,
    ORGANISATION_ENDINGS,
    PLACE_ENDINGS,
    PLACES,
    POSITIONS,
)
from archive.programme.words.names import FOREIGN_NAMES, NO_NAME_ENDINGS, NOT_NAMES
from archive.programme.words.roles import ROLE_WORDS

_NO_NAMES = NOT_NAMES | FOREIGN_NAMES | POSITIONS | ROLE_WORDS.keys()


def is_korean_name(word: str) -> bool:
    """Whether a Hangul word may be a full name: surname first, two to four syllables.

    >>> is_korean_name("홍길동"), is_korean_name("서울대"), is_korean_name("변호사")
    (True, False, False)
    """
    if not _is_hangul(word) or word in _NO_NAMES:
        return False
    if is_organisation(word) or (len(word) > 2 and word.endswith(NO_NAME_ENDINGS)):
        return False
    if word[:2] in TWO_SYLLABLES and len(word) in (3, 4):
        return True
    return word[0] in ONE_SYLLABLE and len(word) in (2, 3)


def is_position(word: str) -> bool:
    """Whether a word is or ends in a position: 교수, 디지털수석, CEO."""
    bare = word.strip(",.()/").casefold()
    return bare in POSITIONS or any(
        bare.endswith(position) for position in POSITIONS if len(position) < len(bare)
    )


def is_organisation(word: str) -> bool:
    """Whether a short word is surely an organisation's: 경희대, 경찰청, 서울시."""
    if len(word) >= 3 and word.endswith(ORGANISATION_ENDINGS):
        return True
    if len(word) >= 5 and word.endswith(LONG_ORGANISATION_ENDINGS):
        return True
    if len(word) >= 3 and word.endswith("대") and word[-2] not in BEFORE_DAE_IN_NAMES:
        return True
    return word in PLACES or any(
        word.endswith(ending) and word[: -len(ending)] in PLACES for ending in PLACE_ENDINGS
    )


def _is_hangul(word: str) -> bool:
    return bool(word) and all("가" <= char <= "힣" for char in word)
