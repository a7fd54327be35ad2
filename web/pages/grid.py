"""A day's sessions as a table: a row for each time something begins, a column for each room."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.catalogue.values import SessionCard


@dataclass(frozen=True, slots=True)
class Cell:
    """What one place of the table holds, and how many rows and columns it reaches over.

    Several cards where a room's sessions overlap, none where nothing is on.
    """

    cards: tuple[SessionCard, ...] = ()
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A time, and the cells that begin with it."""

    begins: datetime
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The table; a column without a name holds what no room is given for."""

    rooms: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def ids(self) -> frozenset[int]:
        """The sessions that stand in it."""
        return frozenset(card.id for row in self.rows for cell in row.cells for card in cell.cards)


@dataclass(frozen=True, slots=True)
class _Block:
    """Cards that share a cell, over the rows ``[first, last)``."""

    first: int
    last: int
    cards: tuple[SessionCard, ...]

    def meets(self, other: "_Block") -> bool:
        return self.first < other.last and other.first < self.last


def grid_of(cards: Sequence[SessionCard]) -> Grid | None:
    """The table of a day, or nothing where it has fewer than two rooms.

    What is given no room reaches over all of them when nothing else is on at that time; else it
    stands in a column of its own. Sessions without a time are not in the table.
    """
    timed = [card for card in cards if card.starts_at]
    rooms = tuple(dict.fromkeys(card.room for card in timed if card.room))
    if len(rooms) < 2:
        return None
    begins = sorted({card.starts_at for card in timed if card.starts_at})
    lanes = {room: _lane([c for c in timed if c.room == room], begins) for room in rooms}
    shared, apart = _roomless(_lane([c for c in timed if not c.room], begins), lanes)
    if apart:
        lanes[""] = apart
    rows = (
        Row(begin, tuple(_cells(number, tuple(lanes.values()), shared)))
        for number, begin in enumerate(begins)
    )
    return Grid(tuple(lanes), tuple(rows))


Lane = tuple[_Block, ...]


def _lane(cards: Sequence[SessionCard], begins: Sequence[datetime]) -> Lane:
    """One room's cards; those that overlap share a block."""
    blocks: list[_Block] = []
    for card in sorted(cards, key=lambda card: (card.starts_at or begins[0], card.id)):
        block = _block(card, begins)
        if blocks and blocks[-1].meets(block):
            before = blocks.pop()
            last = max(before.last, block.last)
            block = _Block(before.first, last, (*before.cards, card))
        blocks.append(block)
    return tuple(blocks)


def _block(card: SessionCard, begins: Sequence[datetime]) -> _Block:
    """From the card's own row to the first that begins after its end: one at least."""
    first = bisect_left(begins, card.starts_at) if card.starts_at else 0
    last = bisect_left(begins, card.ends_at) if card.ends_at else first + 1
    return _Block(first, max(last, first + 1), (card,))


def _roomless(blocks: Lane, lanes: dict[str, Lane]) -> tuple[Lane, Lane]:
    """Those that reach over all rooms, and those that can't because something else is on."""
    others = [block for lane in lanes.values() for block in lane]
    shared = tuple(one for one in blocks if not any(one.meets(other) for other in others))
    return shared, tuple(one for one in blocks if one not in shared)


def _cells(number: int, lanes: Sequence[Lane], shared: Lane) -> list[Cell]:
    """The cells that begin in row ``number``."""
    common = _at(shared, number)
    if common:
        begins = common.first == number
        rows = common.last - common.first
        return [Cell(common.cards, rows, len(lanes))] if begins else []
    found = [_at(lane, number) for lane in lanes]
    return [
        Cell(block.cards, block.last - block.first) if block else Cell()
        for block in found
        if block is None or block.first == number
    ]


def _at(lane: Lane, number: int) -> _Block | None:
    return next((block for block in lane if block.first <= number < block.last), None)
