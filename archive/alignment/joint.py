"""All sessions of one stream placed together by what is heard, seen and read in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.alignment.anchors import Anchors, anchors_of
from archive.alignment.calibration import Calibration
from archive.alignment.clock import Timetable
from archive.alignment.clues import Clues
from archive.alignment.evidence import Edge, Point
from archive.alignment.lattice import Nodes, Way, find_way
from archive.alignment.model import Alternative, PlannedSession
from archive.alignment.priors import Priors, Slot
from archive.alignment.surest import surest_points
from archive.alignment.talk import Talk
from archive.alignment.titles import kind_of
from archive.alignment.turns import UNHEARD, Turns
from archive.programme.model import SessionKind
from archive.timecode import Offset, Span

SAME_MS = 2000
"""Points so close are one place: what is said of them adds up."""

_MOST_POINTS = 56
_BIN_MS = 120_000
_AROUND_MS = 40 * 60_000
_FIXED_GAIN = 60.0
_GUESS_GAIN = -1.5
_REACH = 9
_SOMEHOW_NAMED, _UNNAMED = 2.0, 2.0
"""Where captions say nothing of a session, it seldom begins."""

_BORDER_MS = 100
_ALTERNATIVES = 3
_SWAP_WORTH = 2.5
_GUESSED_MOST = 0.15
"""How sure a point is at most for which nothing speaks but the programme."""

_SURELY_NAMED = 2.5
"""A name in an introduction."""

_WITHOUT_TURNS = (SessionKind.PHOTO, SessionKind.CLOSING)
_LEAST_ROOM = 0.4
_INTRODUCES, _NOBODY_INTRODUCED = 3.4, 1.5

LEAD_MS, TAIL_MS = 150, 250
"""What is left before a first word and after a last sound, so that nothing is clipped."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was chosen: points by edge, as ``archive.alignment.placing`` counts them.

    Edges and rows are those of the timetable; ``sessions`` says which session takes each row, in
    the order they were found. ``absent`` rows are nowhere; the start of ``named`` rows is named
    and introduced.
    """

    chosen: dict[int, Point]
    alternatives: dict[int, tuple[Alternative, ...]]
    sessions: tuple[PlannedSession, ...]
    absent: frozenset[int]
    named: frozenset[int]


@dataclass(frozen=True, slots=True)
class Day:
    """One stream to be aligned: its rows in programme order, and all that is known of it.

    ``guesses`` is where edges would lie without clues; ``fixed`` are rows a person has decided.
    """

    sessions: Sequence[PlannedSession]
    timetable: Timetable
    duration: int
    guesses: Mapping[int, Offset]
    fixed: Mapping[int, Span]
    calibration: Calibration
    talk: Talk
    has_words: bool = False
    turns: Turns = UNHEARD


def place_together(day: Day, clues: Sequence[Clues]) -> Found:
    """The likeliest places of all rows but breaks, which lie between the others."""
    gathered = [(kind, clue) for kind, one in enumerate(clues) for clue in one(day.sessions)]
    more = {
        edge: [at for row, at in day.guesses.items() if row % 2 == (edge is Edge.END)]
        for edge in Edge
    }
    anchors = anchors_of(gathered, more)
    rows = [n for n, one in enumerate(day.sessions) if one.kind is not SessionKind.BREAK]
    search = _Search(day, anchors, rows)
    return search.found(*search.best_order())


@dataclass(frozen=True, slots=True)
class _Search:
    day: Day
    anchors: Mapping[Edge, Anchors]
    rows: Sequence[int]

    def best_order(self) -> tuple[list[int], list[Nodes], Way]:
        """Programme order, but for two that are clearly named the other way round."""
        order = list(self.rows)
        edges, way = self.way(order)
        for first, second in self._named_backwards():
            swapped = _swapped(order, first, second)
            others, tried = self.way(swapped)
            if tried.score > way.score + _SWAP_WORTH:
                order, edges, way = swapped, others, tried
        return order, edges, way

    def way(self, order: Sequence[int]) -> tuple[list[Nodes], Way]:
        """``order`` names, for each slot of the timetable, the row that takes it."""
        slots = [
            Slot(row, self._kind(order[n]), self._timed(row), _turns(self.day.sessions[order[n]]))
            for n, row in enumerate(self.rows)
        ]
        day = self.day
        priors = Priors(slots, day.timetable, day.duration, day.talk, day.has_words, day.turns)
        edges = self._edges(priors, order)
        less = 1.0 if self.day.timetable.known else 3.0
        begin = [self._outer(priors.cost(0, e) / less, one, 0) for e, one in enumerate(edges)]
        end = [
            self._outer(priors.cost(e + 1, len(edges)) / less, one, self.day.duration)
            for e, one in enumerate(edges)
        ]
        fixed = {
            2 * n + side for n, row in enumerate(order) if row in self.day.fixed for side in (0, 1)
        }

        def link(
            earlier: int, later: int, here: NDArray[np.int64], there: NDArray[np.int64]
        ) -> NDArray[np.float64]:
            if earlier in fixed and later in fixed:
                return np.zeros((here.size, there.size))
            return priors.link(earlier, later, here, there)

        return edges, find_way(edges, link, begin, end, reach=_REACH)

    def _outer(self, cost: float, nodes: Nodes, beyond: Offset) -> NDArray[np.float64]:
        """The cost of being first or last: what is left out, and half of what is said outside."""
        outside = np.array([beyond], np.int64)
        pairs = (outside, nodes.offsets) if beyond == 0 else (nodes.offsets, outside)
        return -cost - 0.5 * self.day.talk.talk_between(*pairs)

    def found(self, order: Sequence[int], edges: Sequence[Nodes], way: Way) -> Found:
        points = self._points(edges, way)
        chosen: dict[int, Point] = {}
        alternatives: dict[int, tuple[Alternative, ...]] = {}
        named: dict[int, float] = {}
        for place, point in enumerate(points):
            row, slot = order[place // 2], self.rows[place // 2]
            if point < 0 or row in self.day.fixed:
                continue
            edge = 2 * slot + place % 2
            chosen[edge], alternatives[edge] = self._point(
                edges[place], way.masses[place], point, edge, row
            )
            if place % 2 == 0:
                named[slot] = self._named(row, int(edges[place].offsets[point]))
        absent = self._absent(order, edges, points)
        sessions = list(self.day.sessions)
        for slot, row in zip(self.rows, order, strict=True):
            sessions[slot] = self.day.sessions[row]
        surely = frozenset(slot for slot, gain in named.items() if gain >= _SURELY_NAMED)
        return Found(chosen, alternatives, tuple(sessions), frozenset(absent), surely)

    def _points(self, edges: Sequence[Nodes], way: Way) -> tuple[int, ...]:
        """The likeliest way; with nothing but order to go by, what most of all ways agree on."""
        is_timed = any(row.timed for row in self.day.timetable.rows)
        return way.chosen if is_timed else surest_points(edges, way.masses, SAME_MS)

    def _edges(self, priors: Priors, order: Sequence[int]) -> list[Nodes]:
        """The points of all edges; an end may always lie right before the next start."""
        nothing = np.zeros(0, np.int64)
        starts = [self._nodes(priors, 2 * n, row, nothing) for n, row in enumerate(order)]
        following = [one.offsets for one in starts[1:]] + [nothing]
        edges: list[Nodes] = []
        for n, row in enumerate(order):
            edges += [starts[n], self._nodes(priors, 2 * n + 1, row, following[n])]
        return edges

    def _nodes(self, priors: Priors, place: int, row: int, following: NDArray[np.int64]) -> Nodes:
        if row in self.day.fixed:
            span = self.day.fixed[row]
            at = span.end if place % 2 else span.start
            return Nodes(np.array([at], np.int64), np.array([_FIXED_GAIN]))
        anchors = self.anchors[Edge.END if place % 2 else Edge.START]
        gains = anchors.gains(self.day.sessions[row].key) + priors.clock(place, anchors.offsets)
        if place % 2 == 0:
            gains = gains + self._suits(row, anchors.offsets)
        if self.day.has_words and place % 2 == 0:
            named = anchors.named(self.day.sessions[row].key)
            gains = gains - _UNNAMED * np.maximum(1 - named / _SOMEHOW_NAMED, 0.0)
        guess = self.day.guesses.get(2 * self.rows[place // 2] + place % 2)
        if guess is not None:
            gains = np.where(anchors.offsets == guess, np.maximum(gains, _GUESS_GAIN), gains)
        kept = _likeliest(anchors.offsets, gains, self._around(priors, place))
        before = np.searchsorted(anchors.offsets, following + _BORDER_MS) - 1
        kept = np.union1d(kept, before[before >= 0])
        return Nodes(anchors.offsets[kept], gains[kept])

    def _suits(self, row: int, offsets: NDArray[np.int64]) -> NDArray[np.float64]:
        """Whoever is introduced has a part: a photo and a closing have none to begin with."""
        is_introduced = self.day.turns.introduces(offsets)
        if self._kind(row) in _WITHOUT_TURNS:
            return np.where(is_introduced, -_INTRODUCES, 0.0)
        has_people = bool(self.day.sessions[row].speaking)
        return np.where(is_introduced | (not has_people), 0.0, -_NOBODY_INTRODUCED)

    def _around(self, priors: Priors, place: int) -> Offset | None:
        timed = self.day.timetable.known and priors.slots[place // 2].timed
        return priors.planned(place) if timed else None

    def _point(
        self, nodes: Nodes, masses: NDArray[np.float64], point: int, edge: int, row: int
    ) -> tuple[Point, tuple[Alternative, ...]]:
        key = self.day.sessions[row].key
        at = int(nodes.offsets[point])
        anchors = self.anchors[Edge.END if edge % 2 else Edge.START]
        near = np.abs(nodes.offsets - at) <= SAME_MS
        said = self.day.calibration.confidence(float(masses[near].sum()), is_end=bool(edge % 2))
        others = _others(nodes.offsets, np.where(near, 0.0, masses))
        alternatives = tuple(
            Alternative(offset, self.day.calibration.confidence(mass, is_end=bool(edge % 2)))
            for offset, mass in others
        )
        why = anchors.because(key, at)
        if not why:
            return Point(edge, at, min(said, _GUESSED_MOST), ()), alternatives
        room = TAIL_MS if edge % 2 else -LEAD_MS
        return Point(edge, max(at + room, 0), said, why), alternatives

    def _named(self, row: int, offset: Offset) -> float:
        anchors = self.anchors[Edge.START]
        named = anchors.named(self.day.sessions[row].key)
        near = np.abs(anchors.offsets - offset) <= SAME_MS
        return float(named[near].max()) if near.any() else 0.0

    def _named_backwards(self) -> list[tuple[int, int]]:
        """Rows of one kind whose surest names are heard in the other order than printed."""
        anchors = self.anchors[Edge.START]
        surest: dict[int, Offset] = {}
        for row in self.rows:
            named = anchors.named(self.day.sessions[row].key)
            if row not in self.day.fixed and named.size and named.max() >= _SURELY_NAMED:
                surest[row] = int(anchors.offsets[int(named.argmax())])
        return [
            (one, other)
            for one in surest
            for other in surest
            if one < other and surest[one] > surest[other] and self._kind(one) is self._kind(other)
        ][:12]

    def _absent(
        self, order: Sequence[int], edges: Sequence[Nodes], points: Sequence[int]
    ) -> set[int]:
        """Rows with no edge anywhere, for which the others leave much less room than planned."""
        absent: set[int] = set()
        known = [(n, int(edges[n].offsets[point])) for n, point in enumerate(points) if point >= 0]
        for n, row in enumerate(order):
            if points[2 * n] >= 0 or points[2 * n + 1] >= 0:
                continue
            before = max((at for edge, at in known if edge < 2 * n), default=0)
            after = min((at for edge, at in known if edge > 2 * n), default=self.day.duration)
            slot = self.rows[n]
            planned = self.day.timetable.edges[2 * slot + 1] - self.day.timetable.edges[2 * slot]
            if row not in self.day.fixed and after - before < _LEAST_ROOM * planned:
                absent.add(slot)
        return absent

    def _kind(self, row: int) -> SessionKind:
        return kind_of(self.day.sessions[row])

    def _timed(self, row: int) -> bool:
        return self.day.timetable.rows[row].timed


def _turns(session: PlannedSession) -> int | None:
    """How many people are introduced in a session behind applause; none where guests pose."""
    if kind_of(session) in _WITHOUT_TURNS:
        return 0
    return len(session.speaking) or None


def _swapped(order: Iterable[int], first: int, second: int) -> list[int]:
    other = {first: second, second: first}
    return [other.get(row, row) for row in order]


def _likeliest(
    offsets: NDArray[np.int64], gains: NDArray[np.float64], around: Offset | None
) -> NDArray[np.int64]:
    """The points with most for them, and the best of every two minutes around the expected one."""
    if len(offsets) <= _MOST_POINTS:
        return np.arange(len(offsets))
    best = set(np.argsort(-gains, kind="stable")[:_MOST_POINTS].tolist())
    bins = offsets // _BIN_MS
    near = np.ones(len(offsets), bool) if around is None else np.abs(offsets - around) <= _AROUND_MS
    for one in np.unique(bins[near]):
        inside = np.flatnonzero((bins == one) & near)
        best.add(int(inside[gains[inside].argmax()]))
    return np.array(sorted(best), np.int64)


def _others(offsets: NDArray[np.int64], masses: NDArray[np.float64]) -> list[tuple[Offset, float]]:
    """The likeliest other places, each with all that lies close by."""
    left, found = masses.copy(), []
    for _ in range(_ALTERNATIVES):
        if not left.size or left.max() <= 0:
            break
        at = int(offsets[int(left.argmax())])
        near = np.abs(offsets - at) <= SAME_MS
        found.append((at, float(left[near].sum())))
        left[near] = 0.0
    return found
