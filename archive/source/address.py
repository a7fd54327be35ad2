"""One address for one video, however it was copied."""

import re
from urllib.parse import parse_qs, urlsplit

_YOUTUBE = re.compile(r"(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com\.?")
_SHORT = re.compile(r"(?:www\.)?youtu\.be\.?")
_VIDEO = r"[0-9A-Za-z_-]{11}"
_IN_PATH = re.compile(rf"/(?:live|embed|shorts|v)/({_VIDEO})/?")
_SHORT_PATH = re.compile(rf"/({_VIDEO})/?")


def one_address(url: str) -> str:
    """The address under which a video is known here; any other address comes back as it is.

    YouTube gives one video many addresses (``youtu.be/ID``, ``/live/ID``, ``/embed/ID``,
    ``&list=…``, ``&t=…``, the hosts ``m.`` and ``music.``), and people copy whichever they see.
    """
    video = _youtube_video(url)
    return url if video is None else f"https://www.youtube.com/watch?v={video}"


def _youtube_video(url: str) -> str | None:
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if _SHORT.fullmatch(host):
        found = _SHORT_PATH.fullmatch(parts.path)
    elif not _YOUTUBE.fullmatch(host):
        return None
    elif parts.path.rstrip("/") == "/watch":
        asked = parse_qs(parts.query).get("v", [""])[0]
        return asked if re.fullmatch(_VIDEO, asked) else None
    else:
        found = _IN_PATH.fullmatch(parts.path)
    return found[1] if found else None
