"""Bringing a programme in, in a real browser: its doubts, a row, what changes."""

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from tests import forum
from tests.media import KnownMedia
from tests.studio import EMAIL, open_studio

pytestmark = pytest.mark.browser

RELEASE = """2026 강변 포럼 (River Forum 2026)
일시 : 2026년 5월 7일(목) 14:00~15:00
장소 : 강당

14:00~14:02 개회
14:02~14:20 기조 연설 아나 소자 (포르투 시)
14:15~14:30 강을 되살리는 도시 이야기
14:30~14:20 폐회
"""


@pytest.fixture
def page(
    browser: Browser, tmp_path: Path, known_recording: KnownMedia, studio_home: Path
) -> Iterator[Page]:
    """An editor who has signed in, without any script: the pages need none."""
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    home = shutil.copytree(studio_home, tmp_path / "home")
    studio = open_studio(home, known_recording, address)
    server = uvicorn.Server(uvicorn.Config(studio.app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto("/en/desk/sign-in")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(forum.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Desk", exact=True)).to_be_visible()
    yield page
    context.close()
    server.should_exit = True
    thread.join()
    listening.close()
    studio.close()


def test_a_programme_is_read_mended_applied_and_undone(page: Page) -> None:
    page.goto("/en/desk/import")
    page.get_by_label("or its text").fill(RELEASE)
    page.get_by_label("Address of the event").fill(forum.SLUG)
    page.get_by_role("button", name="Read it").click()

    doubts = page.locator(".doubt")
    overlap = doubts.filter(has_text="starts before the row above it has ended")
    expect(overlap).to_contain_text("end at 14:15, when this one begins.")
    expect(page.locator("#line-7 mark")).to_have_text("14:15~14:30 강을 되살리는 도시 이야기")
    draft = page.url

    overlap.get_by_role("button", name="Accept").click()
    expect(overlap).to_have_count(0)
    page.get_by_role("link", name="Edit 폐회").click()
    page.get_by_label("Title in English").first.fill("Closing")
    page.get_by_label("Ends", exact=True).fill("2026-05-07T14:40")
    page.get_by_role("button", name="Save the row").click()
    expect(page.get_by_text("2:30 PM – 2:40 PM").first).to_be_visible()
    expect(doubts.filter(has_text="ends before it starts")).to_have_count(0)

    page.get_by_role("checkbox", name="Gone").first.uncheck()
    page.get_by_role("button", name="Import what is ticked").click()
    expect(page.get_by_role("status")).to_contain_text("The programme was imported.")

    page.goto(draft)
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_role("status").last).to_contain_text("The import was undone")
