"""Sending large files: whole, in part, or only a window of them; by us or by a front server."""

from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import FileResponse, Response
from starlette.types import Message, Receive, Scope, Send

from web.ranges import WantedRange, asked_ranges

ACCELERATED = "/accelerated/"
"""Where the front server has the media folder, for itself alone (``docs/operating.md``)."""

MOST_RANGES = 16
"""Who asks for more parts at once is sent the whole file."""

_CONDITIONS = (b"range", b"if-range")


class LargeFile(FileResponse):
    """A file sent in pieces large enough for video: 256 KiB, four times Starlette's.

    Larger pieces send faster (measured: 1 MiB twice as fast as 64 KiB) but each slow viewer holds
    one in memory. Answers ``Range``, ``If-Range``, ``If-None-Match`` and ``If-Modified-Since``.
    """

    chunk_size = 256 * 1024

    def __init__(self, path: Path, *, headers: dict[str, str], media_type: str) -> None:
        facts = path.stat()
        super().__init__(path, headers=headers, media_type=media_type, stat_result=facts)
        self.size = facts.st_size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if (place := accelerated(scope, Path(self.path))) and self.may_be_handed_on(headers):
            await self._handed_on(place)(scope, receive, send)
        elif is_kept(headers, self.headers):
            await unchanged(self.headers)(scope, receive, send)
        else:
            await self.send(scope, receive, send)

    async def send(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what is asked for ourselves."""
        if "range" in Headers(scope=scope):
            ranges = asked_ranges(Headers(scope=scope).get("range"), self.size)
            scope = _asking(scope, ranges if len(ranges) <= MOST_RANGES else ())
        await super().__call__(scope, receive, send)

    def may_be_handed_on(self, _headers: Headers) -> bool:
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


class FilePart(LargeFile):
    """One range of a file, whatever the request's own headers would have it send.

    ``If-Range`` is not asked: the file never changes, and the answer to a mismatch would be the
    whole file.
    """

    def __init__(self, path: Path, wanted: WantedRange, *, headers: dict[str, str]) -> None:
        super().__init__(path, headers=headers, media_type="video/mp4")
        self._wanted = wanted

    def may_be_handed_on(self, headers: Headers) -> bool:
        """Only one range with both ends, written as everybody reads it: the one that was checked.

        A front server answers what it can't read, and an ``If-Range``, with the whole file.
        """
        checked = [f"bytes={self._wanted.first}-{self._wanted.last}"]
        return headers.getlist("range") == checked and "if-range" not in headers

    async def send(self, scope: Scope, receive: Receive, send: Send) -> None:
        await FileResponse.__call__(self, _exactly(scope, self._wanted), receive, send)


class FileWindow(LargeFile):
    """Some bytes of a file, sent as if they were a file of their own.

    Never handed on: a front server would count from the whole file's first byte.
    """

    def __init__(self, path: Path, window: WantedRange, *, headers: dict[str, str]) -> None:
        super().__init__(path, headers=headers, media_type="video/mp4")
        self._window = window

    def may_be_handed_on(self, _headers: Headers) -> bool:
        return False

    async def send(self, scope: Scope, receive: Receive, send: Send) -> None:
        size = self._window.size
        part = asked_part(Headers(scope=scope), self.headers, size)

        async def send_within(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["status"] = 206 if part else 200
                _tell_part(MutableHeaders(scope=message), part, size)
            await send(message)

        wanted = self._window.within(part or WantedRange(0, size - 1))
        await FileResponse.__call__(self, _exactly(scope, wanted), receive, send_within)


def asked_part(asked: Headers, ours: Headers, size: int) -> WantedRange | None:
    """The one range asked for; nothing when everything is to be sent. Raises 416."""
    known = asked.get("if-range")
    if known is not None and known not in (ours.get("etag"), ours.get("last-modified")):
        return None
    ranges = asked_ranges(asked.get("range"), size)
    return ranges[0] if len(ranges) == 1 else None


def is_kept(asked: Headers, ours: Headers) -> bool:
    """Whether who asks has the very thing already."""
    known = asked.get("if-none-match")
    if known is not None:
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return bool(tags & {ours["etag"], "*"})
    since, changed = asked.get("if-modified-since"), ours.get("last-modified")
    if since is None or changed is None:
        return False
    try:
        return parsedate_to_datetime(changed) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False


def unchanged(ours: Headers) -> Response:
    """The word that the copy is still right."""
    kept = ("etag", "last-modified", "cache-control")
    return Response(status_code=304, headers={name: ours[name] for name in kept if name in ours})


def _tell_part(headers: MutableHeaders, part: WantedRange | None, size: int) -> None:
    headers["content-length"] = str(part.size if part else size)
    if part:
        headers["content-range"] = f"bytes {part.first}-{part.last}/{size}"
    else:
        del headers["content-range"]


def _exactly(scope: Scope, wanted: WantedRange) -> Scope:
    """The request as if it asked for these bytes, unconditionally."""
    return _without(scope, _CONDITIONS, (b"range", _written((wanted,))))


def _asking(scope: Scope, ranges: tuple[WantedRange, ...]) -> Scope:
    """The request with its ranges in order, or without."""
    if not ranges:
        return _without(scope, _CONDITIONS)
    return _without(scope, (b"range",), (b"range", _written(ranges)))


def _without(scope: Scope, names: tuple[bytes, ...], *more: tuple[bytes, bytes]) -> Scope:
    kept = [(name, value) for name, value in scope["headers"] if name not in names]
    return {**scope, "headers": [*kept, *more]}


def _written(ranges: tuple[WantedRange, ...]) -> bytes:
    return ("bytes=" + ",".join(f"{one.first}-{one.last}" for one in ranges)).encode()
