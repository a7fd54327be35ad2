"""Gives every session those who chair it, wherever the timetable prints them."""

from collections.abc import Sequence
from dataclasses import replace

from archive.programme.checks import holds
from archive.programme.headings import CHAIRING
from archive.programme.mentions import Mentions
from archive.programme.model import Doubt, SessionKind
from archive.programme.people import read_people
from archive.programme.row import Presence, RowContent
from archive.programme.timetable import Row

_CHAIRED = frozenset({SessionKind.SESSION, SessionKind.KEYNOTE, None})


def with_chairs(
    rows: Sequence[Row], contents: Sequence[RowContent], known: Mentions
) -> list[RowContent]:
    """The contents, with the chairs of the heading or the longer row each stands under in front.

    A row that lasts while others begin and end inside it, and that names who chairs, opens them.
    """
    chaired = []
    for row, content in zip(rows, contents, strict=True):
        chairs = _named(row, known)
        for opening, what in zip(rows, contents, strict=True):
            if opening is not row and holds(opening, row):
                chairs += [one for one in what.people if one.role in CHAIRING]
        chaired.append(_chaired(content, chairs) if content.kind in _CHAIRED else content)
    return chaired


def _named(row: Row, known: Mentions) -> list[Presence]:
    return [
        Presence(person, chair.role, chair.line.number)
        for chair in row.chairs
        for person in read_people(chair.line.text, known)
    ]


def _chaired(content: RowContent, chairs: Sequence[Presence]) -> RowContent:
    if not chairs or any(one.role in CHAIRING for one in content.people):
        return content
    present = {(one.person.name, one.role) for one in content.people}
    first = [
        one for one in chairs if one.person.name and (one.person.name, one.role) not in present
    ]
    doubts = [
        Doubt(one.line, one.person.text, one.person.doubt) for one in chairs if one.person.doubt
    ]
    more = tuple(doubt for doubt in doubts if doubt not in content.doubts)
    kind = content.kind or SessionKind.SESSION
    return replace(
        content, kind=kind, people=(*first, *content.people), doubts=(*content.doubts, *more)
    )
