"""Of all ways, the one that is likely to have the most points right.

The likeliest way as a whole may lead through a point that few other ways lead through. Here each
point counts by the share of ways through it and close by, and order is all that is kept: what is
called maximum expected accuracy where sequences are aligned.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from archive.alignment.lattice import Nodes, Values

_NEVER = -1e9
_ITSELF = 1e-3
"""Of the points of one place the likeliest itself is the better one."""

Origin = tuple[int, int]


def surest_points(
    edges: Sequence[Nodes], masses: Sequence[Values], same_ms: int
) -> tuple[int, ...]:
    """The point of each edge (its place in the edge's nodes), -1 for nowhere; order is kept."""
    near = [_near(one.offsets, mass, same_ms) for one, mass in zip(edges, masses, strict=True)]
    absent = np.cumsum([0.0, *(max(1 - float(mass.sum()), 0.0) for mass in masses)])
    best: list[Values] = []
    before: list[list[Origin]] = []
    for edge, nodes in enumerate(edges):
        value = np.full(len(nodes.offsets), absent[edge])
        origin: list[Origin] = [(-1, -1)] * len(nodes.offsets)
        for earlier in range(edge):
            reached, at = _reached(nodes.offsets, edges[earlier].offsets, best[earlier])
            reached = reached + absent[edge] - absent[earlier + 1]
            for point in np.flatnonzero(reached > value):
                value[point], origin[point] = reached[point], (earlier, int(at[point]))
        best.append(value + near[edge])
        before.append(origin)
    return _traced(best, before, absent)


def _near(offsets: NDArray[np.int64], mass: Values, same_ms: int) -> Values:
    summed = np.concatenate([[0.0], np.cumsum(mass)])
    first = np.searchsorted(offsets, offsets - same_ms)
    last = np.searchsorted(offsets, offsets + same_ms, side="right")
    return np.asarray(summed[last] - summed[first] + _ITSELF * mass)


def _reached(
    offsets: NDArray[np.int64], earlier: NDArray[np.int64], best: Values
) -> tuple[Values, NDArray[np.int64]]:
    """The best that leads to each point from an edge before it, and from which of its points."""
    if not len(earlier):
        return np.full(len(offsets), _NEVER), np.zeros(len(offsets), np.int64)
    highest = np.maximum.accumulate(best)
    is_new = np.concatenate([[True], best[1:] > highest[:-1]])
    where = np.maximum.accumulate(np.where(is_new, np.arange(len(best)), 0))
    last = np.searchsorted(earlier, offsets, side="right") - 1
    reached = np.where(last >= 0, highest[np.maximum(last, 0)], _NEVER)
    return reached, where[np.maximum(last, 0)]


def _traced(
    best: Sequence[Values], before: Sequence[list[Origin]], absent: Values
) -> tuple[int, ...]:
    chosen = [-1] * len(best)
    ends = [
        (float(value.max()) + float(absent[-1] - absent[edge + 1]), edge)
        for edge, value in enumerate(best)
        if len(value)
    ]
    score, edge = max(ends, default=(0.0, -1))
    point = int(best[edge].argmax()) if score > absent[-1] else -1
    while point >= 0:
        chosen[edge] = point
        edge, point = before[edge][point]
    return tuple(chosen)
