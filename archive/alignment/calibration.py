"""From shares of ways to confidence: of the points said 0.8, about 80 % are to lie within 5 s."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

Curve = Sequence[tuple[float, float]]
"""Shares of ways with the confidence they earned, both rising; between them it rises evenly."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curves of one set of evidence, for starts and for ends."""

    start: Curve
    end: Curve

    def confidence(self, mass: float, *, is_end: bool) -> float:
        """How sure a point is whose share of all ways is ``mass``."""
        curve = self.end if is_end else self.start
        at = bisect_right(curve, mass, key=lambda pair: pair[0])
        if at == 0:
            return round(curve[0][1] * mass / max(curve[0][0], 1e-9), 3)
        if at == len(curve):
            return round(curve[-1][1], 3)
        (low, sure), (high, surer) = curve[at - 1], curve[at]
        return round(sure + (surer - sure) * (mass - low) / (high - low), 3)


PLAIN = Calibration(((0.0, 0.0), (1.0, 0.98)), ((0.0, 0.0), (1.0, 0.98)))

# Fitted by eye on synthetic days (seeds 1 to 10 and 41 to 43 of the generator that bench.align
# names): what share of the points of each confidence lay within five seconds.
WITH_WORDS = Calibration(
    ((0.0, 0.0), (0.3, 0.6), (0.6, 0.9), (0.9, 0.97), (1.0, 0.98)),
    ((0.0, 0.0), (0.2, 0.35), (0.5, 0.6), (0.9, 0.85), (1.0, 0.95)),
)
WORDS_ALONE = Calibration(
    ((0.0, 0.0), (0.3, 0.55), (0.6, 0.85), (1.0, 0.97)),
    ((0.0, 0.0), (0.25, 0.45), (0.5, 0.72), (1.0, 0.78)),
)
WITHOUT_WORDS = Calibration(
    ((0.0, 0.0), (0.4, 0.35), (0.7, 0.6), (1.0, 0.8)),
    ((0.0, 0.0), (0.6, 0.55), (1.0, 0.8)),
)


def calibration_for(*, has_words: bool, has_sound: bool) -> Calibration:
    """The curves that were fitted with the same kinds of evidence."""
    if not has_words:
        return WITHOUT_WORDS
    return WITH_WORDS if has_sound else WORDS_ALONE
