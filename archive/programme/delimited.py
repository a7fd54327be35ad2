"""Reads lists saved as CSV or TSV: a header, then a row for each session or person."""

import csv
from collections.abc import Iterator

from archive.errors import ProgrammeUnreadableError
from archive.programme.columns import columns_of, is_header
from archive.programme.documents import programme_in
from archive.programme.grids import Grid, plain_grid
from archive.programme.model import Programme

NAME = "CSV"

MAX_ROWS = 5000
_SEPARATORS = ("\t", ";", ",")
_LOOKED_AT = 8000


def recognises(text: str) -> bool:
    """Text whose first rows, cut at tabs, semicolons or commas, hold a header that says when.

    Words between tabs alone are more likely a press release's table: all rows must have as many.
    """
    opening = text[:_LOOKED_AT].rpartition("\n")[0] if len(text) > _LOOKED_AT else text
    return _separator(opening) is not None


def read(text: str) -> Programme:
    """The programme; raises ProgrammeUnreadableError for broken quotes or too many rows."""
    separator = _separator(text[:_LOOKED_AT]) or ","
    grid = plain_grid(_rows(text, separator))
    return programme_in((grid,))


def _separator(text: str) -> str | None:
    return next((one for one in _SEPARATORS if _is_table(text, one)), None)


def _is_table(text: str, separator: str) -> bool:
    """Whether the first row is a header, and the rows below it have as many cells."""
    if separator not in text.split("\n", 1)[0]:
        return False
    try:
        rows = list(_rows(text, separator))
    except ProgrammeUnreadableError:
        return False
    widths = {len(cells) for _, cells in rows[:50]}
    grid = plain_grid(rows[:50]) if rows else Grid()
    is_even = len(widths) == 1 and len(rows) > 1
    return is_even and is_header(grid.rows[0]) and columns_of(grid) is not None


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    line = 1
    try:
        for number, cells in enumerate(reader):
            if number > MAX_ROWS:
                raise _too_many()
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as exc:
        raise ProgrammeUnreadableError(
            "This list is broken at line {line}: its quotation marks or cells don’t fit.",
            line=line,
        ) from exc


def _too_many() -> ProgrammeUnreadableError:
    return ProgrammeUnreadableError(
        "This list has more than {most} rows; a programme has far fewer.", most=MAX_ROWS
    )
