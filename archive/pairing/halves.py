"""A file that prints its programme twice: one language below the other, or row by row."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from archive.pairing.join import join_programmes
from archive.programme.considered import considered
from archive.programme.model import Programme, ProgrammeSession

_FEWEST = 2
_ENOUGH_SHARED = 0.6
"""Share of the shorter half whose times stand in the other half too."""


def folded(programme: Programme) -> Programme:
    """The programme once, with both titles; unchanged where it is not printed twice."""
    rows = sorted(programme.sessions, key=lambda session: session.line)
    halves = _halves(rows) or _alternating(rows)
    if halves is None:
        return programme
    one, other = (considered(replace(programme, sessions=half, doubts=())) for half in halves)
    joined = join_programmes(one, other)
    known = {(doubt.line, doubt.reason.template) for doubt in joined.doubts}
    overlaps = {session.line for session in halves[1]}
    kept = [
        doubt
        for doubt in programme.doubts
        if (doubt.line, doubt.reason.template) not in known and doubt.line not in overlaps
    ]
    doubts = sorted((*joined.doubts, *kept), key=lambda doubt: doubt.line)
    return replace(joined, event=programme.event, doubts=tuple(doubts))


def _halves(
    rows: Sequence[ProgrammeSession],
) -> tuple[tuple[ProgrammeSession, ...], tuple[ProgrammeSession, ...]] | None:
    """The rows above and below the one place where the language changes."""
    languages = [_language(row) for row in rows]
    told = [language for language in languages if language]
    changes = sum(one != other for one, other in pairwise(told))
    if changes != 1:
        return None
    second = languages.index(told[-1])
    halves = tuple(rows[:second]), tuple(rows[second:])
    return halves if _have_same_times(*halves) else None


def _alternating(
    rows: Sequence[ProgrammeSession],
) -> tuple[tuple[ProgrammeSession, ...], tuple[ProgrammeSession, ...]] | None:
    """Rows whose next one has the same times and the other language, and those next ones."""
    second: dict[str, ProgrammeSession] = {}
    for one, other in pairwise(rows):
        languages = {_language(one), _language(other)}
        if one.code not in second and languages == {"ko", "en"} and _when(one) == _when(other):
            second[other.code] = other
    if len(second) < _FEWEST or 2 * len(second) < _ENOUGH_SHARED * len(rows):
        return None
    return tuple(one for one in rows if one.code not in second), tuple(second.values())


def _when(row: ProgrammeSession) -> object:
    return (row.start, row.end, row.clock)


def _language(row: ProgrammeSession) -> str:
    """The one language of a title; nothing where it has both or none."""
    if bool(row.title.ko) == bool(row.title.en):
        return ""
    return "ko" if row.title.ko else "en"


def _have_same_times(one: Sequence[ProgrammeSession], other: Sequence[ProgrammeSession]) -> bool:
    first, second = ({row.start or row.clock for row in half} - {None} for half in (one, other))
    fewer = min(len(first), len(second))
    return fewer >= _FEWEST and len(first & second) >= _ENOUGH_SHARED * fewer
