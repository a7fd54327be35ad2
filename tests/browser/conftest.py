"""A real browser in front of the real server, with a recording that knows its frames."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright

from tests.browser.place import Place, served
from tests.browser.show import put_show
from tests.web.pages.stage import open_stage

# A busy machine may take longer than five seconds; what never comes fails all the same.
expect.set_options(timeout=20_000)

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--mute-audio"]

READER: dict[str, Any] = {
    "locale": "ko-KR",
    "timezone_id": "Asia/Seoul",
    "viewport": {"width": 1280, "height": 800},
}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; where there is none the tests are skipped, but not where CI runs them."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("there is no chromium here")
        pytest.skip("there is no chromium here; install it, or name it in CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium,
            args=[*FLAGS, "--autoplay-policy=no-user-gesture-required"],
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The archive with its show, served on a free port."""
    folder = tmp_path_factory.mktemp("place")
    with open_stage(folder) as stage:
        put_show(stage)
        with served(stage.app) as made:
            yield made


@pytest.fixture
def page(browser: Browser, place: Place, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A Korean reader's page. An error in its scripts, or a request elsewhere, fails the test."""
    context = browser.new_context(
        base_url=place.address,
        **(READER | getattr(request, "param", {})),
    )
    wrong: list[str] = []
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if _is_fault(said, page) else None)

    def only_here(route: Route) -> None:
        if route.request.url.startswith((place.address, "blob:", "data:")):
            route.continue_()
        else:
            wrong.append(f"asked for {route.request.url}")
            route.abort()

    context.route("**/*", only_here)
    yield page
    if request.session.testsfailed:
        _keep_picture(page, request.node.name)
    context.close()
    assert wrong == []


def _is_fault(said: ConsoleMessage, page: Page) -> bool:
    """That the page itself is an error page is what some tests ask for."""
    return said.type == "error" and said.location["url"] != page.url


def _keep_picture(page: Page, name: str) -> None:
    folder = Path(__file__).parent / "failures"
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
