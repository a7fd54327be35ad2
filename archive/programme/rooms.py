"""Tells whether a printed text names a room."""

import re
from collections.abc import Sequence

from archive.programme.lines import Line
from archive.programme.names import is_position
from archive.programme.words import listed

_ENDINGS = listed(
    """
    실 홀 룸 층 관 발표장 강당 로비 광장 라운지 회의장 행사장 볼룸 극장 스튜디오 플라자 hall room
    lobby
    """
)
_FLOOR_AT_END = re.compile(r"\s((?:지하\s?)?\d{1,2}층\s\S{2,20})$")
_NUMBERED = re.compile(r"(?:\d{2,4}호|(?:room|hall)\s?[A-Z0-9]{1,4})$", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[]\s?([^()\[\]]{2,40}?)\s?[)\]]")
_BRACKETED_AT_END = re.compile(r"\s*[(\[]\s?([^()\[\]]{2,40}?)\s?[)\]]$")
_SURELY_ROOM = re.compile(
    r"\d{1,2}층|\d{2,4}호|(?:발표장|강의실|회의실|세미나실|강당|로비|볼룸|라운지)$|(?:^|\s)(?:room|hall)\s",
    re.IGNORECASE,
)
_TRACK = re.compile(
    r"(?:(?:트랙|track|room|hall|stage|분과|발표장)\s?[A-Z0-9가-힣]{1,3}|제?\s?\d\s?(?:분과|발표장|트랙))"
    r"(?:\s?[(:：·-]\s?[^()]{1,30}\)?)?",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^()]{0,20}\)$")


def is_room(text: str) -> bool:
    """Whether a short text names a place in a building: ``3층 대회의실``, ``Hall B``."""
    plain = _IN_BRACKETS.sub("", text.strip()).strip()
    if not 1 < len(plain) <= 40 or re.search(r"[:,\[\]()]", plain):
        return False
    if is_position(plain.split()[-1]):  # 제1차관 ends as 도서관 does
        return False
    return plain.casefold().endswith(tuple(_ENDINGS)) or bool(_NUMBERED.search(plain))


def room_of_section(lines: Sequence[Line], above: str) -> str:
    """The room that a heading over a table names: ``트랙 A (컨벤션홀)``, ``[Room 201]``.

    Where none does, the room ``above`` still counts.
    """
    for line in reversed(lines):
        text = out_of_room_brackets(line.text.strip(" #*■□▶◆○●:：-–—"))
        if len(text) <= 40 and "\t" not in text and (_TRACK.fullmatch(text) or is_room(text)):
            return text
    return above


def out_of_room_brackets(text: str) -> str:
    """``(3층 대회의실)`` without its brackets; any other text as it is."""
    match = _BRACKETED.fullmatch(text.strip())
    return match[1] if match and is_room(match[1]) else text


def room_at_end(text: str) -> tuple[str, str]:
    """A text without the room it ends with, and the room.

    Its floor, its number or a word only rooms have must be printed, so that nothing else can be
    meant; the room is empty otherwise.
    """
    plain = text.rstrip()
    match = _FLOOR_AT_END.search(plain[-60:])
    if match and is_room(match[1]):
        return plain[: -len(match[1])], match[1]
    bracketed = _BRACKETED_AT_END.search(plain[-60:])
    is_square = bool(bracketed) and plain.endswith("]")
    if bracketed and is_room(bracketed[1]) and (is_square or _SURELY_ROOM.search(bracketed[1])):
        return plain[: -len(bracketed[0])], bracketed[1]
    return text, ""
