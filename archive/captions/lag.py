"""How much later one track is than another, all through: told by when sentences begin and end."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np

from archive.captions.model import Cue
from archive.captions.pairing import Group, Sentences, group, sentences_of

MOST_LAG_MS = 15_000
FEWEST_SENTENCES = 8
"""With fewer, chance looks like a lag."""

CHEAPER = 0.98
"""A lag is believed when with it the pairing costs at most this share of what it costs without.

The heap of differences speaks first; this only asks whether the pairing agrees."""

STEP_MS = 20
_SIGMAS = 5
"""How far above chance the heap must stand, in what chance scatters by (Poisson)."""

_WIDTH = 20
"""Steps to either side within which two differences count as the same."""


def lag_ms(ko: Sequence[Cue], en: Sequence[Cue]) -> int:
    """Milliseconds by which the Korean track is later than the English; negative when sooner."""
    return pair_sentences(ko, en)[1]


def pair_sentences(ko: Sequence[Cue], en: Sequence[Cue]) -> tuple[tuple[Group, ...], int]:
    """The groups of both tracks' cues, and the lag that was taken out to find them.

    The differences between the tracks' borders heap up at the lag; whether it is one, the price of
    the pairing says.
    """
    ko_sentences, en_sentences = sentences_of(ko), sentences_of(en)
    groups, cost = group(ko_sentences, en_sentences)
    late = _likeliest(ko_sentences, en_sentences)
    if not late:
        return groups, 0
    moved, moved_cost = group(sentences_of(ko, late_ms=late), en_sentences)
    return (moved, late) if moved_cost <= CHEAPER * cost else (groups, 0)


def _likeliest(ko: Sentences, en: Sentences) -> int:
    """The difference at which most borders agree; 0 where it is not clearly another one."""
    if min(len(ko.runs), len(en.runs)) < FEWEST_SENTENCES:
        return 0
    heap = _heap(ko.starts, en.starts) + _heap(ko.ends, en.ends)
    weights = 1 - np.abs(np.arange(-_WIDTH, _WIDTH + 1)) / (_WIDTH + 1)
    smooth = np.convolve(heap, weights, "same")
    peak = int(np.argmax(smooth))
    middle = len(smooth) // 2
    chance = float(smooth.mean())
    if smooth[peak] < max(1.5 * smooth[middle] + 2, chance + _SIGMAS * chance**0.5):
        return 0
    return (peak - middle) * STEP_MS


def _heap(
    later: Sequence[int], times: Sequence[int]
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    steps = MOST_LAG_MS // STEP_MS
    heap = np.zeros(2 * steps + 1)
    for difference in _differences(later, sorted(times)):
        heap[round(difference / STEP_MS) + steps] += 1
    return heap


def _differences(later: Sequence[int], times: Sequence[int]) -> Iterator[int]:
    for time in later:
        first = bisect_left(times, time - MOST_LAG_MS)
        last = bisect_left(times, time + MOST_LAG_MS)
        yield from (time - other for other in times[first:last])
