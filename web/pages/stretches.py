"""The transcript in pieces that are kept as they are sent, and which of them a page holds.

A page holds all of it as long as that is light enough; of a longer one it holds the stretch around
the moment that is asked for (`docs/decisions/0012-a-page-s-weight.md`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from archive.search.hits import Hit
from web.compressing import Packed, packed_to_keep
from web.pages.lines import Place, line_of, unmarked
from web.pages.marking import cue_marker
from web.pages.transcript import Row, Rows

KEPT = 48
"""Transcripts that are kept as HTML; three hours of speech take about 0.8 MB each."""

PIECE = 64_000
"""Characters of a piece. One with a line of its own look is made anew; shorter ones weigh more."""

WHOLE = 97_000
"""Bytes, compressed: up to this a transcript is on its page whole, which leaves 13 kB of 110."""

STRETCH = 75_000
"""Bytes, compressed, of each stretch of a longer one, to which a piece may come at its end."""


@dataclass(frozen=True, slots=True)
class Special:
    """What makes lines look otherwise than they do for everybody.

    ``now`` is marked as the present one, ``quoted`` as what a link quotes, ``hits`` in the words as
    they were said; every line's link keeps ``query``.
    """

    now: Row | None = None
    quoted: Sequence[Row] = ()
    query: str = ""
    hits: Sequence[Hit] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        return (*(() if self.now is None else (self.now,)), *self.quoted)


@dataclass(frozen=True, slots=True)
class Shown:
    """The lines that a page holds.

    ``before`` is how many rows come before them; ``earlier`` and ``later`` are the first rows of
    the stretches beside them, where there are such.
    """

    pieces: tuple[Packed | str, ...]
    before: int = 0
    earlier: Row | None = None
    later: Row | None = None

    @property
    def is_whole(self) -> bool:
        return self.earlier is None and self.later is None


@dataclass(frozen=True, slots=True)
class _Piece:
    """The rows from ``start`` to ``end``."""

    start: int
    end: int
    packed: Packed


@dataclass(frozen=True, slots=True)
class _Kept:
    """All pieces, and the numbers of those that each stretch begins with, and of the end."""

    pieces: tuple[_Piece, ...]
    bounds: tuple[int, ...]


def shown_lines(rows: Rows, place: Place, special: Special, *, is_whole: bool) -> Shown:
    """The lines of a page; ``is_whole`` asks for all of them, however heavy they are."""
    kept = _kept(rows, place)
    first = _first_row(rows.every, special)
    stretches = list(pairwise(kept.bounds))
    if is_whole or not stretches:
        return Shown(tuple(_look(rows.every, place, special, kept.pieces)))
    number = next(n for n, (_, end) in enumerate(stretches) if first < kept.pieces[end - 1].end)
    start, end = stretches[number]
    wanted = kept.pieces[start:end]
    return Shown(
        tuple(_look(rows.every, place, special, wanted)),
        wanted[0].start,
        rows.every[kept.pieces[stretches[number - 1][0]].start] if number else None,
        rows.every[kept.pieces[end].start] if end < len(kept.pieces) else None,
    )


def _first_row(rows: Sequence[Row], special: Special) -> int:
    """The number of the row that must be seen: the present one, or the first that was found."""
    if special.now is not None:
        return next(number for number, row in enumerate(rows) if row is special.now)
    return min(_found(rows, special.hits), default=0)


def _look(
    rows: Sequence[Row], place: Place, special: Special, pieces: Sequence[_Piece]
) -> Iterator[Packed | str]:
    """The pieces as they are kept, save those in which something looks otherwise."""
    own = {id(row) for row in special.rows}
    for piece in pieces:
        lying = rows[piece.start : piece.end]
        if special.query or any(id(row) in own for row in lying):
            yield _anew(lying, place, special)
        else:
            yield piece.packed


def _anew(rows: Sequence[Row], place: Place, special: Special) -> str:
    found, mark = set(_found(rows, special.hits)), cue_marker(special.hits)
    lines = (
        line_of(
            row,
            place,
            mark if number in found else unmarked,
            query=special.query,
            is_now=row is special.now,
            is_quoted=any(row is one for one in special.quoted),
        )
        for number, row in enumerate(rows)
    )
    return "".join(lines)


@lru_cache(maxsize=KEPT)
def _kept(rows: Rows, place: Place) -> _Kept:
    pieces = tuple(_pieces(rows.every, place))
    return _Kept(pieces, tuple(_bounds(pieces)))


def _pieces(rows: Sequence[Row], place: Place) -> Iterator[_Piece]:
    lines: list[str] = []
    start = length = 0
    for number, row in enumerate(rows, start=1):
        lines.append(line_of(row, place))
        length += len(lines[-1])
        if length >= PIECE or number == len(rows):
            yield _Piece(start, number, packed_to_keep("".join(lines)))
            lines, start, length = [], number, 0


def _bounds(pieces: Sequence[_Piece]) -> Iterator[int]:
    """Stretches that weigh about the same."""
    weight = sum(len(piece.packed.small) for piece in pieces)
    count = 1 if weight <= WHOLE else -(-weight // STRETCH)
    reached = stretch = 0
    for number, piece in enumerate(pieces):
        if reached * count >= stretch * weight:
            yield number
            stretch += 1
        reached += len(piece.packed.small)
    yield len(pieces)


def _found(rows: Sequence[Row], hits: Sequence[Hit]) -> Iterator[int]:
    """The numbers of the rows in which something was found."""
    if not hits:
        return
    found = {(hit.part, hit.offset_ms) for hit in hits}
    for number, row in enumerate(rows):
        starts = (max(cue.span.start, row.part.span.start) for cue in (*row.ko, *row.en))
        if any((row.part.number, start) in found for start in starts):
            yield number
