"""Finds the words that say what the people named after them do: ``(좌 장)``, ``발표1:``."""

import re
from dataclasses import dataclass, replace

from archive.programme.lines import compact
from archive.programme.model import Role
from archive.programme.words.phrases import ENGLISH_PHRASES
from archive.programme.words.roles import ROLE_WORDS
from archive.programme.words.speeches import SPEECH_WORDS

_APART = {word.replace("_", ""): word.replace("_", r"[\s-]{0,2}") for word in ENGLISH_PHRASES}


def spaced(word: str) -> str:
    """A pattern for a word printed with or without a space between its syllables."""
    return r"\s?".join(word) if not word.isascii() else _APART.get(word) or re.escape(word)


_WORDS = "|".join(spaced(word) for word in sorted(ROLE_WORDS, key=len, reverse=True))
_NUMBER = r"\s?(?:\d{1,2}(?:-\d{1,2})?|[①-⑳])?"
_BRACKETED = rf"[(\[<【〔]\s?(?P<inside>{_WORDS}){_NUMBER}\s?[)\]>】〕]\s?[:：]?"
_BEFORE_COLON = rf"(?:^|(?<=[\s/,·|]))(?P<colon>{_WORDS}){_NUMBER}\s?[:：]"
_AFTER_BRACKET = rf"[(\[]\s?(?P<within>{_WORDS}){_NUMBER}\s?[:：]"
_SPEECHES = "|".join(spaced(word) for word in sorted(SPEECH_WORDS, key=len, reverse=True))
_BEFORE_BRACKET = rf"(?<=[\s,/·])(?P<speech>{_SPEECHES})\s?(?=\()"
_MARKER = re.compile(
    f"{_BRACKETED}|{_AFTER_BRACKET}|{_BEFORE_COLON}|{_BEFORE_BRACKET}", re.IGNORECASE
)
_OPENING = re.compile(
    rf"(?P<opening>{_WORDS})(?P<number>{_NUMBER})[.)]?\s+(?P<mark>[-–—/]\s+)?(?=\S)", re.IGNORECASE
)
_BEHIND_SLASH = re.compile(rf"(?<=[/|;,])\s?(?P<behind>{_WORDS}){_NUMBER}\s+(?=\S)", re.IGNORECASE)
_INNER = re.compile(rf"\s(?P<inner>{_WORDS}){_NUMBER}\s+(?=\S)", re.IGNORECASE)
_ALONE = re.compile(rf"\s*(?P<alone>{_WORDS}){_NUMBER}\s*[-–—:：]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RoleMarker:
    """Where a role is printed in a text, which, and by what word (without spaces)."""

    start: int
    end: int
    role: Role
    word: str
    is_inside_bracket: bool = False
    is_numbered: bool = False
    is_set_off: bool = False


def find_markers(text: str) -> tuple[RoleMarker, ...]:
    """The role markers of a text, in order."""
    return tuple(_marker(match, match[match.lastgroup or 0]) for match in _MARKER.finditer(text))


def opening_marker(text: str) -> RoleMarker | None:
    """A role that opens the text without any punctuation: ``좌장 홍길동``."""
    match = _OPENING.match(text)
    if match is None:
        return None
    return replace(
        _marker(match, match["opening"]),
        is_numbered=bool(match["number"].strip()),
        is_set_off=bool(match["mark"]),
    )


def markers_behind_slashes(text: str) -> tuple[RoleMarker, ...]:
    """Roles behind a slash or comma without punctuation of their own: ``… / 토론 홍길동``."""
    return tuple(_marker(match, match["behind"]) for match in _BEHIND_SLASH.finditer(text))


def find_inner_role(text: str) -> RoleMarker | None:
    """A role printed inside a text without any punctuation: ``물의 도시 좌장 홍길동``."""
    match = _INNER.search(text)
    return _marker(match, match["inner"]) if match else None


def lone_marker(text: str) -> RoleMarker | None:
    """A role that is all a text says: ``토론``, ``발표자``."""
    match = _ALONE.fullmatch(text)
    return _marker(match, match["alone"]) if match else None


def _marker(match: re.Match[str], printed: str) -> RoleMarker:
    word = compact(printed).replace("-", "")
    return RoleMarker(
        match.start(), match.end(), ROLE_WORDS[word], word, match.lastgroup == "within"
    )
