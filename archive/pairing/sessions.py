"""Which session of one programme is which of the other: by time, room, people and order."""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from archive.pairing.names import Readings
from archive.programme.model import Programme, ProgrammeSession

Pair = tuple[int, int]

_SAME_START, _SAME_END, _SAME_ROOM, _SAME_KIND, _SAME_TITLE = 4.0, 1.5, 1.5, 1.0, 3.0
_EACH_PERSON, _MOST_FOR_PEOPLE = 3.0, 6.0
_ORDER = 1.0
_ENOUGH = 4.0
"""A pair needs as much as one start, or a person and something besides."""
_NEAR = 2
"""How far two may stand from each other in the order and still be compared."""


def pair_sessions(one: Programme, other: Programme, readings: Readings) -> list[Pair]:
    """Places in the two programmes that are one session, each place once.

    Best first by a sum of what agrees; whatever is left over between two pairs, as many on both
    sides and of the same kinds, is paired in its order.
    """
    rooms = _rooms(one.sessions, other.sessions)
    scored = sorted(
        (
            (_score(one, other, pair, rooms, readings), pair)
            for pair in _candidates(one, other, readings)
        ),
        key=lambda found: (-found[0], abs(found[1][0] - found[1][1]), found[1]),
    )
    left: dict[int, int] = {}
    right: dict[int, int] = {}
    for score, (mine, theirs) in scored:
        if score >= _ENOUGH and mine not in left and theirs not in right:
            left[mine], right[theirs] = theirs, mine
    left |= dict(_in_order(one.sessions, other.sessions, left))
    return sorted(left.items())


def _rooms(one: Sequence[ProgrammeSession], other: Sequence[ProgrammeSession]) -> Mapping[str, str]:
    """What each room is called in the other programme, by when it is used."""
    used: dict[str, Counter[str]] = {}
    starts: dict[object, list[str]] = {}
    for session in other:
        starts.setdefault(session.start or session.clock, []).append(session.room)
    for session in one:
        for room in starts.get(session.start or session.clock, ()):
            used.setdefault(session.room, Counter())[room] += 2 if room == session.room else 1
    return {room: counts.most_common(1)[0][0] for room, counts in used.items()}


def _candidates(one: Programme, other: Programme, readings: Readings) -> set[Pair]:
    """Pairs that share a start, a person, or nearly the place in the order."""
    pairs = set[Pair]()
    starts: dict[object, list[int]] = {}
    for theirs, session in enumerate(other.sessions):
        starts.setdefault(session.start or session.clock, []).append(theirs)
    for mine, session in enumerate(one.sessions):
        when = session.start or session.clock
        pairs |= {(mine, theirs) for theirs in (starts.get(when, ()) if when else ())}
        near = range(max(0, mine - _NEAR), min(len(other.sessions), mine + _NEAR + 1))
        pairs |= {(mine, theirs) for theirs in near}
    return pairs | set(_with_same_people(one, other, readings))


def _with_same_people(one: Programme, other: Programme, readings: Readings) -> Iterator[Pair]:
    present: dict[str, list[int]] = {}
    for mine, session in enumerate(one.sessions):
        for person in session.people:
            for name in {person.name.ko, person.name.en} - {""}:
                present.setdefault(name, []).append(mine)
    for theirs, session in enumerate(other.sessions):
        for person in session.people:
            names = {person.name.ko, person.name.en, *readings.of(person.name.en)} - {""}
            yield from ((mine, theirs) for name in names for mine in present.get(name, ()))


def _score(
    one: Programme, other: Programme, pair: Pair, rooms: Mapping[str, str], readings: Readings
) -> float:
    mine, theirs = one.sessions[pair[0]], other.sessions[pair[1]]
    people = _EACH_PERSON * readings.shared(mine.people, theirs.people)
    said = {mine.title.ko, mine.title.en} & {theirs.title.ko, theirs.title.en} - {""}
    agreeing = (
        (_SAME_START, _are_same(mine.start or mine.clock, theirs.start or theirs.clock)),
        (_SAME_END, _are_same(mine.end, theirs.end)),
        (_SAME_ROOM, mine.room != "" and rooms.get(mine.room) == theirs.room),
        (_SAME_KIND, mine.kind == theirs.kind),
        (_SAME_TITLE, bool(said)),
        (_ORDER, pair[0] == pair[1]),
    )
    points = sum(weight for weight, agrees in agreeing if agrees)
    return points + min(people, _MOST_FOR_PEOPLE) - _against(mine, theirs)


def _are_same(one: object, other: object) -> bool:
    return one is not None and one == other


def _against(mine: ProgrammeSession, theirs: ProgrammeSession) -> float:
    """A break is no talk, and what is on another day is seldom the same."""
    points = 2.0 if (mine.kind == "break") != (theirs.kind == "break") else 0.0
    days = (_day(mine.start), _day(theirs.start))
    return points + (2.0 if all(days) and days[0] != days[1] else 0.0)


def _day(moment: datetime | None) -> object:
    return moment and moment.date()


def _in_order(
    one: Sequence[ProgrammeSession], other: Sequence[ProgrammeSession], paired: Mapping[int, int]
) -> Iterator[Pair]:
    """What is left between two pairs that follow each other, where both sides leave as many."""
    anchors = sorted(paired.items())
    edges = [(-1, -1), *anchors, (len(one), len(other))]
    taken = set(paired.values())
    for (mine, theirs), (next_mine, next_theirs) in itertools.pairwise(edges):
        left = [at for at in range(mine + 1, next_mine) if at not in paired]
        right = [at for at in range(theirs + 1, next_theirs) if at not in taken]
        if len(left) == len(right) and all(
            one[a].kind == other[b].kind for a, b in zip(left, right, strict=True)
        ):
            yield from zip(left, right, strict=True)
