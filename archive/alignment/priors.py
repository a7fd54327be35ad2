"""What may be expected before anything is heard: how long a session lasts, what lies between."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.alignment.clock import Timetable
from archive.alignment.talk import Talk
from archive.alignment.turns import Turns
from archive.programme.model import SessionKind

Values = NDArray[np.float64]

ABSENT, LOOSE = 6.5, 4.5
"""What it costs that a session is not there at all; that nothing tells one of its edges."""

OUTSIDE = 1.5
"""The same for a session that by the clock lies outside of the recording."""

_FREEDOM = 3.0
_LASTS, _LASTS_SHORT, _LASTS_UNTIMED = 0.22, 0.4, 2.4
_APART, _HOLE = 0.45, 0.4
_TOUCH_MS = 16_000.0
_ROUND_MS = 40_000.0
_BEHIND_MS, _AHEAD_MS, _DRIFT = 300_000.0, 150_000.0, 0.04
_CLOCK_MOST, _CLOCK_ALONE = 2.0, 4.5
_SHORT_KINDS = (
    SessionKind.OPENING,
    SessionKind.PHOTO,
    SessionKind.CLOSING,
    SessionKind.ADDRESS,
    SessionKind.REMARKS,
)
_FILMS = 0.3
_SHORT_MS = 5 * 60_000
_LEAST_MS = 2000.0
_TURN_MORE, _TURN_FEWER, _TURNS_MOST = 1.8, 1.7, 6.0
_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Slot:
    """One row that is looked for: its place in the timetable, its kind, how many take a turn in it.

    ``turns`` is nothing where the programme does not tell.
    """

    row: int
    kind: SessionKind
    timed: bool
    turns: int | None = None


@dataclass(frozen=True, slots=True)
class Priors:
    """The programme as expectations; edges count ``2 × slot (+ 1)``."""

    slots: Sequence[Slot]
    timetable: Timetable
    duration: int
    talk: Talk
    has_words: bool
    turns: Turns

    def planned(self, edge: int) -> int:
        """Where the edge lies by the programme."""
        return self.timetable.edges[2 * self.slots[edge // 2].row + edge % 2]

    def link(
        self, earlier: int, later: int, here: NDArray[np.int64], there: NDArray[np.int64]
    ) -> Values:
        """How likely two edges lie at these points when those between them lie nowhere."""
        apart = (there - here).astype(np.float64)
        same = earlier // 2 == later // 2
        if same:
            value = self._lasts(earlier, later, apart)
            value -= self._silence(earlier // 2) * self.talk.silence_between(here, there)
            value -= self._other_turns(earlier // 2, here, there)
        elif later == earlier + 1:
            value = self._follows(earlier, later, apart)
            value -= self.talk.talk_between(here, there)
        else:
            value = self._over(earlier, later, apart) - self.cost(earlier + 1, later)
        least = (_LEAST_MS if self.slots[earlier // 2].timed else 0.0) if same else -400.0
        return np.where(apart < least, _NEVER, value)

    def cost(self, first: int, last: int) -> float:
        """What it costs that the edges ``[first, last)`` lie nowhere."""
        cost = 0.0
        for slot in range(first // 2, (last + 1) // 2):
            skipped = [2 * slot + side for side in (0, 1) if first <= 2 * slot + side < last]
            cost += self._absent(slot) if len(skipped) == 2 else sum(map(self._loose, skipped))
        return cost

    def _loose(self, edge: int) -> float:
        is_outside = self.timetable.known and not 0 <= self.planned(edge) <= self.duration
        return OUTSIDE if is_outside else LOOSE

    def clock(self, edge: int, offsets: NDArray[np.int64]) -> Values:
        """How likely the edge is there by the clock; delays are likelier, and add up over a day."""
        if not self.timetable.known or not self.slots[edge // 2].timed:
            return np.zeros(len(offsets))
        late = (offsets - self.planned(edge)).astype(np.float64)
        drift = _DRIFT * max(self.planned(edge) - self.planned(0), 0)
        scaled = np.where(late > 0, late / (_BEHIND_MS + drift), late / (_AHEAD_MS + drift / 2))
        most = _CLOCK_MOST if self.has_words else _CLOCK_ALONE
        return np.maximum(_long_tailed(scaled), -most)

    def _absent(self, slot: int) -> float:
        start, end = self.planned(2 * slot), self.planned(2 * slot + 1)
        is_outside = self.timetable.known and (end <= 0 or start >= self.duration)
        return OUTSIDE if is_outside else ABSENT

    def _lasts(self, earlier: int, later: int, apart: Values) -> Values:
        slot = self.slots[earlier // 2]
        scale = _LASTS_SHORT if slot.kind in _SHORT_KINDS else _LASTS
        scale = scale if slot.timed else _LASTS_UNTIMED
        planned = self.planned(later) - self.planned(earlier)
        if slot.kind in _SHORT_KINDS and not slot.timed:
            planned = min(planned, _SHORT_MS)
        return _ratio(apart, planned, scale)

    def _silence(self, slot: int) -> float:
        """How much a long silence counts: films are shown where a day is opened."""
        return _FILMS if self.slots[slot].kind is SessionKind.OPENING else 1.0

    def _other_turns(self, slot: int, here: NDArray[np.int64], there: NDArray[np.int64]) -> Values:
        """What it costs that more or fewer people are introduced than the programme names."""
        wanted = self.slots[slot].turns
        if wanted is None or not len(self.turns.times):
            return np.zeros(np.broadcast_shapes(here.shape, there.shape))
        count = self.turns.count_between(here, there)
        more, fewer = np.maximum(count - wanted, 0), np.maximum(wanted - count, 0)
        return np.asarray(np.minimum(_TURN_MORE * more + _TURN_FEWER * fewer, _TURNS_MOST))

    def _follows(self, earlier: int, later: int, apart: Values) -> Values:
        hole = self.planned(later) - self.planned(earlier)
        if hole < _ROUND_MS:
            return np.asarray(-1.4 * np.log1p(np.maximum(apart, 0) / _TOUCH_MS))
        return _ratio(apart, hole, _HOLE)

    def _over(self, earlier: int, later: int, apart: Values) -> Values:
        """As planned, or as planned without the sessions that are not there."""
        whole = self.planned(later) - self.planned(earlier)
        absent = sum(
            self.planned(2 * slot + 1) - self.planned(2 * slot)
            for slot in range((earlier + 2) // 2, later // 2)
        )
        return np.maximum(
            _ratio(apart, whole, _APART), _ratio(apart, max(whole - absent, 0), _APART)
        )


def _ratio(apart: Values, planned: float, scale: float) -> Values:
    """Long-tailed in the logarithm of how many times longer than planned it lasts."""
    times = np.log((np.maximum(apart, 0) + _ROUND_MS) / (planned + _ROUND_MS))
    return _long_tailed(times / scale)


def _long_tailed(scaled: Values) -> Values:
    """Student's t of three degrees of freedom, 0 at its top."""
    return np.asarray(-(_FREEDOM + 1) / 2 * np.log1p(scaled**2 / _FREEDOM))
