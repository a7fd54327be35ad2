"""Reads XLSX workbooks; openpyxl stops here."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from archive.errors import ProgrammeUnreadableError
from archive.programme.grids import Block, SourceCell, laid_out
from archive.programme.lines import Line

NAME = "XLSX"

MAX_ROWS = 5000
MAX_COLUMNS = 100
MAX_SHEETS = 20
MAX_TEXT = 8_000_000
"""Bytes of a sheet's XML; some 100,000 cells."""

_BOOK = "xl/workbook.xml"


def recognises(archive: ZipFile) -> bool:
    """An archive with the part that names a workbook's sheets."""
    return _BOOK in archive.namelist()


def blocks_of(archive: ZipFile) -> tuple[Block, ...]:
    """All sheets as tables, merged cells as spans; a day in a sheet's name stands above it."""
    _refuse_large(archive)
    source = archive.fp
    if source is None:
        return ()
    source.seek(0)
    try:
        book = load_workbook(BytesIO(source.read()), data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, TypeError, IndexError, AttributeError,
            ParseError, OSError) as exc:  # fmt: skip
        raise ProgrammeUnreadableError("This workbook is broken, so it can’t be read.") from exc
    return tuple(block for sheet in book.worksheets[:MAX_SHEETS] for block in _sheet(sheet))


def _refuse_large(archive: ZipFile) -> None:
    for part in archive.infolist():
        if part.filename.endswith(".xml") and part.file_size > MAX_TEXT:
            raise ProgrammeUnreadableError(
                "A sheet of this workbook has more than {most} MB of cells; a programme has far "
                "fewer.",
                most=MAX_TEXT // 1_000_000,
            )


def _sheet(sheet: Any) -> Iterator[Block]:
    if sheet.sheet_state != "visible":
        return
    if sheet.max_row > MAX_ROWS or sheet.max_column > MAX_COLUMNS:
        raise ProgrammeUnreadableError(
            "A sheet of this workbook has {rows} rows and {columns} columns; at most {most} rows "
            "and {most_columns} columns are read.",
            rows=sheet.max_row,
            columns=sheet.max_column,
            most=MAX_ROWS,
            most_columns=MAX_COLUMNS,
        )
    yield Line(1, sheet.title)
    rows = list(_rows(sheet))
    titles = [row for row in rows if sum(bool(cell.text) for cell in row) == 1]
    opening = next((at for at, row in enumerate(rows) if row not in titles), len(rows))
    yield from (
        Line(c.line, t) for row in rows[:opening] for c in row for t in c.text.split("\n") if t
    )
    if rows[opening:]:
        yield laid_out(rows[opening:])


def _rows(sheet: Any) -> Iterator[list[SourceCell]]:
    spans = {}
    covered: set[tuple[int, int]] = set()
    for merged in list(sheet.merged_cells.ranges)[:MAX_ROWS]:
        spans[merged.min_row, merged.min_col] = (merged.size["rows"], merged.size["columns"])
        covered.update(
            (row, column)
            for row in range(merged.min_row, min(merged.max_row, MAX_ROWS) + 1)
            for column in range(merged.min_col, min(merged.max_col, MAX_COLUMNS) + 1)
        )
    covered -= spans.keys()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield [
            SourceCell(_text(cell.value), number, *spans.get((number, cell.column), (1, 1)))
            for cell in row
            if (number, cell.column) not in covered
        ]


def _text(value: Any) -> str:
    """A cell's value as it would be printed."""
    match value:
        case None:
            return ""
        case datetime() if value.time() == time():
            return f"{value:%Y-%m-%d}"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case date():
            return f"{value:%Y-%m-%d}"
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()
