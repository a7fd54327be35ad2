"""Hangul syllables taken apart; the arithmetic of the Unicode standard, section 3.12."""

import unicodedata

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = (
    *("", "ㄱ", "ㄲ", "ㄳ", "ㄴ", "ㄵ", "ㄶ", "ㄷ", "ㄹ", "ㄺ", "ㄻ", "ㄼ", "ㄽ", "ㄾ"),
    *("ㄿ", "ㅀ", "ㅁ", "ㅂ", "ㅄ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"),
)

_FIRST, _LAST = 0xAC00, 0xD7A3


def is_syllable(character: str) -> bool:
    """Whether the character is one whole Hangul syllable."""
    return _FIRST <= ord(character) <= _LAST


def has_hangul(text: str) -> bool:
    """Whether any character of the text is a whole Hangul syllable."""
    return any(is_syllable(character) for character in text)


def jamo(syllable: str) -> tuple[str, str, str]:
    """Initial, vowel and final of a syllable; the final may be empty.

    >>> jamo("정")
    ('ㅈ', 'ㅓ', 'ㅇ')
    """
    initial, rest = divmod(ord(syllable) - _FIRST, 21 * 28)
    vowel, final = divmod(rest, 28)
    return INITIALS[initial], VOWELS[vowel], FINALS[final]


def spelt_out(text: str) -> str:
    """The text with every syllable as its letters: one mistyped letter is one edit.

    >>> spelt_out("하정우")
    'ㅎㅏㅈㅓㅇㅇㅜ'
    """
    return "".join("".join(jamo(c)) if is_syllable(c) else c for c in text)


def hangul_only(text: str) -> str:
    """The Hangul syllables of the text, without spaces and signs."""
    return "".join(filter(is_syllable, unicodedata.normalize("NFC", text)))
