"""What may settle each doubt about a programme: an edit where that can be told, else words."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from archive.programme.document import person_as_json
from archive.programme.lookalikes import in_one_script
from archive.programme.model import Doubt, Programme, ProgrammeSession, SessionKind, Suggestion
from archive.sentence import Sentence

_NEVER = datetime.max.replace(tzinfo=UTC)

COMPARE = Sentence("Compare it with the source, and edit the row if it is wrong.")
_MOST_SESSIONS = 5000
"""A schedule with more is looked at as a whole, not row by row."""
_END_UNTIL_NEXT = "Let it end at {time}, when the next one in the room begins."
_WRITE_END = Sentence("Write when it ends, if you know.")
_GIVE_DATE = Sentence("Give the day of the event.")
_WRITE_TITLE = Sentence("Write the event’s title.")
_CHECK_NAMES = Sentence("Check the names of this row, and write them as they should be.")


@dataclass(frozen=True, slots=True)
class _Around:
    """A doubt's session, and the sessions beside it in its room."""

    session: ProgrammeSession
    before: ProgrammeSession | None
    after: ProgrammeSession | None
    doubt: Doubt


_Suggesting = Callable[[_Around], Suggestion]


def with_suggestions(programme: Programme) -> Programme:
    """The programme whose every doubt has a suggestion."""
    rows = sorted(programme.sessions, key=lambda session: session.line)
    rooms = _Rooms(rows)
    doubts = tuple(
        doubt if doubt.suggestion else replace(doubt, suggestion=_suggestion(doubt, rows, rooms))
        for doubt in programme.doubts
    )
    return replace(programme, doubts=doubts)


def with_suggestion_open(doubt: Doubt) -> Doubt:
    """The doubt without the suggestion made here before, whose values may have changed since."""
    return replace(doubt, suggestion=None) if doubt.reason.template in _BY_REASON else doubt


def session_at(line: int, rows: Sequence[ProgrammeSession]) -> ProgrammeSession | None:
    """The session a line belongs to: the last one of these rows that opens no later."""
    return next((row for row in reversed(rows) if row.line <= line), None)


def _suggestion(
    doubt: Doubt,
    rows: Sequence[ProgrammeSession],
    rooms: "_Rooms",
) -> Suggestion:
    suggest = _BY_REASON.get(doubt.reason.template) if len(rows) <= _MOST_SESSIONS else COMPARE
    if isinstance(suggest, Sentence):
        return Suggestion(suggest)
    session = _session_with(doubt, rows) or session_at(doubt.line, rows)
    if suggest is None or session is None:
        return Suggestion(COMPARE)
    return suggest(_Around(session, *rooms.beside(session), doubt))


def _session_with(doubt: Doubt, rows: Sequence[ProgrammeSession]) -> ProgrammeSession | None:
    """The session of the person a doubt names, who may be written of anywhere in the document."""
    name = doubt.reason.values.get("name")
    named = (row for row in rows if any(name in (p.name.ko, p.name.en) for p in row.people))
    return next(named, None) if name else None


class _Rooms:
    """The sessions with a start, room by room in their order of time."""

    def __init__(self, sessions: Sequence[ProgrammeSession]) -> None:
        self._rooms: dict[str, list[ProgrammeSession]] = {}
        for session in sorted((one for one in sessions if one.start), key=_start):
            self._rooms.setdefault(session.room, []).append(session)

    def beside(
        self, session: ProgrammeSession
    ) -> tuple[ProgrammeSession | None, ProgrammeSession | None]:
        """The last session of the room that begins no later, and the first that begins later."""
        if session.start is None:
            return None, None
        listed = self._rooms[session.room]
        first = bisect_left(listed, session.start, key=_start)
        last = bisect_right(listed, session.start, key=_start)
        together = [one for one in listed[first : min(last, first + 2)] if one is not session]
        before = together[0] if together else listed[first - 1] if first else None
        after = listed[last] if last < len(listed) else None
        is_today = after is not None and _start(after).date() == session.start.date()
        return before, after if is_today else None


def _start(session: ProgrammeSession) -> datetime:
    return session.start or _NEVER


def _end_with_next(around: _Around) -> Suggestion:
    after = around.after.start if around.after else None
    if after is None or around.session.start is None:
        return Suggestion(_WRITE_END)
    sentence = Sentence(_END_UNTIL_NEXT, {"time": f"{after:%H:%M}"})
    return Suggestion(sentence, around.session.code, {"end": after.isoformat()})


def _end_before(around: _Around) -> Suggestion:
    """An overlap: the earlier session may end when this one begins."""
    start, before = around.session.start, around.before
    if start is None or before is None or before.start is None or before.start >= start:
        return Suggestion(Sentence("One of the two times is wrong, or they are in two rooms."))
    sentence = Sentence(
        "Let “{title}” end at {time}, when this one begins.",
        {"title": before.title.best("ko") or before.code, "time": f"{start:%H:%M}"},
    )
    return Suggestion(sentence, before.code, {"end": start.isoformat()})


def _end_by_duration(around: _Around) -> Suggestion:
    """The printed duration counts instead of the printed end."""
    session, minutes = around.session, around.doubt.reason.values.get("printed")
    if session.start is None or not isinstance(minutes, int):
        return Suggestion(COMPARE)
    end = datetime.fromtimestamp(session.start.timestamp() + 60 * minutes, session.start.tzinfo)
    sentence = Sentence("Let it end at {time}, as the duration says.", {"time": f"{end:%H:%M}"})
    return Suggestion(sentence, session.code, {"end": end.isoformat()})


def _write_korean_name(around: _Around) -> Suggestion:
    name = around.doubt.reason.values["name"]
    sentence = Sentence("Write the Korean name of {name} in the row.", {"name": name})
    return Suggestion(sentence, around.session.code)


def _as_ordinary(around: _Around) -> Suggestion:
    sentence = Sentence("Take it as an ordinary session.")
    return Suggestion(sentence, around.session.code, {"kind": SessionKind.SESSION.value})


def _in_one_script(around: _Around) -> Suggestion:
    """The word in Latin letters wherever the session has it."""
    words = around.doubt.text.split()
    mended = {word: plain for word in words if (plain := in_one_script(word))}
    fields = dict(_with_words(around.session, mended)) if mended else {}
    if not fields:
        return Suggestion(Sentence("Compare it with the source and write it again in one script."))
    word = next(iter(mended.values()))
    sentence = Sentence("Write it “{word}”, all in one script.", {"word": word})
    return Suggestion(sentence, around.session.code, fields)


def _with_words(
    session: ProgrammeSession, mended: Mapping[str, str]
) -> Iterator[tuple[str, object]]:
    def written(text: str) -> str:
        for word, plain in mended.items():
            text = text.replace(word, plain)
        return text

    title = {"ko": written(session.title.ko), "en": written(session.title.en)}
    if title != {"ko": session.title.ko, "en": session.title.en}:
        yield "title", title
    if written(session.room) != session.room:
        yield "room", written(session.room)
    people = [person_as_json(one) for one in session.people]
    names = [{key: written(text) for key, text in one["name"].items()} for one in people]
    if names != [one["name"] for one in people]:
        yield "people", [one | {"name": name} for one, name in zip(people, names, strict=True)]


_WRITE_NAME = Sentence("Write the name as soon as it is known; until then nobody is listed here.")
_ADD_IF_ITEM = Sentence(
    "If it is an item of its own, write a time before it in the source; if not, leave it."
)
_LEAVE_GAP = Sentence("If a row was left out, add it to the source; if not, leave it.")

_BY_REASON: Mapping[str, Sentence | _Suggesting] = {
    "No end is printed for this row.": _end_with_next,
    "The row ends before it starts; its end was left out.": _end_with_next,
    "The row starts and ends at the same time; its end was left out.": _end_with_next,
    "This session ends before it starts; its end was left out.": _end_with_next,
    "This row starts before the row above it has ended.": _end_before,
    "This session starts before the one before it in the same room has ended.": _end_before,
    "The duration printed is {printed} minutes, but the times are {length} minutes apart.": (
        _end_by_duration
    ),
    "The mark of the duration stands outside the brackets; minutes were read.": Sentence(
        "Leave it if the session lasts so many minutes."
    ),
    "There is no such time of day.": Sentence("Write when it begins and ends."),
    "This person is in two rooms at the same time.": Sentence(
        "One of the times, rooms or names is wrong, or two people have one name."
    ),
    "This word mixes writing systems; please check its spelling.": _in_one_script,
    "A word of this name mixes writing systems; please check its spelling.": _in_one_script,
    "This spelling mixes writing systems inside a word, so it was not taken as the Korean name of "
    "{name}.": _write_korean_name,
    "Where the Korean name of {name} begins could not be told.": _write_korean_name,
    "Who this will be was not known yet when the programme was printed.": _WRITE_NAME,
    "No name is printed here, only a position or an organisation.": _WRITE_NAME,
    "No name is printed here, only what the person does.": _WRITE_NAME,
    "No name is printed for who speaks here.": _WRITE_NAME,
    "The people meant here are not named one by one.": Sentence("Write each of them, if you know."),
    "What kind of item this row is could not be told.": _as_ordinary,
    "This line of the timetable was not understood.": _ADD_IF_ITEM,
    "Nothing is printed for the {minutes} minutes before this row.": _LEAVE_GAP,
    "This row has no title.": Sentence("Write its title."),
    "This session has no title.": Sentence("Write its title."),
    "No title of the event was found; please write one.": _WRITE_TITLE,
    "The text gives no date of the event; sessions have hours but no day.": _GIVE_DATE,
    "This date has no year, and the text gives none; sessions have hours but no day.": _GIVE_DATE,
    "The name could not be told from the affiliation for sure; please check both.": _CHECK_NAMES,
}
"""By the reason's template."""
