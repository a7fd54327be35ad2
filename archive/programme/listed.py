"""A programme from a schedule file, whose entries say plainly when, where and who."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from itertools import count
from zoneinfo import ZoneInfo

from archive.errors import ProgrammeUnreadableError
from archive.programme.codes import code_sessions
from archive.programme.event_date import NO_DATE
from archive.programme.event_title import NO_TITLE, bilingual
from archive.programme.labels import kind_of_title, take_label
from archive.programme.letters import has_hangul
from archive.programme.lines import Line, compact, tidy
from archive.programme.mentions import Mentions
from archive.programme.model import (
    Appearance,
    Bilingual,
    ClockTimes,
    Doubt,
    Programme,
    ProgrammeEvent,
    ProgrammeSession,
    Role,
    SessionKind,
)
from archive.programme.parts import cut_at_roles
from archive.programme.people import read_people
from archive.programme.roles import lone_marker
from archive.programme.topics import title_and_speaker
from archive.programme.words.roles import ROLE_OF_KIND
from archive.programme.words.rows import ROW_WORDS
from archive.sentence import Sentence

HOME = "Asia/Seoul"
"""The time zone of a file that names none."""

BACKWARDS = Sentence("This session ends before it starts; its end was left out.")
OVERLAPS = Sentence("This session starts before the one before it in the same room has ended.")
TWICE = Sentence("This person is in two rooms at the same time.")
NO_SESSION_TITLE = Sentence("This session has no title.")
NO_ZONE = Sentence("The file names no time zone; its times were taken as those of Seoul.")

MAX_SESSIONS = 10_000

_CODE = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,88}[a-z0-9])?")
_TWO_SCRIPTS = re.compile(r"(?P<one>[^()]{1,80}?)\s?\((?P<other>[^()]{1,80})\)")
_PAUSES = re.compile(
    r"\b(?:coffee|tea|lunch|break|breakfast|buffet|pause|registration|check-in|dinner|reception"
    r"|networking|social event)\b",
    re.IGNORECASE,
)
_MOST_DOUBTS = 200
"""A schedule with more is wrong as a whole, and nobody reads on."""


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """Someone as a schedule file names them; ``role`` is the file's own word, if any."""

    name: str
    affiliation: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a schedule file; ``code`` and ``kind`` are the file's own words, if any.

    ``start`` and ``end`` may be naive: they are then times in the zone of the event. ``clock`` has
    the hours where the file gives them without a day. ``exact`` is
    the session whole, and ``position`` its place, in a file that we have written.
    """

    title: Bilingual
    start: datetime | None = None
    end: datetime | None = None
    room: str = ""
    people: tuple[ListedPerson, ...] = ()
    code: str = ""
    kind: str = ""
    line: int = 1
    clock: ClockTimes | None = None
    exact: ProgrammeSession | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """What a schedule file says of the whole meeting; an empty zone where it names none."""

    title: Bilingual = field(default_factory=Bilingual)
    day: date | None = None
    timezone: str = ""


def programme_of(event: ListedEvent, listed: Sequence[Listed]) -> Programme:
    """The programme these entries (one at least, MAX_SESSIONS at most) make, by time and room.

    Entries without times keep their place. The event begins on its first session's day where the
    file does not say when.
    """
    if len(listed) > MAX_SESSIONS:
        raise ProgrammeUnreadableError(
            "This schedule has more than {most} sessions; no event has so many.", most=MAX_SESSIONS
        )
    zone, doubts = _zone(event, listed)
    timed = [_in_zone(_with_people_of_title(entry), ZoneInfo(zone)) for entry in listed]
    ordered = _in_order(timed)
    codes = _codes(ordered)
    sessions = tuple(_session(entry, code) for entry, code in zip(ordered, codes, strict=True))
    if not event.title:
        doubts.append(Doubt(1, _said_by(ordered[0]), NO_TITLE))
    if any(session.clock for session in sessions):
        doubts.append(Doubt(1, _said_by(ordered[0]), NO_DATE))
    doubts += [doubt for entry in ordered for doubt in _doubts_about(entry)]
    doubts += _overlaps(sessions)
    first = next((session.start.date() for session in sessions if session.start), None)
    return Programme(
        ProgrammeEvent(event.title, event.day or first, zone),
        sessions,
        tuple(sorted(doubts, key=lambda doubt: doubt.line))[:_MOST_DOUBTS],
    )


def titled(text: str) -> Bilingual:
    """A title in its language, in both where the file prints both."""
    return bilingual(tidy(text))


def named(text: str) -> Bilingual:
    """A name in its script; in both where the other stands in brackets behind it."""
    plain = tidy(text)
    match = _TWO_SCRIPTS.fullmatch(plain)
    if match and has_hangul(match["one"]) != has_hangul(match["other"]):
        one, other = match["one"].strip(), match["other"].strip()
        return Bilingual(one, other) if has_hangul(one) else Bilingual(other, one)
    return Bilingual(ko=plain) if has_hangul(plain) else Bilingual(en=plain)


def people_of_text(text: str) -> list[ListedPerson]:
    """Those a field of text names, with their affiliations, as people are printed elsewhere.

    Where that can't be told for sure, the text is one name.
    """
    parts = cut_at_roles((Line(1, text),))
    read = [
        (one, part.word)
        for part in parts
        for line in part.lines
        for one in read_people(line.text, Mentions())
    ]
    is_plain = len(parts) == 1 and not re.search(r"[(,;/|]", text)
    if is_plain or not read or any(one.doubt for one, _ in read):
        return [ListedPerson(text)]
    return [ListedPerson(one.name.ko or one.name.en, one.affiliation, word) for one, word in read]


def _zone(event: ListedEvent, listed: Sequence[Listed]) -> tuple[str, list[Doubt]]:
    """The event's time zone by name: the file's, that of its offsets, or ours."""
    if event.timezone:
        return event.timezone, []
    starts = [entry.start for entry in listed if entry.start is not None]
    offsets = Counter(start.utcoffset() for start in starts if start.tzinfo)
    if offsets:
        return _zone_of(offsets.most_common(1)[0][0] or timedelta()), []
    texts = (event.title, *(entry.title for entry in listed))
    is_korean = any(text.ko for text in texts)
    return HOME, [] if is_korean or not starts else [Doubt(1, _said_by(listed[0]), NO_ZONE)]


def _zone_of(offset: timedelta) -> str:
    """A name for a plain offset; in ``Etc/GMT-1`` the sign is POSIX's, so it means UTC+1."""
    if offset == timedelta(hours=9):
        return HOME
    hours, rest = divmod(offset, timedelta(hours=1))
    return "Etc/UTC" if rest or not hours else f"Etc/GMT{-hours:+d}"


def _with_people_of_title(entry: Listed) -> Listed:
    """An entry that names nobody but at the end of its Korean title, as calendars do."""
    if entry.people or entry.exact or not entry.title.ko or entry.title.en:
        return entry
    title, who = title_and_speaker(entry.title.ko, Mentions())
    people = read_people(who, Mentions()) if title and who else ()
    if not people or any(one.doubt or not one.name for one in people):
        return entry
    listed = tuple(ListedPerson(one.name.ko or one.name.en, one.affiliation) for one in people)
    return replace(entry, title=titled(title), people=listed)


def _in_zone(entry: Listed, zone: tzinfo) -> Listed:
    start, end = (_aware(point, zone) for point in (entry.start, entry.end))
    return replace(entry, start=start, end=end)


def _aware(point: datetime | None, zone: tzinfo) -> datetime | None:
    if point is None:
        return None
    return point.replace(tzinfo=zone) if point.tzinfo is None else point.astimezone(zone)


def _in_order(listed: Sequence[Listed]) -> list[Listed]:
    """By time and room; an entry without a time stays behind the one before it.

    A file of ours says the order itself.
    """
    if all(entry.exact for entry in listed):
        return sorted(listed, key=lambda entry: entry.position)
    rooms = list(dict.fromkeys(entry.room for entry in listed))
    keys, last = [], 0.0
    for entry in listed:
        begins = _begins(entry)
        last = last if begins is None else begins
        keys.append((last, len(rooms) if begins is None else rooms.index(entry.room)))
    order = sorted(range(len(listed)), key=keys.__getitem__)
    return [listed[at] for at in order]


def _begins(entry: Listed) -> float | None:
    """A number that grows with the time it begins at."""
    if entry.clock is not None and entry.clock.start is not None:
        return entry.clock.start
    return entry.start.timestamp() if entry.start else None


def _codes(listed: Sequence[Listed]) -> list[str]:
    """The file's own codes where they can stand in an address; each once."""
    made = code_sessions([(_kind(entry), None) for entry in listed])
    codes: dict[str, None] = {}
    for entry, other in zip(listed, made, strict=True):
        code = _own_code(entry) or other
        codes[next(one for one in _numbered(code) if one not in codes)] = None
    return list(codes)


def _numbered(code: str) -> Iterator[str]:
    yield code
    yield from (f"{code}-{number}" for number in count(2))


def _own_code(entry: Listed) -> str:
    """The file's code in an address; a mere number says nothing, so its kind stands before it."""
    if entry.exact is not None:
        return entry.exact.code
    code = re.sub(r"[\s.]+", "-", entry.code.strip().casefold())
    if not _CODE.fullmatch(code):
        return ""
    return f"{_kind(entry)}-{code}" if code.isdecimal() else code


def _session(entry: Listed, code: str) -> ProgrammeSession:
    if entry.exact is not None:
        own = replace(entry.exact, code=code, line=entry.line)
        return replace(own, start=entry.start, end=entry.end)
    kind = _kind(entry)
    return ProgrammeSession(
        code=code,
        kind=kind,
        title=entry.title,
        room=tidy(entry.room),
        start=entry.start,
        end=None if _is_backwards(entry) else entry.end,
        clock=_clock(entry.clock),
        people=tuple(
            Appearance(named(person.name), tidy(person.affiliation), _role(person, kind), order)
            for order, person in enumerate(entry.people, start=1)
        ),
        line=entry.line,
    )


def _clock(clock: ClockTimes | None) -> ClockTimes | None:
    """The hours, without an end that is no later than the start."""
    if clock is None or clock.start is None or clock.end is None or clock.end > clock.start:
        return clock
    return replace(clock, end=None)


def _kind(entry: Listed) -> SessionKind:
    """What the file calls it, what its title opens with, or an ordinary session."""
    said = ROW_WORDS.get(compact(entry.kind))
    if said is not None and said != SessionKind.SESSION:
        return said
    title = entry.title.ko or entry.title.en
    if ROW_WORDS.get(compact(title)):
        return ROW_WORDS[compact(title)]
    label, _ = take_label(title)
    if label is not None:
        return label.kind
    return SessionKind.SESSION if entry.people else _kind_without_people(title)


def _kind_without_people(title: str) -> SessionKind:
    if _PAUSES.search(title):
        return SessionKind.BREAK
    return kind_of_title(title, has_people=not has_hangul(title)) or SessionKind.SESSION


def _role(person: ListedPerson, kind: SessionKind) -> Role:
    marker = lone_marker(person.role)
    if marker is not None:
        return marker.role
    is_speech = kind in (SessionKind.KEYNOTE, SessionKind.ADDRESS, SessionKind.REMARKS)
    return ROLE_OF_KIND[kind] if is_speech else Role.PRESENTER


def _is_backwards(entry: Listed) -> bool:
    if entry.clock is not None:
        return _clock(entry.clock) != entry.clock
    return entry.start is not None and entry.end is not None and entry.end <= entry.start


def _doubts_about(entry: Listed) -> Iterator[Doubt]:
    if not entry.title:
        yield Doubt(entry.line, _said_by(entry), NO_SESSION_TITLE)
    if _is_backwards(entry):
        yield Doubt(entry.line, _said_by(entry), BACKWARDS)


def _said_by(entry: Listed) -> str:
    """What an entry can be recognised by."""
    said = (entry.title.ko, entry.title.en, entry.code, entry.room, f"{entry.start or ''}", "—")
    return next(filter(None, said))[:200]


def _overlaps(sessions: Sequence[ProgrammeSession]) -> Iterator[Doubt]:
    """Sessions of one room that overlap, and people who would have to be in two rooms."""
    timed = [session for session in sessions if session.start]
    for _, session in _overlapping((one.room, one) for one in timed if one.room):
        yield Doubt(session.line, session.title.best("ko"), OVERLAPS)
    parts = ((person.name, one) for one in timed for person in one.people)
    for earlier, session in _overlapping(parts):
        if earlier.room != session.room:
            both = {(one.name.ko, one.name.en) for one in earlier.people}
            person = next(one for one in session.people if (one.name.ko, one.name.en) in both)
            yield Doubt(session.line, person.name.best("ko"), TWICE)


def _overlapping(
    parts: Iterable[tuple[Hashable, ProgrammeSession]],
) -> Iterator[tuple[ProgrammeSession, ProgrammeSession]]:
    """Of the sessions that share a key, each that begins before the last one before it ends."""
    running: dict[Hashable, ProgrammeSession] = {}
    for key, session in parts:
        earlier = running.get(key)
        if earlier is not None and earlier is not session and _ends_after(earlier, session):
            yield earlier, session
        if earlier is None or not _ends_after(earlier, session):
            running[key] = session


def _ends_after(earlier: ProgrammeSession, session: ProgrammeSession) -> bool:
    """Whether one is still going on when the other, which began no earlier, begins."""
    end, start = earlier.end or earlier.start, session.start
    return end is not None and start is not None and start < end
