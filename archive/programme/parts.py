"""The content of a row, cut into parts by the roles printed in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from archive.programme.lines import Line, tidy
from archive.programme.mentions import Mentions
from archive.programme.model import Role
from archive.programme.people import looks_like_person, opens_with_name
from archive.programme.roles import RoleMarker, find_markers, opening_marker


@dataclass(frozen=True, slots=True)
class Part:
    """What is printed under one role, line by line; no role where none is printed."""

    role: Role | None
    lines: tuple[Line, ...] = ()
    word: str = ""


def cut_at_roles(lines: Iterable[Line]) -> list[Part]:
    """The lines cut at role markers; the first part is what stands before any of them."""
    markers: list[RoleMarker | None] = [None]
    pieces: list[list[Line]] = [[]]
    for line in lines:
        cursor = 0
        for marker in _markers(line):
            pieces[-1].append(Line(line.number, line.text[cursor : marker.start], line.bulleted))
            markers.append(marker)
            pieces.append([])
            cursor = marker.end
        opens = line.bulleted and cursor == 0
        pieces[-1].append(Line(line.number, line.text[cursor:], opens))
    return [_part(marker, piece) for marker, piece in zip(markers, pieces, strict=True)]


def lines_of_people(lines: Sequence[Line], known: Mentions) -> list[Line]:
    """Each person's line in one piece: an affiliation may go on in the line below."""
    whole: list[Line] = []
    for line in lines:
        begins = line.bulleted or not whole or opens_with_name(line.text, known)
        if begins or looks_like_person(line.text, known):
            whole.append(line)
        else:
            whole[-1] = Line(whole[-1].number, f"{whole[-1].text} {line.text.strip()}")
    return whole


def _part(marker: RoleMarker | None, piece: Iterable[Line]) -> Part:
    lines = tuple(line for line in piece if tidy(line.text))
    if marker and marker.is_inside_bracket:
        lines = tuple(replace(line, text=_without_stray_bracket(line.text)) for line in lines)
    return Part(marker.role, lines, marker.word) if marker else Part(None, lines)


def _without_stray_bracket(text: str) -> str:
    """Text without the bracket that a marker such as ``(사회: 홍길동)`` leaves open."""
    return text.replace(")", " ", 1) if text.count(")") > text.count("(") else text


def _markers(line: Line) -> tuple[RoleMarker, ...]:
    opening = opening_marker(line.text)
    found = find_markers(line.text)
    if opening and not found and opens_with_name(line.text[opening.end :], Mentions()):
        return (opening,)
    return found
