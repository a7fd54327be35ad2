"""All sessions one after the other: announced, cancelled, and never with a sound by surprise."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.place import LONGEST_MS, until
from tests.browser.test_watch import PAUSED, READY, press
from tests.web.pages.stage import SLUG

pytestmark = pytest.mark.browser

EVENT = f"/ko/e/{SLUG}"
MUTED = "document.querySelector('video').muted"
SOON = "document.querySelector('.play-all-soon').dataset.seconds = '1'"


def to_the_end(page: Page) -> None:
    """Play the last part of the session."""
    press(page, "Digit9", "9")
    until(page, READY)
    page.get_by_role("button", name="재생", exact=True).click()


def test_one_session_follows_the_other_when_all_are_asked_for(page: Page) -> None:
    page.goto(EVENT)
    page.get_by_role("link", name="차례로 모두 재생").click()
    expect(page).to_have_url(re.compile(r"talk-0\?all=1$"))
    assert page.evaluate(PAUSED), "nothing plays before it is asked to"
    soon = page.locator(".play-all-soon")
    to_the_end(page)
    ended = "이 세션이 끝났습니다. 10초 뒤에 다음 세션이 시작됩니다."
    expect(soon).to_have_text(ended, timeout=LONGEST_MS)
    page.get_by_role("button", name="여기에 머무르기").click()
    expect(soon).to_be_empty()
    expect(page.get_by_role("link", name=re.compile("다음 세션: ")).first).to_be_focused()

    page.evaluate(SOON)
    page.get_by_role("button", name="음소거").click()
    to_the_end(page)
    expect(page).to_have_url(re.compile(r"talk-1\?all=1$"), timeout=LONGEST_MS)
    until(page, PAUSED, wanted=False)
    assert page.evaluate(MUTED), "as quiet as the one before"
    expect(page.locator("#play-all")).to_contain_text("이 행사의 마지막 세션입니다.")

    page.reload()
    until(page, "document.querySelector('.controls').hidden", wanted=False)
    assert page.evaluate(PAUSED), "it goes on by itself only once"
