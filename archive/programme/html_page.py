"""Reads HTML pages: their tables and what stands around them."""

import re
from bisect import bisect_right
from html import unescape

from archive.errors import ProgrammeUnreadableError
from archive.programme.documents import programme_in
from archive.programme.grids import Block, SourceCell, laid_out
from archive.programme.lines import Line
from archive.programme.model import Programme

NAME = "HTML"

MAX_CHARACTERS = 1_000_000
"""Longest page read, without its scripts, styles and comments."""

_OPENING = re.compile(
    r"\s*<(?:!doctype\s+html|html|head|body|table|div|p|h[1-6]|section|article|main|meta|ul|!--)\b",
    re.IGNORECASE,
)
_TABLE = re.compile(r"<(?:table|tr|td)[\s>]", re.IGNORECASE)
_UNREAD = ("script", "style", "svg", "template", "noscript")
_BREAKS = """
    address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr li main nav ol p pre section summary title ul option
    """
_BREAKING = frozenset(_BREAKS.split())
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")
_TAG_OPENS = re.compile(r"<(?=[A-Za-z/!?])")
_TAG_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9]*)")
_LONGEST_TAG = 2000
_MOST_DEEP = 30
_MOST_SPAN = 1000


def recognises(text: str) -> bool:
    """Text that opens as HTML does, or holds a table in HTML."""
    return _OPENING.match(text) is not None or (
        text.lstrip()[:1] == "<" and _TABLE.search(text) is not None
    )


def read(text: str) -> Programme:
    """The programme of a page; raises ProgrammeUnreadableError without a timetable."""
    return programme_in(blocks_of(text))


def blocks_of(text: str) -> tuple[Block, ...]:
    """A page as lines and tables; a table that only lays out others is taken apart."""
    plain = _without_unread(text)
    if len(plain) > MAX_CHARACTERS:
        raise ProgrammeUnreadableError(
            "The page has {characters} characters without its scripts; at most {most} are read.",
            characters=len(plain),
            most=MAX_CHARACTERS,
        )
    page = _Page()
    page.feed(plain)
    return page.finished()


def _without_unread(text: str) -> str:
    """The page without comments, scripts and styles, each line still on its own number."""
    for begin, end in (("<!--", "-->"), *((f"<{name}", f"</{name}") for name in _UNREAD)):
        text = _cut_out(text, begin, end)
    return text


def _cut_out(text: str, begin: str, end: str) -> str:
    opens, closes = (re.compile(re.escape(one), re.IGNORECASE | re.ASCII) for one in (begin, end))
    kept, at = [], 0
    while start := opens.search(text, at):
        stop = closes.search(text, start.start())
        close = text.find(">", stop.start()) if stop else -1
        if close < 0:
            break
        kept += [text[at : start.start()], "\n" * text.count("\n", start.start(), close)]
        at = close + 1
    return "".join((*kept, text[at:]))


class _Table:
    """A table being read; ``inner`` holds what belongs to no cell, and tables inside cells."""

    def __init__(self) -> None:
        self.rows: list[list[SourceCell]] = []
        self.inner: list[Block] = []
        self.is_layout = False
        self.cell: tuple[int, int, int] | None = None


class _Page:
    """Collects blocks; text goes to the innermost open cell, or to the page.

    A scanner of its own, since the standard library's parser takes quadratic time on a page of
    tags that never close.
    """

    def __init__(self) -> None:
        self._at_line = 1
        self._blocks: list[Block] = []
        self._tables: list[_Table] = []
        self._texts: list[list[str]] = [[]]
        self._line = 1

    def feed(self, text: str) -> None:
        """Reads a whole page: what stands between ``<`` and ``>`` is a tag, the rest is text."""
        ends = [at for at, char in enumerate(text) if char == "\n"]
        at = 0
        while at < len(text):
            begin = _TAG_OPENS.search(text, at)
            close = text.find(">", begin.end()) if begin else -1
            if begin is None or close < 0:
                break
            self._text(text[at : begin.start()], bisect_right(ends, at) + 1)
            self._at_line = bisect_right(ends, begin.start()) + 1
            self._tag(text[begin.start() + 1 : min(close, begin.start() + _LONGEST_TAG)])
            at = close + 1
        self._text(text[at:], bisect_right(ends, at) + 1)

    def _tag(self, inside: str) -> None:
        name = _TAG_NAME.match(inside)
        if name and inside.startswith("/"):
            self._end(name[1].lower())
        elif name:
            self._start(name[1].lower(), inside)

    def _start(self, tag: str, inside: str) -> None:
        match tag:
            case "table":
                self._open_table()
            case "tr":
                self._open_row()
            case "td" | "th":
                self._open_cell(inside)
            case _ if tag in _BREAKING:
                self._texts[-1].append("\n")

    def _end(self, tag: str) -> None:
        match tag:
            case "table":
                self._close_table()
            case "td" | "th" | "tr":
                self._close_cell()
            case _ if tag in _BREAKING:
                self._texts[-1].append("\n")
        self._end_line()

    def _text(self, data: str, line: int) -> None:
        for number, piece in enumerate(unescape(data).split("\n")):
            if number:
                self._texts[-1].append(" " if self._tables else "\n")
                self._end_line()
            if piece.strip() and not any(map(str.strip, self._texts[-1][:50])):
                self._line = line + number
            self._texts[-1].append(piece)

    def finished(self) -> tuple[Block, ...]:
        while self._tables:
            self._close_table()
        self._end_line()
        return tuple(self._blocks)

    def _end_line(self) -> None:
        """What was collected outside of tables, as lines."""
        if self._tables:
            return
        for text in _lines_of("".join(self._texts[-1])):
            self._blocks.append(Line(self._line, text))
        self._texts[-1].clear()

    def _open_table(self) -> None:
        self._end_line()
        if len(self._tables) >= _MOST_DEEP:
            raise ProgrammeUnreadableError("The tables of this page are nested too deeply.")
        if self._tables:
            outer = self._tables[-1]
            outer.is_layout = True
            outer.inner += [Line(self._at_line, one) for one in self._collected()]
        self._tables.append(_Table())
        self._texts.append([])

    def _open_row(self) -> None:
        if self._tables:
            self._close_cell()
            self._tables[-1].rows.append([])

    def _open_cell(self, inside: str) -> None:
        if not self._tables:
            return
        self._close_cell()
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        spans = (_span(inside, "rowspan"), _span(inside, "colspan"))
        table.cell = (self._at_line, *spans)
        self._texts[-1].clear()

    def _close_cell(self) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        lines = self._collected()
        if table.cell is not None:
            line, rows, columns = table.cell
            table.rows[-1].append(SourceCell("\n".join(lines), line, rows, columns))
            table.inner += [Line(line, text) for text in lines]
        else:
            self._beside(table, lines)
        table.cell = None

    def _collected(self) -> list[str]:
        lines = _lines_of("".join(self._texts[-1]))
        self._texts[-1].clear()
        return lines

    def _beside(self, table: _Table, lines: list[str]) -> None:
        """Text inside a table and outside its cells, such as its caption, stands above it."""
        own = [Line(self._at_line, text) for text in lines]
        table.inner += own
        if not table.is_layout and len(self._tables) == 1:
            self._blocks += own

    def _close_table(self) -> None:
        if not self._tables:
            return
        self._close_cell()
        table = self._tables.pop()
        self._texts.pop()
        rows = [row for row in table.rows if row]
        made: list[Block] = table.inner if table.is_layout else [laid_out(rows)] if rows else []
        if self._tables:
            self._tables[-1].inner += made
        else:
            self._blocks += made


def _span(tag: str, name: str) -> int:
    printed = re.search(rf"\b{name}\s*=\s*[\"']?\s*(\d{{1,5}})", tag, re.IGNORECASE)
    return max(1, min(int(printed[1]), _MOST_SPAN)) if printed else 1


def _lines_of(text: str) -> list[str]:
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return [line for line in lines if line]
