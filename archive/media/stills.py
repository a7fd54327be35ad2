"""Pictures that stand for a while and are seen for the first time, told from a filmstrip."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.media.thumbnails import read_thumbnails
from archive.timecode import Offset, Span

COLUMNS, ROWS = 80, 45
"""As much of a picture is compared; letters of a title are still told apart."""

_CHANGED = 20
"""Brightness of 255 by which a cell differs that shows something else."""
_STIRS = 0.08
"""The share of cells that may change where something stands: a camera may be in its corner."""
_SAME = 0.006
"""So little changes only what a lens or a codec does: the picture was there before."""
_LIKE_ON_THE_WHOLE = 3.0

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Still:
    """A picture that stood: ``offset`` is amid it, ``shown`` is every time it stood.

    A time reaches from the first picture that shows it to the first that no longer does.
    """

    offset: Offset
    shown: tuple[Span, ...]


def stills(folder: Path, most: int) -> tuple[Still, ...]:
    """The ``most`` promising stills of a filmstrip, the best first.

    Best are those that differ much from what was shown before and hold little: a talk's first slide
    comes after a camera's picture, in a few large letters; others follow a slide of their own kind.
    """
    times, pictures = read_thumbnails(folder, COLUMNS, ROWS)
    stood = list(_new(_stretches(times, pictures)))
    turned, filled = (_ranks([key(one) for one in stood]) for key in (_sameness, _fullness))
    order = np.argsort(turned + filled, kind="stable")
    return tuple(Still(stood[n].offset, tuple(stood[n].shown)) for n in order[:most])


@dataclass(frozen=True, slots=True, eq=False)
class _Stood:
    """``turns`` is how much differs from the picture before, 0 to 1."""

    picture: Picture
    offset: Offset
    turns: float
    shown: list[Span] = field(default_factory=list)


def _sameness(one: _Stood) -> float:
    return -one.turns


def _fullness(one: _Stood) -> float:
    """The share of places where brightness changes from cell to cell: edges of letters."""
    cells = one.picture.reshape(ROWS, COLUMNS).astype(np.int16)
    across, down = (np.abs(np.diff(cells, axis=axis)) > _CHANGED for axis in (1, 0))
    return float(across.mean() + down.mean())


def _ranks(values: Sequence[float]) -> NDArray[np.int64]:
    return np.argsort(np.argsort(np.array(values), kind="stable"), kind="stable")


def _stretches(times: Sequence[Offset], pictures: Picture) -> Iterator[_Stood]:
    """Each time that two or more pictures in turn show the same."""
    changes = _changes(pictures[:-1], pictures[1:])
    first = 0
    for last in range(len(pictures)):
        if last + 1 < len(pictures) and changes[last] <= _STIRS:
            continue
        if last > first:
            middle = (first + last + 1) // 2
            gone = times[last + 1] if last + 1 < len(times) else times[last] + 1
            turns = float(changes[first - 1]) if first else 1.0
            span = Span(times[first], gone)
            yield _Stood(pictures[middle], times[middle], turns, [span])
        first = last + 1


def _new(stretches: Iterator[_Stood]) -> Iterator[_Stood]:
    """Each picture once, with all the times it stood."""
    kept: list[_Stood] = []
    means: list[float] = []
    for one in stretches:
        mean = float(one.picture.mean())
        like = np.flatnonzero(np.abs(np.array(means) - mean) <= _LIKE_ON_THE_WHOLE)
        known = next((kept[n] for n in like if _is_same(kept[n].picture, one.picture)), None)
        if known is None:
            kept.append(one)
            means.append(mean)
        else:
            known.shown.extend(one.shown)
    yield from kept


def _is_same(one: Picture, other: Picture) -> bool:
    return bool(_changes(one[None], other[None])[0] <= _SAME)


def _changes(before: Picture, after: Picture) -> NDArray[np.float64]:
    """The share of cells that show something else, picture by picture."""
    changed = np.maximum(before, after) - np.minimum(before, after) > _CHANGED
    return np.asarray(changed.mean(axis=1), np.float64)
