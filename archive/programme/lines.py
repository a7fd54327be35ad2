"""Lines of a printed document: their numbers, bullets, quotation marks and tags."""

import re
from dataclasses import dataclass

BULLETS = "◦○●◌·•∙ㆍ・▪▫■□◆◇▶▷►▸*ㅇ※❍⚬-–—"
QUOTES = (("‘", "’"), ("“", "”"), ("'", "'"), ('"', '"'), ("「", "」"), ("『", "』"), ("《", "》"))

ENUMERATED = re.compile(r"^\s*(?:[①-⑳⓵-⓾❶-❿]|\d{1,2}[.)](?!\d)|\(\d{1,2}\)|[가-하][.)])\s*")
"""The number that opens an item of a list."""

_BULLET = re.compile(rf"^\s*[{re.escape(BULLETS)}](?=\s|[^\s\w]|[가-힣A-Z])\s*")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,60}>")
_APART = re.compile(r"^[가-힣](?: [가-힣]){1,5}$")
_SPACES = re.compile(r"\s+")
_QUOTE_MARKS = re.compile("[‘’“”'\"「」『』《》〈〉]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a piece of one; ``number`` counts from 1 in the file."""

    number: int
    text: str
    bulleted: bool = False


def lines_of(text: str) -> tuple[Line, ...]:
    """All lines of a text, numbered."""
    return tuple(Line(number, line) for number, line in enumerate(text.split("\n"), start=1))


def without_bullet(line: Line) -> Line:
    """The line without the bullet it opens with, remembering whether there was one."""
    match = _BULLET.match(line.text)
    if match is None:
        return Line(line.number, line.text.strip(), line.bulleted)
    return Line(line.number, line.text[match.end() :], bulleted=True)


def tidy(text: str) -> str:
    """Text for display: no tags, single spaces, no separators left at the edges."""
    return _SPACES.sub(" ", _TAG.sub("", text)).strip().strip(",;/|·ㆍ").strip()


def together(text: str) -> str:
    """A word printed with its syllables apart, in one piece; any other text as it is.

    >>> together("휴 식"), together("물의 도시")
    ('휴식', '물의 도시')
    """
    return text.replace(" ", "") if _APART.match(text) else text


def compact(text: str) -> str:
    """Text for comparison: no tags, spaces or quotation marks, one case."""
    return _SPACES.sub("", _QUOTE_MARKS.sub("", _TAG.sub("", text))).casefold()


def without_quotes(text: str) -> str:
    """Text without any quotation marks."""
    return tidy(_QUOTE_MARKS.sub("", text))
