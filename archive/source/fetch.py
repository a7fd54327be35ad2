"""One file of a source, fetched into a folder under a name that is always the same."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from yt_dlp.downloader.common import FileDownloader
from yt_dlp.utils import determine_protocol

from archive.errors import SourceRefusedError, SourceUnavailableError
from archive.source.engine import Engine, Info
from archive.source.fragments import RestartableDash, RestartableHls
from archive.source.progress import Watch
from archive.source.resume import RestartableHttp
from archive.storage import written_beside

_DOWNLOADERS: dict[str, type[FileDownloader]] = {
    "http": RestartableHttp,
    "https": RestartableHttp,
    "http_dash_segments": RestartableDash,
    "m3u8": RestartableHls,
    "m3u8_native": RestartableHls,
}
"""All that are ever used: each fetches through the guard and starts no other program."""

_NOT_OF_ONE_FILE = (
    "formats", "requested_formats", "subtitles", "requested_subtitles", "automatic_captions",
    "section_start", "section_end", "fragments", "ext", "protocol", "url",
)  # fmt: skip
_SLACK_BYTES = 100
"""YouTube's stated sizes are now and then a few bytes off (yt-dlp, downloader/http.py)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One file to fetch: its name in the folder, what yt-dlp knows of it, its size if stated."""

    name: str
    entry: Mapping[str, Any]
    size: int | None


def fetch(engine: Engine, info: Info, piece: Piece, folder: Path, watch: Watch) -> Path:
    """Fetch one file unless it is there, going on where an earlier attempt ended.

    Raises yt-dlp's errors as they are, and ``SourceUnavailableError`` when the file ended short.
    """
    target = folder / piece.name
    if data := piece.entry.get("data"):
        with written_beside(target) as beside:
            beside.write_text(data, encoding="utf-8")
        return target
    status = {key: value for key, value in info.items() if key not in _NOT_OF_ONE_FILE}
    status |= piece.entry
    status["protocol"] = determine_protocol(status)
    status.setdefault("http_headers", info.get("http_headers"))
    downloader = _downloader(status["protocol"])(engine.ydl, engine.ydl.params)
    downloader.add_progress_hook(watch.hook(piece.name))
    watch.check()
    _wait_until_available(status, watch)
    downloader.download(str(target), status)
    _refuse_short(target, piece.size)
    return target


def file_name(kind: str, code: str, extension: str) -> str:
    """``video-137.mp4``: safe whatever a source calls its formats, and always the same."""
    return f"{kind}-{_safe(code)}.{_safe(extension)}"


def _downloader(protocol: str) -> type[FileDownloader]:
    found = _DOWNLOADERS.get(protocol)
    if found is None:
        raise SourceRefusedError(
            "The source is sent by {protocol}, which can't be downloaded safely.",
            protocol=protocol,
        )
    return found


def _wait_until_available(status: Mapping[str, Any], watch: Watch) -> None:
    """YouTube gives some formats only after as long as its advertisements would have lasted."""
    available_at = status.get("available_at")
    if available_at:
        watch.wait(available_at - datetime.now(UTC).timestamp())


def _refuse_short(target: Path, size: int | None) -> None:
    actual = target.stat().st_size if target.exists() else 0
    if actual and actual >= (size or 0) - _SLACK_BYTES:
        return
    target.unlink(missing_ok=True)
    raise SourceUnavailableError("The download ended before the file was whole.")


def _safe(word: str) -> str:
    return re.sub(r"[^A-Za-z0-9_]+", "_", word)[:40] or "_"
