"""The cells of a timetable row, by what its columns hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.programme.lines import Line, compact, tidy
from archive.programme.rooms import is_room, out_of_room_brackets, room_at_end
from archive.programme.words.columns import (
    CONTENT_COLUMNS,
    DURATION_COLUMNS,
    LABEL_COLUMNS,
    PEOPLE_COLUMNS,
    REMARK_COLUMNS,
    ROOM_COLUMNS,
    TIME_COLUMNS,
)
from archive.programme.words.unnamed import NOBODY

_COLUMNS = {
    **dict.fromkeys(TIME_COLUMNS, "time"),
    **dict.fromkeys(PEOPLE_COLUMNS, "people"),
    **dict.fromkeys(ROOM_COLUMNS, "room"),
    **dict.fromkeys(LABEL_COLUMNS, "label"),
    **dict.fromkeys(DURATION_COLUMNS, "duration"),
    **dict.fromkeys(REMARK_COLUMNS, "remark"),
    **dict.fromkeys(CONTENT_COLUMNS, "content"),
}
_SEPARATOR = re.compile(r"[\t|]")
_GAP = re.compile(r"\s{2,}")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_DITTO = frozenset({"〃", "″", '"', "상동", "”"})


@dataclass(frozen=True, slots=True)
class Cells:
    """What a row holds besides its times; ``room_is_ditto`` says "the room above"."""

    label: str = ""
    content: tuple[Line, ...] = ()
    people: tuple[Line, ...] = ()
    remarks: tuple[Line, ...] = ()
    room: str = ""
    duration: str = ""
    room_is_ditto: bool = False
    title_en: str = ""

    def followed_by(self, line: Line) -> "Cells":
        """The cells with one more line of the same row."""
        cells = self
        for piece in _pieces(line.text):
            cells = cells._with_guess(Line(line.number, piece))
        return cells

    def with_column(self, column: str, piece: Line) -> "Cells":
        """The cells with what one column holds; where its kind is empty, the text tells it."""
        text = tidy(piece.text)
        if not text or text in NOBODY or column == "language":
            return self
        if column in ("label", "room"):
            is_room = column == "room"
            return replace(self, room=text) if is_room else replace(self, label=text)
        if column in ("duration", "title_en"):
            is_title = column == "title_en"
            return replace(self, title_en=text) if is_title else replace(self, duration=text)
        if column.startswith("role ") and self.people and text.startswith("("):
            last = replace(self.people[-1], text=f"{self.people[-1].text} {text}")
            return replace(self, people=(*self.people[:-1], last))
        if column.startswith("role "):
            piece = replace(piece, text=f"({column.removeprefix('role ')}) {text}")
        if column == "people" or column.startswith("role "):
            return replace(self, people=(*self.people, piece))
        if column == "remark":
            return self._with_remark(piece)
        return self._with_content(piece) if column else self._with_guess(piece)

    def _with_content(self, piece: Line) -> "Cells":
        kept, room = room_at_end(piece.text)
        if room and not self.room:
            line = replace(piece, text=kept)
            return replace(self, room=tidy(room), content=(*self.content, line))
        return replace(self, content=(*self.content, piece))

    def _with_guess(self, piece: Line) -> "Cells":
        room = replace(piece, text=out_of_room_brackets(piece.text))
        if self.content and is_room(room.text):
            return self.with_column("room", room)
        return self.with_column("content", piece)

    def _with_remark(self, piece: Line) -> "Cells":
        text = tidy(piece.text)
        if text in _DITTO:
            return replace(self, room_is_ditto=True)
        if is_room(text):
            return replace(self, room=text)
        return replace(self, remarks=(*self.remarks, piece))


def read_columns(heading: Sequence[Line]) -> tuple[str, ...]:
    """What the columns after the time column hold; empty when no line names columns.

    A line names columns when its cells are known column words and one of them is the time.
    """
    for line in reversed(heading):
        names = [compact(_IN_BRACKETS.sub("", piece)) for piece in _split(line.text)]
        columns = tuple(_COLUMNS.get(name, "") for name in names)
        if "time" in columns and len([one for one in columns if one]) >= 2:
            return columns[columns.index("time") + 1 :]
    return ()


def read_cells(rest: Line, columns: tuple[str, ...], label: str = "") -> Cells:
    """The cells after a row's times on its first line."""
    pieces = _split(rest.text)
    if _SEPARATOR.search(rest.text):
        pieces = pieces if not pieces[0].strip() else ["", *pieces]
        pieces = pieces[1:]
    else:
        pieces = [piece for piece in pieces if piece.strip()]
    known = columns if len(pieces) <= len(columns) and _SEPARATOR.search(rest.text) else ()
    known = known or (columns if len(pieces) == len(columns) else ())
    cells = Cells(label=label)
    for at, piece in enumerate(pieces):
        cells = _placed(cells, known[at] if at < len(known) else "", Line(rest.number, piece))
    return cells


def _placed(cells: Cells, column: str, piece: Line) -> Cells:
    return cells.with_column(column, piece) if column else cells._with_guess(piece)


def _split(text: str) -> list[str]:
    separator = _SEPARATOR if _SEPARATOR.search(text) else _GAP
    return separator.split(text)


def _pieces(text: str) -> list[str]:
    return [piece for piece in _SEPARATOR.split(text) if piece.strip()]
