"""Paragraphs and tables of word processors' XML, which HWPX and DOCX name differently."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from xml.etree.ElementTree import Element

from archive.errors import ProgrammeUnreadableError
from archive.programme.grids import Block, Grid, SourceCell, laid_out, lines_in
from archive.programme.lines import Line
from archive.programme.zip_file import tag_of

_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a format names things; ``rows`` gives a table's rows of cells and their elements."""

    paragraph: str
    table: str
    text: str
    breaks: frozenset[str]
    tabs: frozenset[str]
    skipped: frozenset[str]
    rows: Callable[[Element], Sequence[Sequence["Cell"]]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell; nothing for ``element`` where it only goes on from above."""

    element: Element | None
    rows: int = 1
    columns: int = 1


class Reader:
    """Turns one document's XML into blocks, its paragraphs and rows counted from 1."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._numbers = count(1)

    def blocks(self, element: Element, depth: int = 0) -> Iterator[Block]:
        """All paragraphs and tables inside an element, in their order."""
        if depth > _DEEPEST:
            raise ProgrammeUnreadableError("The parts of this document are nested too deeply.")
        for inner in element:
            tag = tag_of(inner)
            if tag == self._dialect.table:
                yield from self._table(inner, depth)
            elif tag == self._dialect.paragraph:
                yield from self._paragraph(inner, depth)
            elif tag not in self._dialect.skipped:
                yield from self.blocks(inner, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[Block]:
        number = next(self._numbers)
        text = "".join(self._pieces(paragraph, depth))
        yield from (Line(number, one.strip()) for one in text.split("\n") if one.strip())
        yield from self._tables_in(paragraph, depth)

    def _pieces(self, element: Element, depth: int) -> Iterator[str]:
        if depth > _DEEPEST:
            return
        for inner in element:
            tag = tag_of(inner)
            if tag == self._dialect.text:
                yield inner.text or ""
            elif tag in self._dialect.breaks:
                yield "\n"
            elif tag in self._dialect.tabs:
                yield "\t"
            if tag != self._dialect.table and tag not in self._dialect.skipped:
                yield from self._pieces(inner, depth + 1)
            if tag_of(element) == self._dialect.text:
                yield inner.tail or ""

    def _tables_in(self, paragraph: Element, depth: int) -> Iterator[Block]:
        """Tables that stand inside a paragraph, as HWPX keeps all of them."""
        for inner in paragraph:
            if tag_of(inner) == self._dialect.table:
                yield from self._table(inner, depth)
            elif tag_of(inner) not in self._dialect.skipped and depth < _DEEPEST:
                yield from self._tables_in(inner, depth + 1)

    def _table(self, table: Element, depth: int) -> Iterator[Block]:
        rows: list[list[SourceCell]] = []
        inner: list[Block] = []
        for row in self._dialect.rows(table):
            number = next(self._numbers)
            rows.append([self._cell(cell, number, inner, depth) for cell in row])
        whole = any(isinstance(block, Grid) for block in inner)
        if whole:
            yield from inner
        elif rows:
            yield laid_out(rows)

    def _cell(self, cell: Cell, number: int, inner: list[Block], depth: int) -> SourceCell:
        found = list(self.blocks(cell.element, depth + 1)) if cell.element is not None else []
        inner += found
        lines = lines_in(block for block in found if isinstance(block, Line))
        return SourceCell("\n".join(one.text for one in lines), number, cell.rows, cell.columns)
