"""Reads PDF: its ruled tables and lines of text; pdfplumber stops here."""

import logging
import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from archive.errors import ProgrammeUnreadableError
from archive.programme.grids import Block, SourceCell, laid_out
from archive.programme.lines import Line

NAME = "PDF"

MAX_BYTES = 20_000_000
MAX_PAGES = 40
MAX_OBJECTS = 30_000
"""Letters and lines of one page; a page of small print has some 6,000."""

MAX_PARTS = 20_000
"""Numbered objects of the file; one of forty pages has some 2,000."""
MAX_TEXT = 2_000_000
MAX_PICTURE = 40_000_000
MAX_UNPACKED = 120_000_000
"""Bytes of one stream of text, of one picture or font, and of all together, unpacked."""

SIGNATURE = b"%PDF"

_STREAM = re.compile(rb"stream\r?\n(?=\x78|\x58|\x68|\x48)")
_TWICE = re.compile(rb"/Filter\s*\[[^\]]{0,200}/Fl[^\]]{0,200}/Fl")
_DAMAGED = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError),
    *(ArithmeticError, NotImplementedError, zlib.error, struct.error, EOFError),
)
"""What pdfminer raises, besides its own, at damaged files."""


def blocks_of(content: bytes) -> tuple[Block, ...]:
    """All pages as lines and tables; raises ProgrammeUnreadableError where there is no text."""
    if len(content) > MAX_BYTES:
        raise ProgrammeUnreadableError(
            "The programme file has {megabytes} MB; at most {most} MB are read.",
            megabytes=-(-len(content) // 1_000_000),
            most=MAX_BYTES // 1_000_000,
        )
    if content.count(b" obj") > MAX_PARTS:
        raise ProgrammeUnreadableError(
            "This PDF has more than {most} parts; a programme of a few pages has far fewer.",
            most=MAX_PARTS,
        )
    _refuse_bomb(content)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font it must guess
    try:
        with pdfplumber.open(BytesIO(content)) as document:
            blocks = tuple(_pages(document))
    except (PDFException, PSException, MalformedPDFException, PdfminerException) as exc:
        raise _broken() from exc
    except _DAMAGED as exc:
        raise _broken() from exc
    if not blocks:
        raise ProgrammeUnreadableError(
            "This PDF holds no text, only pictures of it; please give a file with text."
        )
    return blocks


def _refuse_bomb(content: bytes) -> None:
    """Refuses streams that grow when they are unpacked, before pdfminer unpacks them whole."""
    grown = 0
    for match in _STREAM.finditer(content):
        before = content[max(0, match.start() - 600) : match.start()]
        is_text = b"/Image" not in before and b"/Length1" not in before
        most = MAX_TEXT if is_text else MAX_PICTURE
        size = _size_unpacked(content[match.end() : match.end() + MAX_PICTURE], most)
        grown += size
        if size > most or grown > MAX_UNPACKED:
            raise _too_large()
    if _TWICE.search(content):
        raise _too_large()


def _size_unpacked(stream: bytes, most: int) -> int:
    """Bytes a stream holds, counted no further than just past ``most``."""
    try:
        return len(zlib.decompressobj().decompress(stream, most + 1))
    except zlib.error:
        return 0


def _too_large() -> ProgrammeUnreadableError:
    return ProgrammeUnreadableError(
        "This PDF would grow too large when it is unpacked, so it was not read."
    )


def _broken() -> ProgrammeUnreadableError:
    return ProgrammeUnreadableError("This PDF is broken or protected, so it can’t be read.")


def _pages(document: Any) -> Iterator[Block]:
    pages = document.pages
    if len(pages) > MAX_PAGES:
        raise ProgrammeUnreadableError(
            "This PDF has {pages} pages; at most {most} are read.",
            pages=len(pages),
            most=MAX_PAGES,
        )
    number = 0
    for page in pages:
        for block in _blocks(page, number):
            number = block.number if isinstance(block, Line) else block.rows[-1][0].line
            yield block
        page.close()


def _blocks(page: Any, before: int) -> Iterator[Block]:
    """A page's lines and tables from top to bottom."""
    if sum(map(len, page.objects.values())) > MAX_OBJECTS:
        raise ProgrammeUnreadableError(
            "A page of this PDF holds more than {most} letters and lines.", most=MAX_OBJECTS
        )
    tables = [table for table in page.find_tables() if len(table.rows) > 1]
    found = [(table.bbox[1], table) for table in tables]
    found += [
        (line["top"], line["text"])
        for line in page.extract_text_lines(return_chars=False)
        if not any(_is_inside(line, table.bbox) for table in tables)
    ]
    number = before
    for _, one in sorted(found, key=lambda item: item[0]):
        number += 1
        if isinstance(one, str):
            yield Line(number, one)
        else:
            yield laid_out(_rows(one, number))
            number += len(one.rows) - 1


def _is_inside(line: Any, box: tuple[float, float, float, float]) -> bool:
    middle = (line["top"] + line["bottom"]) / 2
    return bool(box[1] <= middle <= box[3] and line["x0"] < box[2] and line["x1"] > box[0])


def _rows(table: Any, number: int) -> list[list[SourceCell]]:
    """A ruled table's cells with their spans, told from where their edges lie."""
    lefts = sorted({round(cell[0]) for cell in table.cells})
    tops = sorted({round(cell[1]) for cell in table.cells})
    rows: list[list[SourceCell]] = [[] for _ in tops]
    for cell in sorted(table.cells, key=lambda one: (round(one[1]), round(one[0]))):
        at = tops.index(round(cell[1]))
        spans = (
            sum(1 for top in tops[at:] if top < cell[3] - 2),
            sum(1 for left in lefts if round(cell[0]) <= left < cell[2] - 2),
        )
        text = table.page.crop(cell, strict=False).extract_text() or ""
        rows[at].append(SourceCell(text, number + at, *spans))
    return rows
