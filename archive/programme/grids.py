"""Tables of a document as grids, in which a cell that spans is printed in every place it covers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from archive.errors import ProgrammeUnreadableError
from archive.programme.lines import Line

MAX_CELLS = 100_000
"""Places of one table; a programme of three days and ten rooms has some 3,000."""
MAX_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell as a document holds it; ``text`` keeps the line breaks printed inside it."""

    text: str
    line: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class GridCell:
    """One place of a grid; ``is_below`` and ``is_right`` where a cell only goes on."""

    text: str = ""
    line: int = 1
    is_below: bool = False
    is_right: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is printed here, line by line, all of them with the cell's number."""
        return tuple(Line(self.line, one) for one in self.text.split("\n") if one.strip())

    @property
    def flat(self) -> str:
        """What is printed here as one line."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its spans filled in: all rows have as many cells."""

    rows: tuple[tuple[GridCell, ...], ...] = field(default=())

    @property
    def as_lines(self) -> tuple[Line, ...]:
        """The rows as lines of text, their cells between tabs; a spanning cell only once."""
        return tuple(
            Line(row[0].line, "\t".join("" if one.is_below else one.flat for one in shown))
            for row in self.rows
            if (shown := [one for one in row if not one.is_right])
        )

    def turned(self) -> "Grid":
        """The grid with its rows as columns."""
        return Grid(
            tuple(
                tuple(GridCell(one.text, one.line, one.is_right, one.is_below) for one in column)
                for column in zip(*self.rows, strict=True)
            )
        )


Block = Line | Grid
"""A document is a sequence of these."""


def laid_out(source: Sequence[Sequence[SourceCell]]) -> Grid:
    """The grid of a table's rows, each cell repeated over what it spans.

    A span that goes past the table's end is cut there. Raises ProgrammeUnreadableError for more
    than MAX_CELLS places or MAX_COLUMNS columns.
    """
    places: dict[tuple[int, int], GridCell] = {}
    for at, row in enumerate(source):
        column = 0
        for cell in row:
            while (at, column) in places:
                column += 1
            column = _put(places, cell, at, column, len(source))
    width = max((column for _, column in places), default=-1) + 1
    if width * len(source) > MAX_CELLS:
        raise _too_large(width * len(source))
    return Grid(tuple(_row(places, at, width, row) for at, row in enumerate(source)))


def plain_grid(rows: Iterable[tuple[int, Sequence[str]]]) -> Grid:
    """A grid of rows without spans, each with the number of its line."""
    return laid_out([[SourceCell(text, line) for text in texts] for line, texts in rows])


def lines_in(blocks: Iterable[Block]) -> tuple[Line, ...]:
    """All blocks as lines of text."""
    return tuple(
        line
        for block in blocks
        for line in ((block,) if isinstance(block, Line) else block.as_lines)
    )


def _put(
    places: dict[tuple[int, int], GridCell], cell: SourceCell, at: int, column: int, height: int
) -> int:
    columns, rows = max(1, cell.columns), max(1, min(cell.rows, height - at))
    if column + columns > MAX_COLUMNS:
        raise ProgrammeUnreadableError(
            "The table at line {line} has more than {most} columns.",
            line=cell.line,
            most=MAX_COLUMNS,
        )
    if len(places) + columns * rows > MAX_CELLS:
        raise _too_large(len(places) + columns * rows)
    for below in range(rows):
        for right in range(columns):
            place = GridCell(cell.text, cell.line, is_below=below > 0, is_right=right > 0)
            places.setdefault((at + below, column + right), place)
    return column + columns


def _too_large(cells: int) -> ProgrammeUnreadableError:
    return ProgrammeUnreadableError(
        "A table of this file has {cells} cells; at most {most} are read.",
        cells=cells,
        most=MAX_CELLS,
    )


def _row(
    places: dict[tuple[int, int], GridCell], at: int, width: int, row: Sequence[SourceCell]
) -> tuple[GridCell, ...]:
    known = [places.get((at, column)) for column in range(width)]
    line = next((cell.line for cell in row), next((one.line for one in known if one), 1))
    return tuple(one or GridCell(line=line) for one in known)
