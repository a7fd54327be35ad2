"""Every page in a real browser: no fault that axe finds, no sideways scrolling, focus seen."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

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

Scheme = Literal["light", "dark"]
LOOKS: dict[str, Scheme] = {"ko": "light", "en": "dark"}
"""Each language's colours on a desktop: none depends on the language."""

FOCUS = """() => {
  const { activeElement: at } = document;
  if (!at || at === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  const seen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  return seen ? null : at.outerHTML.slice(0, 120);
}"""
"""What has the focus and does not show it."""


UNORDERED = """() => {
  const levels = [...document.querySelectorAll("h1, h2, h3, h4")]
    .filter((one) => one.checkVisibility())
    .map((one) => Number(one.tagName[1]));
  const jumps = levels.filter((level, at) => at && level > levels[at - 1] + 1);
  return levels[0] === 1 && levels.filter((level) => level === 1).length === 1 ? jumps : levels;
}"""
"""The headings' levels where they skip one, or don't begin with the only first one."""

WIDE_OR_CRUMBLED = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const crumbled = [...document.querySelectorAll("main p, main th, main td, main li")]
    .filter((one) => one.checkVisibility() && one.textContent.trim().length > 3)
    .filter((one) => !one.closest(".unseen") && one.getBoundingClientRect().width < 20)
    .map((one) => one.outerHTML.slice(0, 120));
  return scrollWidth > clientWidth ? [`${scrollWidth} px wide`, ...crumbled] : crumbled;
}"""
"""What makes a phone scroll sideways, and text in a column too narrow for two letters."""


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

    def open(self, shown: Shown, language: str, scheme: Scheme) -> Page:
        """The page, on a desktop."""
        page = self._pages[shown.needs_editor]
        page.set_viewport_size(DESKTOP)
        page.emulate_media(color_scheme=scheme)
        answer = page.goto(self.sites[shown.archive] + shown.address(language))
        assert answer
        assert answer.status == shown.status
        return page

    def _context(self, browser: Browser, stack: ExitStack) -> BrowserContext:
        context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
        stack.callback(context.close)
        # Not by a script element: the page's own policy forbids it, and so it should.
        context.add_init_script(path=AXE)
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
    page = rooms.open(shown, language, LOOKS[language])
    assert faults(page, "resultTypes: ['violations']") == []
    assert page.evaluate(UNORDERED) == []
    if language == "ko":
        assert unseen_focus(page) == []
        page.evaluate("document.activeElement.blur()")
    page.set_viewport_size(NARROW)
    assert page.evaluate(WIDE_OR_CRUMBLED) == []
    if language == "ko":
        page.emulate_media(color_scheme="dark")
        assert faults(page, "runOnly: ['color-contrast', 'target-size']") == []
    assert rooms.wrong == []


def faults(page: Page, options: str) -> list[str]:
    """What axe-core finds wrong; only that is brought over, since all it says is much."""
    told = "violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`)"
    found: list[str] = page.evaluate(
        f"axe.run(document, {{ {options} }}).then(({{ violations }}) => {told})"
    )
    return found


def unseen_focus(page: Page) -> list[str]:
    """Those of the first stops of the Tab key that don't show where one is."""
    seen = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUS))
    return [one for one in seen if one]
