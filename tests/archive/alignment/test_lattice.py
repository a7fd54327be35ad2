"""The lattice finds the best way, and says how much of all ways leads through each point."""

from itertools import pairwise, product

import numpy as np
import pytest
from numpy.typing import NDArray

from archive.alignment.lattice import Nodes, find_way

COST = 1.5


def link(
    earlier: int, later: int, here: NDArray[np.int64], there: NDArray[np.int64]
) -> NDArray[np.float64]:
    apart = (there - here).astype(np.float64)
    return np.where(apart < 0, -1e9, -((apart - 10) ** 2) / 40 - COST * (later - earlier - 1))


def edges() -> list[Nodes]:
    offsets = ([0, 4, 9], [8, 12], [17, 21, 30])
    gains = ([1.0, 0.2, 0.9], [-3.0, -4.0], [0.5, 2.0, 1.0])
    return [
        Nodes(np.array(at, np.int64), np.array(gain))
        for at, gain in zip(offsets, gains, strict=True)
    ]


def every_way() -> dict[tuple[int, ...], float]:
    """All ways by hand: a point for each edge or -1, and the sum."""
    scores = {}
    nodes = edges()
    for way in product(*(range(-1, len(one.offsets)) for one in nodes)):
        taken = [(edge, point) for edge, point in enumerate(way) if point >= 0]
        if not taken:
            continue
        score = -COST * (taken[0][0] + len(nodes) - 1 - taken[-1][0])
        score += sum(float(nodes[edge].gains[point]) for edge, point in taken)
        for one, other in pairwise(taken):
            here, there = (nodes[edge].offsets[[point]] for edge, point in (one, other))
            score += float(link(one[0], other[0], here, there)[0])
        scores[way] = score
    return scores


def test_the_best_way_and_all_shares_are_those_counted_by_hand() -> None:
    nodes = edges()
    begin = [np.full(len(one.gains), -COST * edge) for edge, one in enumerate(nodes)]
    end = [np.full(len(one.gains), -COST * (2 - edge)) for edge, one in enumerate(nodes)]

    way = find_way(nodes, link, begin, end, reach=3)

    counted = every_way()
    best = max(counted, key=lambda one: counted[one])
    assert way.chosen == best
    assert way.score == pytest.approx(counted[best])
    whole = sum(np.exp(score) for score in counted.values())
    for edge, masses in enumerate(way.masses):
        by_hand = [
            sum(np.exp(score) for one, score in counted.items() if one[edge] == point) / whole
            for point in range(len(masses))
        ]
        assert masses == pytest.approx(by_hand)


def test_an_edge_without_points_lies_nowhere() -> None:
    nodes = [*edges()[:1], Nodes(np.zeros(0, np.int64), np.zeros(0))]
    costs = [np.zeros(3), np.zeros(0)]
    assert find_way(nodes, link, costs, costs, reach=3).chosen == (0, -1)
