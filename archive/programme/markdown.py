"""Reads Markdown: its tables, and headings with times."""

import re
from collections.abc import Iterator, Sequence

from archive.programme.documents import programme_in
from archive.programme.grids import Block, plain_grid
from archive.programme.lines import Line, lines_of
from archive.programme.model import Programme
from archive.programme.timetable import opens_row
from archive.programme.typography import labelled_times

NAME = "Markdown"

_RULE = re.compile(r"^\s*(?:\|\s*)?:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+(?:\|\s*)?$")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s(?P<text>.*)$")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]]{0,300})\]\([^()]{0,500}\)")
_STRONG = re.compile(r"(\*\*|__|`|~~)(?P<text>[^*_`~]{1,300})\1")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")


def recognises(text: str) -> bool:
    """A table drawn with pipes and dashes, or a heading with ``#`` above rows with times."""
    lines = lines_of(text)
    if any(_RULE.match(line.text) and "|" in line.text for line in lines):
        return True
    has_heading = any(_HEADING.match(line.text) for line in lines)
    return has_heading and any(opens_row(_plain(line)) for line in lines)


def read(text: str) -> Programme:
    """The programme; raises ProgrammeUnreadableError without a timetable."""
    return programme_in(tuple(_blocks(lines_of(text))))


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        end = _end_of_table(lines, at)
        if end > at:
            rows = (line for line in lines[at:end] if not _RULE.match(line.text))
            yield plain_grid([(row.number, _cells(row.text)) for row in rows])
            at = end
        else:
            yield _plain(lines[at])
            at += 1


def _end_of_table(lines: Sequence[Line], at: int) -> int:
    """Where the table ends whose header is this line; the same place where there is none."""
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    if "|" not in lines[at].text or not _RULE.match(below):
        return at
    end = at + 2
    while end < len(lines) and "|" in lines[end].text:
        end += 1
    return end


def _cells(text: str) -> list[str]:
    inner = text.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [_BREAK.sub("\n", _unmarked(cell.replace("\\|", "|"))) for cell in _PIPE.split(inner)]


def _plain(line: Line) -> Line:
    heading = _HEADING.match(line.text)
    text = heading["text"].strip().rstrip("#").rstrip() if heading else line.text
    return Line(line.number, labelled_times(_unmarked(text)))


def _unmarked(text: str) -> str:
    return _STRONG.sub(lambda match: match["text"], _LINK.sub(lambda match: match["text"], text))
