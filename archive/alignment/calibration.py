"""From shares of ways to confidence: of the points said 0.8, about 80 % are to lie within 5 s."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

Curve = Sequence[tuple[float, float]]
"""Shares of ways with the confidence they earned, both rising; between them it rises evenly."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curves of one set of evidence, for starts, for ends and for chapters."""

    start: Curve
    end: Curve
    chapter: Curve

    def confidence(self, mass: float, *, is_end: bool) -> float:
        """How sure a session's point is whose share of all ways is ``mass``."""
        return _read(self.end if is_end else self.start, mass)

    def of_chapter(self, mass: float) -> float:
        """How sure a chapter's point is."""
        return _read(self.chapter, mass)


def _read(curve: Curve, mass: float) -> float:
    at = bisect_right(curve, mass, key=lambda pair: pair[0])
    if at == 0:
        return round(curve[0][1] * mass / max(curve[0][0], 1e-9), 3)
    if at == len(curve):
        return round(curve[-1][1], 3)
    (low, sure), (high, surer) = curve[at - 1], curve[at]
    return round(sure + (surer - sure) * (mass - low) / (high - low), 3)


_EVEN = ((0.0, 0.0), (1.0, 0.98))
PLAIN = Calibration(_EVEN, _EVEN, _EVEN)

# Fitted on five synthetic days (bench.align: days 11 to 14 in other words, day 12 in the
# generator's) as shares of points within five seconds: sorted by their share of ways in groups of
# ten and more, each group counted as if two average points were in it, then made to rise. With
# words: with and without clock, after a break of the stream, and names only; without: with and
# without clock. docs/benchmarks.md says how they hold on days they were not fitted on.
WITH_WORDS = Calibration(
    ((0.0, 0.0), (0.05, 0.15), (0.22, 0.55), (0.5, 0.82), (0.8, 0.95), (1.0, 0.98)),
    ((0.0, 0.0), (0.02, 0.1), (0.2, 0.5), (0.5, 0.73), (0.66, 0.87), (0.85, 0.95), (1.0, 0.98)),
    ((0.0, 0.0), (0.02, 0.3), (0.17, 0.66), (0.35, 0.8), (0.63, 0.85), (0.86, 0.9), (1.0, 0.95)),
)
WORDS_ALONE = Calibration(
    ((0.0, 0.0), (0.3, 0.5), (0.64, 0.75), (0.84, 0.93), (1.0, 0.97)),
    ((0.0, 0.0), (0.2, 0.45), (0.6, 0.6), (1.0, 0.72)),
    ((0.0, 0.0), (0.19, 0.4), (0.35, 0.8), (0.68, 0.93), (1.0, 0.95)),
)
WITHOUT_WORDS = Calibration(
    ((0.0, 0.0), (0.2, 0.35), (0.42, 0.6), (0.67, 0.85), (0.9, 0.95), (1.0, 0.97)),
    ((0.0, 0.0), (0.44, 0.69), (0.6, 0.8), (0.8, 0.86), (1.0, 0.97)),
    ((0.0, 0.0), (0.05, 0.35), (0.2, 0.58), (0.3, 0.8), (0.45, 0.88), (1.0, 0.97)),
)


def calibration_for(*, has_words: bool, has_sound: bool) -> Calibration:
    """The curves that were fitted with the same kinds of evidence."""
    if not has_words:
        return WITHOUT_WORDS
    return WITH_WORDS if has_sound else WORDS_ALONE
