"""Reads a press release or notice with a printed timetable, as organisers in Korea write them."""

from itertools import islice

from archive.errors import ProgrammeUnreadableError
from archive.programme.letters import has_hangul
from archive.programme.lines import lines_of
from archive.programme.model import Programme
from archive.programme.printed import as_words, programme_of
from archive.programme.times_behind import with_times_in_front
from archive.programme.timetable import find_timetable, opens_row

NAME = "Korean press release"
MAX_CHARACTERS = 300_000
"""Longest text read; a long press release with all its attachments has some 50,000."""
MAX_LINE = 20_000
"""Longest line in characters; the longest printed paragraph seen has about 1,000."""

_NO_TIMETABLE = (
    "No timetable was found in this press release: "
    "rows that begin with a time, such as “10:00~10:30”, were expected."
)


def recognises(text: str) -> bool:
    """Korean text in which a line opens a row of a timetable; in other languages, two of them."""
    text = text[:MAX_CHARACTERS]
    wanted = 1 if has_hangul(text) else 2
    lines = with_times_in_front(lines_of(text))
    found = islice((line for line in lines if opens_row(line)), wanted)
    return len(tuple(found)) == wanted


def read(text: str) -> Programme:
    """The programme in a press release; raises ProgrammeUnreadableError without a timetable."""
    if len(text) > MAX_CHARACTERS:
        raise ProgrammeUnreadableError(
            "The text has {characters} characters; a press release with at most {most} is read.",
            characters=len(text),
            most=MAX_CHARACTERS,
        )
    _refuse_long_lines(text)
    lines = tuple(map(as_words, with_times_in_front(lines_of(text))))
    timetable = find_timetable(lines)
    if timetable is None:
        raise ProgrammeUnreadableError(_NO_TIMETABLE)
    return programme_of(timetable, lines)


def _refuse_long_lines(text: str) -> None:
    for line in lines_of(text):
        if len(line.text) > MAX_LINE:
            raise ProgrammeUnreadableError(
                "Line {line} of the programme file has {characters} characters; "
                "at most {most} are read.",
                line=line.number,
                characters=len(line.text),
                most=MAX_LINE,
            )
