"""The best way to read a Latin name at all, whether anybody of that name is known or not.

Somebody known is surely meant only when no other name fits what was typed clearly better:
``Kim Jihyeon`` can be read as 김지연, but 김지현 is what it says.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from archive.people.readings import surname_first, surname_spellings, syllable_spellings
from archive.people.spellings import LONG_SURNAMES, NAME_SYLLABLES, SURNAME_SPELLINGS
from archive.people.trie import LONGEST_SPELLING, word_ends

NEVER = 1000
"""The cost of what can't be read as a Korean name."""


def least_cost(words: tuple[str, ...]) -> int:
    """What the cheapest reading of the words costs, a surname first, in any of their orders."""
    return min((_cost_of(order) for order in surname_first(words)), default=NEVER)


def _cost_of(words: tuple[str, ...]) -> int:
    text, ends = "".join(words), word_ends(words)
    rest = [NEVER] * len(text) + [0]
    for at in range(len(text) - 1, -1, -1):
        rest[at] = _from(text, ends, at, _syllables(), rest)
    return min(
        (
            cost + rest[end]
            for end in ([ends[0]] if len(words) > 1 else _ends_from(ends, 0))
            if (cost := _surnames().get(text[:end], NEVER)) < NEVER and end < len(text)
        ),
        default=NEVER,
    )


def _from(text: str, ends: list[int], at: int, costs: Mapping[str, int], rest: list[int]) -> int:
    return min(costs.get(text[at:end], NEVER) + rest[end] for end in _ends_from(ends, at))


def _ends_from(ends: list[int], at: int) -> range:
    return range(at + 1, min(ends[at], at + 2 * LONGEST_SPELLING) + 1)


@cache
def _syllables() -> Mapping[str, int]:
    return _cheapest(NAME_SYLLABLES, syllable_spellings)


@cache
def _surnames() -> Mapping[str, int]:
    """Those of two syllables too, as they are written in one word."""
    found = dict(_cheapest(SURNAME_SPELLINGS, surname_spellings))
    for name in LONG_SURNAMES:
        for begun, cost in surname_spellings(name[0]).items():
            for ended, more in syllable_spellings(name[1]).items():
                found.setdefault(begun + ended, cost + more)
    return found


def _cheapest(
    syllables: Iterable[str], spellings: Callable[[str], Mapping[str, int]]
) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for syllable in syllables:
        for spelling, cost in spellings(syllable).items():
            found[spelling] = min(cost, found.get(spelling, cost))
    return found
