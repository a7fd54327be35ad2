"""What the columns of a table hold, told from the names printed above them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.programme.clock import read_times
from archive.programme.dates import PrintedDate, find_dates
from archive.programme.grids import Grid, GridCell
from archive.programme.lines import compact
from archive.programme.rooms import is_room
from archive.programme.words.columns import COLUMN_WORDS
from archive.programme.words.roles import ROLE_WORDS

_MOST_HEADER_ROWS = 5
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TWO_NAMES = re.compile(r"[/·,&+]|및|와|과")
_TRACK = re.compile(
    r"(?:트랙|track|room|hall|stage|홀|룸|강의실|발표장)\s?\S{0,3}|.*(?:홀|룸|실|장|관)$"
)
_ANOTHER_ROLE = frozenset({"발표", "강연", "주제발표", "사례발표", "토론", "패널토론", "종합토론"})
"""Role words that, above a column, may as well say what and not who."""
_SECONDS = re.compile(r"(\d{1,2}:\d{2}):\d{2}(?:\.\d+)?(?:\s?(?:[+-]\d{2}:?\d{2}|Z))?")
_ISO = re.compile(r"(?<=\d)T(?=\d{2}:\d{2})")
_DOT_TIME = re.compile(r"(?<![\d.])([01]?\d|2[0-4])\.([0-5]\d)(?![\d.])")
_BARE_TIME = re.compile(r"(?<![\d:.])([01]\d|2[0-4])([0-5]\d)(?=\s?[~∼～\-–—]|\s*$)")


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that tell of the same room's sessions; one group where rooms don't stand apart.

    ``day`` where the table has a day beside another.
    """

    room: str
    kinds: dict[int, str]
    day: PrintedDate | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """How to read a table: where its rows begin, which columns say when, which what.

    ``times`` hold a kind of ``time``, ``start``, ``end``, ``date`` or ``duration``. ``unknown``
    are cells of the header whose columns could not be used.
    """

    first_row: int
    times: dict[int, str]
    groups: tuple[Group, ...]
    unknown: tuple[GridCell, ...] = field(default=())


_WHEN = frozenset({"time", "start", "end", "date", "duration"})


def read_time_cell(text: str) -> str:
    """A time cell's text with its times as ``HH:MM``, however the table prints them.

    >>> read_time_cell("14.00 - 14.30"), read_time_cell("1400~1430")
    ('14:00 - 14:30', '14:00~14:30')
    """
    flat = without_dates(plain_moments(" ".join(text.split())))
    if ":" in flat or "시" in flat:
        return flat
    return _BARE_TIME.sub(r"\1:\2", _DOT_TIME.sub(r"\1:\2", flat))


def plain_moments(text: str) -> str:
    """ISO 8601 moments as a day and an hour, without their seconds and zone."""
    return _SECONDS.sub(r"\1", _ISO.sub(" ", text))


def without_dates(text: str) -> str:
    """A text without the days in it."""
    for found in reversed(find_dates(text)):
        text = text[: found.at] + " " + text[found.at + len(found.text) :]
    return text.strip()


def columns_of(grid: Grid) -> Columns | None:
    """How to read a table; nothing when it is no timetable."""
    named = _named_header(grid)
    if named is not None:
        return named
    column = _column_of_times(grid)
    if column is None:
        return None
    others = {at: "" for at in range(len(grid.rows[0])) if at != column}
    return Columns(0, {column: "time"}, (Group("", others),)) if others else None


def kind_of_name(name: str) -> str:
    """What a column of this name holds; nothing for a name that is not known."""
    whole = compact(name)
    bare = compact(_IN_BRACKETS.sub("", name))
    for one in (whole, bare):
        if one in COLUMN_WORDS:
            return COLUMN_WORDS[one]
        if one in ROLE_WORDS and one not in _ANOTHER_ROLE:
            return f"role {one}"
    for piece in _TWO_NAMES.split(bare):
        if piece in COLUMN_WORDS:
            return COLUMN_WORDS[piece]
    return ""


def is_header(row: Sequence[GridCell]) -> bool:
    """Whether a row names columns: two known names at least, one of them saying when."""
    kinds = [kind_of_name(one.flat) for one in row if not one.is_right and one.flat]
    if not any(kind in _WHEN for kind in kinds) or any(_has_time(one) for one in row):
        return False
    return len(kinds) > 1


def _has_time(cell: GridCell) -> bool:
    return read_times(read_time_cell(cell.text)) is not None


def _named_header(grid: Grid) -> Columns | None:
    for at, row in enumerate(grid.rows[:_MOST_HEADER_ROWS]):
        if is_header(row):
            return _columns_under(grid, at)
    return None


def _columns_under(grid: Grid, at: int) -> Columns | None:
    row = grid.rows[at]
    kinds = {column: kind_of_name(cell.flat) for column, cell in enumerate(row)}
    times = {column: kind for column, kind in kinds.items() if kind in _WHEN}
    body = at + 1
    below = grid.rows[body] if body < len(grid.rows) else ()
    if below and not any(map(_has_time, below)) and (days := _days_beside(row, below, times)):
        return Columns(body + 1, times, days)
    if below and _is_second_header(below, times):
        return _two_headers(row, below, times, body + 1)
    others = {column: kind for column, kind in kinds.items() if column not in times}
    if not others or not _rows_with_times(grid, body, times):
        return None
    rooms = _rooms_beside(row, others)
    if rooms:
        return Columns(body, times, rooms)
    known = {column: kind for column, kind in others.items() if kind}
    if "content" not in known.values():
        known = _with_content(known, others, row)
    named = [(column, cell) for column, cell in enumerate(row) if column in others]
    unknown = [cell for column, cell in named if column not in known and cell.flat]
    blank = {column: "" for column, cell in named if column not in known and not cell.flat}
    return Columns(body, times, (Group("", known | blank),), tuple(unknown))


def _with_content(
    known: dict[int, str], others: dict[int, str], row: Sequence[GridCell]
) -> dict[int, str]:
    """A table without a column for titles has them under 구분, 세션 or a name of its own."""
    for column, kind in others.items():
        if not kind and row[column].flat:
            return {**known, column: "content"}
    for column, kind in known.items():
        if kind == "label":
            return {**known, column: "content"}
    return known


def _is_second_header(row: Sequence[GridCell], times: dict[int, str]) -> bool:
    """Whether a row goes on naming columns under names that span them."""
    own = [cell for column, cell in enumerate(row) if column not in times and cell.flat]
    if not own or any(not row[column].is_below and row[column].flat for column in times):
        return False
    return all(kind_of_name(cell.flat) or cell.is_below for cell in own)


def _two_headers(
    upper: Sequence[GridCell], lower: Sequence[GridCell], times: dict[int, str], body: int
) -> Columns:
    groups: dict[str, dict[int, str]] = {}
    for column, cell in enumerate(upper):
        if column in times:
            continue
        under = lower[column]
        room = "" if under.is_below else cell.flat
        kind = kind_of_name(under.flat)
        groups.setdefault("" if kind_of_name(room) else room, {})[column] = kind
    shared = groups.pop("", {}) if len(groups) > 1 else {}
    return Columns(body, times, tuple(Group(room, shared | own) for room, own in groups.items()))


def _days_beside(
    upper: Sequence[GridCell], lower: Sequence[GridCell], times: dict[int, str]
) -> tuple[Group, ...]:
    """Days side by side, with their rooms below them."""
    own = [column for column in range(len(upper)) if column not in times and upper[column].flat]
    days = {column: find_dates(upper[column].flat) for column in own}
    if not all(days.values()) or len({found[0].text for found in days.values()}) < 2:
        return ()
    rooms = {column: "" if lower[column].is_below else lower[column].flat for column in own}
    return tuple(Group(rooms[at], {at: "content"}, days[at][0]) for at in own)


def _rooms_beside(row: Sequence[GridCell], others: dict[int, str]) -> tuple[Group, ...]:
    """Columns whose names are rooms or tracks, each with the columns its name spans."""
    groups: list[tuple[str, dict[int, str]]] = []
    for column, kind in others.items():
        cell = row[column]
        if cell.is_right and groups:
            groups[-1][1][column] = ""
        elif cell.flat and (not kind or _is_place(cell.flat)):
            groups.append((cell.flat, {column: "content"}))
    has_titles = "content" in [kind for kind in others.values() if kind]
    places = [name for name, _ in groups if _is_place(name)]
    if len(groups) < 2 or (has_titles and len(places) < 2):
        return ()
    dates = [find_dates(name) for name, _ in groups]
    if all(dates):
        days = zip(groups, dates, strict=True)
        return tuple(Group("", _spread(own), found[0]) for (_, own), found in days)
    chosen = [group for group in groups if not has_titles or group[0] in places]
    taken = {column for _, own in chosen for column in own}
    shared = {at: kind for at, kind in others.items() if at not in taken and kind}
    return tuple(Group(name, shared | _spread(own)) for name, own in chosen)


def _spread(own: dict[int, str]) -> dict[int, str]:
    """Two columns under one room hold what and who."""
    names = ["content", "people", "affiliation"] if len(own) < 4 else []
    return {at: names[n] if n < len(names) else "" for n, at in enumerate(own)}


def _is_place(name: str) -> bool:
    plain = compact(_IN_BRACKETS.sub("", name))
    return kind_of_name(name) in ("", "room") and (is_room(name) or _TRACK.match(plain) is not None)


def _rows_with_times(grid: Grid, body: int, times: dict[int, str]) -> int:
    return sum(
        any(_has_time(row[column]) for column, kind in times.items() if kind != "date")
        for row in grid.rows[body:]
    )


def _column_of_times(grid: Grid) -> int | None:
    """Of the first three columns, the one that opens most rows with a time; two at least."""
    width = len(grid.rows[0]) if grid.rows else 0
    counts = [sum(_has_time(row[at]) for row in grid.rows) for at in range(min(3, width))]
    most = max(counts, default=0)
    return counts.index(most) if most > 1 else None
