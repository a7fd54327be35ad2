"""Names by the first letter of each syllable: 하정우 is found by ㅎㅈㅇ."""

import unicodedata

from archive.people.hangul import INITIALS, is_syllable, jamo

_CLUSTERS = {
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄶ": "ㄴㅎ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ",
    "ㅄ": "ㅂㅅ",
}
"""What a Korean keyboard makes of two consonants typed one after the other."""

_FIRST_CONJOINING, _LAST_CONJOINING = 0x1100, 0x1112


def initials_of(text: str) -> str:
    """The first letter of every syllable; letters stand for themselves.

    >>> initials_of("하정우"), initials_of("하ㅈㅇ")
    ('ㅎㅈㅇ', 'ㅎㅈㅇ')
    """
    return "".join(jamo(c)[0] if is_syllable(c) else c for c in text)


def read_initials(text: str) -> str | None:
    """The query as first letters, or nothing when it is not written in them.

    Syllables may stand among the letters (하ㅈㅇ), and spaces anywhere.
    """
    letters = "".join(map(_letters, unicodedata.normalize("NFC", "".join(text.split()))))
    is_mixed = all(c in INITIALS or is_syllable(c) for c in letters)
    return letters if is_mixed and any(c in INITIALS for c in letters) else None


def begins_with(name: str, pattern: str) -> bool:
    """Whether a Hangul name begins as ``read_initials`` says."""
    if len(pattern) > len(name):
        return False
    return all(
        wanted == given or (wanted in INITIALS and is_syllable(given) and jamo(given)[0] == wanted)
        for wanted, given in zip(pattern, name, strict=False)
    )


def _letters(character: str) -> str:
    if _FIRST_CONJOINING <= ord(character) <= _LAST_CONJOINING:
        return INITIALS[ord(character) - _FIRST_CONJOINING]
    return _CLUSTERS.get(character, character)
