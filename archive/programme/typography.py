"""Undoes what printers do to words: syllables set far apart, brackets that belong to a company."""

import re

from archive.programme.surnames import ONE_SYLLABLE
from archive.programme.words.roles import ROLE_WORDS
from archive.programme.words.rows import ROW_WORDS

_GAP = "[ \u00a0\u3000]{2,8}"
_SPREAD = "|".join(
    _GAP.join(word)
    for word in sorted(ROLE_WORDS.keys() | ROW_WORDS.keys(), key=len, reverse=True)
    if not word.isascii()
)
_SPREAD_WORD = re.compile(rf"(?<![가-힣])(?:{_SPREAD})(?![가-힣])")
_SPREAD_NAME = re.compile(
    rf"(?<!\S)[{''.join(sorted(ONE_SYLLABLE))}]{_GAP}[가-힣]{_GAP}[가-힣](?=[\s(,]|$)"
)
_NOTE_MARK = re.compile(r"(?<=[가-힣])[*†‡]{1,3}(?=[\s,(·;]|$)")
"""The mark behind the name of who speaks, or of who answers letters."""
_LABELLED = re.compile(
    r"^[\s▶►▸■◆●•*\-]*(?P<label>(?:(?:특별|기조|plenary)?\s?(?:session|세션|분과|part|발표|talk|강연)\s?[\dⅠ-Ⅹ]{1,2}"
    r"|제?\s?\d{1,2}\s?(?:부|세션|분과)))\s?[:：(\[|,-]?\s?"
    r"(?P<times>\d{1,2}:\d{2}\s?[~∼～\-–—]\s?\d{1,2}:\d{2})\s?[)\]]?(?P<rest>.{0,300})$",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\s+")
_COMPANY = re.compile(
    r"\((?:[주사재유합의복](?=\)\s?[가-힣A-Za-z])|(?<=[가-힣A-Za-z]\()[주유](?=\)))\)"
)
_FIRST_HELD = 0x10F800
_HELD = {f"({kind})": chr(_FIRST_HELD + at) for at, kind in enumerate("주사재유합의복")}
"""Private letters of plane 16, which no document uses, standing for ``(주)``, ``(사)``, …"""


def labelled_times(text: str) -> str:
    """A line that opens with a label and its times as three cells; any other as it is.

    >>> labelled_times("Session 2: 15:20~15:50")
    'Session 2\\t15:20~15:50\\t'
    """
    match = _LABELLED.match(text)
    return f"{match['label']}\t{match['times']}\t{match['rest'].strip()}" if match else text


def closed_up(text: str) -> str:
    """A line whose role words, row words and names are not spread over several blanks.

    >>> closed_up("(좌  장) 오  세  훈")
    '(좌장) 오세훈'
    """
    plain = _NOTE_MARK.sub("", text)
    return _SPREAD_NAME.sub(_without_blanks, _SPREAD_WORD.sub(_without_blanks, plain))


def hold_companies(text: str) -> str:
    """The text with ``(주)`` and its like as one letter each, so that they are no brackets."""
    return _COMPANY.sub(lambda match: _HELD[match[0]], text)


def free_companies(text: str) -> str:
    """The text as it was printed before ``hold_companies``."""
    for printed, letter in _HELD.items():
        text = text.replace(letter, printed)
    return text


def _without_blanks(match: re.Match[str]) -> str:
    return _BLANKS.sub("", match[0])
