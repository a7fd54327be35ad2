"""Two programmes of one event, each in its language, as one programme with both titles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from archive.errors import RefusedError
from archive.pairing.names import Readings
from archive.pairing.sessions import pair_sessions
from archive.programme.document import person_as_json
from archive.programme.model import (
    Appearance,
    Bilingual,
    Doubt,
    Programme,
    ProgrammeEvent,
    ProgrammeSession,
    Suggestion,
)
from archive.programme.suggestions import with_suggestions
from archive.sentence import Sentence

ONLY_HERE = Sentence("The other language’s programme has no such session.")
ONLY_THERE = Sentence("Only the other language’s programme has this session; it was added.")
OTHER_START = "The two languages disagree on when this begins: {one} here, {other} in the other."
OTHER_END = "The two languages disagree on when this ends: {one} here, {other} in the other."
OTHER_ROOM = "The two languages disagree on the room: “{one}” here, “{other}” in the other."
OTHER_PEOPLE = "The two languages name {one} and {other} people here."
UNLIKE_NAMES = "{ko} and {en} do not read alike; they were taken for one person."
_TAKE = Sentence("Take what the other language says.")
_KEEP_OR_DELETE = Sentence("Check the source of both; leave it if it belongs to the programme.")


def join_programmes(one: Programme, other: Programme) -> Programme:
    """One programme from two in different languages; where they disagree the Korean one counts.

    Each disagreement is a doubt on the line of the Korean file that suggests the other value.
    Raises ``RefusedError`` for two programmes in one language.
    """
    korean, english = _by_language(one, other)
    readings = Readings(korean)
    pairs = pair_sessions(korean, english, readings)
    partners, found = dict(pairs), {theirs for _, theirs in pairs}
    doubts: list[Doubt] = []
    sessions = [
        _joined(session, english.sessions[partners[at]], readings, korean, english, doubts)
        if at in partners
        else _alone(session, doubts)
        for at, session in enumerate(korean.sessions)
    ]
    extra = [session for at, session in enumerate(english.sessions) if at not in found]
    for session in extra:
        sessions.append(_added(session, sessions, doubts))
    programme = Programme(
        _event(korean.event, english.event),
        tuple(_in_order(sessions)),
        tuple(sorted((*korean.doubts, *doubts), key=lambda doubt: doubt.line)),
    )
    return with_suggestions(programme)


def language_share(programme: Programme) -> float:
    """How much of a programme's titles is in Korean, 0 to 1."""
    titled = [one.title for one in programme.sessions if one.title]
    return sum(bool(title.ko) for title in titled) / len(titled) if titled else 0.5


def _by_language(one: Programme, other: Programme) -> tuple[Programme, Programme]:
    shares = language_share(one), language_share(other)
    if min(shares) > 0.5 or max(shares) < 0.5:
        raise RefusedError(
            "Both files are in one language; two files are one programme in Korean and English."
        )
    return (one, other) if shares[0] >= shares[1] else (other, one)


def _event(korean: ProgrammeEvent, english: ProgrammeEvent) -> ProgrammeEvent:
    title = Bilingual(korean.title.ko or english.title.ko, english.title.en or korean.title.en)
    return ProgrammeEvent(title, korean.date or english.date, korean.timezone)


def _joined(
    mine: ProgrammeSession,
    theirs: ProgrammeSession,
    readings: Readings,
    korean: Programme,
    english: Programme,
    doubts: list[Doubt],
) -> ProgrammeSession:
    people, about_people = _people(mine, theirs, readings)
    doubts += [*_disagreements(mine, theirs, korean, english), *about_people]
    return replace(
        mine,
        title=Bilingual(mine.title.ko or theirs.title.ko, theirs.title.en or mine.title.en),
        room=mine.room or theirs.room,
        start=mine.start or theirs.start,
        end=mine.end or theirs.end,
        clock=mine.clock if mine.start is None and theirs.start is None else None,
        people=people,
    )


def _disagreements(
    mine: ProgrammeSession, theirs: ProgrammeSession, korean: Programme, english: Programme
) -> Iterator[Doubt]:
    if mine.start and theirs.start and mine.start != theirs.start:
        values = {"one": _hour(mine.start), "other": _hour(theirs.start)}
        ends = {"end": theirs.end.isoformat()} if theirs.end else {}
        fields = {"start": theirs.start.isoformat(), **ends}
        yield _doubt(mine, Sentence(OTHER_START, values), fields)
    elif mine.end and theirs.end and mine.end != theirs.end:
        values = {"one": _hour(mine.end), "other": _hour(theirs.end)}
        yield _doubt(mine, Sentence(OTHER_END, values), {"end": theirs.end.isoformat()})
    if mine.room and theirs.room and not _may_be_one_room(mine, theirs, korean, english):
        values = {"one": mine.room, "other": theirs.room}
        yield _doubt(mine, Sentence(OTHER_ROOM, values), {"room": theirs.room})


def _may_be_one_room(
    mine: ProgrammeSession, theirs: ProgrammeSession, korean: Programme, english: Programme
) -> bool:
    """A room may have a name in each language: the same one wherever both are used."""
    if mine.room == theirs.room:
        return True
    used = {one.room for one in korean.sessions}, {one.room for one in english.sessions}
    return (
        theirs.room not in used[0] and mine.room not in used[1] and not _are_numbers(mine, theirs)
    )


def _are_numbers(*sessions: ProgrammeSession) -> bool:
    return all(one.room.isdecimal() for one in sessions)


def _hour(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def _doubt(session: ProgrammeSession, reason: Sentence, fields: Mapping[str, object]) -> Doubt:
    return Doubt(session.line, _said_by(session), reason, Suggestion(_TAKE, session.code, fields))


def _said_by(session: ProgrammeSession) -> str:
    return (session.title.best("ko") or session.code)[:200]


def _people(
    mine: ProgrammeSession, theirs: ProgrammeSession, readings: Readings
) -> tuple[tuple[Appearance, ...], list[Doubt]]:
    """Each person with both names: those that read alike, then in their order by role."""
    if not mine.people or not theirs.people:
        people = mine.people or theirs.people
        return people, _counted(mine, theirs) if mine.people or theirs.people else []
    left = list(theirs.people)
    partners: dict[int, Appearance] = {}
    for at, person in enumerate(mine.people):
        same = next((one for one in left if readings.are_one(person, one)), None)
        if same is not None:
            partners[at] = same
            left.remove(same)
    doubts = _counted(mine, theirs) if len(mine.people) != len(theirs.people) else []
    if len(left) == len(mine.people) - len(partners):
        for at in [at for at in range(len(mine.people)) if at not in partners]:
            partners[at] = left.pop(0)
            doubts.append(_unlike(mine, mine.people[at], partners[at]))
    joined = tuple(_both(one, partners.get(at)) for at, one in enumerate(mine.people))
    return joined, doubts


def _both(one: Appearance, other: Appearance | None) -> Appearance:
    if other is None:
        return one
    name = Bilingual(one.name.ko or other.name.ko, other.name.en or one.name.en)
    return replace(one, name=name, affiliation=one.affiliation or other.affiliation)


def _unlike(session: ProgrammeSession, one: Appearance, other: Appearance) -> Doubt:
    names = {"ko": one.name.best("ko"), "en": other.name.best("en")}
    both = Suggestion(Sentence("Leave it if they are one person; else edit the row."))
    return Doubt(session.line, names["ko"], Sentence(UNLIKE_NAMES, names), both)


def _counted(mine: ProgrammeSession, theirs: ProgrammeSession) -> list[Doubt]:
    if not mine.people:
        return []
    values = {"one": len(mine.people), "other": len(theirs.people)}
    people = [person_as_json(one) for one in theirs.people]
    fields: dict[str, object] = {"people": people} if len(people) > len(mine.people) else {}
    sentence = _TAKE if fields else _KEEP_OR_DELETE
    suggestion = Suggestion(sentence, mine.code, fields)
    return [Doubt(mine.line, _said_by(mine), Sentence(OTHER_PEOPLE, values), suggestion)]


def _alone(session: ProgrammeSession, doubts: list[Doubt]) -> ProgrammeSession:
    suggestion = Suggestion(_KEEP_OR_DELETE)
    doubts.append(Doubt(session.line, _said_by(session), ONLY_HERE, suggestion))
    return session


def _added(
    session: ProgrammeSession, known: Sequence[ProgrammeSession], doubts: list[Doubt]
) -> ProgrammeSession:
    """A session of the other language alone, on the line it would stand behind."""
    taken = {one.code for one in known}
    number, code = 2, session.code
    while code in taken:
        code, number = f"{session.code}-{number}", number + 1
    before = [one.line for one in known if _stands_before(one, session)]
    added = replace(session, code=code, line=max(before, default=1))
    doubts.append(Doubt(added.line, _said_by(added), ONLY_THERE, Suggestion(_KEEP_OR_DELETE)))
    return added


def _stands_before(one: ProgrammeSession, session: ProgrammeSession) -> bool:
    return one.start is not None and session.start is not None and one.start <= session.start


def _in_order(sessions: Sequence[ProgrammeSession]) -> list[ProgrammeSession]:
    """By start where all have one; sessions without a time keep the order of their file."""
    if all(one.start for one in sessions):
        return sorted(sessions, key=lambda one: (one.start, one.line))
    return list(sessions)
