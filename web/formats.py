"""Dates, times, lengths and sizes as people read them in Korean and English; babel stops here."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_name
from babel.units import format_unit

from archive.language import Language
from archive.timecode import Offset

_DATES = {"ko": "y년 M월 d일 (EEE)", "en": "EEE, d MMM y"}
_TIMES = {"ko": "aaaa h:mm", "en": "h:mm a"}
"""Only ``aaaa`` gives 오전 and 오후: babel's short form of the Korean day period is "PM"."""


@lru_cache(maxsize=1024)
def written_date(value: date, language: Language) -> str:
    """``2026년 11월 22일 (일)`` or ``Sun, 22 Nov 2026``."""
    return format_date(value, _DATES[language], locale=language)


@lru_cache(maxsize=4096)
def written_time(value: datetime, timezone: str, language: Language) -> str:
    """``오후 2:05`` or ``2:05 PM``, on the clock of ``timezone``."""
    return format_datetime(
        value.astimezone(ZoneInfo(timezone)), _TIMES[language], locale=language
    ).replace("\u202f", " ")


def written_moment(value: datetime, timezone: str, language: Language) -> str:
    """A date and the time on it."""
    day = value.astimezone(ZoneInfo(timezone)).date()
    return f"{written_date(day, language)} {written_time(value, timezone, language)}"


def written_length(milliseconds: Offset, language: Language) -> str:
    """``1시간 30분`` or ``1 hr 30 min``; below a minute in seconds.

    Not babel's ``format_timedelta``, which rounds 90 minutes to 2 hours.
    """
    seconds = round(milliseconds / 1000)
    if seconds < 60:
        return f"{seconds}초" if language == "ko" else f"{seconds} sec"
    hours, minutes = divmod(round(seconds / 60), 60)
    names = ("시간", "분") if language == "ko" else (" hr", " min")
    parts = [f"{n}{name}" for n, name in zip((hours, minutes), names, strict=True) if n]
    return " ".join(parts)


def iso_length(milliseconds: Offset) -> str:
    """``PT1H2M3S``, as metadata wants it."""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"PT{hours}H{minutes}M{seconds}S"


def written_day(value: datetime, timezone: str, language: Language) -> str:
    """The date of an instant where ``timezone`` is kept."""
    return written_date(value.astimezone(ZoneInfo(timezone)).date(), language)


def written_zone(timezone: str, language: Language) -> str:
    """``대한민국 시간`` or ``South Korea Time``: whose clock a programme's times are on."""
    return get_timezone_name(timezone, "long", locale=language, zone_variant="generic")


def written_size(count: float, language: Language) -> str:
    """Bytes as kilobytes, megabytes or gigabytes."""
    if count < 1e6:
        return format_unit(round(count / 1e3), "digital-kilobyte", "short", locale=language)
    unit, size = ("gigabyte", 1e9) if count >= 1e9 else ("megabyte", 1e6)
    return format_unit(round(count / size, 1), f"digital-{unit}", "short", locale=language)
