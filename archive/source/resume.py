"""Fetching one file or fragment so that a part of which nothing is left counts as whole.

yt-dlp writes ``NAME.part`` and renames it in the end. Killed between the two, it would ask for the
bytes behind the last one, be told that there are none (416), and ask the same again: its second
request, meant to be one for the whole, shares its headers with the first. So that answer is
handled here.

What this leans on in yt-dlp (2026.08): ``HttpQuietDownloader``, and that ``HttpFD`` passes on an
``HTTPError`` of status 416. ``tests/archive/source/test_killed.py`` shows when that moves.
"""

import re
from pathlib import Path
from typing import Any

from yt_dlp.downloader.fragment import HttpQuietDownloader
from yt_dlp.networking.exceptions import HTTPError


class RestartableHttp(HttpQuietDownloader):  # type: ignore[misc]  # yt-dlp has no types
    """One file by http, going on at its last byte."""

    def download(
        self, filename: str, info_dict: dict[str, Any], subtitle: bool = False
    ) -> tuple[bool, bool]:
        try:
            done, fetched = super().download(filename, info_dict, subtitle)
        except HTTPError as exc:
            part = Path(f"{filename}.part")
            if exc.status != 416 or not part.exists():
                raise
            _settle(part, Path(filename), exc)
            done, fetched = super().download(filename, info_dict, subtitle)
        return bool(done), bool(fetched)


def _settle(part: Path, target: Path, exc: HTTPError) -> None:
    """The part is the whole if it is as long as the server says, else it is of no use.

    ``Content-Range: bytes */LENGTH`` comes with status 416 (RFC 9110 §15.5.17).
    """
    said = re.fullmatch(r"bytes \*/(\d+)", exc.response.get_header("Content-Range") or "")
    if said and int(said[1]) == part.stat().st_size:
        part.replace(target)
    else:
        part.unlink()
