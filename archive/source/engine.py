"""One yt-dlp at work: how it is set up, and one address read with it."""

import logging
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yt_dlp.postprocessor.ffmpeg import FFmpegPostProcessor

from archive.source.failures import sort_words
from archive.source.guard import GuardedYoutubeDL
from archive.source.policy import SourcePolicy
from archive.source.progress import Watch
from archive.source.read import listed_formats

_log = logging.getLogger(__name__)

_LONGEST_WAIT_SECONDS = 60.0
_NO_FFMPEG = "/dev/null/no-ffmpeg-for-yt-dlp"
_OTHER_PROGRAMS = ("-pornhub.*", "-iqiyi.*", "-douyu.*")
"""Extractors that start phantomjs, which would fetch pages past the guard."""

Info = dict[str, Any]


@dataclass(slots=True)
class Engine:
    """A yt-dlp with the guard on, and the warnings it has given."""

    ydl: GuardedYoutubeDL
    warnings: list[str] = field(default_factory=list)

    def extract(self, url: str) -> Info:
        """yt-dlp's info dict of an address: of one video, or of a list and its first entry.

        Private videos and the like come back without formats, with the reason as a warning,
        because a coming livestream does too, and its date is wanted. Both are sorted here.
        """
        info = self.ydl.extract_info(url, download=False)
        if not info:
            raise sort_words(self.warnings)
        coming = info.get("live_status") in ("is_upcoming", "is_live", "post_live")
        if info.get("_type", "video") == "video" and not coming and not listed_formats(info):
            raise sort_words(self.warnings)
        return dict(info)


@contextmanager
def started(policy: SourcePolicy, watch: Watch) -> Iterator[Engine]:
    """A yt-dlp for the block; it asks ``watch`` before each request, and to wait between tries."""
    said: list[str] = []
    # HlsFD asks for ffmpeg's version without any YoutubeDL, so the parameter alone won't do.
    token = FFmpegPostProcessor._ffmpeg_location.set(_NO_FFMPEG)
    try:
        parameters = _parameters(policy, watch, said)
        with GuardedYoutubeDL(parameters, policy, watch.check) as ydl:
            yield Engine(ydl, said)
    finally:
        FFmpegPostProcessor._ffmpeg_location.reset(token)


def find_deno() -> Path | None:
    """The JavaScript runtime yt-dlp solves YouTube's puzzles with, from the package ``deno``.

    It runs without any permission (no network, no files), and yt-dlp brings the solver itself:
    the package ``yt-dlp-ejs``. Without deno some of YouTube's formats go missing.
    """
    beside = Path(sys.executable).with_name("deno")
    if beside.exists():
        return beside
    found = shutil.which("deno")
    return Path(found) if found else None


def _parameters(policy: SourcePolicy, watch: Watch, said: list[str]) -> dict[str, Any]:
    """yt-dlp's options (described at ``YoutubeDL``); nothing is written, merged or mended."""
    deno = find_deno()

    def pause(n: int) -> float:
        watch.wait(min(policy.backoff_seconds * 2**n, _LONGEST_WAIT_SECONDS))
        return 0.0

    return {
        "logger": _Logger(said),
        "quiet": True,
        "noprogress": True,
        "progress_delta": 1.0,
        "color": "no_color",
        "proxy": "",
        "cachedir": False,
        "allowed_extractors": ["default", *_OTHER_PROGRAMS],
        "noplaylist": True,
        "extract_flat": "in_playlist",
        "playlist_items": "1",
        "lazy_playlist": True,
        "format": "all",
        "check_formats": False,
        "ignore_no_formats_error": True,
        "writeautomaticsub": True,
        "geo_bypass": False,
        "fixup": "never",
        "ffmpeg_location": _NO_FFMPEG,
        "external_downloader": None,
        "skip_unavailable_fragments": False,
        "updatetime": False,
        "js_runtimes": {"deno": {"path": str(deno)} if deno else {}},
        "remote_components": [],
        "socket_timeout": policy.timeout_seconds,
        "retries": policy.attempts,
        "fragment_retries": policy.attempts,
        "extractor_retries": policy.attempts,
        "retry_sleep_functions": {"http": pause, "fragment": pause, "extractor": pause},
    }


@dataclass(frozen=True, slots=True)
class _Logger:
    """Where yt-dlp talks to: our log, and its warnings where they can be looked at."""

    said: list[str]

    def debug(self, message: str) -> None:
        _log.debug("%s", message)

    def warning(self, message: str) -> None:
        self.said.append(message)
        _log.info("%s", message)

    def error(self, message: str) -> None:
        _log.info("%s", message)
