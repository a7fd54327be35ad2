"""The content of a row, cut into parts by the roles printed in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from archive.programme.labels import read_label
from archive.programme.lines import ENUMERATED, Line, tidy
from archive.programme.mentions import Mentions
from archive.programme.model import Role
from archive.programme.names import is_position
from archive.programme.people import looks_like_person, looks_like_title
from archive.programme.roles import (
    RoleMarker,
    find_markers,
    lone_marker,
    markers_behind_slashes,
    opening_marker,
)
from archive.programme.splits import opens_with_name
from archive.programme.topics import topic_and_people
from archive.programme.words.rows import ROW_WORDS


@dataclass(frozen=True, slots=True)
class Part:
    """What is printed under one role, line by line; no role where none is printed.

    ``is_column`` where it stands in a column of its own, which holds people and no titles.
    """

    role: Role | None
    lines: tuple[Line, ...] = ()
    word: str = ""
    is_column: bool = False


def cut_at_roles(lines: Iterable[Line]) -> list[Part]:
    """The lines cut at role markers; the first part is what stands before any of them."""
    markers: list[RoleMarker | None] = [None]
    pieces: list[list[Line]] = [[]]
    whole = [line for line in lines if tidy(line.text)]
    for at, line in enumerate(whole):
        cursor = 0
        found = _lone(whole, at, is_head=len(markers) == 1) or _markers(line)
        if at == 0 and found and _opens_title(line.text, found):
            found = ()
        for marker in found:
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
        begins = begins or ENUMERATED.match(line.text) is not None
        if begins or looks_like_person(line.text, known) or _both_whole(whole[-1], line):
            whole.append(line)
        else:
            whole[-1] = Line(whole[-1].number, f"{whole[-1].text} {line.text.strip()}")
    return whole


def _both_whole(above: Line, line: Line) -> bool:
    """Whether two lines each hold several words and end in a position, as two people do."""
    words = [one.text.replace("(", " ").split() for one in (above, line)]
    return all(len(one) > 2 and is_position(one[-1]) for one in words)


def _part(marker: RoleMarker | None, piece: Iterable[Line]) -> Part:
    lines = tuple(line for line in piece if tidy(line.text))
    if marker and marker.is_inside_bracket:
        lines = tuple(replace(line, text=_without_stray_bracket(line.text)) for line in lines)
    return Part(marker.role, lines, marker.word) if marker else Part(None, lines)


def _without_stray_bracket(text: str) -> str:
    """Text without the bracket that a marker such as ``(사회: 홍길동)`` leaves open."""
    return text.replace(")", " ", 1) if text.count(")") > text.count("(") else text


def _opens_part(rest: str, marker: RoleMarker) -> bool:
    """``발표 ① 제목`` and ``좌장 홍길동`` say who does what; ``발표 자료`` does not."""
    if marker.is_numbered or opens_with_name(rest, Mentions()):
        return True
    return marker.is_set_off and bool(topic_and_people(rest, Mentions())[0])


def _opens_title(text: str, found: Sequence[RoleMarker]) -> bool:
    """``제2부 패널토론: 교실과 인공지능`` tells what comes, and nobody's name stands behind it."""
    marker, behind = found[0], text[found[0].end :].strip()
    if len(found) > 1 or marker.word not in ROW_WORDS or marker.is_inside_bracket or not behind:
        return False
    if not text[: marker.end].rstrip().endswith((":", "：")) or "(" in behind:
        return False
    known = Mentions()
    is_who = opens_with_name(behind, known) or looks_like_person(behind, known)
    return not (is_who or topic_and_people(behind, known)[0]) and looks_like_title(behind)


def _lone(lines: Sequence[Line], at: int, *, is_head: bool) -> tuple[RoleMarker, ...]:
    """A line that is nothing but a role word; as the row's first line it is the row's title."""
    marker = lone_marker(lines[at].text)
    if marker is None or at == 0:
        return ()
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    names_people = below and not find_markers(below) and read_label(below.strip()) is None
    return (marker,) if names_people or not is_head else ()


def _markers(line: Line) -> tuple[RoleMarker, ...]:
    opening = opening_marker(line.text)
    behind = (
        one
        for one in markers_behind_slashes(line.text)
        if opens_with_name(line.text[one.end :], Mentions())
    )
    found = find_markers(line.text)
    if opening or found:
        found = tuple(sorted({*found, *behind}, key=lambda one: one.start))
    is_before = opening is not None and (not found or opening.end <= found[0].start)
    if opening and is_before and _opens_part(line.text[opening.end :], opening):
        return (opening, *found)
    return found
