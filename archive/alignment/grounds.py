"""How sure a proposed point is, and why, in sentences an editor reads at a glance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import exp

from archive.alignment.clock import Row, Timetable
from archive.alignment.evidence import Point
from archive.alignment.model import Alternative, ProposedPoint
from archive.sentence import Sentence, Value
from archive.timecode import Offset, print_clock

_EVIDENCE_MOST, _CALIBRATED_MOST = 0.9, 0.99
_CLOCK = 0.19
_CLOCK_FADES_MS = 8 * 3_600_000
_NEAR_EVIDENCE, _FAR_FROM_EVIDENCE = 0.55, 0.3
_EVIDENCE_FADES_MS = 30 * 60_000
_END = 0.85
_SQUEEZED = 0.5
_UNTIMED_MOST = 0.1
_UNKNOWN_MOST = 0.1
_MOVED_MS = 1000

_NO_CLOCK = Sentence(
    "Nobody knows when the recording began; the programme is laid out from its first moment."
)
_BY_NEIGHBOURS = Sentence("Placed by the programme's times from the sessions found around it.")
_BEFORE = Sentence("The session began before the recording did.")
_AFTER = Sentence("The recording ends before the session does.")
_NEXT = Sentence("The next session begins here.")
_NO_ROOM = Sentence("The sessions around it leave no other room.")


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that was decided on the way to the proposed points.

    Confidences are judgement, not yet calibrated on reviewed cuts: about 0.8 for an edge some
    evidence names, 0.3 to 0.55 near such an edge, 0.19 and less by the clock alone (less and less
    as the day goes on, since delays add up), at most 0.1 for what the programme gives no time or
    when nobody knows the recording's start. Compare them, don't read them as probabilities.
    """

    timetable: Timetable
    chosen: Mapping[int, Point]
    wanted: Sequence[Offset]
    duration: int
    alternatives: Mapping[int, tuple[Alternative, ...]] = field(default_factory=dict)

    def start(self, row: int, offset: Offset) -> ProposedPoint:
        """The in point of a row as it was finally placed."""
        edge_reasons = (_BEFORE,) if self.wanted[2 * row] < 0 else ()
        return self._point(2 * row, offset, edge_reasons)

    def end(self, row: int, offset: Offset, following: int | None) -> ProposedPoint:
        """The out point of a row; ``following`` is the row that begins right there, if one does."""
        edge_reasons = (_AFTER,) if self.wanted[2 * row + 1] > self.duration else ()
        if following is None:
            return self._point(2 * row + 1, offset, edge_reasons)
        point = self._point(2 * row + 1, offset, (*edge_reasons, _NEXT))
        beginning = self._confidence(2 * following, self.timetable.rows[following])
        return replace(point, confidence=max(point.confidence, round(beginning * _END, 3)))

    def _point(self, edge: int, offset: Offset, more: tuple[Sentence, ...]) -> ProposedPoint:
        row = self.timetable.rows[edge // 2]
        reasons = self._because(edge, row)
        aside = abs(offset - min(max(self.wanted[edge], 0), self.duration)) >= _MOVED_MS
        if aside and not more:
            more = (_NO_ROOM,)
        sure = self._confidence(edge, row) * (_SQUEEZED if aside else 1.0)
        others = self.alternatives.get(edge, ())
        return ProposedPoint(offset, round(sure, 3), (*reasons, *more), others)

    def _confidence(self, edge: int, row: Row) -> float:
        if edge in self.chosen:
            most = _CALIBRATED_MOST if edge in self.alternatives else _EVIDENCE_MOST
            return min(self.chosen[edge].weight, most)
        sure = self._by_drift(edge) if self.chosen else self._by_clock(edge)
        sure *= _END if edge % 2 else 1.0
        return sure if row.timed else min(sure, _UNTIMED_MOST)

    def _by_clock(self, edge: int) -> float:
        if not self.timetable.known:
            return _UNKNOWN_MOST
        elapsed = self.timetable.edges[edge] - self.timetable.edges[0]
        return _CLOCK * exp(-elapsed / _CLOCK_FADES_MS)

    def _by_drift(self, edge: int) -> float:
        edges = self.timetable.edges
        nearest = min(abs(edges[edge] - edges[other]) for other in self.chosen)
        near = exp(-nearest / _EVIDENCE_FADES_MS)
        return _FAR_FROM_EVIDENCE + (_NEAR_EVIDENCE - _FAR_FROM_EVIDENCE) * near

    def _because(self, edge: int, row: Row) -> tuple[Sentence, ...]:
        if edge in self.chosen and self.chosen[edge].because:
            return self.chosen[edge].because
        clock = row.end_because if edge % 2 else row.start_because
        if not self.timetable.known:
            return (clock, _BY_NEIGHBOURS if self.chosen else _NO_CLOCK)
        late = self.wanted[edge] - self.timetable.edges[edge]
        return (clock, *_drift(late)) if self.chosen and row.timed else (clock,)


def _drift(late: int) -> tuple[Sentence, ...]:
    if abs(late) < _MOVED_MS:
        return ()
    clock: dict[str, Value] = {"time": print_clock(abs(late))}
    if late > 0:
        return (Sentence("The sessions found around it run {time} late.", clock),)
    return (Sentence("The sessions found around it run {time} early.", clock),)
