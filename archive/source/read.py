"""What yt-dlp says of a source, read into our own facts; nothing is fetched here."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from archive.errors import SourceRefusedError, SourceUnavailableError
from archive.recording import SourceChapter
from archive.source.facts import SourceFacts
from archive.source.formats import Format, choose_formats, choose_small
from archive.source.subtitles import choose_subtitles
from archive.timecode import Span

Info = Mapping[str, Any]
"""What yt-dlp calls an info dict; described in its extractor/common.py."""

LOOK_AFTER_START = timedelta(hours=1)
LOOK_AGAIN_WHEN_LATE = timedelta(minutes=10)
LOOK_AGAIN_WHEN_LIVE = timedelta(minutes=5)
LOOK_AGAIN_WHEN_PROCESSED = timedelta(minutes=15)
"""When to look again. An event rarely ends within its first hour; YouTube takes from minutes to
hours to make a whole video of a stream, and until then offers its last two hours only."""

_UNTITLED = re.compile(r"<Untitled Chapter \d+>")


def read_facts(info: Info, url: str, now: datetime) -> SourceFacts:
    """The facts of one finished video; ``now`` is aware.

    Raises ``SourceRefusedError`` for a list of videos or one without a picture, and
    ``SourceUnavailableError`` with ``not_before`` for a livestream that is not over yet.
    """
    refuse_lists(info)
    refuse_unfinished(info, now)
    duration = _milliseconds(info.get("duration"))
    was_live = info.get("live_status") == "was_live"
    formats = choose_formats(listed_formats(info))
    return SourceFacts(
        url=str(info.get("webpage_url") or url),
        title=str(info.get("title") or info.get("id") or url),
        description=str(info.get("description") or ""),
        started_at=_instant(info.get("release_timestamp")) if was_live else None,
        duration_ms=duration,
        live_status="was_live" if was_live else "not_live",
        chapters=tuple(_chapters(info, duration)),
        formats=formats,
        subtitles=tuple(chosen for chosen, _ in choose_subtitles(info)),
        small=choose_small(listed_formats(info), formats[0]),
    )


def listed_formats(info: Info) -> list[Format]:
    """The media files of a video; where yt-dlp lists none, the info dict itself is the only one."""
    formats = info.get("formats")
    if formats is None:
        return [info] if info.get("url") else []
    return list(formats)


def refuse_lists(info: Info) -> None:
    """Raise ``SourceRefusedError`` when the address gives several videos, or a page of them."""
    if info.get("_type", "video") == "video":
        return
    first = next(iter(info.get("entries") or ()), None) or {}
    example = first.get("webpage_url") or first.get("url")
    if example:
        raise SourceRefusedError(
            "This address is a list of videos. Give the address of one of them instead, such as "
            "{example}.",
            example=str(example),
        )
    raise SourceRefusedError(
        "This address is a list of videos. Give the address of one video instead."
    )


def refuse_unfinished(info: Info, now: datetime) -> None:
    """Raise ``SourceUnavailableError`` until a livestream is over and its video is whole."""
    status = info.get("live_status")
    if status == "is_upcoming":
        raise _upcoming(_instant(info.get("release_timestamp")), now)
    if status == "is_live":
        raise SourceUnavailableError(
            "The livestream is still running. It is fetched when it is over.",
            not_before=now + LOOK_AGAIN_WHEN_LIVE,
        )
    if status == "post_live":
        raise SourceUnavailableError(
            "The livestream has ended, and the site is still making its video. It is fetched when "
            "the video is whole.",
            not_before=now + LOOK_AGAIN_WHEN_PROCESSED,
        )


def _upcoming(starts_at: datetime | None, now: datetime) -> SourceUnavailableError:
    if starts_at is None:
        return SourceUnavailableError(
            "The livestream has not begun yet. It is fetched when it is over.",
            not_before=now + LOOK_AFTER_START,
        )
    return SourceUnavailableError(
        "The livestream begins at {start} (UTC). It is fetched when it is over.",
        not_before=max(starts_at + LOOK_AFTER_START, now + LOOK_AGAIN_WHEN_LATE),
        start=f"{starts_at:%Y-%m-%d %H:%M}",
    )


def _chapters(info: Info, duration: int | None) -> Iterator[SourceChapter]:
    """Chapters the source itself names; yt-dlp fills gaps with untitled ones of its own."""
    for chapter in info.get("chapters") or ():
        start, end = (
            _milliseconds(chapter.get("start_time")),
            _milliseconds(chapter.get("end_time")),
        )
        end = duration if end is None else end
        title = str(chapter.get("title") or "").strip()
        if title and not _UNTITLED.fullmatch(title) and start is not None and end and end > start:
            yield SourceChapter(Span(start, end), title)


def _milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)


def _instant(timestamp: float | None) -> datetime | None:
    return None if timestamp is None else datetime.fromtimestamp(timestamp, UTC)
