"""Lines whose times are set otherwise than in a column of their own.

``1. 여는 마당 (13:30~13:50)`` has them behind, ``11:00 개막식`` only one blank before the title.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.programme.cells import read_columns
from archive.programme.clock import read_times
from archive.programme.lines import Line

_BEHIND = re.compile(
    r"^(?P<what>\D{0,3}\d{0,2}[.)]?\s*\S.{0,200}?)[\s:|·-]*"
    r"(?P<times>[(\[<]\s?(?:오전|오후|AM|PM)?\s?\d{1,2}(?::\d{2}|시)[^()\[\]<>]{0,40}[)\]>])"
    r"(?P<rest>.{0,200})$"
)
_NUMBER = re.compile(r"^\s*(?:[-–•·○◦□■▪*]\s*)?(?:\d{1,2}|[가-하])[.)]\s+")
_TIME_FIELD = re.compile(
    r"^[\s○◦•·*-]{0,6}(?:시간|시각|일시|time)\s?[:：]\s?(?P<rest>\d{1,2}\s?[:시].*)$", re.IGNORECASE
)
_FIELD = re.compile(
    r"^[\s○◦•·*-]{0,6}(?:시간|시각|일시|time|내용|제목|프로그램|주제|행사|순서|title|topic)\s?[:：]\s?",
    re.IGNORECASE,
)
_SLASH = re.compile(r"\s/\s")
_FEWEST = 2
_ONE_BLANK = re.compile(
    r"^(?P<start>\s{0,8}(?:[◦○●·•ㆍ▪■□◆▶*-]\s?)?(?:오전\s?|오후\s?)?\d{1,2}(?::\d{2}|시(?:\s?\d{1,2}분)?)"
    r"(?:\s?(?:AM|PM|am|pm|[ap]\.m\.))?)"
    r" (?P<what>(?![~∼～\-–—])(?!\d{1,2}[:시분])(?!AM|PM|am|pm|[ap]\.m)\S.{0,100}(?<![.다]))$"
)


def with_times_in_front(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with their times in front, and in a column of their own."""
    plain = _without_field_names(lines)
    return columns_set_apart(set_apart(rows_by_their_ends(plain) or plain))


def _without_field_names(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines such as ``시간: 10:00~10:30`` and ``내용: 개회`` without the names of their fields."""
    timed = [line for line in lines if (match := _TIME_FIELD.match(line.text)) and match["rest"]]
    if len(timed) < _FEWEST or any(read_times(line.text) for line in lines):
        return tuple(lines)
    begin = lines.index(timed[0])
    rows = (replace(one, text=_FIELD.sub("", one.text)) for one in lines[begin:])
    return (*lines[:begin], *rows)


def set_apart(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with a tab behind a start that only one blank sets apart, where several have it.

    ``14:00 서울시청에서 열린다.`` is a sentence, and a lone line may be one too.
    """
    starts = [at for at, line in enumerate(lines) if _ONE_BLANK.match(line.text)]
    rows = sum(1 for line in lines if read_times(line.text))
    if len(starts) + rows < _FEWEST + 1:
        return tuple(lines)
    put = {at: _ONE_BLANK.sub(r"\g<start>\t\g<what>", lines[at].text) for at in starts}
    return tuple(replace(line, text=put.get(at, line.text)) for at, line in enumerate(lines))


def rows_by_their_ends(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with such times in front; nothing where fewer than two lines have them.

    Lines that open with times are rows already, and then all others belong to them.
    """
    if any(read_times(line.text) for line in lines):
        return ()
    turned = [_turned(line) for line in lines]
    found = sum(one is not line for one, line in zip(turned, lines, strict=True))
    return tuple(turned) if found >= _FEWEST else ()


def columns_set_apart(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with tabs for the slashes between their cells, where a header has such slashes."""
    for at, line in enumerate(lines):
        header = replace(line, text=_SLASH.sub("\t", line.text))
        if " / " in line.text and read_columns((header,)):
            rows = (replace(one, text=_SLASH.sub("\t", one.text)) for one in lines[at:])
            return (*lines[:at], *rows)
    return tuple(lines)


def _turned(line: Line) -> Line:
    match = _BEHIND.match(line.text) if len(line.text) < 500 else None
    times = read_times(match["times"]) if match else None
    if match is None or times is None or times.start is None:
        return line
    if times.end is None and times.duration is None:
        return line
    what = _NUMBER.sub("", match["what"]).strip()
    inside = match["times"][1:-1].strip()
    return replace(line, text=f"{inside}\t{what} {match['rest'].strip()}".rstrip())
