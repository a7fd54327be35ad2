"""Which sentences of two languages belong together, by time first and then by length.

The method is Gale and Church's alignment of sentences ("A Program for Aligning Sentences in
Bilingual Corpora", 1993) with one thing they didn't have: both texts are timed. So a pair's price
is mostly how far its two beginnings and its two ends lie apart; the ratio of lengths decides where
the times don't. Nothing is learned from any file and no word is understood.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf, log

from archive.captions.model import Cue
from archive.captions.sentences import sentence_runs
from archive.timecode import Offset

FARTHEST_MS = 3000
"""How far a member of a group may lie from all that the group says in the other language."""

WINDOW_MS = 5000
"""How far two borders may lie apart to be looked at; bounds the work, not the quality."""

APART_MS = 2000
"""Milliseconds of difference that cost as much as taking two sentences for one."""

ALONE, UNHEARD = 1.5, 2.5
"""The price of a sentence alone; added to it, the price when the other language says something
all the while, of which it takes its share."""

UNEQUAL = 0.5
"""The price of being e times longer than the other language's usual length for it."""

MERGED = 0.5
"""The price of each sentence more on one side of a group."""

BOTH_MERGED = 2.5
"""The price of a group that has several sentences on either side: cutting it is better."""

_MOVES = (
    *((1, count) for count in range(1, 9)),
    *((count, 1) for count in range(2, 9)),
    *((2, 2), (2, 3), (3, 2)),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Places of Korean and of English cues that belong together; one side may be empty."""

    ko: range
    en: range


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a track: their cues' places, when they are said, how long they are."""

    runs: tuple[range, ...]
    starts: tuple[Offset, ...]
    ends: tuple[Offset, ...]
    lengths: tuple[int, ...]


def sentences_of(cues: Sequence[Cue], *, late_ms: int = 0) -> Sentences:
    """A track's sentences, moved back by ``late_ms``."""
    runs = tuple(sentence_runs(cues))
    return Sentences(
        runs,
        tuple(cues[run[0]].span.start - late_ms for run in runs),
        tuple(max(cues[place].span.end for place in run) - late_ms for run in runs),
        tuple(sum(len(cues[place].said) for place in run) for run in runs),
    )


def group(ko: Sentences, en: Sentences) -> tuple[tuple[Group, ...], float]:
    """The cheapest groups, every cue in exactly one and in order, and what they cost.

    Time is linear in the number of sentences: only borders within ``WINDOW_MS`` are compared.
    """
    price = _Price(ko, en)
    best: list[dict[int, tuple[float, int, int]]] = [{} for _ in range(len(ko.runs) + 1)]
    best[0][0] = (0.0, 0, 0)
    for row, window in enumerate(_windows(ko, en)):
        for column in window:
            found = best[row].get(column)
            if found is not None:
                _go_on(best, row, column, found[0], price)
    return tuple(_followed(best, ko, en)), best[-1][len(en.runs)][0]


def _go_on(
    best: list[dict[int, tuple[float, int, int]]],
    row: int,
    column: int,
    cost: float,
    price: "_Price",
) -> None:
    """Offer every place that can be reached from here what it costs to come this way."""
    for rows, columns, more in price.moves(row, column):
        targets, place, total = best[row + rows], column + columns, cost + more
        found = targets.get(place)
        if found is None or total < found[0]:
            targets[place] = (total, rows, columns)


def _followed(
    best: list[dict[int, tuple[float, int, int]]], ko: Sentences, en: Sentences
) -> list[Group]:
    groups = []
    row, column = len(ko.runs), len(en.runs)
    while row or column:
        _, rows, columns = best[row][column]
        groups.append(
            Group(_joined(ko.runs[row - rows : row]), _joined(en.runs[column - columns : column]))
        )
        row, column = row - rows, column - columns
    return groups[::-1]


def _joined(runs: Sequence[range]) -> range:
    return range(runs[0].start, runs[-1].stop) if runs else range(0)


def _windows(ko: Sentences, en: Sentences) -> Iterator[range]:
    """For each border of the Korean track the English borders worth a look; no gap between two."""
    rows, columns = _borders(ko), _borders(en)
    ends = [end for _, end in columns]
    starts = [start for start, _ in columns]
    first = last = 0
    for row, (start, end) in enumerate(rows):
        first = min(max(first, bisect_left(ends, start - WINDOW_MS)), last)
        last = max(last, bisect_left(starts, end + WINDOW_MS) - 1)
        yield range(first, len(columns) if row == len(rows) - 1 else last + 1)


def _borders(track: Sentences) -> list[tuple[Offset, Offset]]:
    """The pause before each sentence and after the last, from begin to end; never falling."""
    ends = list(accumulate(track.ends, max))
    starts = list(accumulate(track.starts, max))
    if not starts:
        return [(-(10**9), 10**9)]
    inner = [(min(a, b), max(a, b)) for a, b in zip(ends, starts[1:], strict=False)]
    return [(starts[0] - 10**9, starts[0]), *inner, (ends[-1], ends[-1] + 10**9)]


class _Price:
    """What a group costs."""

    def __init__(self, ko: Sentences, en: Sentences) -> None:
        self._ko, self._en = ko, en
        self._ratio = (sum(en.lengths) + 1) / (sum(ko.lengths) + 1)
        self._alone_ko = [ALONE + UNHEARD * share for share in _covered(ko, en)]
        self._alone_en = [ALONE + UNHEARD * share for share in _covered(en, ko)]

    def moves(self, row: int, column: int) -> Iterator[tuple[int, int, float]]:
        """The groups that may begin here: how many sentences of each, and their price."""
        rows, columns = len(self._ko.runs), len(self._en.runs)
        if row < rows:
            yield 1, 0, self._alone_ko[row]
        if column < columns:
            yield 0, 1, self._alone_en[column]
        for many_ko, many_en in _MOVES:
            if row + many_ko <= rows and column + many_en <= columns:
                price = self._together(row, row + many_ko, column, column + many_en)
                if price < inf:
                    yield many_ko, many_en, price

    def _together(self, row: int, until: int, column: int, to: int) -> float:
        ko, en = self._ko, self._en
        ko_start, ko_end = ko.starts[row], ko.ends[until - 1]
        en_start, en_end = en.starts[column], en.ends[to - 1]
        if (
            ko.ends[row] < en_start - FARTHEST_MS
            or en.ends[column] < ko_start - FARTHEST_MS
            or ko.starts[until - 1] > en_end + FARTHEST_MS
            or en.starts[to - 1] > ko_end + FARTHEST_MS
        ):
            return inf
        apart = abs(ko_start - en_start) + abs(ko_end - en_end)
        many = (until - row - 1) + (to - column - 1)
        both = BOTH_MERGED if until - row > 1 and to - column > 1 else 0.0
        return apart / APART_MS + MERGED * many + both + self._unequal(row, until, column, to)

    def _unequal(self, row: int, until: int, column: int, to: int) -> float:
        ko_length = sum(self._ko.lengths[row:until]) * self._ratio
        en_length = sum(self._en.lengths[column:to])
        # Short sentences differ by chance; ten characters more on both sides hide that.
        return UNEQUAL * abs(log((ko_length + 10) / (en_length + 10)))


def _covered(track: Sentences, other: Sentences) -> Iterator[float]:
    """The share of each sentence's time in which the other language says something too."""
    ends = list(accumulate(other.ends, max))
    for start, end in zip(track.starts, track.ends, strict=True):
        place, shared, reached = bisect_left(ends, start), 0, start
        while place < len(other.starts) and other.starts[place] < end:
            begin, finish = max(other.starts[place], reached), min(other.ends[place], end)
            shared += max(0, finish - begin)
            reached = max(reached, finish)
            place += 1
        yield shared / (end - start)
