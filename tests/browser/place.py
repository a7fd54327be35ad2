"""Where the pages are served, and how a test waits for what a page becomes."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

LONGEST_MS = 20_000
EVERY_MS = 40


@dataclass(frozen=True, slots=True)
class Place:
    """The site's address, without a slash in the end."""

    address: str


def until(page: Page, script: str, wanted: object = True) -> None:
    """Wait until ``script`` gives ``wanted``; asked from outside, since pages forbid ``eval``."""
    seen: Any = None
    for _ in range(LONGEST_MS // EVERY_MS):
        seen = page.evaluate(script)
        if seen == wanted:
            return
        page.wait_for_timeout(EVERY_MS)
    raise AssertionError(f"{script} stayed {seen!r}, not {wanted!r}")
