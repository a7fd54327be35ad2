"""Tells whether a printed text names a room."""

import re

from archive.programme.words import ROOM_ENDINGS

_FLOOR_AT_END = re.compile(r"\s((?:지하\s?)?\d{1,2}층\s\S{2,20})$")
_NUMBERED = re.compile(r"(?:\d{2,4}호|(?:room|hall)\s?[A-Z0-9]{1,4})$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]{0,20}\)$")


def is_room(text: str) -> bool:
    """Whether a short text names a place in a building: ``3층 대회의실``, ``Hall B``."""
    plain = _IN_BRACKETS.sub("", text.strip()).strip()
    if not 1 < len(plain) <= 40 or re.search(r"[:,\[\]()]", plain):
        return False
    return plain.casefold().endswith(tuple(ROOM_ENDINGS)) or bool(_NUMBERED.search(plain))


def room_at_end(text: str) -> str:
    """The room a text ends with when it says its floor, so that nothing else can be meant."""
    match = _FLOOR_AT_END.search(text[-60:])
    return match[1] if match and is_room(match[1]) else ""
