"""Headings over several rows of a timetable, and those who chair all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.programme.lines import Line, tidy
from archive.programme.model import Role
from archive.programme.parts import cut_at_roles

CHAIRING = frozenset({Role.CHAIR, Role.MODERATOR})


@dataclass(frozen=True, slots=True)
class ChairLine:
    """Text that names those who chair, and what they do."""

    line: Line
    role: Role


@dataclass(frozen=True, slots=True)
class Heading:
    """Who chairs the rows below it; ``unread`` is what else the heading says."""

    chairs: tuple[ChairLine, ...] = ()
    unread: tuple[Line, ...] = ()


def read_heading(lines: Sequence[Line]) -> Heading:
    """What the lines between two rows say of the rows below them."""
    chairs: list[ChairLine] = []
    unread: list[Line] = []
    for line in lines:
        head, *parts = cut_at_roles((line,))
        unread += [Line(one.number, tidy(one.text)) for one in head.lines]
        for part in parts:
            if part.role in CHAIRING:
                chairs += [ChairLine(one, part.role) for one in part.lines]
            else:
                unread += part.lines
    return Heading(tuple(chairs), tuple(unread))
