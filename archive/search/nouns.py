"""Nouns inside a long noun: 국립중앙도서관 is also found by 도서관."""

from collections.abc import Callable
from dataclasses import dataclass

SHORTEST = 3
"""A noun of two syllables holds no other."""

LONGEST = 20
"""What is longer is no word."""

_PLACE_ENDINGS = frozenset("시도군구역")
_ENDINGS = frozenset("학장원실소회국부법청계")
_BEGINNINGS = frozenset("빅")
"""Single syllables that words are made with; any other would be a guess (도시락 is no 도시)."""


@dataclass(frozen=True, slots=True)
class Noun:
    """What a dictionary says of a noun; ``score`` is a logarithm of how common it is."""

    is_proper: bool
    score: float


Dictionary = Callable[[str], Noun | None]

_Choice = tuple[int, int, float, tuple[str, ...]]
"""How many parts, minus the length of the last one, their rarity, the parts."""

RAREST = -13.0
"""Rarer words are parts of another by chance only (파라 and 미터 in 파라미터)."""


def parts_of(noun: str, look_up: Dictionary) -> tuple[str, ...]:
    """The known nouns a noun is made of, in order; nothing unless they cover it whole.

    Fewest parts win, then the longest last one (서울+대학교, for the head of a Korean compound
    comes last), then the commonest. A part has two syllables or more, but for the few single
    ones listed here; the last part is never a proper noun.
    """
    if not SHORTEST <= len(noun) <= LONGEST:
        return ()
    best: dict[int, _Choice] = {len(noun): (0, 0, 0.0, ())}
    for at in range(len(noun) - 1, -1, -1):
        choices = [
            (count + 1, head or at - end, rarity + cost, (noun[at:end], *rest))
            for end, (count, head, rarity, rest) in best.items()
            if (cost := _rarity(noun, at, end, look_up)) is not None
        ]
        if choices:
            best[at] = min(choices)
    parts = best[0][3] if 0 in best else ()
    return parts if len(parts) > 1 else ()


def _rarity(noun: str, at: int, end: int, look_up: Dictionary) -> float | None:
    """How rare ``noun[at:end]`` is as a part, or nothing when it is none."""
    if (at, end) == (0, len(noun)):
        return None
    if end - at == 1:
        return _single(noun, at, end, look_up)
    known = look_up(noun[at:end])
    if known is None or known.score < RAREST or (known.is_proper and end == len(noun)):
        return None
    return -known.score


def _single(noun: str, at: int, end: int, look_up: Dictionary) -> float | None:
    if at == 0:
        return 0.0 if noun[0] in _BEGINNINGS else None
    if end < len(noun):
        return None
    before = look_up(noun[:at])
    endings = _PLACE_ENDINGS if before is not None and before.is_proper else _ENDINGS
    return 0.0 if before is not None and noun[at] in endings else None
