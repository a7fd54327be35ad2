"""How much is said between two points: little between sessions, and inside them no long silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from archive.timecode import Span

Offsets = NDArray[np.int64]
Values = NDArray[np.float64]

_SAID, _SAID_MS, _SAID_MOST = 2.2, 12_000.0, 7.0
_SILENT, _SILENT_MS, _SILENT_MOST = 1.6, 60_000.0, 8.0
_LONG_MS = 75_000


@dataclass(frozen=True, slots=True, eq=False)
class Talk:
    """What is said, and what is long silence (or music), counted up over the recording, in ms."""

    times: Offsets
    said: Values
    quiet_times: Offsets
    quiet: Values
    weight: float = 1.0

    def talk_between(self, here: Offsets, there: Offsets) -> Values:
        """What it costs that so much is said where there should be nothing."""
        said = _at(there, self.times, self.said) - _at(here, self.times, self.said)
        cost = self.weight * _SAID * np.log1p(np.maximum(said, 0) / _SAID_MS)
        return np.asarray(np.minimum(cost, _SAID_MOST))

    def share(self, start: int, lasts: int) -> float:
        """How much of the time after a point somebody speaks, 0 to 1."""
        first, last = np.interp([start, start + lasts], self.times, self.said)
        return float(last - first) / lasts

    def silence_between(self, here: Offsets, there: Offsets) -> Values:
        """What it costs that nobody speaks for long inside of a session."""
        times, quiet = self.quiet_times, self.quiet
        lasts = _at(there, times, quiet) - _at(here, times, quiet)
        cost = _SILENT * np.log1p(np.maximum(lasts, 0) / _SILENT_MS)
        return np.asarray(np.minimum(cost, _SILENT_MOST))


READ = 0.5
"""How much it counts that something is said where only captions tell of it."""


def talk_of(speech: Sequence[Span], gaps: Sequence[Span] = (), weight: float = 1.0) -> Talk:
    """The talk of a recording whose ``speech`` is known, by start; ``gaps`` nobody recorded."""
    silent = [
        Span(one.end, other.start)
        for one, other in pairwise(speech)
        if other.start - one.end >= _LONG_MS
        and not any(gap.overlap(Span(one.end, other.start)) for gap in gaps)
    ]
    return Talk(*_counted(speech), *_counted(silent), weight)


def _counted(spans: Sequence[Span]) -> tuple[Offsets, Values]:
    times, counted = [0], [0.0]
    for span in spans:
        start = max(span.start, times[-1])
        times += [start, max(span.end, start)]
        counted += [counted[-1], counted[-1] + times[-1] - start]
    return np.array(times, np.int64), np.array(counted)


def _at(offsets: Offsets, times: Offsets, counted: Values) -> Values:
    return np.interp(offsets, times, counted)


SILENT = talk_of(())
"""Of a recording nobody has listened to."""
