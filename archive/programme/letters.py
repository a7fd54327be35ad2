"""Writing systems: which one a letter belongs to, and words that mix them."""

import re
import unicodedata
from functools import cache

_ORDINARY = frozenset({"HANGUL", "LATIN", "CJK", "GREEK", "FULLWIDTH", "HALFWIDTH"})
"""Scripts Korean print mixes freely inside a word (AI와, 美대통령, α버전)."""

_PARTICLE = re.compile(
    "^(?:은|는|이|가|을|를|의|와|과|도|로|으로|에|에서|에게|께서|인|씨|라는|이라는|만|까지|부터)$"
)
_UNUSUAL = re.compile(
    "[\u0400-\u10ff\u1200-\u1dff\u2c00-\u2dff\u3041-\u30fa\u30fc-\u30ff\ua000-\ua4ff\ua500-\uabff]"
)
_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def has_hangul(text: str) -> bool:
    return _HANGUL.search(text) is not None


def has_latin(text: str) -> bool:
    return _LATIN.search(text) is not None


def is_small(word: str) -> bool:
    """Whether a word is in Latin letters and opens with a small one."""
    return has_latin(word[:1]) and word[:1].islower()


def mixed_words(text: str) -> tuple[str, ...]:
    """Words that mix a script Korean print does not use with another one, in their order.

    A foreign word followed by a Korean particle is ordinary and not reported.
    """
    if _UNUSUAL.search(text) is None:
        return ()
    return tuple(word for word in _words(text) if _is_mixed(word))


def _words(text: str) -> list[str]:
    letters = "".join(char if _belongs_to_word(char) else " " for char in text)
    return letters.split()


def _belongs_to_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM" and char != "ㆍ"


def _is_mixed(word: str) -> bool:
    if _UNUSUAL.search(word) is None:
        return False
    scripts = {_script(char) for char in word if unicodedata.category(char)[0] == "L"}
    return len(scripts) > 1 and not _is_word_with_particle(word)


def _is_word_with_particle(word: str) -> bool:
    stem = re.sub("[가-힣]+$", "", word)
    scripts = {_script(char) for char in stem if unicodedata.category(char)[0] == "L"}
    return bool(_PARTICLE.match(word[len(stem) :])) and len(scripts) == 1


@cache
def _script(letter: str) -> str:
    """The first word of a letter's Unicode name, which is its script; kana count as one."""
    script = unicodedata.name(letter, "UNKNOWN").split()[0]
    return {"HIRAGANA": "KANA", "KATAKANA": "KANA", "KATAKANA-HIRAGANA": "KANA"}.get(script, script)
