"""Reads HWP 5, the Korean word processor's binary format; olefile stops here.

Source of the records and their layouts: the format's published description,
한글 문서 파일 형식 5.0.
"""

import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import olefile

from archive.errors import ProgrammeUnreadableError
from archive.programme.grids import Block, SourceCell, laid_out
from archive.programme.lines import Line

NAME = "HWP"

MAX_BYTES = 50_000_000
MAX_SECTION = 30_000_000
"""Bytes of one section, unpacked."""
MAX_SECTIONS = 100
MAX_RECORDS = 200_000
_DEEPEST = 60

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_PARAGRAPH, _TEXT, _CONTROL, _LIST, _TABLE = 66, 67, 71, 72, 77
_COMPRESSED, _PROTECTED, _DISTRIBUTED = 1, 2, 4
_LONG_CONTROLS = frozenset({*range(1, 9), *range(9, 10), *range(11, 13), *range(14, 24)})
"""Letters below 32 that take eight places in a paragraph's text."""
_BROKEN = "This HWP document is broken, so it can’t be read."


@dataclass(frozen=True, slots=True)
class _Record:
    tag: int
    level: int
    data: bytes


def blocks_of(content: bytes) -> tuple[Block, ...]:
    """All paragraphs and tables; raises ProgrammeUnreadableError where they can't be read."""
    if len(content) > MAX_BYTES:
        raise ProgrammeUnreadableError(
            "The programme file has {megabytes} MB; at most {most} MB are read.",
            megabytes=-(-len(content) // 1_000_000),
            most=MAX_BYTES // 1_000_000,
        )
    try:
        sections = _sections(content)
    except (OSError, struct.error, IndexError, ValueError, zlib.error, RecursionError) as exc:
        raise ProgrammeUnreadableError(_BROKEN) from exc
    reader = _Reader()
    return tuple(block for section in sections for block in reader.blocks(_records(section)))


def _sections(content: bytes) -> list[bytes]:
    with olefile.OleFileIO(io.BytesIO(content)) as held:
        if not held.exists("FileHeader"):
            raise ProgrammeUnreadableError(
                "This is no HWP document but another file of the same family; please save it as "
                "HWPX, DOCX or PDF."
            )
        flags = struct.unpack_from("<I", held.openstream("FileHeader").read(), 36)[0]
        if flags & (_PROTECTED | _DISTRIBUTED):
            raise ProgrammeUnreadableError(
                "This HWP document is protected; please save it without a password."
            )
        names = sorted(
            (int(name[1][7:]), name)
            for name in held.listdir()
            if len(name) == 2 and name[0] == "BodyText" and name[1][7:].isdecimal()
        )
        streams = (held.openstream(name).read() for _, name in names[:MAX_SECTIONS])
        return [_unpacked(one) if flags & _COMPRESSED else one for one in streams]


def _unpacked(stream: bytes) -> bytes:
    section = zlib.decompressobj(-zlib.MAX_WBITS).decompress(stream, MAX_SECTION + 1)
    if len(section) > MAX_SECTION:
        raise ProgrammeUnreadableError(
            "A part of this document has more than {most} MB of text.",
            most=MAX_SECTION // 1_000_000,
        )
    return section


def _records(section: bytes) -> list[_Record]:
    """A section's records; one cut off at the end is left out."""
    records: list[_Record] = []
    at = 0
    while at + 4 <= len(section):
        (head,) = struct.unpack_from("<I", section, at)
        at += 4
        size = head >> 20
        if size == 0xFFF and at + 4 <= len(section):
            (size,) = struct.unpack_from("<I", section, at)
            at += 4
        if len(records) > MAX_RECORDS or (head >> 10 & 0x3FF) > _DEEPEST:
            raise ProgrammeUnreadableError(_BROKEN)
        records.append(_Record(head & 0x3FF, head >> 10 & 0x3FF, section[at : at + size]))
        at += size
    return records


class _Reader:
    """Turns records into blocks, paragraphs and rows counted from 1 through the document."""

    def __init__(self) -> None:
        self._number = 0

    def blocks(self, records: Sequence[_Record]) -> Iterator[Block]:
        """Paragraphs and tables in their order; what other controls hold comes as paragraphs."""
        at = 0
        while at < len(records):
            record = records[at]
            if record.tag == _PARAGRAPH:
                self._number += 1
            if record.tag == _TEXT:
                yield from (Line(self._number, line) for line in _lines(record.data))
            if record.tag == _CONTROL and record.data[:4] == b" lbt":
                end = _end_of(records, at)
                yield from self._table(records[at + 1 : end])
                at = end
            else:
                at += 1

    def _table(self, records: Sequence[_Record]) -> Iterator[Block]:
        """A table's cells by their addresses; each cell opens with a list's record."""
        level = records[0].level if records else 0
        after_table = [n for n, one in enumerate(records) if one.tag == _TABLE][:1]
        opened = [
            at
            for at, one in enumerate(records)
            if one.tag == _LIST and one.level == level and len(one.data) >= 16
            and after_table and at > after_table[0]
        ]  # fmt: skip
        rows: dict[int, list[SourceCell]] = {}
        for begin, end in zip(opened, [*opened[1:], len(records)], strict=True):
            _, row, columns, rowspan = struct.unpack_from("<HHHH", records[begin].data, 8)
            if row not in rows:
                self._number += 1
            inner = list(_Reader().blocks(records[begin + 1 : end]))
            text = "\n".join(one.text for one in inner if isinstance(one, Line))
            cells = rows.setdefault(row, [])
            cells.append(SourceCell(text, self._number, rowspan, columns))
            yield from (one for one in inner if not isinstance(one, Line))
        if rows:
            yield laid_out([rows.get(row, []) for row in range(min(max(rows), 5000) + 1)])


def _end_of(records: Sequence[_Record], at: int) -> int:
    """Where the records below one end."""
    level = records[at].level
    below = (n for n in range(at + 1, len(records)) if records[n].level <= level)
    return next(below, len(records))


def _lines(data: bytes) -> list[str]:
    """A paragraph's text: letters of two bytes, between controls of two or sixteen."""
    text, at = [], 0
    units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
    while at < len(units):
        unit = units[at]
        if unit == 9:
            text.append("\t")
        elif unit in (10, 13):
            text.append("\n")
        elif unit >= 32:
            text.append(struct.pack("<H", unit).decode("utf-16-le", "surrogatepass"))
        elif unit in (24, 30, 31):
            text.append("-" if unit == 24 else " ")
        at += 8 if unit in _LONG_CONTROLS else 1
    whole = "".join(text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return [line.strip() for line in whole.split("\n") if line.strip()]
