"""What speaks for a session's edge lying at a point of the recording, and how it is gathered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from archive.alignment.model import PlannedSession
from archive.recording import Recording
from archive.sentence import Sentence
from archive.timecode import Offset

SAME_POINT_MS = 3000
"""Candidates this close to each other speak for the same point."""


class Edge(StrEnum):
    """Which end of a session."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A point where an edge may lie. ``weight`` is how sure this evidence is of it, 0 to 1."""

    key: str
    edge: Edge
    offset: Offset
    weight: float
    because: Sentence


class Evidence(Protocol):
    """One kind of evidence: asked for the whole programme at once, in programme order.

    It may propose several points for an edge, or none; the placing decides between them.
    """

    def __call__(
        self, sessions: Sequence[PlannedSession], recording: Recording
    ) -> Iterable[Candidate]: ...


@dataclass(frozen=True, slots=True)
class Point:
    """A possible place of one edge with all that speaks for it; edges count ``2 × row (+ 1)``."""

    edge: int
    offset: Offset
    weight: float
    because: tuple[Sentence, ...]


def gather(
    evidence: Iterable[Evidence], sessions: Sequence[PlannedSession], recording: Recording
) -> list[Point]:
    """All points all evidence proposes inside the recording, agreeing ones joined, by edge."""
    edges: dict[int, list[Candidate]] = {}
    rows = {session.key: row for row, session in enumerate(sessions)}
    for one in evidence:
        for candidate in one(sessions, recording):
            if candidate.key in rows and 0 <= candidate.offset <= recording.duration:
                edge = 2 * rows[candidate.key] + (candidate.edge is Edge.END)
                edges.setdefault(edge, []).append(candidate)
    return [point for edge in sorted(edges) for point in _joined(edge, edges[edge])]


def _joined(edge: int, candidates: list[Candidate]) -> list[Point]:
    """Candidates within ``SAME_POINT_MS`` as one point, where the surest of them lies.

    Kinds of evidence are taken as independent: what is left of doubt is the product of theirs.
    """
    points: list[Point] = []
    for candidate in sorted(candidates, key=lambda candidate: -candidate.weight):
        near = (p for p in points if abs(p.offset - candidate.offset) <= SAME_POINT_MS)
        point = next(near, Point(edge, candidate.offset, 0.0, ()))
        if point in points:
            points.remove(point)
        doubt = (1 - point.weight) * (1 - min(max(candidate.weight, 0.0), 0.99))
        points.append(Point(edge, point.offset, 1 - doubt, (*point.because, candidate.because)))
    return points
