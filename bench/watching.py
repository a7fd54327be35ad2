"""``scripts/bench watching``: what a viewer waits for, and whether anything jumps meanwhile."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.report import machine, say, table
from tests.browser.conftest import FLAGS
from tests.browser.place import served, until
from tests.browser.show import put_show
from tests.web.pages.stage import SLUG, open_stage

TIMES = 20
LATER_MS = 700
"""After the first picture; what jumps later than that is counted by nobody who looks."""

SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
PAGES = {
    "session": f"/ko/e/{SLUG}/talk-0?t=4",
    "player on other sites": f"/ko/e/{SLUG}/talk-0/embed?t=4",
}

WATCH = """
addEventListener("DOMContentLoaded", () => {
  const video = document.querySelector("video");
  video?.requestVideoFrameCallback((now) => { globalThis.firstPicture = now; });
});
globalThis.jumped = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) globalThis.jumped += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""
"""Notes when the first picture is shown, in ms since the page was asked for, and what jumps."""

TOLD = """[
  firstPicture,
  performance.getEntriesByName("first-contentful-paint")[0].startTime,
  jumped,
  performance.getEntriesByType("resource").filter((one) => /\\.m?js$/.test(one.name))
    .reduce((sum, one) => sum + one.encodedBodySize, 0),
]"""


def main() -> int:
    """Open each page anew so many times, with nothing kept from the time before."""
    parser = argparse.ArgumentParser(prog="scripts/bench watching", description=__doc__)
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    parser.add_argument("--times", type=int, default=TIMES, help=f"of each ({TIMES})")
    options = parser.parse_args()
    before = machine()
    with _address() as address, sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        rows = [
            (f"{page}, {size}", *_row(browser, address + path, SIZES[size], options.times))
            for page, path in PAGES.items()
            for size in SIZES
        ]
        browser.close()
    head = ("page", "first paint ms", "first picture ms", "slowest", "layout shift", "scripts KB")
    text = f"{before}\n\n{table(head, rows)}"
    say("watching", text, is_kept=options.write)
    return 0


@contextmanager
def _address() -> Iterator[str]:
    with TemporaryDirectory() as folder, open_stage(Path(folder)) as stage:
        put_show(stage)
        with served(stage.app) as place:
            yield place.address


def _row(browser: Browser, address: str, size: tuple[int, int], times: int) -> tuple[str, ...]:
    """The median of all times but the first, in which the server itself begins."""
    seen = [_seen(browser, address, size) for _ in range(times + 1)][1:]
    pictures, paints, jumps, scripts = zip(*seen, strict=True)
    return (
        f"{median(paints):.0f}",
        f"{median(pictures):.0f}",
        f"{max(pictures):.0f}",
        f"{max(jumps):.4f}",
        f"{max(scripts) / 1000:.0f}",
    )


def _seen(browser: Browser, address: str, size: tuple[int, int]) -> list[float]:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page: Page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address)
    until(page, "globalThis.firstPicture > 0")
    page.wait_for_timeout(LATER_MS)
    told: Any = page.evaluate(TOLD)
    context.close()
    return [float(one) for one in told]


if __name__ == "__main__":
    sys.exit(main())
