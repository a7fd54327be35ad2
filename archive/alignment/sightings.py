"""Which session each slide stands for, by a title, a number or a name that no other has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from archive.alignment.folding import fold
from archive.alignment.lettering import Written, name_likeness, title_likeness, written_on
from archive.alignment.model import PlannedPerson, PlannedSession
from archive.alignment.titles import Number, numbers, places
from archive.media.slides import Slide
from archive.sentence import Sentence
from archive.timecode import Span

TITLE, NUMBER, NAME = 1.0, 0.9, 0.6
"""How much each says of a session; a person may also come to speak elsewhere."""

_CLEARLY, _ROUND = 0.1, 0.04
_LONGEST = 40

_HAS_TITLE = "A slide shows its title: “{title}”."
_HAS_NUMBER = "A slide shows “Session {number}”."
_HAS_NAME = "A slide shows the name “{name}”."


@dataclass(frozen=True, slots=True)
class Sighting:
    """A slide that stands for one session: how surely, 0 to 1, and what an editor reads of it.

    ``people`` are the numbers of those whose parts follow each other in it and who are named.
    """

    shown: Span
    row: int
    sure: float
    why: Sentence
    people: frozenset[int]
    is_led: bool
    """Whether somebody is named who leads the session and gives no part of it."""


@dataclass(frozen=True, slots=True)
class _Match:
    """What stands on a slide of one session: how like it is, and how much that says."""

    row: int
    likeness: float
    text: str
    weight: float
    why: Sentence


def sightings(slides: tuple[Slide, ...], sessions: Sequence[PlannedSession]) -> list[Sighting]:
    """Every slide that names one session, in order; one that fits several speaks for none."""
    event = tuple(dict.fromkeys(title for one in sessions for title in one.event))
    rows = list(zip(sessions, places(sessions), strict=True))
    found = (_sighting(written, rows) for written in written_on(slides, event) if written.lines)
    return [one for one in found if one]


def _sighting(
    written: Written, rows: Sequence[tuple[PlannedSession, Number | None]]
) -> Sighting | None:
    named = {
        n: people for n, (one, _) in enumerate(rows) if (people := dict(_people(written, one)))
    }
    titled = list(_titled(written, rows))
    best = _only(titled or list(_surest(named)))
    if best is None:
        return None
    return _seen(written, best, rows[best.row][0], named.get(best.row, {}))


def _seen(
    written: Written,
    best: _Match,
    session: PlannedSession,
    named: Mapping[PlannedPerson, tuple[float, str]],
) -> Sighting:
    speaking = session.speaking
    people = frozenset(n for n, one in enumerate(speaking) if one in named)
    is_led = any(one in session.leading and one not in speaking for one in named)
    return Sighting(written.shown, best.row, best.weight * best.likeness, best.why, people, is_led)


def _titled(
    written: Written, rows: Sequence[tuple[PlannedSession, Number | None]]
) -> Iterator[_Match]:
    """The sessions whose title or number stands there; another's number rules a title out."""
    counted = {one for line in written.read for one in numbers(line)}
    for n, (session, place) in enumerate(rows):
        own: set[Number | None] = {one for title in session.titles for one in numbers(title)}
        own = own or {place}
        shared = [number for what, number in counted if (what, number) in own and what != "talk"]
        likeness, title = title_likeness(written, session.titles)
        if shared:
            why = Sentence(_HAS_NUMBER, {"number": shared[0]})
            yield _Match(n, 1.0, f"{shared[0]}", NUMBER, why)
        elif likeness and not (counted and own - {None}):
            why = Sentence(_HAS_TITLE, {"title": _short(title)})
            yield _Match(n, likeness, title, TITLE, why)


def _people(
    written: Written, session: PlannedSession
) -> Iterator[tuple[PlannedPerson, tuple[float, str]]]:
    for person in session.people:
        likeness, name = name_likeness(written, person.names)
        if likeness:
            yield person, (likeness, name)


def _surest(named: Mapping[int, Mapping[PlannedPerson, tuple[float, str]]]) -> Iterator[_Match]:
    """Of each session the person who is named most surely."""
    for row, people in named.items():
        likeness, name = max(people.values())
        why = Sentence(_HAS_NAME, {"name": name})
        yield _Match(row, likeness, name, NAME, why)


def _only(matches: Sequence[_Match]) -> _Match | None:
    """The match that stands alone: others are much weaker, and only there because they are alike.

    "Future of the city" stands on every slide with "Future of the smart city".
    """
    best = max(matches, key=lambda one: one.likeness, default=None)
    others = [one for one in matches if one is not best]
    return best if best and all(_is_echo(one, best) for one in others) else None


def _is_echo(one: _Match, best: _Match) -> bool:
    alike = fuzz.partial_ratio(fold(one.text), fold(best.text)) / 100
    return best.likeness - one.likeness >= _CLEARLY and alike >= one.likeness - _ROUND


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"


def first_of_each(found: Iterable[Sighting], again_ms: int) -> Iterator[tuple[Sighting, bool]]:
    """Each sighting, and whether its session has not been seen for so long before it."""
    last: dict[int, int] = {}
    for one in found:
        yield one, one.shown.start - last.get(one.row, -again_ms) >= again_ms
        last[one.row] = max(one.shown.end, last.get(one.row, 0))
