"""The lines a programme was read from, for a person to compare with what was read."""

from importlib import import_module

from archive.programme.grids import lines_in
from archive.programme.lines import Line, lines_of
from archive.programme.model import Programme
from archive.programme.text import decode_programme
from archive.programme.unpacked import unpacked

MOST_SHOWN = 800
"""Lines shown whole; of a longer file only those around sessions and doubts."""
_BEFORE, _BEHIND = 12, 8
"""Lines shown above the first and below the last one that matters."""
_AROUND = 3
_LONGEST = 400


def source_lines(content: bytes, programme: Programme) -> tuple[Line, ...]:
    """The file's lines with the numbers that sessions and doubts have; long ones cut short.

    Of a document that is no text, its lines and the rows of its tables.
    """
    named = {one.line for one in programme.sessions} | {one.line for one in programme.doubts}
    first, last = min(named, default=1) - _BEFORE, max(named, default=1) + _BEHIND
    lines = [line for line in _lines(unpacked(content)) if first <= line.number <= last]
    if len(lines) > MOST_SHOWN:
        near = {at for line in named for at in range(line - _AROUND, line + _AROUND + 1)}
        lines = [line for line in lines if line.number in near]
    return tuple(_short(line) for line in lines[: 4 * MOST_SHOWN])


def _lines(content: bytes) -> list[Line]:
    containers = import_module("archive.programme.containers")
    if content.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return list(lines_in(containers.blocks_in(content) or ()))
    return list(lines_of(decode_programme(content)))


def _short(line: Line) -> Line:
    if len(line.text) <= _LONGEST:
        return line
    return Line(line.number, line.text[: _LONGEST - 1] + "…")
