"""Where a name in Latin letters ends and the affiliation after it begins."""

import re
from dataclasses import dataclass

from archive.programme.names import is_position
from archive.programme.surnames import LATIN
from archive.programme.words.affiliations import ORGANISATION_WORDS
from archive.programme.words.names import NAME_PARTICLES

_TITLE = re.compile(
    r"^(?:(?:dr|prof|mr|ms|mrs|sir|professor|doctor|h\.e|hon|rev|amb|ambassador|mayor|minister)(?:\.\s?|\s))+(?=[A-Z\u00c0-\u00de])",
    re.IGNORECASE,
)
_LONGEST_NAME = 12
_NAME_WORD = re.compile(r"^[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u024f'’.\-]*,?$")


@dataclass(frozen=True, slots=True)
class LatinName:
    name: str
    rest: str
    is_sure: bool


def without_title(text: str) -> str:
    """A text without the title a name in Latin letters opens with: ``Dr.``, ``Prof.``"""
    return _TITLE.sub("", text)


def is_latin_name(text: str) -> bool:
    """Whether a text is nothing but a name of several words in Latin letters."""
    found = split_latin_name(text)
    return found is not None and found.is_sure and not found.rest


def is_korean_in_latin(text: str) -> bool:
    """Whether a text is a Korean name in Latin letters: ``Park Do-yun``, ``Yuna Choi``."""
    words = text.replace(",", " ").split()
    is_short = 2 <= len(words) <= 3 and is_latin_name(text)
    return is_short and any(word.casefold() in LATIN for word in (words[0], words[-1]))


def may_be_another(text: str) -> bool:
    """Whether a text behind a name and a comma may as well be another person's name."""
    return is_latin_name(text) and not any(
        len(word) > 1 and word.isupper() for word in text.replace(".", "").split()
    )


def split_latin_name(text: str) -> LatinName | None:
    """The name a text opens with, or nothing when it opens with none.

    ``Ada Byron 한빛대 교수`` is sure; ``Ada Byron King 교수`` is not: King may be where she works.

    >>> split_latin_name("Ada Byron UN 자문관")
    LatinName(name='Ada Byron', rest='UN 자문관', is_sure=True)
    """
    words = without_title(text).split()
    count = _length_of_name(words)
    if count == 0:
        return None
    proper = sum(word.casefold() not in NAME_PARTICLES for word in words[:count])
    following = words[count : count + 1]
    is_sure = 2 <= proper <= _longest_sure_name(following)
    is_sure = is_sure and not _is_no_name(words[:count], following)
    kept = count if is_sure or proper <= 2 else 2
    if words[count - 1].endswith(","):
        kept, is_sure = count, True
    return LatinName(" ".join(words[:kept]).rstrip(","), " ".join(words[kept:]), is_sure)


def _is_no_name(words: list[str], following: list[str]) -> bool:
    """``National Archives`` is an organisation, and ``Preservation in Vietnam`` a title."""
    plain = [word.strip(",.").casefold() for word in words]
    return bool(following and following[0][:1].islower()) or any(
        word in ORGANISATION_WORDS for word in plain
    )


def _length_of_name(words: list[str]) -> int:
    for count, word in enumerate(words[:_LONGEST_NAME]):
        is_particle = count > 0 and word in NAME_PARTICLES
        if not is_particle and not _continues_name(word, words[:count]):
            return count
        if word.endswith(","):
            return count + 1
    return min(len(words), _LONGEST_NAME)


def _continues_name(word: str, before: list[str]) -> bool:
    """An all-capital word after an ordinary one is an organisation (EY, KAIST), not a name."""
    if _NAME_WORD.match(word) is None:
        return False
    is_acronym = len(word) > 1 and word.isupper() and "." not in word
    return not (is_acronym and any(not one.isupper() for one in before))


def _longest_sure_name(following: list[str]) -> int:
    """A position right after Latin words says that the organisation may be among them."""
    if not following:
        return 3
    return 2 if is_position(following[0]) else 4
