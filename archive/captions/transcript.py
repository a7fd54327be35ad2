"""Two languages side by side: what was said in one, beside the same in the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from archive.captions.model import Cue
from archive.timecode import Span

LARGEST_MOMENT = 64
"""Cues in one moment at most, both languages together; bounds the work, not the quality."""

_PER_CUE = 0.3
"""What a moment pays for each cue beyond one in a language, in shares of a cue torn in two.

So a boundary between two moments may cut off up to about a third of a cue's time before it is
better to keep the cues on both sides of it together. Set by eye on lectures whose Korean and
English cues differ in number; not fitted.
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """What is said in one stretch of time, in both languages; one side may be empty."""

    span: Span
    ko: tuple[Cue, ...]
    en: tuple[Cue, ...]


def pair(ko: Sequence[Cue], en: Sequence[Cue]) -> tuple[Moment, ...]:
    """The rows of a two-column transcript: every cue exactly once, in order, by shared time.

    Both sequences are sorted by start. A cue that shares its time with none stays alone. The cues
    of both are merged into one line by their middles, and that line is cut where little is torn
    apart: the cheapest set of cuts by dynamic programming, linear in the number of cues.
    """
    line = _merged(ko, en)
    torn = [_torn(ko[:a][-1:], en[b : b + 1]) + _torn(en[:b][-1:], ko[a : a + 1]) for a, b in line]
    return tuple(
        _moment(ko[a:c], en[b:d])
        for (a, b), (c, d) in pairwise(line[place] for place in _cheapest_cuts(line, torn))
    )


def _merged(ko: Sequence[Cue], en: Sequence[Cue]) -> list[tuple[int, int]]:
    """How many Korean and English cues lie behind each place of the merged line, from (0, 0)."""
    middles = sorted([(m, "ko") for m in _middles(ko)] + [(m, "en") for m in _middles(en)])
    steps = ((1, 0) if language == "ko" else (0, 1) for _, language in middles)
    return list(
        accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1]), initial=(0, 0))
    )


def _middles(cues: Sequence[Cue]) -> list[int]:
    """Twice the middle of each cue; never falling, so a language keeps its order."""
    return list(accumulate((cue.span.start + cue.span.end for cue in cues), max))


def _torn(before: Sequence[Cue], after: Sequence[Cue]) -> float:
    """How much of the shorter cue is cut off when these two are set apart, from 0 to 1."""
    if not before or not after:
        return 0.0
    first, second = before[0].span, after[0].span
    shared = first.overlap(second)
    return shared.duration / min(first.duration, second.duration) if shared else 0.0


def _cheapest_cuts(line: list[tuple[int, int]], torn: list[float]) -> list[int]:
    """The places to cut at, first and last included."""
    cost, came_from = [0.0], [0]
    for place in range(1, len(line)):
        # Nearest first: of equally cheap moments the smallest, so strangers are not put together.
        froms = range(place - 1, max(0, place - LARGEST_MOMENT) - 1, -1)
        best = min(froms, key=lambda at: cost[at] + _crowd(line[at], line[place]))
        cost.append(cost[best] + _crowd(line[best], line[place]) + torn[place])
        came_from.append(best)
    cuts = [len(line) - 1]
    while cuts[-1]:
        cuts.append(came_from[cuts[-1]])
    return cuts[::-1]


def _crowd(start: tuple[int, int], end: tuple[int, int]) -> float:
    ko, en = end[0] - start[0], end[1] - start[1]
    return _PER_CUE * (max(ko - 1, 0) + max(en - 1, 0))


def _moment(ko: Sequence[Cue], en: Sequence[Cue]) -> Moment:
    spans = [cue.span for cue in (*ko, *en)]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    return Moment(whole, tuple(ko), tuple(en))
