"""Reads HWPX, the Korean word processor's open format: a ZIP archive of XML sections."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from archive.programme.grids import Block
from archive.programme.office_xml import Cell, Dialect, Reader
from archive.programme.zip_file import child_of, number_of, tag_of, xml_of

NAME = "HWPX"

_SECTION = re.compile(r"Contents/section(\d{1,4})\.xml", re.IGNORECASE)


def recognises(archive: ZipFile) -> bool:
    """An archive with sections of text."""
    return any(_SECTION.fullmatch(name) for name in archive.namelist())


def blocks_of(archive: ZipFile) -> tuple[Block, ...]:
    """All paragraphs and tables, section by section."""
    found = (_SECTION.fullmatch(name) for name in archive.namelist())
    sections = sorted((int(match[1]), match[0]) for match in found if match)
    reader = Reader(_DIALECT)
    return tuple(block for _, name in sections for block in reader.blocks(xml_of(archive, name)))


def _rows(table: Element) -> Sequence[Sequence[Cell]]:
    return [
        [_cell(one) for one in row if tag_of(one) == "tc"] for row in table if tag_of(row) == "tr"
    ]


def _cell(element: Element) -> Cell:
    span = child_of(element, "cellSpan")
    return Cell(element, number_of(span, "rowSpan", 1), number_of(span, "colSpan", 1))


_DIALECT = Dialect(
    paragraph="p",
    table="tbl",
    text="t",
    breaks=frozenset({"lineBreak"}),
    tabs=frozenset({"tab"}),
    skipped=frozenset({"secPr", "header", "footer", "footNote", "endNote", "hiddenComment"}),
    rows=_rows,
)
