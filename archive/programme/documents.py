"""A programme from a document of lines and tables, whatever program made it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.errors import ProgrammeUnreadableError
from archive.programme.columns import Columns, columns_of
from archive.programme.grid_rows import TableRows
from archive.programme.grids import Block, Grid, GridCell, lines_in
from archive.programme.lines import Line
from archive.programme.model import Programme
from archive.programme.printed import as_words, programme_of
from archive.programme.rooms import room_of_section
from archive.programme.times_behind import with_times_in_front
from archive.programme.timetable import (
    Timetable,
    find_timetable,
    last_day,
    refuse_many_rows,
    top_of_heading,
)

MAX_CHARACTERS = 2_000_000
MAX_LINES = 100_000

_SUBTITLE = re.compile(r"\n[-–—] ?([^\n]{2,200}(?:\n[^\n]{2,200})?) ?[-–—](?=\n|$)")
"""A subtitle set between dashes below its title, on one line or two."""
_NO_TIMETABLE = (
    "No timetable was found in this file: a table or lines whose rows begin with a time, "
    "such as “10:00~10:30”, were expected."
)


def programme_in(blocks: Sequence[Block]) -> Programme:
    """The programme a document's blocks hold: in its tables, or else in its lines.

    Raises ProgrammeUnreadableError without a timetable.
    """
    _refuse_much(blocks)
    known = [_as_words(block) for block in blocks]
    tables = {at: found for at, block in enumerate(known) if (found := _timetable(block))}
    lines = lines_in(known) if tables else with_times_in_front(lines_in(known))
    timetable = _from_tables(known, tables) if tables else find_timetable(lines)
    if timetable is None or not timetable.rows:
        raise ProgrammeUnreadableError(_NO_TIMETABLE)
    return programme_of(timetable, lines)


def _refuse_much(blocks: Sequence[Block]) -> None:
    characters = sum(
        len(block.text)
        if isinstance(block, Line)
        else sum(len(cell.text) for row in block.rows for cell in row)
        for block in blocks
    )
    if characters > MAX_CHARACTERS or len(blocks) > MAX_LINES:
        raise ProgrammeUnreadableError(
            "The file holds {characters} characters of text in {blocks} parts; a programme with at "
            "most {most} characters and {most_blocks} parts is read.",
            characters=characters,
            blocks=len(blocks),
            most=MAX_CHARACTERS,
            most_blocks=MAX_LINES,
        )


def _as_words(block: Block) -> Block:
    if isinstance(block, Line):
        return as_words(block)
    return Grid(tuple(tuple(map(_cell_as_words, row)) for row in block.rows))


def _cell_as_words(cell: GridCell) -> GridCell:
    text = _SUBTITLE.sub(lambda match: " – " + " ".join(match[1].split()), cell.text)
    return replace(
        cell, text="\n".join(as_words(Line(cell.line, line)).text for line in text.split("\n"))
    )


def _timetable(block: Block) -> tuple[Grid, Columns] | None:
    """A table with how to read it; turned where its times stand side by side in a row."""
    if isinstance(block, Line) or not block.rows:
        return None
    for grid in (block, block.turned()):
        columns = columns_of(grid)
        if columns is not None:
            return grid, columns
    return None


def _from_tables(blocks: Sequence[Block], tables: dict[int, tuple[Grid, Columns]]) -> Timetable:
    first = min(tables)
    before = lines_in(blocks[:first])
    top = top_of_heading(before, len(before))
    heading = tuple(line for line in before[top:] if line.text.strip())
    read = TableRows(day=last_day(heading))
    if len(tables) > 1:
        read.room = room_of_section(heading, "")
        heading = tuple(line for line in heading if not room_of_section((line,), "")) or heading
    between: list[Line] = []
    for at, block in enumerate(blocks[first:], start=first):
        if at in tables:
            read.add(*tables[at])
        else:
            lines = lines_in((block,))
            between += lines
            read.day = last_day(lines) or read.day
            read.room = room_of_section(lines, read.room)
    refuse_many_rows(len(read.rows))
    rows, stray, headings = tuple(read.rows), tuple(read.stray), tuple(read.headings)
    return Timetable(heading, rows, stray, (*before[:top], *between), headings)
