"""All edges of a programme placed together: the likeliest points that keep programme order."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import log, log1p

from archive.alignment.clock import Timetable
from archive.alignment.evidence import Point
from archive.cut import SHORTEST_MS
from archive.timecode import Offset, Span

_CLOCK_SCALE_MS = 5 * 60_000
_CLOCK_DOUBT_MOST = 3.0
_DRIFT_SCALE_MS = 60_000
_DRIFT_SHARE = 0.15
_FIXED_GAIN = 1e6
_MOST_POINTS = 8
"""Kept for one edge; bounds the work where many chapters have the same title."""


def choose_points(
    points: Sequence[Point], timetable: Timetable, fixed: Mapping[int, Span]
) -> dict[int, Point]:
    """At most one point for each edge, in programme order, and those of ``fixed`` rows.

    The chain with the highest sum is taken: each point gains the logarithm of the doubt it removes
    and pays for how far the time since the point before differs from the programme's, on a
    long-tailed (Student-t) scale, so that one large overrun is dearer than none but not forbidden.
    A wrong clock costs at most ``_CLOCK_DOUBT_MOST`` once: two chapters with sure titles outweigh
    it. The scales are judgement, not fitted to data.
    """
    nodes = sorted(
        [*_given(fixed), *_likeliest([p for p in points if p.edge // 2 not in fixed], timetable)],
        key=lambda point: (point.edge, point.offset),
    )
    best: list[float] = []
    before: list[int | None] = []
    for place, node in enumerate(nodes):
        chains = [
            (best[earlier] - _strain(nodes[earlier], node, timetable), earlier)
            for earlier in range(place)
            if _may_follow(nodes[earlier], node, fixed)
        ]
        score, earlier_one = max(chains, default=(float("-inf"), None))
        alone = -_clock_strain(node, timetable)
        best.append(_gain(node, fixed) + max(score, alone))
        before.append(earlier_one if score >= alone else None)
    return _chain(nodes, best, before)


def _likeliest(points: Sequence[Point], timetable: Timetable) -> Iterator[Point]:
    """The surest points of each edge; of equally sure ones those nearest to the programme's time.

    Without a wall clock, nearness is judged as if the first point were the first session's start.
    """
    zero = 0 if timetable.known else min((point.offset for point in points), default=0)

    def merit(point: Point) -> float:
        off = point.offset - zero - timetable.edges[point.edge]
        return -log(max(1 - point.weight, 1e-4)) - _doubt(off, _CLOCK_SCALE_MS)

    for _, same_edge in groupby(points, key=lambda point: point.edge):
        yield from sorted(same_edge, key=merit, reverse=True)[:_MOST_POINTS]


def _given(fixed: Mapping[int, Span]) -> list[Point]:
    ends = [(2 * row, span.start) for row, span in fixed.items()]
    ends += [(2 * row + 1, span.end) for row, span in fixed.items()]
    return [Point(edge, offset, 1.0, ()) for edge, offset in ends]


def _may_follow(one: Point, other: Point, fixed: Mapping[int, Span]) -> bool:
    """Whether both can hold: sessions between them still need room. Fixed points always do."""
    if one.edge >= other.edge:
        return False
    if one.edge // 2 in fixed and other.edge // 2 in fixed:
        return True
    sessions_between = (other.edge + 1) // 2 - (one.edge + 1) // 2
    return other.offset - one.offset >= sessions_between * SHORTEST_MS


def _gain(point: Point, fixed: Mapping[int, Span]) -> float:
    return _FIXED_GAIN if point.edge // 2 in fixed else -log(max(1 - point.weight, 1e-4))


def _strain(one: Point, other: Point, timetable: Timetable) -> float:
    planned = timetable.edges[other.edge] - timetable.edges[one.edge]
    off = other.offset - one.offset - planned
    return _doubt(off, _DRIFT_SCALE_MS + _DRIFT_SHARE * planned)


def _clock_strain(point: Point, timetable: Timetable) -> float:
    if not timetable.known:
        return 0.0
    off = point.offset - timetable.edges[point.edge]
    return min(_doubt(off, _CLOCK_SCALE_MS), _CLOCK_DOUBT_MOST)


def _doubt(off: Offset, scale: float) -> float:
    return 0.5 * log1p((off / scale) ** 2)


def _chain(
    nodes: Sequence[Point], best: Sequence[float], before: Sequence[int | None]
) -> dict[int, Point]:
    chosen: dict[int, Point] = {}
    place = max(range(len(nodes)), key=best.__getitem__, default=None)
    while place is not None:
        chosen[nodes[place].edge] = nodes[place]
        place = before[place]
    return chosen


def expected(timetable: Timetable, chosen: Mapping[int, Point], duration: int) -> list[Offset]:
    """Where each edge lies: its point, else the programme moved as the nearest points have moved.

    Between two points the drift changes evenly with the programme's time, beyond them it stays.
    Without any, and no wall clock, the programme counts from the recording's first moment, pressed
    together if it is longer than the recording.
    """
    edges, anchors = timetable.edges, sorted(chosen)
    if not anchors:
        first, length = edges[0], max(edges[-1] - edges[0], 1)
        pressed = min(1.0, duration / length)
        return list(edges) if timetable.known else [round((e - first) * pressed) for e in edges]
    return [_moved(edges, edge, chosen, anchors) for edge in range(len(edges))]


def _moved(
    edges: Sequence[Offset], edge: int, chosen: Mapping[int, Point], anchors: Sequence[int]
) -> Offset:
    left = max((anchor for anchor in anchors if anchor <= edge), default=anchors[0])
    right = min((anchor for anchor in anchors if anchor >= edge), default=anchors[-1])
    late_left = chosen[left].offset - edges[left]
    late_right = chosen[right].offset - edges[right]
    width = edges[right] - edges[left]
    share = (edges[edge] - edges[left]) / width if width > 0 else 0.0
    return edges[edge] + round(late_left + (late_right - late_left) * share)
