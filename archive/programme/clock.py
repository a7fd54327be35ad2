"""Printed times of day and durations at the beginning of a timetable row."""

import re
from dataclasses import dataclass

DAY = 24 * 60
_EVENING, _NIGHT = 18 * 60, 6 * 60

_WIDE = str.maketrans("０１２３４５６７８９：", "0123456789:")
_LEAD = r"^[\s◦○●·•ㆍ▪■□◆◇▶▷*\-–(\[<|]{0,6}"
_DASH = r"[~∼～〜∽\-‐‑‒–—―−]"
_POINT = (
    r"(?P<half{0}>오전|오후|낮|AM|PM|am|pm)?\s?(?P<hour{0}>\d{{1,2}})"
    r"(?:\s?:\s?(?P<minute{0}>\d{{2}})(?!\d)|\s?시(?!간)(?:\s?(?P<spelt{0}>\d{{1,2}})\s?분)?)"
    r"(?:\s?(?P<behind{0}>[AaPp]\.?[Mm])\b\.?)?"
)
_RANGE = re.compile(
    rf"{_LEAD}{_POINT.format(1)}\s{{0,3}}{_DASH}\s{{0,3}}(?:{_POINT.format(2)})?"
    r"(?!\s?(?:까지|부터|에 |에는|에서|동안))[)\]>]?"
)
_TICK = "['’′‘´`＇]"
_UNIT = rf"(?:{_TICK}|분|minutes|mins?\.?)"
_START_ONLY = re.compile(
    rf"{_LEAD}{_POINT.format(1)}[)\]>]?"
    rf"(?=\t|\s{{2}}|\s*$|\s*\||\s?[(\[]\s?\d{{1,3}}\s?(?:{_UNIT}|시간)|\s\d{{1,3}}\s?{_UNIT}(?:\s|$))"
)
_BRACKETED_DURATION = re.compile(
    rf"\s*[(\[]\s?(?:(?P<hours>\d{{1,2}})\s?시간)?\s?(?:(?P<minutes>\d{{1,3}})\s?(?P<unit>{_UNIT})?)?"
    rf"\s?[)\]](?P<late>\s?(?:{_TICK}|분))?"
)
_BARE_DURATION = re.compile(rf"\s*(?P<minutes>\d{{1,3}})\s?{_UNIT}(?=\s|\||$)")


@dataclass(frozen=True, slots=True)
class PrintedDuration:
    """Minutes as printed; ``is_odd`` where the unit stands in the wrong place, as in ``(90)'``."""

    minutes: int
    text: str
    is_odd: bool = False


@dataclass(frozen=True, slots=True)
class PrintedTimes:
    """Minutes since midnight (0 to 1440); nothing where a time is missing or impossible.

    An evening that ends after midnight ends on the next day, up to 1800.
    ``text`` is what was printed, ``rest`` what follows it on the line.
    """

    start: int | None
    end: int | None
    duration: PrintedDuration | None
    text: str
    rest: str
    is_possible: bool = True

    @property
    def minutes(self) -> int | None:
        """How long the row lasts by its two times."""
        return None if self.start is None or self.end is None else self.end - self.start


def read_times(text: str) -> PrintedTimes | None:
    """The times a line opens with, or nothing when it opens with none.

    >>> read_times("10:00~10:05 (5')\\t개회").minutes
    5
    """
    plain = text[:200].translate(_WIDE)
    match = _RANGE.match(plain) or _START_ONLY.match(plain)
    if match is None:
        return None
    start, end = _points(match)
    times = PrintedTimes(
        start=_inside_a_day(start),
        end=_perhaps_next_day(_inside_a_day(start), _inside_a_day(end)),
        duration=None,
        text=text[: match.end()].strip(),
        rest=text[match.end() :],
        is_possible=all(_inside_a_day(point) == point for point in (start, end)),
    )
    return with_duration(times, times.rest)


def with_duration(times: PrintedTimes, text: str) -> PrintedTimes:
    """The times with the duration ``text`` opens with; ``rest`` is what follows the duration."""
    found = None if times.duration else _read_duration(text, times.minutes)
    if found is None:
        return times
    duration, at = found
    end = times.end
    if end is None and times.start is not None and times.is_possible:
        end = times.start + duration.minutes
    return PrintedTimes(
        times.start, end, duration, times.text, text[at:], is_possible=times.is_possible
    )


def _read_duration(text: str, expected: int | None) -> tuple[PrintedDuration, int] | None:
    plain = text[:60].translate(_WIDE)
    match = _BRACKETED_DURATION.match(plain)
    if match is None:
        bare = _BARE_DURATION.match(plain)
        return bare and (PrintedDuration(int(bare["minutes"]), bare[0].strip()), bare.end())
    minutes = 60 * int(match["hours"] or 0) + int(match["minutes"] or 0)
    has_unit = bool(match["hours"] or match["unit"] or match["late"])
    # A number without a unit may as well be an item's number: "(1) 개회식".
    if minutes == 0 or (not has_unit and minutes != expected):
        return None
    return PrintedDuration(minutes, match[0].strip(), bool(match["late"])), match.end()


def _points(match: re.Match[str]) -> tuple[int | None, int | None]:
    start = _point(match, "1")
    if "hour2" not in match.re.groupindex or match["hour2"] is None:
        return start, None
    end = _point(match, "2")
    afternoon = match["half1"] in ("오후", "PM", "pm") and match["half2"] is None
    if afternoon and end < start and end < DAY // 2:
        end += DAY // 2
    return start, end


def _point(match: re.Match[str], which: str) -> int:
    hour, minute = int(match["hour" + which]), int(match["minute" + which] or 0)
    minute += int(match["spelt" + which] or 0)
    half = match["half" + which] or (match["behind" + which] or "").replace(".", "")
    if half.upper() in ("오후", "PM") and hour < 12:
        hour += 12
    if half.upper() in ("오전", "AM") and hour == 12:
        hour = 0
    return hour * 60 + minute if minute < 60 else -1


def _inside_a_day(point: int | None) -> int | None:
    return point if point is not None and 0 <= point <= DAY else None


def _perhaps_next_day(start: int | None, end: int | None) -> int | None:
    """The end of a row, on the next day where an evening ends after midnight."""
    if start is None or end is None or start < _EVENING or end > _NIGHT:
        return end
    return end + DAY
