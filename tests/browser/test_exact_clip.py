"""An exact clip in a browser: the picture sought is the one shown, around both joints too."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page

from tests.browser.place import until
from tests.browser.test_watch import FRAME, PAUSED, READY, open_session
from tests.web.pages.stage import SLUG

pytestmark = pytest.mark.browser

PAGE = f"/ko/e/{SLUG}/talk-1"
FIRST, LAST = 213, 320
AROUND = (240, 239, 300, 241, 299, 213, 301, 320, 238, 214, 302, 270, 298, 319)
"""Frames to seek, back and forth; the joints are at 240 and 300."""


def seek(page: Page, frame: int) -> None:
    """Into the middle of a frame; second 0 is the clip's first picture."""
    seconds = (frame - FIRST + 0.5) / 30
    page.evaluate(f"document.querySelector('video').currentTime = {seconds}")
    until(page, READY)


def shown(page: Page, frames: Sequence[int]) -> list[int]:
    """What is on the screen after a seek to each of them."""
    found = []
    for frame in frames:
        seek(page, frame)
        page.wait_for_timeout(60)
        found.append(int(page.evaluate(FRAME)))
    return found


def test_each_picture_sought_is_shown_around_the_joints(page: Page) -> None:
    open_session(page, PAGE)
    until(page, FRAME, FIRST)
    assert shown(page, AROUND) == list(AROUND)


def test_it_plays_over_both_joints_to_its_last_picture(page: Page) -> None:
    open_session(page, PAGE)
    length = float(page.evaluate("document.querySelector('video').duration"))
    assert abs(length - (LAST + 1 - FIRST) / 30) < 0.002
    page.get_by_role("button", name="재생", exact=True).click()
    until(page, PAUSED, wanted=False)
    until(page, PAUSED)
    until(page, READY)
    until(page, FRAME, LAST)
