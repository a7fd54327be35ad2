"""A programme from a printed timetable, wherever it was printed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from archive.programme.chairs import with_chairs
from archive.programme.checks import check_overlaps, check_times, end_of
from archive.programme.codes import code_sessions
from archive.programme.event_date import FROM_RELEASE, FROM_TEXT, EventDate, read_event_date
from archive.programme.event_title import bilingual, read_event_title
from archive.programme.letters import has_hangul, mixed_words
from archive.programme.lines import Line, tidy
from archive.programme.listed import NO_ZONE
from archive.programme.mentions import Mentions, gather_mentions
from archive.programme.model import (
    Appearance,
    Bilingual,
    ClockTimes,
    Doubt,
    Programme,
    ProgrammeEvent,
    ProgrammeSession,
    SessionKind,
)
from archive.programme.row import RowContent, read_row_content
from archive.programme.timetable import Row, Timetable
from archive.programme.typography import closed_up, free_companies, hold_companies, labelled_times
from archive.sentence import Sentence

TIMEZONE = "Asia/Seoul"

NOT_UNDERSTOOD = Sentence("This line of the timetable was not understood.")
ONLY_A_HEADING = Sentence(
    "This heading stands over several rows and is no session of its own; only who chairs them was "
    "taken from it."
)
_DOUBTED_TEXT = 200


def as_words(line: Line) -> Line:
    """A line as the readers of rows expect it; ``programme_of`` gives back what was printed."""
    return replace(line, text=hold_companies(closed_up(labelled_times(line.text))))


def programme_of(timetable: Timetable, lines: Sequence[Line]) -> Programme:
    """The programme a timetable tells of; ``lines`` are all of the document's, by ``as_words``."""
    known = gather_mentions(lines)
    title, title_doubts = read_event_title(timetable.heading, timetable.prose)
    day = read_event_date(timetable.heading, timetable.prose, title.ko or title.en)
    day = _day_of_rows(timetable.rows, day)
    contents = [read_row_content(row.cells, known) for row in timetable.rows]
    contents = with_chairs(timetable.rows, contents, known)
    sessions = _sessions(timetable.rows, contents, day)
    doubts = (
        *title_doubts,
        *day.doubts,
        *(doubt for row in timetable.rows for doubt in check_times(row)),
        *check_overlaps(sessions, timetable.rows),
        *_doubts_about_rows(timetable.rows, contents),
        *_doubts_about_lines(timetable.stray, NOT_UNDERSTOOD),
        *_doubts_about_lines(timetable.headings, ONLY_A_HEADING),
        *_doubts_about_spelling(lines, known, sessions),
    )
    if not any(has_hangul(line.text) for line in lines):
        doubts = (Doubt(1, "", NO_ZONE), *doubts)
    event = ProgrammeEvent(_freed(title), day.day, TIMEZONE)
    said = (_shortened(doubt, lines) for doubt in doubts[:_MOST_DOUBTS])
    return Programme(event, sessions, tuple(sorted(said, key=_line_of)))


def _day_of_rows(rows: Sequence[Row], day: EventDate) -> EventDate:
    """The first day that rows print in full, where the text above them gives none for sure."""
    printed = (row.day.in_year(row.day.year) for row in rows if row.day and row.day.year)
    first = min((one for one in printed if one is not None), default=None)
    is_guessed = day.day is None or any(
        one.reason in (FROM_TEXT, FROM_RELEASE) for one in day.doubts
    )
    return EventDate(first) if first and is_guessed else day


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
                title=_title(content.title, row.cells.title_en),
                room=above if row.cells.room_is_ditto else free_companies(row.cells.room),
                start=_instant(row.times.start, row, day),
                end=_instant(end_of(row.times), row, day),
                people=_appearances(content),
                line=row.line,
                clock=_clock(row) if day.day is None else None,
            )
        )
    return tuple(sessions)


def _clock(row: Row) -> ClockTimes | None:
    """A row's times where the document gives no day for them."""
    if row.times.start is None:
        return None
    on = (row.day.month, row.day.day) if row.day else (None, None)
    return ClockTimes(row.times.start, end_of(row.times), *on)


def _title(title: str, title_en: str) -> Bilingual:
    """The title in its language; in both where a column of its own gives the English one."""
    one = _freed(bilingual(title))
    return Bilingual(one.ko, one.en or free_companies(title_en))


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


def _doubts_about_lines(lines: Sequence[Line], reason: Sentence) -> list[Doubt]:
    return [Doubt(line.number, tidy(line.text), reason) for line in lines]


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


_MOST_DOUBTS = 500
_MOST_WORDS = 50
"""A text full of such words is in another encoding; fifty doubts say so as well as thousands."""


def _freed(title: Bilingual) -> Bilingual:
    return Bilingual(free_companies(title.ko), free_companies(title.en))


def _shortened(doubt: Doubt, lines: Sequence[Line]) -> Doubt:
    """The doubt with a text that fits; with its line, or the first one, where it has none."""
    own = (line.text for line in lines if line.number == doubt.line)
    said = (doubt.text, *own, *(line.text for line in lines), "-")
    text = " ".join(free_companies(next(one for one in said if one.strip())).split())
    if len(text) <= _DOUBTED_TEXT:
        return Doubt(doubt.line, text, doubt.reason)
    return Doubt(doubt.line, text[: _DOUBTED_TEXT - 1] + "…", doubt.reason)


def _line_of(doubt: Doubt) -> int:
    return doubt.line
