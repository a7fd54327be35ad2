"""A web server on the loopback that serves one folder and answers byte ranges (RFC 9110, 14)."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".m4s": "video/iso.segment",
    ".mp4": "video/mp4",
    ".vtt": "text/vtt; charset=utf-8",
}
_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


class FolderServer(ThreadingHTTPServer):
    """Serves the files of ``folder`` and, at ``/``, the page that ``page(origin)`` writes."""

    daemon_threads = True

    def __init__(self, folder: Path, page: Callable[[str], str]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder, self.page = folder, page

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def body(self, path: str) -> tuple[str, bytes] | None:
        """Type and content of what lies at ``path``; only files of the folder itself."""
        if path == "/":
            return TYPES[".html"], self.page(self.origin).encode()
        file = self.folder / Path(path).name
        if path != f"/{file.name}" or not file.is_file():
            return None
        return TYPES.get(file.suffix, "application/octet-stream"), file.read_bytes()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FolderServer

    def do_GET(self) -> None:
        found = self.server.body(self.path.partition("?")[0])
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind, body = found
        wanted = _RANGE.fullmatch(self.headers.get("Range", ""))
        if wanted is None:
            self._send(HTTPStatus.OK, kind, body, {})
        else:
            self._send_range(kind, body, int(wanted[1]), int(wanted[2] or len(body) - 1))

    def do_HEAD(self) -> None:
        self.do_GET()

    def _send_range(self, kind: str, body: bytes, first: int, last: int) -> None:
        last = min(last, len(body) - 1)
        if first > last:
            headers = {"Content-Range": f"bytes */{len(body)}"}
            self._send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, kind, b"", headers)
            return
        headers = {"Content-Range": f"bytes {first}-{last}/{len(body)}"}
        self._send(HTTPStatus.PARTIAL_CONTENT, kind, body[first : last + 1], headers)

    def _send(self, status: HTTPStatus, kind: str, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Accept-Ranges", "bytes")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base's name
        """Say nothing: the demonstration's own lines are what people read."""


@contextmanager
def serving(folder: Path, page: Callable[[str], str]) -> Iterator[str]:
    """Serve the folder on a free port while the block runs; gives the server's origin."""
    with FolderServer(folder, page) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server.origin
        finally:
            server.shutdown()
            thread.join()
