"""The likeliest way through a row of edges, each of which may lie at several points or nowhere.

Dynamic programming over all points of all edges: the best way by Viterbi's algorithm, and how much
of all ways leads through each point by the forward-backward algorithm (Rabiner 1989).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Offsets = NDArray[np.int64]
Link = Callable[[int, int, Offsets, Offsets], Values]
"""How likely (as a logarithm) two edges lie at these points (the earlier one's in a column, the
later one's in a row) when those between them lie nowhere."""

_NEVER = -1e30


@dataclass(frozen=True, slots=True)
class Nodes:
    """The points of one edge, and what speaks for each as a logarithm; there may be none."""

    offsets: Offsets
    gains: Values


@dataclass(frozen=True, slots=True)
class Way:
    """The point chosen for each edge (its place in the edge's nodes), -1 for nowhere.

    ``masses`` are the shares of all ways through each point; those of one edge sum to at most 1.
    """

    chosen: tuple[int, ...]
    masses: tuple[Values, ...]
    score: float


def find_way(
    edges: Sequence[Nodes],
    link: Link,
    begin: Sequence[Values],
    end: Sequence[Values],
    *,
    reach: int,
) -> Way:
    """The way of the highest sum; ``begin`` and ``end`` are for the points of a first or last edge.

    At most ``reach - 1`` edges in turn lie nowhere. With nothing to choose from all lie nowhere.
    """
    links = _links(edges, link, reach)
    best, before = _forward(edges, links, begin, _highest)
    sums, _ = _forward(edges, links, begin, _summed)
    after = _backward(edges, links, end)
    ends = [sums_ + end[edge] for edge, sums_ in enumerate(sums)]
    whole = _log_sum(np.concatenate([np.zeros(0), *ends]))
    masses = tuple(np.exp(np.minimum(a + b - whole, 0)) for a, b in zip(sums, after, strict=True))
    chosen, score = _chosen(best, before, end)
    return Way(chosen, masses, score)


Links = dict[tuple[int, int], Values]


def _links(edges: Sequence[Nodes], link: Link, reach: int) -> Links:
    found: Links = {}
    for later in range(len(edges)):
        for earlier in range(max(later - reach, 0), later):
            here, there = edges[earlier].offsets[:, None], edges[later].offsets[None, :]
            if here.size and there.size:
                found[earlier, later] = link(earlier, later, here, there)
    return found


Reduced = tuple[Values, NDArray[np.int64]]


def _highest(values: Values) -> Reduced:
    at = values.argmax(axis=0)
    return values[at, np.arange(values.shape[1])], at


def _summed(values: Values) -> Reduced:
    top = values.max(axis=0)
    return top + np.log(np.exp(values - top).sum(axis=0)), np.zeros(values.shape[1], np.int64)


def _log_sum(values: Values) -> float:
    if not values.size:
        return 0.0
    top = float(values.max())
    return top + float(np.log(np.exp(values - top).sum()))


Before = list[tuple[NDArray[np.int64], NDArray[np.int64]]]
"""For each point the edge and the point it is reached from; edge -1 where the way begins."""


def _forward(
    edges: Sequence[Nodes],
    links: Links,
    begin: Sequence[Values],
    reduce: Callable[[Values], Reduced],
) -> tuple[list[Values], Before]:
    scores: list[Values] = []
    before: Before = []
    for edge, nodes in enumerate(edges):
        rows = [begin[edge][None, :]]
        origins = [(-1, 0)]
        for earlier in range(edge):
            if (earlier, edge) in links:
                rows.append(scores[earlier][:, None] + links[earlier, edge])
                origins += [(earlier, point) for point in range(len(scores[earlier]))]
        score, at = reduce(np.concatenate(rows))
        scores.append(np.maximum(score, _NEVER) + nodes.gains)
        from_ = np.array(origins, np.int64)
        before.append((from_[at, 0], from_[at, 1]))
    return scores, before


def _backward(edges: Sequence[Nodes], links: Links, end: Sequence[Values]) -> list[Values]:
    after: list[Values] = [np.zeros(0)] * len(edges)
    for edge in range(len(edges) - 1, -1, -1):
        rows = [end[edge][:, None]]
        for later in range(edge + 1, len(edges)):
            if (edge, later) in links:
                rows.append(links[edge, later] + (edges[later].gains + after[later])[None, :])
        value, _ = _summed(np.concatenate(rows, axis=1).T)
        after[edge] = np.maximum(value, _NEVER)
    return after


def _chosen(
    best: Sequence[Values], before: Before, end: Sequence[Values]
) -> tuple[tuple[int, ...], float]:
    chosen = [-1] * len(best)
    ends = [
        (float((score + end[edge]).max()), edge) for edge, score in enumerate(best) if score.size
    ]
    if not ends:
        return tuple(chosen), 0.0
    score, edge = max(ends)
    point = int((best[edge] + end[edge]).argmax())
    while edge >= 0:
        chosen[edge] = point
        edge, point = int(before[edge][0][point]), int(before[edge][1][point])
    return tuple(chosen), score
