"""People in a real browser: made one and given back at the desk, and heard part after part."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from archive.catalogue.keep.account import add_account, sign_in
from archive.catalogue.keep.recording import note_source
from archive.catalogue.values import AccountRole
from archive.programme.model import Bilingual
from archive.recording import SourceChapter
from archive.timecode import Span
from tests.browser.place import served, until
from tests.browser.show import put_show
from tests.web.pages.stage import BEGAN, NOW, Stage, open_stage, put_programme, talk

pytestmark = pytest.mark.browser

CHAPTERS = [
    SourceChapter(Span(2_300, 4_000), "문새벽 여는 말"),
    SourceChapter(Span(7_100, 9_000), "문새벽 닫는 말"),
]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """The chair of the show, number 1, has a namesake elsewhere, and a chapter in each session."""
    with open_stage(tmp_path) as made:
        put_show(made)
        chair = replace(talk(0).people[0], affiliation="새벽청")
        title = Bilingual("또 다른 날", "Another day")
        put_programme(made, (replace(talk(0), people=(chair,)),), "another", title)
        with made.catalogue.writing() as db:
            note_source(db, 1, title="", description="", started_at=BEGAN, chapters=CHAPTERS)
        yield made


def test_people_are_decided_on_at_the_desk_and_their_parts_play_in_a_row(
    browser: Browser, stage: Stage
) -> None:
    with stage.catalogue.writing() as db:
        account = add_account(db, "e@example.org", "a long enough one", AccountRole.EDITOR, NOW)
        token = sign_in(db, account, datetime.now(UTC))
    with served(stage.app) as place:
        context = browser.new_context(
            base_url=place.address, viewport={"width": 390, "height": 800}, color_scheme="dark"
        )
        context.add_cookies([{"name": "desk", "value": token, "url": place.address}])
        page = context.new_page()
        page.set_default_timeout(20_000)
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        _decide(page)
        _play(page)
        context.close()
    assert wrong == []


def _decide(page: Page) -> None:
    page.goto("/en/desk/people")
    page.get_by_role("button", name="The same person").click()
    expect(page.get_by_role("status")).to_contain_text("The two are one person now.")
    page.get_by_role("link", name="Moon Sae-byeok").click()
    expect(page.get_by_role("checkbox")).to_have_count(3)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Undone")
    expect(page.get_by_role("checkbox")).to_have_count(2)


def _play(page: Page) -> None:
    page.goto("/en/p/1")
    page.get_by_role("link", name="Play all their 2 parts").click()
    expect(page.locator("#reel")).to_contain_text("Part 1 of 2")
    page.get_by_role("button", name="Play", exact=True).first.click()
    page.wait_for_url("**/talk-1?t=7,9&reel=1")
    expect(page.locator("#reel")).to_contain_text("This is the last part.")
    until(page, "document.querySelector('video').currentTime > 0")
