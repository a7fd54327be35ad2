"""How likely a chapter's title names a session: Korean or English, misspelt, numbered, by name."""

import re
from collections.abc import Sequence
from functools import cache
from unicodedata import normalize

from rapidfuzz import fuzz

from archive.alignment.model import PlannedSession
from archive.programme.model import SessionKind

LIKELY = 0.5
"""Below this a title is taken to name something else."""

_EXACT, _SAME_NUMBER, _SAME_PLACE, _SAME_KIND, _SAME_PERSON = 0.9, 0.85, 0.7, 0.6, 0.6
_LIKE = 0.72
_SHORT = 8  # letters, a Hangul syllable counting for its two or three
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_COUNTED = {
    "session": "세션|분과|session",
    "part": "파트|part",
    "talk": "발표|강연|강의|주제발표|talk|lecture|presentation",
    "panel": "패널|panel",
    "keynote": "기조연설|기조강연|기조|keynote",
}
_NUMBERED = {
    word: re.compile(
        rf"(?:{words})\s*[#.]?\s*(\d{{1,2}}|[ivx]{{1,4}})\b|제?\s*(\d{{1,2}})\s*(?:{words})"
    )
    for word, words in _COUNTED.items()
} | {"part": re.compile(r"제?\s*(\d{1,2})\s*부(?!\w)|(?:파트|part)\s*(\d{1,2}|[ivx]{1,4})\b")}
_KINDS = {
    SessionKind.OPENING: "개회|개막|opening",
    SessionKind.CLOSING: "폐회|폐막|closing|adjourn",
    SessionKind.KEYNOTE: "기조|keynote",
    SessionKind.BREAK: "휴식|오찬|점심|중식|coffee|break|lunch|intermission",
    SessionKind.PHOTO: "기념\\s*촬영|사진\\s*촬영|photo",
    SessionKind.ADDRESS: "축사|환영사|개회사|congratulat|welcom",
}
_LEADING_NUMBER = re.compile(r"^\W*\d{1,2}\s*[.)\]:]\s*")

Number = tuple[str, int]
"""What is counted, and which one it is: ``("session", 2)``."""


def likeness(title: str, session: PlannedSession, place: Number | None = None) -> float:
    """How sure we are, 0 to 1, that ``title`` names the session.

    ``place`` is the session's own number where its title carries none ("the second session").
    A number that differs rules the title out, whatever else is alike.
    """
    counted = numbers(title)
    own = frozenset().union(*(numbers(own_title) for own_title in session.titles))
    if _contradict(counted, own):
        return 0.0
    words = [_EXACT * _alike(title, own_title) for own_title in session.titles]
    marks = (
        (_SAME_NUMBER, bool(counted & own)),
        (_SAME_PLACE, place in counted),
        (_SAME_KIND, session.kind in kinds(title)),
        (_SAME_PERSON, any(_names(title, name) for name in session.names)),
    )
    best = max([*words, *(sure for sure, holds in marks if holds)], default=0.0)
    return best / 2 if place and not own and _contradict(counted, frozenset({place})) else best


def places(sessions: Sequence[PlannedSession]) -> list[Number | None]:
    """The number of each plain session of a programme that prints none; else nothing."""
    plain = [session for session in sessions if session.kind is SessionKind.SESSION]
    if any(word == "session" for s in plain for title in s.titles for word, _ in numbers(title)):
        return [None] * len(sessions)
    order = {id(session): count for count, session in enumerate(plain, start=1)}
    return [("session", order[id(s)]) if id(s) in order else None for s in sessions]


@cache
def numbers(title: str) -> frozenset[Number]:
    """The counted things a title names: ``세션 2``, ``Session II``, ``제2부``, ``2세션``."""
    text = normalize("NFKC", title).casefold()
    return frozenset(
        (word, _ROMAN.get(digits) or int(digits))
        for word, pattern in _NUMBERED.items()
        for match in pattern.finditer(text)
        for digits in (match[1] or match[2],)
        if digits in _ROMAN or digits.isdecimal()
    )


@cache
def kinds(title: str) -> frozenset[SessionKind]:
    """The kinds of session whose usual words stand in a title."""
    text = normalize("NFKC", title).casefold()
    return frozenset(kind for kind, words in _KINDS.items() if re.search(words, text))


def kind_of(session: PlannedSession) -> SessionKind:
    """What a row is, by its title where its kind says little: a meeting's adjournment closes it."""
    if session.kind not in (SessionKind.OTHER, SessionKind.SESSION):
        return session.kind
    closes = any(SessionKind.CLOSING in kinds(title) for title in session.titles)
    return SessionKind.CLOSING if closes else session.kind


def _contradict(one: frozenset[Number], other: frozenset[Number]) -> bool:
    shared = {word for word, _ in one} & {word for word, _ in other}
    return any(
        {n for word, n in one if word == w}.isdisjoint({n for word, n in other if word == w})
        for w in shared
    )


def _alike(title: str, other: str) -> float:
    """1 for the same letters, 0 below ``_LIKE``; a short title inside a long one counts less."""
    one, two = _letters(title), _letters(other)
    shorter, longer = sorted((len(one), len(two)))
    if not shorter:
        return 0.0
    score = max(fuzz.ratio(one, two), fuzz.token_sort_ratio(one, two)) / 100
    if shorter >= _SHORT:
        score = max(score, fuzz.partial_ratio(one, two) / 100 * (0.8 + 0.2 * shorter / longer))
    return score if score >= _LIKE else 0.0


@cache
def _letters(title: str) -> str:
    """Lower-case letters and digits, Hangul taken apart so that one wrong vowel weighs little."""
    text = _LEADING_NUMBER.sub("", normalize("NFKC", title).casefold())
    return normalize("NFD", " ".join(re.findall(r"\w+", text)))


def _names(title: str, name: str) -> bool:
    letters = _letters(name)
    return len(letters) >= _SHORT - 2 and letters in _letters(title)
