"""Where the pages are served, and how a test waits for what a page becomes."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from playwright.sync_api import Page
from starlette.applications import Starlette

LONGEST_MS = 20_000
EVERY_MS = 40


@dataclass(frozen=True, slots=True)
class Place:
    """The site's address, without a slash in the end."""

    address: str


@contextmanager
def served(app: Starlette) -> Iterator[Place]:
    """The application on a free port while the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield Place(f"http://127.0.0.1:{listening.getsockname()[1]}")
        server.should_exit = True
        thread.join()


def until(page: Page, script: str, wanted: object = True) -> None:
    """Wait until ``script`` gives ``wanted``; asked from outside, since pages forbid ``eval``."""
    seen: Any = None
    for _ in range(LONGEST_MS // EVERY_MS):
        seen = page.evaluate(script)
        if seen == wanted:
            return
        page.wait_for_timeout(EVERY_MS)
    raise AssertionError(f"{script} stayed {seen!r}, not {wanted!r}")
