"""Every page in a real browser: no fault that axe finds, no sideways scrolling, focus seen."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from archive.search.analyse import Analyser
from tests.browser.place import served
from tests.gallery.archive import open_empty, open_gallery, open_single
from tests.gallery.pages import PAGES, Shown
from tests.paths import PROJECT

pytestmark = pytest.mark.browser

AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 320, "height": 640}
STOPS = 8

FOCUS = """() => {
  const { activeElement: at } = document;
  if (!at || at === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  const seen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  return seen ? null : at.outerHTML.slice(0, 120);
}"""
"""What has the focus and does not show it."""


class Rooms:
    """The gallery's archives, served, and a page for visitors and one for an editor."""

    def __init__(self, browser: Browser, home: Path, stack: ExitStack) -> None:
        analyser = Analyser()
        ways = {"full": open_gallery, "single": open_single, "empty": open_empty}
        made = {name: way(home / name, analyser) for name, way in ways.items()}
        self.sites = {
            name: stack.enter_context(served(gallery.app)).address for name, gallery in made.items()
        }
        self.wrong: list[str] = []
        visitor, editor = (self._context(browser, stack) for _ in range(2))
        editor.add_cookies(
            [{"name": "desk", "value": made["full"].cookie, "url": self.sites["full"]}]
        )
        self._pages = {False: self._page(visitor), True: self._page(editor)}

    def open(self, shown: Shown, language: str) -> Page:
        """The page, in the light, on a desktop."""
        page = self._pages[shown.needs_editor]
        page.set_viewport_size(DESKTOP)
        page.emulate_media(color_scheme="light")
        answer = page.goto(self.sites[shown.archive] + shown.address(language))
        assert answer
        assert answer.status == shown.status
        return page

    def _context(self, browser: Browser, stack: ExitStack) -> BrowserContext:
        context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
        stack.callback(context.close)
        return context

    def _page(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        return page


@pytest.fixture(scope="module")
def rooms(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rooms]:
    if not AXE.exists():
        if os.environ.get("CI"):
            pytest.fail("axe-core is not installed; run scripts/setup --dev")
        pytest.skip("axe-core is not installed; run scripts/setup --dev")
    with ExitStack() as stack:
        yield Rooms(browser, tmp_path_factory.mktemp("gallery"), stack)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_a_page_can_be_used_by_everybody(rooms: Rooms, shown: Shown, language: str) -> None:
    page = rooms.open(shown, language)
    # Not by a script element: the page's own policy forbids it, and so it should.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert faults(page, "axe.run(document, {resultTypes: ['violations']})") == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, "axe.run(document, {runOnly: ['color-contrast']})") == []
    assert unseen_focus(page) == []
    page.evaluate("document.activeElement.blur()")
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert faults(page, "axe.run(document, {runOnly: ['color-contrast', 'target-size']})") == []
    assert rooms.wrong == []


def faults(page: Page, run: str) -> list[str]:
    """What axe-core finds wrong."""
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in page.evaluate(run)["violations"]
    ]


def unseen_focus(page: Page) -> list[str]:
    """Those of the first stops of the Tab key that don't show where one is."""
    seen = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUS))
    return [one for one in seen if one]
