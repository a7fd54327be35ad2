"""The day of the event, told apart from the day newspapers may write about it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from archive.programme.dates import PrintedDate, find_dates, find_planned_dates
from archive.programme.lines import Line, compact
from archive.programme.model import Doubt
from archive.programme.words.headings import RELEASE_WORDS
from archive.sentence import Sentence

_WHEN = re.compile(
    r"^[\s\W]*(?:일\s?시|개최\s?일시?|행사\s?일시?|날\s?짜|일\s?자|기\s?간)\s?[:：\t(]"
)
_SAME_DAY = re.compile(r"같은\s?날|이날|당일")
_TAKES_PLACE = re.compile(r"개최|열린|열려|열리|열었|진행|막을|선보|마련")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")

FROM_RELEASE = Sentence(
    "The text gives no date of the event; the date of the press release was taken."
)
FROM_TEXT = Sentence("No date stands with the event's title or timetable; this one was taken.")
OTHER_WEEKDAY = Sentence("The weekday printed with this date is another one.")
NO_YEAR = Sentence(
    "This date has no year, and the text gives none; sessions have hours but no day."
)
NO_DATE = Sentence("The text gives no date of the event; sessions have hours but no day.")


@dataclass(frozen=True, slots=True)
class _Found:
    """A date as printed, where, and why it is not sure to be the event's."""

    printed: PrintedDate
    line: int
    doubt: Sentence | None = None


@dataclass(frozen=True, slots=True)
class EventDate:
    """The event's day, or nothing; ``year`` completes other dates of the same document."""

    day: date | None
    doubts: tuple[Doubt, ...] = ()

    def of(self, printed: PrintedDate | None) -> date | None:
        """The day a heading inside the timetable sets; the event's where there is none."""
        if printed is None or self.day is None:
            return self.day
        return printed.in_year(self.day.year)


def read_event_date(heading: Sequence[Line], prose: Sequence[Line], title: str) -> EventDate:
    """The event's day: from the heading, a line 일시, the sentence that names the event, …"""
    released = _release_date(prose)
    found = next(_candidates(heading, prose, title, released), None)
    if found is None:
        return EventDate(None, (Doubt(1, "", NO_DATE),))
    day = _completed(found.printed, title, released)
    if day is None:
        return EventDate(None, (Doubt(found.line, found.printed.text, NO_YEAR),))
    doubts = [found.doubt] if found.doubt else []
    doubts += [] if found.printed.fits(day) else [OTHER_WEEKDAY]
    return EventDate(day, tuple(Doubt(found.line, found.printed.text, one) for one in doubts))


def _candidates(
    heading: Sequence[Line], prose: Sequence[Line], title: str, released: _Found | None
) -> Iterator[_Found]:
    plan = [line for line in prose if not _is_release_line(line)]
    yield from _dates_on(heading)
    yield from _dates_on([line for line in plan if _WHEN.match(line.text)])
    yield from _beside_title(plan, title)
    events = _dates_on([line for line in plan if _TAKES_PLACE.search(line.text)], FROM_TEXT)
    yield from events
    if released:
        yield _Found(released.printed, released.line, FROM_RELEASE)
    yield from _dates_on(plan, FROM_TEXT)


def _dates_on(lines: Sequence[Line], doubt: Sentence | None = None) -> Iterator[_Found]:
    for line in lines:
        for printed in find_planned_dates(line.text):
            yield _Found(printed, line.number, doubt)


def _beside_title(lines: Sequence[Line], title: str) -> Iterator[_Found]:
    """Dates of the sentences that name the event; "on the same day" means the date before it."""
    names = {compact(title), _YEAR.sub("", compact(title)).removeprefix("년")} - {""}
    last: _Found | None = None
    for line in lines:
        printed, plain = find_planned_dates(line.text), compact(line.text)
        if any(name in plain for name in names):
            if printed:
                yield _Found(printed[0], line.number)
            elif last and _SAME_DAY.search(line.text):
                yield last
        if printed:
            last = _Found(printed[-1], line.number)


def _release_date(prose: Sequence[Line]) -> _Found | None:
    for line in filter(_is_release_line, prose):
        for printed in find_dates(line.text):
            if printed.year:
                return _Found(printed, line.number)
    return None


def _is_release_line(line: Line) -> bool:
    plain = compact(line.text)
    return any(word in plain for word in RELEASE_WORDS)


def _completed(printed: PrintedDate, title: str, released: _Found | None) -> date | None:
    """The date with its year; where none is printed, the one whose weekday fits."""
    years = [int(year) for year in _YEAR.findall(title)]
    day_of_release = released.printed.in_year(0) if released else None
    if day_of_release:
        years += [day_of_release.year, day_of_release.year + 1]
    days = [
        day for year in years or ([0] if printed.year else []) if (day := printed.in_year(year))
    ]
    likely = [day for day in days if _may_follow(day, day_of_release)]
    return next((day for day in likely if printed.fits(day)), next(iter(likely or days), None))


def _may_follow(day: date, release: date | None) -> bool:
    """A release speaks of what comes, or of what has just been."""
    return release is None or release - timedelta(days=180) <= day
