"""``scripts/screens``: a picture of every page, in every look, into a folder."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from archive.search.analyse import Analyser
from tests.browser.place import served
from tests.gallery.archive import Gallery, open_empty, open_gallery, open_single
from tests.gallery.pages import PAGES, Shown
from tests.paths import PROJECT

FOLDER = PROJECT / "var" / "screens"
LANGUAGES = ("ko", "en")
SCHEMES = ("light", "dark")
SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--mute-audio", "--hide-scrollbars"]


@dataclass(frozen=True, slots=True)
class Site:
    """Where an archive of the gallery is served."""

    address: str
    cookie: str


def main() -> int:
    """Take the pictures; the same archive gives the same pictures under the same names."""
    options = _options()
    wanted = [one for one in PAGES if not options.page or one.name in options.page]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        sys.stderr.write("screens: there is no chromium here; name it in CHROMIUM\n")
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory()))
        needed = {one.archive for one in wanted}
        sites = {name: _site(stack, made) for name, made in _archives(home, needed)}
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for size in SIZES:
            _take(browser, size, wanted, sites, options.folder)
        browser.close()
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/screens", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="var/screens")
    parser.add_argument(
        "--page", action="append", choices=[one.name for one in PAGES], help="only this one"
    )
    return parser.parse_args()


def _archives(home: Path, needed: set[str]) -> Iterator[tuple[str, Gallery]]:
    analyser = Analyser()
    ways = {"full": open_gallery, "single": open_single, "empty": open_empty}
    for name, way in ways.items():
        if name in needed:
            yield name, way(home / name, analyser)


def _site(stack: ExitStack, made: Gallery) -> Site:
    return Site(stack.enter_context(served(made.app)).address, made.cookie)


def _take(
    browser: Browser, size: str, wanted: list[Shown], sites: dict[str, Site], folder: Path
) -> None:
    """Every page in one size."""
    width, height = SIZES[size]
    look: dict[str, Any] = {"viewport": {"width": width, "height": height}}
    look |= {"timezone_id": "Asia/Seoul", "reduced_motion": "reduce", "is_mobile": size == "phone"}
    for is_editor in (False, True):
        context = browser.new_context(**look)
        for site in sites.values():
            if is_editor and site.cookie:
                context.add_cookies([{"name": "desk", "value": site.cookie, "url": site.address}])
        page = context.new_page()
        for one in wanted:
            if one.needs_editor == is_editor:
                _take_page(page, one, size, sites[one.archive], folder)
        context.close()


def _take_page(page: Page, one: Shown, size: str, site: Site, folder: Path) -> None:
    for language in LANGUAGES:
        for scheme in SCHEMES:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.goto(site.address + one.address(language), wait_until="load")
            name = f"{one.name}.{language}.{size}.{scheme}.png"
            page.screenshot(path=folder / name, full_page=True, animations="disabled")
            sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    sys.exit(main())
