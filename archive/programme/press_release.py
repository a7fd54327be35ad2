"""Reads a Korean press release with a printed timetable."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from archive.errors import ProgrammeUnreadableError
from archive.programme.checks import check_overlaps, check_times, end_of
from archive.programme.codes import code_sessions
from archive.programme.event_date import EventDate, read_event_date
from archive.programme.event_title import bilingual, read_event_title
from archive.programme.letters import has_hangul, mixed_words
from archive.programme.lines import Line, lines_of, tidy
from archive.programme.mentions import Mentions, gather_mentions
from archive.programme.model import (
    Appearance,
    Bilingual,
    Doubt,
    Programme,
    ProgrammeEvent,
    ProgrammeSession,
    SessionKind,
)
from archive.programme.row import RowContent, read_row_content
from archive.programme.timetable import Row, Timetable, find_timetable, opens_row
from archive.programme.typography import closed_up, free_companies, hold_companies
from archive.sentence import Sentence

NAME = "Korean press release"
TIMEZONE = "Asia/Seoul"
MAX_CHARACTERS = 300_000
"""Longest text read; a long press release with all its attachments has some 50,000."""
MAX_LINE = 20_000
"""Longest line in characters; the longest printed paragraph seen has about 1,000."""

_NO_TIMETABLE = (
    "No timetable was found in this press release: "
    "rows that begin with a time, such as “10:00~10:30”, were expected."
)
_DOUBTED_TEXT = 200


def recognises(text: str) -> bool:
    """Korean text in which a line opens a row of a timetable."""
    return has_hangul(text) and any(map(opens_row, lines_of(text)))


def read(text: str) -> Programme:
    """The programme in a press release; raises ProgrammeUnreadableError without a timetable."""
    if len(text) > MAX_CHARACTERS:
        raise ProgrammeUnreadableError(
            "The text has {characters} characters; a press release with at most {most} is read.",
            characters=len(text),
            most=MAX_CHARACTERS,
        )
    _refuse_long_lines(text)
    lines = tuple(map(_as_words, lines_of(text)))
    timetable = find_timetable(lines)
    if timetable is None:
        raise ProgrammeUnreadableError(_NO_TIMETABLE)
    return _read(timetable, gather_mentions(lines), lines)


def _refuse_long_lines(text: str) -> None:
    for line in lines_of(text):
        if len(line.text) > MAX_LINE:
            raise ProgrammeUnreadableError(
                "Line {line} of the programme file has {characters} characters; "
                "at most {most} are read.",
                line=line.number,
                characters=len(line.text),
                most=MAX_LINE,
            )


def _as_words(line: Line) -> Line:
    return replace(line, text=hold_companies(closed_up(line.text)))


def _read(timetable: Timetable, known: Mentions, lines: Sequence[Line]) -> Programme:
    title, title_doubts = read_event_title(timetable.heading, timetable.prose)
    day = read_event_date(timetable.heading, timetable.prose, title.ko or title.en)
    contents = [read_row_content(row.cells, known) for row in timetable.rows]
    sessions = _sessions(timetable.rows, contents, day)
    doubts = (
        *title_doubts,
        *day.doubts,
        *(doubt for row in timetable.rows for doubt in check_times(row)),
        *check_overlaps(sessions, timetable.rows),
        *_doubts_about_rows(timetable.rows, contents),
        *_doubts_about_lines(timetable.stray),
        *_doubts_about_spelling(lines, known, sessions),
    )
    event = ProgrammeEvent(_freed(title), day.day, TIMEZONE)
    said = (_shortened(doubt, lines) for doubt in doubts)
    return Programme(event, sessions, tuple(sorted(said, key=_line_of)))


def _sessions(
    rows: Sequence[Row], contents: Sequence[RowContent], day: EventDate
) -> tuple[ProgrammeSession, ...]:
    kinds = [(content.kind or SessionKind.OTHER, content.number) for content in contents]
    sessions: list[ProgrammeSession] = []
    for row, content, code in zip(rows, contents, code_sessions(kinds), strict=True):
        above = sessions[-1].room if sessions else ""
        sessions.append(
            ProgrammeSession(
                code=code,
                kind=content.kind or SessionKind.OTHER,
                title=_freed(bilingual(content.title)),
                room=above if row.cells.room_is_ditto else free_companies(row.cells.room),
                start=_instant(row.times.start, row, day),
                end=_instant(end_of(row.times), row, day),
                people=_appearances(content),
                line=row.line,
            )
        )
    return tuple(sessions)


def _instant(minutes: int | None, row: Row, day: EventDate) -> datetime | None:
    date = day.of(row.day)
    if minutes is None or date is None:
        return None
    return datetime.combine(date, time(), ZoneInfo(TIMEZONE)) + timedelta(minutes=minutes)


def _appearances(content: RowContent) -> tuple[Appearance, ...]:
    return tuple(
        Appearance(one.person.name, one.person.affiliation, one.role, order)
        for order, one in enumerate(content.people, start=1)
    )


def _doubts_about_rows(rows: Sequence[Row], contents: Sequence[RowContent]) -> list[Doubt]:
    doubts: list[Doubt] = []
    for row, content in zip(rows, contents, strict=True):
        doubts += content.doubts
        if not content.title:
            doubts.append(Doubt(row.line, row.printed, Sentence("This row has no title.")))
        elif content.kind is None:
            reason = Sentence("What kind of item this row is could not be told.")
            doubts.append(Doubt(row.line, content.title, reason))
        if _lacks_speaker(content):
            reason = Sentence("No name is printed for who speaks here.")
            doubts.append(Doubt(row.line, content.title, reason))
    return doubts


def _lacks_speaker(content: RowContent) -> bool:
    speeches = (SessionKind.ADDRESS, SessionKind.REMARKS)
    return content.kind in speeches and not content.people and not content.doubts


def _doubts_about_lines(stray: Sequence[Line]) -> list[Doubt]:
    reason = Sentence("This line of the timetable was not understood.")
    return [Doubt(line.number, tidy(line.text), reason) for line in stray]


def _doubts_about_spelling(
    lines: Sequence[Line], known: Mentions, sessions: Sequence[ProgrammeSession]
) -> list[Doubt]:
    """Words that mix writing systems, each once; with whose name it would be, where known."""
    present = {one.name.en.casefold() for session in sessions for one in session.people}
    doubts, seen = [], set[str]()
    for latin, mention in known.by_latin.items():
        if latin in present and mention.doubtful:
            reason = Sentence(
                "This spelling mixes writing systems inside a word, "
                "so it was not taken as the Korean name of {name}.",
                {"name": mention.latin},
            )
            doubts.append(Doubt(mention.line, mention.doubtful, reason))
            seen.update(mixed_words(mention.doubtful))
        elif latin in present and not mention.hangul:
            reason = Sentence(
                "Where the Korean name of {name} begins could not be told.", {"name": mention.latin}
            )
            doubts.append(Doubt(mention.line, mention.latin, reason))
    return [*doubts, *_doubts_about_words(lines, seen)]


def _doubts_about_words(lines: Sequence[Line], seen: set[str]) -> list[Doubt]:
    reason = Sentence("This word mixes writing systems; please check its spelling.")
    doubts = []
    for line in lines:
        for word in mixed_words(line.text):
            if not any(word.startswith(known) for known in seen) and len(seen) < _MOST_WORDS:
                doubts.append(Doubt(line.number, word, reason))
                seen.add(word)
    return doubts


_MOST_WORDS = 50
"""A text full of such words is in another encoding; fifty doubts say so as well as thousands."""


def _freed(title: Bilingual) -> Bilingual:
    return Bilingual(free_companies(title.ko), free_companies(title.en))


def _shortened(doubt: Doubt, lines: Sequence[Line]) -> Doubt:
    """The doubt with a text that fits; with its line, or the first one, where it has none."""
    said = (doubt.text, lines[doubt.line - 1].text, *(line.text for line in lines))
    text = " ".join(free_companies(next(one for one in said if one.strip())).split())
    if len(text) <= _DOUBTED_TEXT:
        return Doubt(doubt.line, text, doubt.reason)
    return Doubt(doubt.line, text[: _DOUBTED_TEXT - 1] + "…", doubt.reason)


def _line_of(doubt: Doubt) -> int:
    return doubt.line
