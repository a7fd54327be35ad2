"""Spans that overlap become spans that don't, in order, inside what room there is."""

from collections.abc import Iterator, Mapping, Sequence

from archive.cut import SHORTEST_MS
from archive.timecode import Offset, Span

Wanted = tuple[int, Offset, Offset]
"""A row, and where it would like to start and end."""


def fit(wanted: Sequence[Wanted], fixed: Mapping[int, Span], duration: int) -> dict[int, Span]:
    """A span for each wanted row, by row: none overlaps, each lasts ``SHORTEST_MS`` or more.

    All lie inside the recording and between the ``fixed`` rows they stand between; order is kept.
    Rows for which there is no room at all are left out.
    """
    placed: dict[int, Span] = {}
    low, after = 0, -1
    for row, span in [*sorted(fixed.items()), (_END, Span(duration, duration + 1))]:
        group = [one for one in wanted if after < one[0] < row]
        placed.update(_placed(group, low, min(span.start, duration)))
        low, after = max(low, span.end), row
    return placed


_END = 1 << 62


def _placed(group: Sequence[Wanted], low: Offset, high: Offset) -> Iterator[tuple[int, Span]]:
    group = group[: max(high - low, 0) // SHORTEST_MS]
    starts = _starts([start for _, start, _ in group], low, high)
    for (row, _, end), start, limit in zip(group, starts, [*starts[1:], high], strict=False):
        yield row, Span(start, min(max(end, start + SHORTEST_MS), limit))


def _starts(wanted: Sequence[Offset], low: Offset, high: Offset) -> list[Offset]:
    """The wanted starts pushed apart to ``SHORTEST_MS`` each, then back inside ``[low, high)``."""
    starts: list[Offset] = []
    for start in wanted:
        starts.append(max(start, low))
        low = starts[-1] + SHORTEST_MS
    for place in range(len(starts) - 1, -1, -1):
        high -= SHORTEST_MS
        high = starts[place] = min(starts[place], high)
    return starts
