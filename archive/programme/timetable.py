"""Finds the printed timetable inside a document: its rows, heading and columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.errors import ProgrammeUnreadableError
from archive.programme.cells import Cells, read_cells, read_columns
from archive.programme.clock import PrintedTimes, read_times, with_duration
from archive.programme.dates import PrintedDate, find_dates
from archive.programme.headings import ChairLine, Heading, read_heading
from archive.programme.lines import Line, compact, without_bullet
from archive.programme.rooms import is_room
from archive.programme.words.headings import HEADING_WORDS, RELEASE_WORDS

_ATTACHMENT = re.compile(r"^\s*[<〈\[【(《]?\s?(?:첨부|붙임|별첨|참고)\s?\d{0,2}\s?[.:>〉\])】》]?")
_NOTE = re.compile(r"^\s*(?:※|\*\s|\*\*|주\)|문의|담당|\[?끝\]?\.?\s*$|끝\.|-{3,}|={3,}|[━─_]{3,})")
_PART = re.compile(r"^\s*[▶▷■□◇◆<〈\[【(]?\s?(?:제\s?)?\d{1,2}\s?(?:부|일차|일째)(?=\W|$).{0,40}$")
_SECTION = re.compile(
    r"^\s*(?:[▶►▸■◆]\s*\S|(?:session|세션|part)\s?[\dⅠ-Ⅹ]|제?\s?\d{1,2}\s?(?:부|세션|분과)(?=\W))",
    re.IGNORECASE,
)
"""The opening of a line that may stand over several rows."""
_SENTENCE = re.compile(r"(?:다|까|요|음|함|임)\.\s*$")
_PIECE_OF_ROW = re.compile(r"^\s*[(\[<【◦○·\-•]")
MAX_ROWS = 1000
MAX_LINES_OF_ROW = 200
_HEADING_REACH = 12
_LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class Row:
    """One row as printed, its cells put back together from however many lines."""

    line: int
    printed: str
    times: PrintedTimes
    cells: Cells
    day: PrintedDate | None = None
    chairs: tuple[ChairLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Timetable:
    """``heading`` is what stands just above the rows; ``stray`` what could not be placed.

    ``headings`` stand over several rows and name, besides, who chairs them.
    """

    heading: tuple[Line, ...]
    rows: tuple[Row, ...]
    stray: tuple[Line, ...]
    prose: tuple[Line, ...]
    headings: tuple[Line, ...] = ()


def find_timetable(lines: Sequence[Line]) -> Timetable | None:
    """The timetable of a document, or nothing when no line opens with a time.

    Raises ProgrammeUnreadableError for more than MAX_ROWS, or MAX_LINES_OF_ROW in one of them.
    """
    starts = [at for at, line in enumerate(lines) if _row_start(line) is not None]
    if not starts:
        return None
    refuse_many_rows(len(starts))
    top = top_of_heading(lines, starts[0])
    heading = tuple(line for line in lines[top : starts[0]] if line.text.strip())
    columns = read_columns(heading)
    rows: list[Row] = []
    stray: list[Line] = []
    after: list[Line] = []
    day = last_day(heading)
    above = _heading_in(heading)
    headings = _named_in(above)
    for begin, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        block, left = _cut_block(lines[begin:end])
        _refuse_long_row(block)
        rows.append(replace(_read_row(block, columns), day=day, chairs=above.chairs))
        if any(_SECTION.match(line.text) for line in left):
            above = _heading_in(left)
            headings += _named_in(above)
            left = _beside_heading(left, above)
        day = last_day(left) or day
        (stray if end < len(lines) else after).extend(left)
    unknown = tuple(line for line in stray if not _is_known_between_rows(line))
    prose = (*lines[:top], *after)
    return Timetable(heading, tuple(rows), unknown, prose, tuple(headings))


def _named_in(above: Heading) -> list[Line]:
    """What a heading with chairs says besides them; a remark in brackets is no heading."""
    return [line for line in above.unread if above.chairs and not line.text.startswith("(")]


def _beside_heading(left: list[Line], above: Heading) -> list[Line]:
    if not above.chairs:
        return left
    remarks = [line for line in above.unread if line.text.startswith("(")]
    return [*(line for line in left if is_day(line.text)), *remarks]


def _heading_in(lines: Sequence[Line]) -> Heading:
    """Who chairs the rows below the last section's mark among these lines."""
    marks = [at for at, line in enumerate(lines) if _SECTION.match(line.text)]
    if not marks:
        return Heading()
    below = [without_bullet(line) for line in lines[marks[-1] :] if line.text.strip()]
    return read_heading([line for line in below if not _NOTE.match(line.text)])


def opens_row(line: Line) -> bool:
    """Whether a line opens with a time, in its first cell or behind a label."""
    return _row_start(line) is not None


def refuse_many_rows(rows: int) -> None:
    if rows > MAX_ROWS:
        raise ProgrammeUnreadableError(
            "The timetable has {rows} rows; a press release with at most {most} is read.",
            rows=rows,
            most=MAX_ROWS,
        )


def _refuse_long_row(block: Sequence[Line]) -> None:
    if len(block) > MAX_LINES_OF_ROW:
        raise ProgrammeUnreadableError(
            "The row at line {line} goes on for {lines} lines; at most {most} are read.",
            line=block[0].number,
            lines=len(block),
            most=MAX_LINES_OF_ROW,
        )


def _row_start(line: Line) -> tuple[int, PrintedTimes] | None:
    """In which of its first two cells a line opens a row, and the times there.

    The rest of the line, with the cells after it, is in the times' ``rest``.
    """
    if _SENTENCE.search(line.text) and "\t" not in line.text:
        return None
    times = read_times(line.text)
    if times is not None:
        return 0, times
    separator = re.search(r"[\t|]", line.text[:60])
    if separator is None:
        return None
    times = read_times(line.text[separator.end() :])
    return (1, times) if times is not None and times.end is not None else None


def top_of_heading(lines: Sequence[Line], first_row: int) -> int:
    """Where the heading above the rows begins: not before prose or the attachment's mark."""
    for at in range(first_row - 1, max(-1, first_row - _HEADING_REACH), -1):
        text = lines[at].text
        if _ATTACHMENT.match(text):
            return at if _names_programme(text) else at + 1
        if _is_prose(text) or any(word in text for word in RELEASE_WORDS):
            return at + 1
    return max(0, first_row - _HEADING_REACH)


def _names_programme(text: str) -> bool:
    return any(word in compact(text) for word in HEADING_WORDS)


def _is_prose(text: str) -> bool:
    return len(text) > _LONGEST_HEADING or _SENTENCE.search(text) is not None


def last_day(lines: Sequence[Line]) -> PrintedDate | None:
    """The day the nearest heading line sets for the rows below it."""
    dates = [date for line in lines if is_day(line.text) for date in find_dates(line.text)]
    return dates[-1] if dates else None


def _cut_block(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines that belong to a row, and those after it that do not."""
    taken, after_gap = [lines[0]], False
    has_content = bool(_has_content(lines[0]))
    for at, line in enumerate(lines[1:], start=1):
        if not line.text.strip():
            after_gap = True
            continue
        if _ends_row(line) or (after_gap and has_content and not _goes_on(line)):
            return taken, list(lines[at:])
        taken.append(line)
        has_content = has_content or len(compact(line.text)) > 5
        after_gap = False
    return taken, []


def _has_content(line: Line) -> bool:
    start = _row_start(line)
    return bool(start and compact(start[1].rest.strip("\t| ")))


def _ends_row(line: Line) -> bool:
    text = line.text
    if _ATTACHMENT.match(text) or _NOTE.match(text) or _PART.match(text):
        return True
    if _is_prose(text) and not _PIECE_OF_ROW.match(text):
        return True
    return len(text) > 150 or is_day(text) or bool(read_columns((line,)))


def _goes_on(line: Line) -> bool:
    """Whether a line after a gap still looks like a piece of the row above it."""
    is_piece = bool(_PIECE_OF_ROW.match(line.text)) and not _SENTENCE.search(line.text)
    return is_piece or is_room(line.text) or line.text.startswith("\t")


def is_day(text: str) -> bool:
    """Whether a line is a day's heading: a date and hardly anything else."""
    dates = find_dates(text)
    return len(dates) == 1 and len(compact(text)) - len(compact(dates[0].text)) <= 12


def _is_known_between_rows(line: Line) -> bool:
    text = line.text
    if not text.strip() or _NOTE.match(text) or _PART.match(text) or _ATTACHMENT.match(text):
        return True
    return _is_prose(text) or is_day(text) or bool(read_columns((line,)))


def _read_row(block: Sequence[Line], columns: tuple[str, ...]) -> Row:
    first, *more = block
    start = _row_start(first)
    if start is None:  # find_timetable cuts blocks where rows start
        raise ValueError(first)
    at, times = start
    label = re.split(r"[\t|]", first.text)[0] if at else ""
    cells = read_cells(Line(first.number, times.rest), columns, label.strip())
    for line in more:
        longer = with_duration(times, line.text)
        if longer.duration is not times.duration:
            times, line = longer, Line(line.number, longer.rest)
        cells = cells.followed_by(line)
    if cells.duration and times.duration is None:
        times = with_duration(times, cells.duration)
    return Row(first.number, first.text.strip(), times, cells)
