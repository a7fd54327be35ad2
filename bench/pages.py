"""``scripts/bench pages``: what a page costs the server, beside a plain answer as long."""

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Scope

from archive.captions.model import CaptionTrack, Cue, Origin
from archive.catalogue.keep.captions import keep_tracks
from archive.timecode import Span
from bench.report import machine, say, table
from tests.web.pages.stage import (
    NOW,
    SLUG,
    Stage,
    index,
    open_stage,
    put_talks,
)
from web.app import spare_the_collector

CUES = 2_700
SECONDS_EACH = 4
LONG, TALKS = "long-talk", 100
TIMES = 200
PERCENT = 95

PAGES = {
    f"session, {CUES:,} cues in two languages": f"/en/e/{LONG}/talk-0",
    "the same from its middle": f"/en/e/{LONG}/talk-0?t=5400",
    "the same with a word marked": f"/en/e/{LONG}/talk-0?q=mortar",
    "its player on other sites": f"/en/e/{LONG}/talk-0/embed",
    f"session of an event of {TALKS}": f"/en/e/{SLUG}/talk-50",
    f"event of {TALKS} sessions": f"/en/e/{SLUG}",
    "front page": "/en/",
    "search": "/en/search?q=mortar",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """CPU milliseconds of one answer: the least, the median, and what 95 in 100 stay below.

    Beside other work an answer costs more; the least comes nearest to a machine of one's own.
    """

    size: int
    sent: int
    least: float
    median: float
    most: float


def main() -> int:
    """Measure each page and a plain answer of as many bytes, one after the other."""
    parser = argparse.ArgumentParser(prog="scripts/bench pages", description=__doc__)
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    parser.add_argument("--times", type=int, default=TIMES, help=f"requests of each ({TIMES})")
    options = parser.parse_args()
    before = machine()
    with _opened() as stage:
        spare_the_collector()
        rows = [_row(stage, name, path, options.times) for name, path in PAGES.items()]
    head = (
        "page",
        "KB",
        "gzip KB",
        "least ms",
        "median ms",
        "p95 ms",
        "plain, p95 ms",
        "times plain",
    )
    text = f"{before}\n\n{table(head, rows)}"
    say("pages", text, is_kept=options.write)
    return 0


@contextmanager
def _opened() -> Iterator[Stage]:
    with TemporaryDirectory() as folder, open_stage(Path(folder)) as stage:
        index(stage, put_talks(stage, TALKS))
        _put_long_talk(stage)
        yield stage


def _put_long_talk(stage: Stage) -> None:
    """One session of three hours in which somebody speaks all the time."""
    recording = put_talks(stage, 1, LONG, CUES * SECONDS_EACH * 1000)
    korean, english = [], []
    for number in range(CUES):
        at = number * SECONDS_EACH * 1000
        span = Span(at, at + 3_800)
        korean.append(Cue(span, f"{number}번째 아치교는 돌과 회반죽으로 천천히 쌓습니다."))
        english.append(Cue(span, f"Arch bridge number {number} is built of stone and mortar."))
    tracks = [
        CaptionTrack("ko", Origin.PERSON, tuple(korean)),
        CaptionTrack("en", Origin.PERSON, tuple(english)),
    ]
    with stage.catalogue.writing() as db:
        keep_tracks(db, recording, tracks, NOW)
    index(stage, recording, LONG)


def _row(stage: Stage, name: str, path: str, times: int) -> tuple[str, ...]:
    ours = asyncio.run(_measured(stage.app, path, times))
    plain = asyncio.run(_measured(_plain(ours.size), "/", times))
    spent = (f"{one:.1f}" for one in (ours.least, ours.median, ours.most))
    beside = (f"{plain.most:.2f}", f"{ours.most / plain.most:.0f}")
    return (name, f"{ours.size / 1000:,.0f}", f"{ours.sent / 1000:,.0f}", *spent, *beside)


def _plain(size: int) -> ASGIApp:
    """An application that answers with so many bytes and does nothing else."""
    body = b"x" * size

    def answer(_request: Request) -> HTMLResponse:
        return HTMLResponse(body)

    return Starlette(routes=[Route("/", answer)])


async def _measured(app: ASGIApp, path: str, times: int) -> Figures:
    """CPU time of all threads of this process, for each of so many answers after a first few."""
    size = await _ask(app, path, takes="identity")
    for _ in range(5):
        sent = await _ask(app, path)
    spent = []
    for _ in range(times):
        before = time.process_time()
        await _ask(app, path)
        spent.append((time.process_time() - before) * 1000)
    spent.sort()
    return Figures(size, sent, spent[0], spent[times // 2], spent[times * PERCENT // 100])


async def _ask(app: ASGIApp, path: str, takes: str = "gzip") -> int:
    """One request as a server hands it over; gives the bytes of the answer's body."""
    sizes: list[int] = []

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] != 200:
            raise RuntimeError(f"{path} was answered with {message['status']}")
        sizes.append(len(message.get("body", b"")))

    await app(_scope(path, takes), _nothing_more(), send)
    return sum(sizes)


def _scope(path: str, takes: str) -> Scope:
    where, _, query = path.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": where,
        "raw_path": where.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"dasi.example"), (b"accept-encoding", takes.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }


def _nothing_more() -> Callable[[], Awaitable[Message]]:
    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    return receive


if __name__ == "__main__":
    sys.exit(main())
