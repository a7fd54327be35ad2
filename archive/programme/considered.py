"""Looks at a whole programme, whatever it was read from, for what its reader could not see."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from archive.programme.checks import ROW_OVERLAPS, WITHOUT_END
from archive.programme.edits import dated
from archive.programme.event_title import NO_TITLE
from archive.programme.letters import mixed_words
from archive.programme.model import (
    Appearance,
    Doubt,
    Programme,
    ProgrammeSession,
)
from archive.programme.people import is_not_yet_known
from archive.programme.suggestions import with_suggestion_open, with_suggestions
from archive.sentence import Sentence

OVERLAPS = Sentence("This session starts before the one before it in the same room has ended.")
TWICE = Sentence("This person is in two rooms at the same time.")
MIXED = Sentence("This word mixes writing systems; please check its spelling.")
NOT_YET_NAMED = Sentence("Who this will be was not known yet when the programme was printed.")
GAP = "Nothing is printed for the {minutes} minutes before this row."

_ABOUT_ROOMS = frozenset({OVERLAPS.template, ROW_OVERLAPS.template})
_MISSING = {
    "This row has no title.": "title",
    "This session has no title.": "title",
    **dict.fromkeys((one.template for one in WITHOUT_END), "end"),
}
"""Reasons for which a field was left empty."""
_SOME_DAY = date(2000, 1, 1)
_NEVER = datetime.max.replace(tzinfo=UTC)
_SEAMLESS = 0.75
"""Share of rows that follow each other without a gap where a gap is worth a word."""
_FEWEST = 4
_MOST_DOUBTS = 500


def considered(programme: Programme) -> Programme:
    """The programme without people who are not yet named, with all doubts and suggestions."""
    named, unnamed = _without_unnamed(programme)
    timed = _on_some_day(named)
    doubts = [*programme.doubts, *unnamed]
    found = [*_gaps(timed.sessions), *_present_twice(timed.sessions), *_mixed(timed.sessions)]
    if timed is not named:
        found += check_rooms(timed.sessions)
    doubts += [doubt for doubt in found if not _is_known(doubt, doubts)]
    ordered = tuple(sorted(doubts, key=lambda doubt: doubt.line)[:_MOST_DOUBTS])
    return with_suggestions(replace(named, doubts=ordered))


def considered_again(programme: Programme, before: Programme) -> Programme:
    """A programme that was mended, with the doubts about it as it now stands.

    ``before`` is the same as it was read: what made it doubtful and does no longer is left out, and
    what the new values make doubtful is added.
    """
    was, now = _found(before), _found(programme)
    settled = [one for one in was if one not in now]
    kept = [
        with_suggestion_open(one)
        for one in programme.doubts
        if not _is_known(one, settled) and not _is_answered(one, programme, before)
    ]
    fresh = [one for one in now if one not in was and not _is_known(one, kept)]
    ordered = tuple(sorted((*kept, *fresh), key=lambda doubt: doubt.line)[:_MOST_DOUBTS])
    return with_suggestions(replace(programme, doubts=ordered))


def is_looked_at_again(doubt: Doubt) -> bool:
    """Whether a doubt comes of what the whole says, and goes by itself when that is mended."""
    return doubt.reason.template in (*_ABOUT_ROOMS, TWICE.template, MIXED.template, GAP)


def _found(programme: Programme) -> list[Doubt]:
    """What is doubtful about a whole programme as it stands."""
    timed = _on_some_day(programme).sessions
    checks = (check_rooms(timed), _present_twice(timed), _mixed(timed), _gaps(timed))
    return [doubt for found in checks for doubt in found]


def _on_some_day(programme: Programme) -> Programme:
    has_hours = any(one.clock for one in programme.sessions)
    return dated(programme, _SOME_DAY) if has_hours else programme


def _is_answered(doubt: Doubt, programme: Programme, before: Programme) -> bool:
    """Whether what a reader missed has been written since."""
    if doubt.reason == NO_TITLE:
        return bool(programme.event.title)
    field = _MISSING.get(doubt.reason.template)
    return field is not None and any(
        getattr(one, field) and not getattr(old, field)
        for one, old in zip(programme.sessions, before.sessions, strict=True)
        if one.line == doubt.line
    )


def check_rooms(sessions: Sequence[ProgrammeSession]) -> Iterator[Doubt]:
    """Sessions that begin before the last one of the same room has ended."""
    running: dict[str, datetime] = {}
    for session in _by_start(sessions):
        start, end = _span(session)
        if start < running.get(session.room, start):
            yield Doubt(session.line, _said_by(session), OVERLAPS)
        running[session.room] = max(end, running.get(session.room, end))


def _is_known(doubt: Doubt, known: Sequence[Doubt]) -> bool:
    """Whether the same, perhaps in other words, was said of the same line."""
    return any(one.line == doubt.line and _say_the_same(one, doubt) for one in known)


def _say_the_same(one: Doubt, other: Doubt) -> bool:
    templates = {one.reason.template, other.reason.template}
    if len(templates) == 1 or templates <= _ABOUT_ROOMS:
        return True
    return MIXED.template in templates and all("writing systems" in text for text in templates)


def _by_start(sessions: Sequence[ProgrammeSession]) -> list[ProgrammeSession]:
    return sorted((one for one in sessions if one.start), key=lambda one: _span(one)[0])


def _span(session: ProgrammeSession) -> tuple[datetime, datetime]:
    """From when to when a session with a start lasts; one without an end lasts no time."""
    start = session.start or _NEVER
    return start, session.end or start


def _said_by(session: ProgrammeSession) -> str:
    return (session.title.best("ko") or session.code)[:200]


def _gaps(sessions: Sequence[ProgrammeSession]) -> Iterator[Doubt]:
    """Holes in a timetable of one room that else has none: a row may be missing there."""
    timed = [one for one in _by_start(sessions) if one.end]
    if len({one.room for one in timed}) != 1:
        return
    pairs = [two for two in pairwise(timed) if _span(two[0])[0].date() == _span(two[1])[0].date()]
    holes = [(_span(two[1])[0] - _span(two[0])[1], two[1]) for two in pairs]
    seamless = sum(hole == timedelta() for hole, _ in holes)
    if len(holes) < _FEWEST or seamless < _SEAMLESS * len(holes):
        return
    for hole, session in holes:
        if hole > timedelta():
            reason = Sentence(GAP, {"minutes": round(hole.total_seconds() / 60)})
            yield Doubt(session.line, _said_by(session), reason)


def _present_twice(sessions: Sequence[ProgrammeSession]) -> Iterator[Doubt]:
    """People who would have to be in two rooms at once."""
    until: dict[tuple[str, str], ProgrammeSession] = {}
    for session in _by_start(sessions):
        for person in session.people:
            name = (person.name.ko, person.name.en)
            earlier = until.get(name)
            if earlier and earlier.room != session.room and _go_on(earlier, session):
                yield Doubt(session.line, person.name.best("ko"), TWICE)
            if earlier is None or _span(earlier)[1] < _span(session)[1]:
                until[name] = session


def _go_on(earlier: ProgrammeSession, session: ProgrammeSession) -> bool:
    return _span(session)[0] < _span(earlier)[1]


def _mixed(sessions: Sequence[ProgrammeSession]) -> Iterator[Doubt]:
    """Words of titles, rooms and names that mix writing systems, each once."""
    seen = set[str]()
    for session in sessions:
        names = (text for one in session.people for text in (one.name.ko, one.name.en))
        for text in (session.title.ko, session.title.en, session.room, *names):
            for word in mixed_words(text):
                if word not in seen:
                    seen.add(word)
                    yield Doubt(session.line, word, MIXED)


def _without_unnamed(programme: Programme) -> tuple[Programme, list[Doubt]]:
    """“TBD” is nobody's name; the doubt says that somebody is to be named."""
    doubts: list[Doubt] = []
    sessions = []
    for session in programme.sessions:
        named = tuple(one for one in session.people if not _is_unnamed(one))
        if len(named) < len(session.people):
            doubts.append(Doubt(session.line, _said_by(session), NOT_YET_NAMED))
            named = tuple(replace(one, order=order) for order, one in enumerate(named, start=1))
        sessions.append(replace(session, people=named))
    return replace(programme, sessions=tuple(sessions)), doubts


def _is_unnamed(person: Appearance) -> bool:
    return all(is_not_yet_known(text) for text in (person.name.ko, person.name.en) if text)
