"""Sending parts of a large file, and only the parts that may be read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

_ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(\d{1,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE | re.ASCII)

ACCELERATED = "/accelerated/"
"""Where the front server has the media folder, for itself alone (``docs/operating.md``)."""

RangeEnd = Callable[[int], int | None]
"""The last byte that may be read from a first one on, or nothing when that one may not."""


class LargeFile(FileResponse):
    """A file sent in pieces large enough for video: 256 KiB, four times Starlette's.

    Larger pieces send faster (measured: 1 MiB twice as fast as 64 KiB) but each slow viewer holds
    one in memory.
    """

    chunk_size = 256 * 1024

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (place := accelerated(scope, Path(self.path))) and self.may_be_handed_on(scope):
            await self._handed_on(place)(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    def may_be_handed_on(self, _scope: Scope) -> bool:
        """Whether the front server may answer the request's own ``Range`` from the whole file."""
        return True

    def _handed_on(self, place: str) -> Response:
        kept = ("cache-control", "content-disposition")
        headers = {name: self.headers[name] for name in kept if name in self.headers}
        headers["x-accel-redirect"] = place
        return Response(headers=headers, media_type=self.media_type)


def accelerated(scope: Scope, path: Path) -> str | None:
    """What a front server calls the file, if one is set up to send it."""
    settings = scope["app"].state.settings
    if not settings.accel or not path.is_relative_to(settings.media_folder):
        return None
    return ACCELERATED + quote(str(path.relative_to(settings.media_folder)))


@dataclass(frozen=True, slots=True)
class WantedRange:
    """First and last byte, both included."""

    first: int
    last: int


class FilePart(LargeFile):
    """One range of a file, whatever the request's own headers would have it send.

    ``If-Range`` is not asked: the file never changes, and the answer to a mismatch would be the
    whole file.
    """

    def __init__(self, path: Path, wanted: WantedRange, *, headers: dict[str, str]) -> None:
        super().__init__(path, headers=headers, media_type="video/mp4")
        self._wanted = wanted

    def may_be_handed_on(self, scope: Scope) -> bool:
        """Only one range with both ends, written as everybody reads it: the one that was checked.

        A front server answers what it can't read, and an ``If-Range``, with the whole file.
        """
        asked = Headers(scope=scope)
        checked = [f"bytes={self._wanted.first}-{self._wanted.last}"]
        return asked.getlist("range") == checked and "if-range" not in asked

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (place := accelerated(scope, Path(self.path))) and self.may_be_handed_on(scope):
            await self._handed_on(place)(scope, receive, send)
            return
        kept = [
            (name, value)
            for name, value in Headers(scope=scope).raw
            if name not in (b"range", b"if-range")
        ]
        wanted = f"bytes={self._wanted.first}-{self._wanted.last}".encode()
        # Not its own: that would hand on what was just made to look right.
        await FileResponse.__call__(
            self, {**scope, "headers": [*kept, (b"range", wanted)]}, receive, send
        )


def wanted_range(header: str | None, size: int, range_end: RangeEnd) -> WantedRange:
    """The one range a ``Range`` header asks for, within what may be read.

    A range without an end gives what may be read from its beginning on. Raises 416 when there is
    no single range of bytes, or it reaches past what may be read.
    """
    match = _ONE_RANGE.fullmatch(header or "")
    if match:
        first = int(match[1])
        end = range_end(first)
        if end is not None:
            last = min(int(match[2]), size - 1) if match[2] else end
            if first <= last <= end:
                return WantedRange(first, last)
    raise HTTPException(416, headers={"content-range": f"bytes */{size}"})
