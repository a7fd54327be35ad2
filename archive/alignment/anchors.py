"""Clues of all kinds brought together: the points where edges may lie, and what speaks for each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from archive.alignment.clues import Clue, Place
from archive.alignment.evidence import Edge
from archive.sentence import Sentence
from archive.timecode import Offset

SNAP_MS = 1300
"""A point that is nearly known joins an exact one so close by."""

_MOST_REASONS = 4
_WORTH_TELLING = 0.4

Kind = int
"""Which evidence a clue is of: of each kind the strongest counts, and kinds add up."""


Gains = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Anchors:
    """All points of one kind of edge, in order, with the clues by kind that speak for them.

    ``clues`` are by the session they name, those that name none under nothing.
    """

    offsets: NDArray[np.int64]
    clues: Mapping[str | None, Sequence[tuple[Kind, Clue]]]
    _kept: dict[str | None, dict[Kind, Gains]] = field(default_factory=dict)

    def gains(self, key: str) -> Gains:
        """What speaks for each point as an edge of the session: of each kind the strongest."""
        own, any_ = self._strongest(key), self._strongest(None)
        whole = np.zeros(len(self.offsets))
        for kind in {*own, *any_}:
            plain = any_.get(kind, np.zeros(len(self.offsets)))
            named = own.get(kind, plain)
            whole += np.where(named > 0, np.maximum(named, plain), plain)
        return whole

    def named(self, key: str) -> Gains:
        """What speaks for each point and names the session."""
        whole = np.zeros(len(self.offsets))
        for gains in self._strongest(key).values():
            whole += np.maximum(gains, 0)
        return whole

    def because(self, key: str, offset: Offset) -> tuple[Sentence, ...]:
        """Why the point may be an edge of the session, the strongest reasons first."""
        near = [
            clue
            for one in (key, None)
            for _, clue in self.clues.get(one, ())
            if clue.gain >= _WORTH_TELLING
            and clue.offset - clue.before_ms <= offset <= clue.offset + clue.after_ms
        ]
        near.sort(key=lambda clue: (clue.key is None, -clue.gain))
        sentences = (sentence for clue in near for sentence in clue.because)
        return tuple({one.template: one for one in sentences}.values())[:_MOST_REASONS]

    def _strongest(self, key: str | None) -> dict[Kind, Gains]:
        if key not in self._kept:
            self._kept[key] = self._gathered(key)
        return self._kept[key]

    def _gathered(self, key: str | None) -> dict[Kind, Gains]:
        found: dict[Kind, Gains] = {}
        against: dict[Kind, Gains] = {}
        for kind, clue in self.clues.get(key, ()):
            side = found if clue.gain > 0 else against
            gains = side.setdefault(kind, np.zeros(len(self.offsets)))
            near = (clue.offset - clue.before_ms, clue.offset + clue.after_ms + 1)
            first, last = np.searchsorted(self.offsets, near)
            reduce = np.maximum if clue.gain > 0 else np.minimum
            gains[first:last] = reduce(gains[first:last], clue.gain)
        nothing = np.zeros(len(self.offsets))
        kinds = {*found, *against}
        return {k: found.get(k, nothing) + against.get(k, nothing) for k in kinds}


def anchors_of(
    clues: Iterable[tuple[Kind, Clue]], more: Mapping[Edge, Iterable[Offset]]
) -> dict[Edge, Anchors]:
    """The points of starts and of ends; ``more`` are points that no clue names."""
    every = list(clues)
    return {
        edge: _anchors([pair for pair in every if pair[1].edge is edge], more.get(edge, ()))
        for edge in Edge
    }


def _anchors(clues: Sequence[tuple[Kind, Clue]], more: Iterable[Offset]) -> Anchors:
    exact = sorted({clue.offset for _, clue in clues if clue.place is Place.EXACT} | set(more))
    near = _apart((clue.offset for _, clue in clues if clue.place is Place.NEAR), exact)
    by_key: dict[str | None, list[tuple[Kind, Clue]]] = {}
    for kind, clue in clues:
        by_key.setdefault(clue.key, []).append((kind, clue))
    return Anchors(np.array(sorted({*exact, *near}), np.int64), by_key)


def _apart(near: Iterable[Offset], exact: Sequence[Offset]) -> Iterator[Offset]:
    """Those that have no exact point close by."""
    places = np.array(exact, np.int64)
    for offset in near:
        at = int(np.searchsorted(places, offset))
        close = [abs(int(places[n]) - offset) for n in (at - 1, at) if 0 <= n < len(places)]
        if not close or min(close) > SNAP_MS:
            yield offset
