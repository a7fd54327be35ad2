"""Ways in which city halls, associations, universities and conferences print their programmes.

Each layout of ``tests/data/layouts.txt`` stands with what it says, written down by eye: the event,
then row by row when, what kind, where, what, who in which role and from where, and what is doubted.
"""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest

from archive.pairing.files import read_files
from archive.programme.model import Bilingual, Programme, ProgrammeSession
from tests.paths import PROJECT

_LAYOUT = re.compile(r"^=== (?P<name>.+?) ===\n(?P<printed>.*?)\n--- says ---\n", re.DOTALL)


def layouts() -> Iterator[tuple[str, str, str]]:
    """Name, printed text and what it says, of every layout."""
    whole = (PROJECT / "tests" / "data" / "layouts.txt").read_text(encoding="utf-8")
    for piece in re.split(r"(?m)^(?==== )", whole):
        if match := _LAYOUT.match(piece):
            yield match["name"], match["printed"], piece[match.end() :].strip("\n")


@pytest.mark.parametrize(
    ("printed", "said"), [pytest.param(one[1], one[2], id=one[0]) for one in layouts()]
)
def test_a_layout_is_read_as_it_says(printed: str, said: str) -> None:
    assert outline(read_files([("programme", printed.encode())])) == said


@pytest.mark.parametrize("encoding", ["cp949", "utf-16", "utf-8-sig"])
def test_a_layout_is_read_in_every_encoding(encoding: str) -> None:
    _, printed, said = next(one for one in layouts() if one[0] == "press release")
    assert outline(read_files([("programme", printed.encode(encoding))])) == said


def outline(programme: Programme) -> str:
    """A programme as a person would note it down."""
    event = programme.event
    lines = [f"# {both(event.title)} · {event.date or 'no date'}"]
    for session in programme.sessions:
        room = f" [{session.room}]" if session.room else ""
        lines.append(f"{hours(session)} {session.kind}{room} {both(session.title)}".rstrip())
        for one in session.people:
            where = f" <{one.affiliation}>" if one.affiliation else ""
            lines.append(f"    {one.role}: {both(one.name)}{where}")
    return "\n".join((*lines, *(f"? {one.line}: {one.reason}" for one in programme.doubts)))


def both(text: Bilingual) -> str:
    return " = ".join(filter(None, (text.ko, text.en)))


def hours(session: ProgrammeSession) -> str:
    """``10-14 09:30~10:00``, or of an unknown day ``09:30~10:00``."""
    if session.clock is not None:
        points = (session.clock.start, session.clock.end)
        return "~".join("" if at is None else f"{at // 60:02}:{at % 60:02}" for at in points)
    day = f"{session.start:%m-%d} " if session.start else ""
    return day + "~".join(map(hour, (session.start, session.end)))


def hour(moment: datetime | None) -> str:
    return f"{moment:%H:%M}" if moment else ""
