"""The transcript in pieces that are kept as they are sent, and which of them a page holds.

A page holds all of it as long as that is light enough; of a longer one it holds the stretch around
the moment that is asked for (`docs/decisions/0012-a-page-s-weight.md`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from urllib.parse import quote

from archive.search.hits import Hit
from archive.timecode import Offset
from web.compressing import Packed, packed_to_keep
from web.pages.lines import Place, line_of
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

_BEGIN = "<li"
"""What each row begins with, and nothing else: no text of anybody's has this sign in a page."""

_LINK = re.compile(r'<a href="[^"]*')


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
    """All pieces, and the numbers of those that each stretch begins with, and of the end.

    ``numbers`` are those of the rows by part and by when a cue of theirs begins to be seen.
    """

    pieces: tuple[_Piece, ...]
    bounds: tuple[int, ...]
    numbers: Mapping[tuple[int, Offset], int]


def shown_lines(rows: Rows, place: Place, special: Special, *, is_whole: bool) -> Shown:
    """The lines of a page; ``is_whole`` asks for all of them, however heavy they are."""
    kept = _kept(rows, place)
    own = _special_rows(rows.every, special)
    found = {kept.numbers.get((hit.part, hit.offset_ms), 0) for hit in special.hits}
    first = min(own, default=min(found, default=0))
    start, end, number = _stretch(kept, None if is_whole else first)
    look = _Look(rows.every, place, special, own | found)
    return Shown(
        tuple(_as_shown(piece, look) for piece in kept.pieces[start:end]),
        kept.pieces[start].start if kept.pieces else 0,
        rows.every[kept.pieces[kept.bounds[number - 1]].start] if start else None,
        rows.every[kept.pieces[end].start] if end < len(kept.pieces) else None,
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """How the rows look on one page; ``numbers`` are those of the rows that are made anew."""

    rows: Sequence[Row]
    place: Place
    special: Special
    numbers: Set[int]


def _special_rows(rows: Sequence[Row], special: Special) -> set[int]:
    own = {id(row) for row in (special.now, *special.quoted) if row is not None}
    return {number for number, row in enumerate(rows) if id(row) in own} if own else set()


def _stretch(kept: _Kept, row: int | None) -> tuple[int, int, int]:
    """The pieces from which to which are shown, and the number of their stretch.

    It is the one with the row; all of them where there is none.
    """
    if row is None or not kept.pieces:
        return 0, len(kept.pieces), 0
    ends = enumerate(pairwise(kept.bounds))
    number, (start, end) = next(one for one in ends if row < kept.pieces[one[1][1] - 1].end)
    return start, end, number


def _as_shown(piece: _Piece, look: _Look) -> Packed | str:
    """The piece as it is kept, save where some of its lines look otherwise."""
    numbers = [number for number in range(piece.start, piece.end) if number in look.numbers]
    special = look.special
    if not (numbers or special.query):
        return piece.packed
    text = piece.packed.text.decode()
    if special.query:
        asked = f"&amp;q={quote(special.query, safe='')}".replace("\\", "\\\\")
        text = _LINK.sub(rf"\g<0>{asked}", text)
    lines = text.split(_BEGIN)
    mark = cue_marker(special.hits)
    for number in numbers:
        row = look.rows[number]
        lines[number - piece.start + 1] = line_of(
            row,
            look.place,
            mark,
            query=special.query,
            is_now=row is special.now,
            is_quoted=any(row is one for one in special.quoted),
        ).removeprefix(_BEGIN)
    return _BEGIN.join(lines)


@lru_cache(maxsize=KEPT)
def _kept(rows: Rows, place: Place) -> _Kept:
    pieces = tuple(_pieces(rows.every, place))
    numbers = {
        (row.part.number, max(cue.span.start, row.part.span.start)): number
        for number, row in reversed(list(enumerate(rows.every)))
        for cue in (*row.ko, *row.en)
    }
    return _Kept(pieces, tuple(_bounds(pieces)), MappingProxyType(numbers))


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
