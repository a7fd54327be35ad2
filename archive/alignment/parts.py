"""The chapters inside a session: each presentation from its introduction on, and what follows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from archive.alignment.anchors import Anchors, anchors_of
from archive.alignment.calibration import Calibration
from archive.alignment.clues import Clue
from archive.alignment.evidence import Edge
from archive.alignment.lattice import Nodes, Way, find_way
from archive.alignment.model import PartKind, PlannedSession, ProposedChapter
from archive.alignment.openings import from_openings
from archive.alignment.part_clues import Part, counted_key, part_clues
from archive.alignment.recognised import as_recognised
from archive.alignment.slide_parts import slide_part_clues
from archive.alignment.traces import Traces
from archive.programme.model import Role, SessionKind
from archive.timecode import Offset, Span

_LEADS = (Role.CHAIR, Role.MODERATOR)
_TALKS_SHARE = 0.7
_FIRST_SHARE = 0.05
_SCALE, _OUTER, _ROUND_MS = 0.35, 0.5, 60_000.0
_LEFT_OUT = {PartKind.PRESENTATION: 4.0, PartKind.DISCUSSION: 2.2, PartKind.QUESTIONS: 2.2}
_OTHER_ORDER = 2.5
_MOST_ORDERS = 24
_MOST_POINTS = 60
_SAME_MS = 2500
_TRACKS, _RECOGNISED, _SLIDES = 100, 200, 300
"""Kinds of clues that name parts; those that name nothing are counted from 0."""

_FEWEST = 1
_OPENS_WITH_SESSION = 2.0
_LEADS_IN, _LEAD_MS = 3.0, 20_000
"""Who leads a session is introduced before anybody whose part it is."""


def propose_chapters(
    session: PlannedSession,
    inside: Span,
    traces: Traces,
    unnamed: Sequence[tuple[int, Clue]],
    calibration: Calibration,
) -> tuple[ProposedChapter, ...]:
    """The chapters of a session that lies ``inside`` a recording, in the order they are heard.

    People in another order than printed are found if they are clearly named so. Discussion and
    questions are only there where they are announced. A session with nobody's part in it has none.
    ``unnamed`` are the clues by kind that name no session.
    """
    people = session.speaking
    if len(people) < _FEWEST or session.kind is SessionKind.BREAK or not unnamed:
        return ()
    parts = [
        Part(f"p{number}", PartKind.PRESENTATION, person)
        for number, person in enumerate(people, start=1)
    ]
    last = (Part("d", PartKind.DISCUSSION), Part("q", PartKind.QUESTIONS))
    anchors = _anchors(session, traces, unnamed, inside, (*parts, *last))
    search = _Search(session, inside, anchors)
    tried = [(search.way((*order, *last)), order) for order in _orders(parts)]
    (way, nodes), order = max(
        tried, key=lambda one: one[0][0].score - _OTHER_ORDER * (list(one[1]) != parts)
    )
    return tuple(search.chapters((*order, *last), nodes, way, calibration))


def _orders(parts: Sequence[Part]) -> Iterable[Sequence[Part]]:
    """As printed; of a few also every other order."""
    orders = permutations(parts) if len(parts) <= 4 else [tuple(parts)]
    return list(orders)[:_MOST_ORDERS]


def unnamed_starts(traces: Traces) -> list[tuple[int, Clue]]:
    """The clues of all kinds for any start, whoever it is of."""
    return [
        (kind, clue)
        for kind, one in enumerate(traces.clues())
        for clue in one(())
        if clue.edge is Edge.START and clue.key is None
    ]


def _anchors(
    session: PlannedSession,
    traces: Traces,
    unnamed: Sequence[tuple[int, Clue]],
    inside: Span,
    parts: Sequence[Part],
) -> Anchors:
    clues = [(kind, clue) for kind, clue in unnamed if inside.contains(clue.offset)]
    for number, spoken in enumerate(traces.spoken):
        heard = part_clues(spoken, traces.phrases, parts, inside)
        clues += [(_TRACKS + number, clue) for clue in from_openings(heard, spoken)]
    if found := traces.recognised:
        named = part_clues(found.spoken, traces.phrases, parts, inside)
        clues += [(_RECOGNISED, clue) for clue in as_recognised(found, named)]
    seen = slide_part_clues(traces.slides, session, parts, inside)
    clues += [(_SLIDES, clue) for clue in seen]
    return anchors_of(clues, {Edge.START: (inside.start,)})[Edge.START]


@dataclass(frozen=True, slots=True)
class _Search:
    session: PlannedSession
    inside: Span
    anchors: Anchors

    def way(self, parts: Sequence[Part]) -> tuple[Way, list[Nodes]]:
        nodes = [self._nodes(part, n + 1) for n, part in enumerate(parts)]
        planned = self._planned(parts)
        costs = np.cumsum([0.0, *(_LEFT_OUT[part.kind] for part in parts)])
        start, over = self.inside.start, self.inside.end
        begin = [
            _expected(one.offsets - start, at, _OUTER) - cost
            for one, at, cost in zip(nodes, planned, costs[:-1], strict=True)
        ]
        end = [
            _expected(over - one.offsets, self.inside.duration - at, _OUTER) + cost - costs[-1]
            for one, at, cost in zip(nodes, planned, costs[1:], strict=True)
        ]

        def link(
            earlier: int, later: int, here: NDArray[np.int64], there: NDArray[np.int64]
        ) -> NDArray[np.float64]:
            apart = there - here
            lasts = planned[later] - planned[earlier]
            value = _expected(apart, lasts, _SCALE) - (costs[later] - costs[earlier + 1])
            return np.where(apart < 5000, -1e9, value)

        return find_way(nodes, link, begin, end, reach=6), nodes

    def chapters(
        self, parts: Sequence[Part], nodes: Sequence[Nodes], way: Way, calibration: Calibration
    ) -> Iterable[ProposedChapter]:
        for n, part in enumerate(parts):
            if way.chosen[n] < 0:
                continue
            at = int(nodes[n].offsets[way.chosen[n]])
            near = np.abs(nodes[n].offsets - at) <= _SAME_MS
            sure = calibration.of_chapter(float(way.masses[n][near].sum()))
            person = part.person
            yield ProposedChapter(
                key=self.session.key,
                kind=part.kind,
                person=person.names[0] if person else "",
                offset=at,
                confidence=sure,
                because=self.anchors.because(part.key, at),
                person_key=person.key if person else "",
            )

    def _nodes(self, part: Part, number: int) -> Nodes:
        offsets = self.anchors.offsets
        named = self.anchors.named(part.key)
        gains = 0.5 * self.anchors.gains(part.key) + 0.5 * named
        if part.kind is not PartKind.PRESENTATION:
            kept = np.flatnonzero(named > 0)
        else:
            kept = np.arange(len(offsets))
            gains = gains + self.anchors.gains(counted_key(number)) - self.anchors.gains("")
            if number == 1 and not self._is_led:
                gains = gains + np.where(offsets == self.inside.start, _OPENS_WITH_SESSION, 0.0)
            elif self._is_led:
                gains = gains - np.where(offsets < self.inside.start + _LEAD_MS, _LEADS_IN, 0.0)
        best = kept[np.argsort(-gains[kept], kind="stable")[:_MOST_POINTS]]
        best.sort()
        return Nodes(offsets[best], gains[best])

    def _planned(self, parts: Sequence[Part]) -> list[Offset]:
        """Where parts would begin if presentations shared most of the session's time."""
        talks = sum(part.kind is PartKind.PRESENTATION for part in parts)
        whole = self.inside.duration
        first = _FIRST_SHARE * whole if self._is_led else 0.0
        share = (_TALKS_SHARE if self._is_led else 1.0) * whole - first
        starts = [first + share * n / max(talks, 1) for n in range(talks + 1)]
        questions = starts[-1] + (whole - starts[-1]) * 0.6
        return [round(at) for at in (*starts, questions)][: len(parts)]

    @property
    def _is_led(self) -> bool:
        return any(person.role in _LEADS for person in self.session.people)


def _expected(apart: NDArray[np.int64], lasts: int, scale: float) -> NDArray[np.float64]:
    """How likely points lie so far apart where so much was expected; long-tailed in the ratio."""
    times = np.log((np.maximum(apart, 0) + _ROUND_MS) / (max(lasts, 0) + _ROUND_MS)) / scale
    return np.asarray(-2 * np.log1p(times**2 / 3))
