"""The rows of timetables printed as tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from archive.programme.cells import Cells
from archive.programme.columns import Columns, Group, is_header
from archive.programme.dates import PrintedDate, find_dates
from archive.programme.grid_people import people_in
from archive.programme.grid_times import NO_TIMES, RowTimes, read_row_times, until_the_next
from archive.programme.grids import Grid, GridCell
from archive.programme.headings import CHAIRING, Heading, read_heading
from archive.programme.labels import kind_of_title
from archive.programme.lines import Line, compact
from archive.programme.model import SessionKind
from archive.programme.roles import find_markers, lone_marker, opening_marker
from archive.programme.timetable import Row, is_day

_OF_ALL = frozenset(
    {SessionKind.BREAK, SessionKind.OTHER, SessionKind.OPENING, SessionKind.CLOSING}
)
"""What is one for all rooms where each of them prints it."""
_OF_PERSON = frozenset({"people", "name_en", "affiliation", "position", "role"})
_OF_EACH_ROW = frozenset({"room", "label", "people", "name_en", "affiliation", "position", "role"})
"""What a cell that spans several rows says of each of them; a title is the title of all."""


@dataclass(slots=True)
class TableRows:
    """The rows of tables read so far, and the day, room and heading the next one stands under."""

    day: PrintedDate | None = None
    room: str = ""
    rows: list[Row] = field(default_factory=list)
    stray: list[Line] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    _heading: Heading = field(default_factory=Heading)

    def add(self, grid: Grid, columns: Columns) -> None:
        """Reads one more table."""
        before = len(self.rows)
        self._heading = Heading()
        self.stray += [Line(one.line, one.flat) for one in columns.unknown]
        for row in grid.rows[columns.first_row :]:
            if not is_header(row):
                self._read_row(row, columns)
        own = self.rows[before:]
        if any(group.day for group in columns.groups):
            own.sort(key=lambda row: (row.day.month, row.day.day) if row.day else (0, 0))
        self.rows[before:] = until_the_next(own)

    def _read_row(self, row: Sequence[GridCell], columns: Columns) -> None:
        when = read_row_times(row, columns.times)
        if when.day is not None:
            self.day = when.day
        alone = None if when.are_printed else _alone(row)
        if alone is not None:
            self._read_heading(alone)
            return
        for one in _rows_in(row, columns, when):
            cells = replace(one.cells, room=one.cells.room or self.room)
            own = replace(one, cells=cells, day=one.day or self.day, chairs=self._heading.chairs)
            self._place(own, when, columns)

    def _place(self, row: Row, when: RowTimes, columns: Columns) -> None:
        """Puts a row below the others, or with the one above it that it goes on with."""
        above = self.rows[-1] if self.rows and len(columns.groups) == 1 else None
        if above is not None and not _has_what(row) and when.are_printed and not when.goes_on:
            self.rows[-1] = _prolonged(above, row)
        elif above is not None and _goes_on(above, row, when):
            self.rows[-1] = _joined(above, row)
        elif _has_what(row):
            self.rows.append(row)

    def _read_heading(self, cell: GridCell) -> None:
        if is_day(cell.flat):
            self.day = find_dates(cell.flat)[0]
            return
        if self.rows and _say_only_who(cell.lines) and not _chairs(cell.lines):
            self.rows[-1] = _joined(self.rows[-1], _row(cell, Cells(content=cell.lines)))
            return
        self._heading = read_heading(cell.lines)
        unread = [line for line in self._heading.unread if compact(line.text)]
        (self.headings if self._heading.chairs else self.stray).extend(unread)


def _alone(row: Sequence[GridCell]) -> GridCell | None:
    """The one cell a row prints, with nothing beside it."""
    shown = [cell for cell in row if cell.flat]
    own = [cell for cell in shown if not cell.is_right and not cell.is_below]
    return own[0] if len(own) == 1 and all(cell.text == own[0].text for cell in shown) else None


def _rows_in(row: Sequence[GridCell], columns: Columns, when: RowTimes) -> Iterator[Row]:
    """One row for each room that has something at this time; one for all where a cell spans."""
    for day, groups in groupby(columns.groups, key=lambda group: group.day):
        for one in _rows_of_day(row, tuple(groups), when):
            yield replace(one, day=day)


def _rows_of_day(
    row: Sequence[GridCell], groups: tuple[Group, ...], when: RowTimes
) -> Iterator[Row]:
    whole = _cell_over_all(row, groups)
    if whole is not None:
        yield _row(whole, Cells(content=whole.lines), when)
        return
    for group in groups:
        own = [row[at] for at in group.kinds if row[at].flat]
        if own and (len(groups) == 1 or not all(cell.is_below for cell in own)):
            yield _row(own[0], _cells_of(row, group, when), when)


def _cell_over_all(row: Sequence[GridCell], groups: Sequence[Group]) -> GridCell | None:
    """The one cell that tells of all rooms at once: a break, a keynote."""
    if len(groups) < 2:
        return None
    places = [at for group in groups for at in group.kinds]
    shown = [row[at] for at in places if row[at].flat]
    if len(shown) == 1 and kind_of_title(shown[0].flat, has_people=False) is SessionKind.BREAK:
        return shown[0]
    if len(shown) == len(places) and len({cell.flat for cell in shown}) == 1:
        kind = kind_of_title(shown[0].flat, has_people=False)
        if kind in _OF_ALL and not any(cell.is_below for cell in shown):
            return shown[0]
    first, last = row[min(places)], row[max(places)]
    is_one = first.flat != "" and not first.is_below and last.text == first.text and last.is_right
    return first if is_one else None


def _cells_of(row: Sequence[GridCell], group: Group, when: RowTimes) -> Cells:
    cells = Cells(room=group.room)
    own = {at: kind for at, kind in group.kinds.items() if _counts(row[at], at, group, when)}
    for at, kind in own.items():
        if kind not in _OF_PERSON:
            for line in row[at].lines:
                cells = cells.with_column(kind, line)
    people = people_in({kind: row[at] for at, kind in own.items() if kind in _OF_PERSON})
    return replace(cells, people=(*people, *cells.people))


def _counts(cell: GridCell, at: int, group: Group, when: RowTimes) -> bool:
    """Whether a cell says something of this row: each part of a span only where it is new."""
    if cell.is_right and at - 1 in group.kinds:
        return False
    kind = group.kinds[at]
    spans_each = kind in _OF_EACH_ROW or kind.startswith("role ")
    return not cell.is_below or (spans_each and not when.goes_on)


def _row(first: GridCell, cells: Cells, when: RowTimes | None = None) -> Row:
    times = when.times if when else NO_TIMES
    printed = " ".join(filter(None, (times.text, first.flat)))
    return Row(first.line, printed, times, cells)


def _has_what(row: Row) -> bool:
    cells = row.cells
    return bool(cells.content or cells.people or cells.label or cells.remarks)


def _goes_on(above: Row, below: Row, when: RowTimes) -> bool:
    """Whether a row goes on with the one above it: its part, or its next person."""
    if when.goes_on:
        return not _stands_apart(above, below)
    if not when.are_printed:
        return _say_only_who(below.cells.content) and not below.cells.label
    return _is_next_person(above, below)


def _stands_apart(above: Row, below: Row) -> bool:
    """Whether two rows of one printed time are two sessions: in two rooms, or two full rows."""
    rooms = {above.cells.room, below.cells.room} - {""}
    both = (above.cells, below.cells)
    is_full = all(cells.content and cells.people for cells in both)
    return len(rooms) == 2 or (is_full and not _chairs((*both[0].content, *both[0].people)))


def _chairs(lines: Sequence[Line]) -> bool:
    found = (marker for line in lines for marker in find_markers(line.text))
    return any(marker.role in CHAIRING for marker in found)


def _is_next_person(above: Row, below: Row) -> bool:
    """A list with a row for every person repeats the times and the title."""
    both = (above, below)
    when = [(one.times.start, one.times.end, one.day, one.cells.room) for one in both]
    titles = [compact(" ".join(line.text for line in one.cells.content)) for one in both]
    return when[0] == when[1] and titles[0] == titles[1] and bool(below.cells.people)


def _say_only_who(lines: Sequence[Line]) -> bool:
    """Whether every line opens with a role: ``좌장: 홍길동``, ``(발표1) …``."""
    return all(_opens_with_role(line.text.strip()) for line in lines)


def _opens_with_role(text: str) -> bool:
    found = find_markers(text)
    return bool(found and found[0].start == 0) or bool(opening_marker(text) or lone_marker(text))


def _prolonged(above: Row, below: Row) -> Row:
    """A row whose title spans the times of the row below it as well."""
    times, more = above.times, below.times
    return replace(above, times=replace(times, end=more.end, text=f"{times.text}, {more.text}"))


def _joined(above: Row, below: Row) -> Row:
    cells, more = above.cells, below.cells
    content = more.content if not _is_next_person(above, below) else ()
    return replace(
        above,
        cells=replace(
            cells,
            content=(*cells.content, *content),
            people=(*cells.people, *more.people),
            remarks=(*cells.remarks, *more.remarks),
            room=cells.room or more.room,
        ),
    )
