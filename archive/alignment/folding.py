"""Words as they sound: letters that recognisers and hearers confuse become one."""

import re
from functools import cache
from unicodedata import normalize

from archive.people.hangul import has_hangul, is_syllable, jamo
from archive.people.readings import syllable_spellings

_CONFUSED = str.maketrans(
    "ㄲㅋㄸㅌㅃㅍㅆㅉㅊㅐㅒㅖㅙㅞㅑㅕㅛㅠ",
    "ㄱㄱㄷㄷㅂㅂㅅㅈㅈㅔㅔㅔㅚㅚㅏㅓㅗㅜ",
)
_FINAL = {"ㄲ": "ㄱ", "ㅋ": "ㄱ", "ㅅ": "ㄷ", "ㅆ": "ㄷ", "ㅈ": "ㄷ", "ㅊ": "ㄷ", "ㅌ": "ㄷ",
          "ㅎ": "", "ㅍ": "ㅂ", "ㅇ": "ㄴ", "ㅁ": "ㄴ"}  # fmt: skip
_LETTERS = re.compile(r"[^\W_]+")
_LATIN_SOUNDS = (
    ("eu", ""), ("ch", "j"), ("sh", "s"), ("th", "s"), ("ph", "p"), ("ck", "g"), ("x", "gs"),
    ("qu", "gw"), ("c", "g"), ("k", "g"), ("q", "g"), ("f", "p"), ("b", "p"), ("v", "p"),
    ("d", "t"), ("z", "j"), ("l", "r"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouyw]+")
_TWICE = re.compile(r"(.)\1+")


@cache
def fold(text: str) -> str:
    """Letters and digits without spaces, Hangul in letters, the confusable made one.

    >>> fold("세션 1") == fold("섀션1"), fold("Please, Welcome!")
    (True, 'pleasewelcome')
    """
    plain = normalize("NFC", normalize("NFKC", text).casefold())
    return "".join(_syllable(c) if is_syllable(c) else c for c in "".join(_LETTERS.findall(plain)))


def _syllable(syllable: str) -> str:
    initial, vowel, final = jamo(syllable)
    return (initial + vowel).translate(_CONFUSED) + _FINAL.get(final, final)


@cache
def sound_of(text: str) -> str:
    """What Korean and Latin spellings of a foreign name share: its consonants, roughly.

    >>> sound_of("Bill Banks"), sound_of("빌 뱅크스")
    ('prpngs', 'prpnggs')
    """
    plain = normalize("NFKD", normalize("NFC", text).casefold()) if not has_hangul(text) else text
    letters = "".join(_latin(c) for c in normalize("NFC", plain) if c.isalpha())
    for spelt, sound in _LATIN_SOUNDS:
        letters = letters.replace(spelt, sound)
    return _TWICE.sub(r"\1", _VOWELS.sub("", letters))


def _latin(character: str) -> str:
    if not is_syllable(character):
        return character
    spellings = syllable_spellings(character)
    return min(spellings, key=lambda one: spellings[one])
