"""Printed dates, as Korean documents write them."""

import re
from dataclasses import dataclass
from datetime import date

WEEKDAYS = "월화수목금토일"

_WEEKDAY = (
    r"(?:\s?\(\s?(?P<weekday>[월화수목금토일])(?:요일)?\s?\)|\s?(?P<bare>[월화수목금토일])요일)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<{{0}}>{'|'.join(_MONTHS)})[a-z]{{{{0,6}}}}\.?"
_TH = r"(?:st|nd|rd|th)?"
_ENGLISH = re.compile(
    r"(?<![\w.])(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{1,2})?"
    rf"(?:(?P<first>\d{{1,2}}){_TH}\s(?:of\s)?{_MONTH.format('named')}(?![a-z])"
    rf"|{_MONTH.format('opening')}\s(?P<second>\d{{1,2}}){_TH}(?![\d:]))"
    r"(?:,?\s(?P<year>(?:19|20)\d{2}))?(?:\s?\((?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\))?",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d{2})|['’‘](?P<short>\d{2}))\s?[.\-/년]\s?"
    r"(?P<month>\d{1,2})\s?[.\-/월]\s?(?P<day>\d{1,2})(?!\d)\s?[일.]?" + _WEEKDAY
)
_DAY_OF_YEAR = re.compile(
    r"(?<![\d.:’'])(?P<month>\d{1,2})(?:\s?월\s?(?P<spelt>\d{1,2})\s?일"
    r"|\s?/\s?(?P<slashed>\d{1,2})(?=\s?\([월화수목금토일](?:요일)?\s?\))|\s?\.\s?(?P<day>\d{1,2})"
    r"(?:\s?\.(?!\s?\d)|(?=\s?\([월화수목금토일](?:요일)?\s?\))))" + _WEEKDAY
)
_PASSED = re.compile(r"(?:지난|전일|전날|앞서|작년|지난해)[^.]{0,6}$")
_DEADLINE = re.compile(r"^\s?\S{0,2}까지")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed; the year may be missing. ``weekday`` counts from Monday = 0."""

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    text: str = ""
    at: int = 0

    def in_year(self, year: int) -> date | None:
        """The day in the year printed, or else in ``year``; nothing for 30 February."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None

    def fits(self, day: date) -> bool:
        """Whether the printed weekday, if any, is the one of ``day``."""
        return self.weekday is None or self.weekday == day.weekday()


def find_dates(text: str) -> tuple[PrintedDate, ...]:
    """Every date of a line, in order, with or without a year."""
    full = [_printed(match) for match in _FULL.finditer(text)]
    rest = _FULL.sub(lambda match: "\0" * len(match[0]), text)
    short = [_printed(match) for match in _DAY_OF_YEAR.finditer(rest)]
    short += [_printed_in_english(match) for match in _ENGLISH.finditer(rest)]
    found = (one for one in full + short if one.in_year(2024) is not None)
    return tuple(sorted(found, key=lambda one: one.at))


def find_planned_dates(text: str) -> tuple[PrintedDate, ...]:
    """The dates of a line that are neither looked back at nor deadlines."""
    return tuple(
        found
        for found in find_dates(text)
        if not _PASSED.search(text[max(0, found.at - 12) : found.at])
        and not _DEADLINE.search(text[found.at + len(found.text) :])
    )


def _printed(match: re.Match[str]) -> PrintedDate:
    groups = match.groupdict()
    weekday = groups["weekday"] or groups["bare"]
    year = groups.get("year") or (groups.get("short") and "20" + groups["short"])
    return PrintedDate(
        month=int(groups["month"]),
        day=int(groups["day"] or groups.get("spelt") or groups.get("slashed") or 0),
        year=int(year) if year else None,
        weekday=WEEKDAYS.index(weekday) if weekday else None,
        text=match[0],
        at=match.start(),
    )


def _printed_in_english(match: re.Match[str]) -> PrintedDate:
    """``12 March 2026``, ``Thursday, March 12th``; its weekday is not compared."""
    month = (match["named"] or match["opening"])[:3].casefold()
    return PrintedDate(
        month=_MONTHS.index(month) + 1,
        day=int(match["first"] or match["second"]),
        year=int(match["year"]) if match["year"] else None,
        text=match[0],
        at=match.start(),
    )
