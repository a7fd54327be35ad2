"""Sessions that contain others: a morning's session and its talks, each a row of the programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from archive.alignment.model import PlannedSession
from archive.programme.model import SessionKind

_LEAST = timedelta(minutes=1)
_HEAD, _TAIL = "\x00head", "\x00tail"


@dataclass(frozen=True, slots=True)
class Unnested:
    """Rows none of which contains another, and for each that did the rows it lasts over.

    What a session has before its first part or behind its last is a row of its own, whose key no
    caller knows.
    """

    rows: tuple[PlannedSession, ...]
    spans: Mapping[str, tuple[str, str]]


def unnest(sessions: Sequence[PlannedSession], fixed: Mapping[str, object]) -> Unnested:
    """The rows to be placed; a container's own names also count for where its first part starts."""
    inside = {
        whole.key: parts
        for whole in sessions
        if whole.key not in fixed and (parts := [one for one in sessions if _holds(whole, one)])
    }
    inner = {part.key for parts in inside.values() for part in parts}
    outermost = {key: parts for key, parts in inside.items() if key not in inner}
    rows = [one for one in sessions if one.key not in outermost]
    spans: dict[str, tuple[str, str]] = {}
    for whole in sessions:
        if whole.key in outermost:
            parts = sorted(outermost[whole.key], key=lambda one: (one.start, one.end))
            spans[whole.key] = _edges(rows, whole, parts)
    return Unnested(tuple(rows), spans)


def _edges(
    rows: list[PlannedSession], whole: PlannedSession, parts: Sequence[PlannedSession]
) -> tuple[str, str]:
    first, last = parts[0], max(parts, key=_end)
    assert whole.start and whole.end and first.start and last.end  # noqa: S101, PT018 (as _holds asks)
    keys = [first.key, last.key]
    if first.start - whole.start >= _LEAST:
        keys[0] = whole.key + _HEAD
        head = replace(whole, key=keys[0], end=first.start)
        rows.insert(rows.index(next(one for one in rows if one.key == first.key)), head)
    else:
        at = next(n for n, one in enumerate(rows) if one.key == first.key)
        rows[at] = replace(
            first, titles=(*first.titles, *whole.titles), names=(*first.names, *whole.names)
        )
    if whole.end - last.end >= _LEAST:
        keys[1] = whole.key + _TAIL
        at = next(n for n, one in enumerate(rows) if one.key == last.key)
        tail = PlannedSession(keys[1], SessionKind.OTHER, (), (), last.end, whole.end, whole.room)
        rows.insert(at + 1, tail)
    return keys[0], keys[1]


def _end(session: PlannedSession) -> datetime:
    return session.end or datetime.min.replace(tzinfo=UTC)


def _holds(whole: PlannedSession, part: PlannedSession) -> bool:
    """Whether one row's time lies in the other's, which lasts longer and is of the same room."""
    if whole.key == part.key or not (whole.start and whole.end and part.start and part.end):
        return False
    lasts = whole.end - whole.start, part.end - part.start
    is_inside = whole.start <= part.start < part.end <= whole.end and lasts[0] > lasts[1]
    is_other_room = whole.room and part.room and whole.room != part.room
    return is_inside and not is_other_room and whole.kind is not SessionKind.BREAK
