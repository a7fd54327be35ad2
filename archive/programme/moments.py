"""Days, moments, lengths and time zones as schedule files write them."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = re.compile(r"(\d{4})[-./]\s?(\d{1,2})[-./]\s?(\d{1,2})\.?")
_HOUR = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_ISO_LENGTH = re.compile(r"P(?:(\d{1,3})D)?T?(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,6})S)?")
_PARTS = re.compile(r"(?:(?P<days>\d{1,2}):)?(?P<hours>\d{1,3}):(?P<minutes>\d{2})")
_LONGEST = timedelta(days=14)


def read_day(text: str) -> date | None:
    """``2026-11-23``, ``2026. 11. 23.`` or a whole moment's day."""
    match = _DAY.match(text.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def read_moment(text: str, day: date | None) -> datetime | None:
    """An ISO 8601 moment, or an hour such as ``09:30`` on ``day``; naive where no zone is given."""
    plain = text.strip()
    hour = _HOUR.fullmatch(plain)
    try:
        if hour:
            point = time(int(hour[1]), int(hour[2]), int(hour[3] or 0))
            return datetime.combine(day, point) if day else None
        return datetime.fromisoformat(plain) if "T" in plain or " " in plain else None
    except ValueError:
        return None


def read_length(text: str) -> timedelta | None:
    """``00:25``, ``1:02:30`` (days first), ``PT25M`` or plain minutes; nothing unless positive."""
    plain = text.strip()
    if match := _PARTS.fullmatch(plain):
        length = timedelta(**{unit: int(part or 0) for unit, part in match.groupdict().items()})
    elif plain.isdecimal() and len(plain) < 6:
        length = timedelta(minutes=int(plain))
    elif plain.startswith("P") and (match := _ISO_LENGTH.fullmatch(plain)):
        units = ("days", "hours", "minutes", "seconds")
        amounts = (int(part or 0) for part in match.groups())
        length = timedelta(**dict(zip(units, amounts, strict=True)))
    else:
        return None
    return length if timedelta() < length <= _LONGEST else None


def read_zone(text: str) -> str:
    """An IANA zone's name if there is such a zone, else nothing."""
    name = text.strip()
    try:
        return ZoneInfo(name).key if name else ""
    except (KeyError, ValueError, OSError):
        return ""
