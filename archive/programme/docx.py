"""Reads DOCX, the office suites' text documents: a ZIP archive with one part of text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from archive.programme.grids import Block
from archive.programme.office_xml import Cell, Dialect, Reader
from archive.programme.zip_file import child_of, number_of, tag_of, value_of, xml_of

NAME = "DOCX"

_TEXT = "word/document.xml"


def recognises(archive: ZipFile) -> bool:
    """An archive with the part that holds a text document."""
    return _TEXT in archive.namelist()


def blocks_of(archive: ZipFile) -> tuple[Block, ...]:
    """All paragraphs and tables of the text."""
    return tuple(Reader(_DIALECT).blocks(xml_of(archive, _TEXT)))


def _rows(table: Element) -> Sequence[Sequence[Cell]]:
    """Rows with a cell once for all the rows it spans; the file repeats it in each, as merged."""
    rows: list[list[Cell]] = []
    open_at: dict[int, tuple[int, int]] = {}
    for row in (one for one in table if tag_of(one) == "tr"):
        rows.append([])
        column = _skipped_before(row)
        rows[-1] += [Cell(None)] * column
        for element in _cells(row):
            columns = max(1, number_of(child_of(element, "tcPr", "gridSpan"), "val", 1))
            merged = child_of(element, "tcPr", "vMerge")
            goes_on = merged is not None and value_of(merged, "val") != "restart"
            if goes_on and column in open_at:
                at, place = open_at[column]
                rows[at][place] = replace(rows[at][place], rows=rows[at][place].rows + 1)
            else:
                open_at[column] = (len(rows) - 1, len(rows[-1]))
                rows[-1].append(Cell(element, 1, columns))
            column += columns
    return rows


def _skipped_before(row: Element) -> int:
    return min(60, number_of(child_of(row, "trPr", "gridBefore"), "val", 0))


def _cells(row: Element) -> Iterator[Element]:
    """The cells of a row, also those inside a form's field."""
    for inner in row:
        if tag_of(inner) == "tc":
            yield inner
        elif tag_of(inner) in ("sdt", "sdtContent", "ins"):
            yield from _cells(inner)


_DIALECT = Dialect(
    paragraph="p",
    table="tbl",
    text="t",
    breaks=frozenset({"br", "cr"}),
    tabs=frozenset({"tab"}),
    skipped=frozenset({"tcPr", "pPr", "rPr", "tblPr", "trPr", "del", "Fallback", "instrText"}),
    rows=_rows,
)
