"""A clip in the browser’s own HLS player, without any script: each picture is in its place."""

import re

import pytest
from playwright.sync_api import Page, Route

from tests.browser.place import until
from tests.browser.test_watch import FRAME, READY
from tests.web.pages.stage import SLUG

pytestmark = pytest.mark.browser

RATE = 30
SNAPPED, EXACT = (f"/ko/e/{SLUG}/talk-{number}" for number in (0, 1))
SHOWN = {SNAPPED: range(60, 210), EXACT: range(213, 321)}
"""The first is widened to the keyframes around it, which are whole seconds."""
JOINTS = {SNAPPED: (90, 180), EXACT: (240, 300)}
SEEK = "at => { document.querySelector('video').currentTime = at; }"
LENGTH = "document.querySelector('video').duration"


def open_clip(page: Page, session: str) -> None:
    """A page with nothing but the video that a reader without scripts is given."""
    source = re.search(r'<source src="([^"#]+)', page.request.get(session).text())
    assert source

    def bare(route: Route) -> None:
        route.fulfill(content_type="text/html", body=f'<video src="{source[1]}"></video>')

    page.route("**/bare", bare)
    page.goto("/bare")
    until(page, READY)


def around(session: str) -> list[int]:
    """Frames to seek, back and forth: the ends, the joints and their neighbours."""
    shown = SHOWN[session]
    near = [joint + beside for joint in JOINTS[session] for beside in (0, -1, 1, -2, 2)]
    ends = [shown[-1], shown[0], shown[-2], shown[1], shown[-3], shown[len(shown) // 2]]
    return [*near, *ends, shown[-1]]


def seek(page: Page, session: str, frame: int) -> None:
    """Right behind its beginning: the sound may end up to 23 ms before the last picture does, and
    this player waits for both for ever, whoever made the playlist."""
    page.evaluate(SEEK, (frame - SHOWN[session].start + 0.1) / RATE)


@pytest.mark.parametrize("session", SHOWN, ids=["snapped", "exact"])
def test_each_picture_sought_is_the_one_shown(page: Page, session: str) -> None:
    open_clip(page, session)
    until(page, FRAME, SHOWN[session].start)
    for frame in around(session):
        seek(page, session, frame)
        until(page, f"({READY}) && {FRAME}", frame)


@pytest.mark.parametrize("session", SHOWN, ids=["snapped", "exact"])
def test_the_very_first_seek_may_be_to_the_last_picture(page: Page, session: str) -> None:
    open_clip(page, session)
    seek(page, session, SHOWN[session][-1])
    until(page, f"({READY}) && {FRAME}", SHOWN[session][-1])


@pytest.mark.parametrize("session", SHOWN, ids=["snapped", "exact"])
def test_it_lasts_as_long_as_its_pictures_and_plays_to_the_last(page: Page, session: str) -> None:
    open_clip(page, session)
    shown = SHOWN[session]
    assert page.evaluate(LENGTH) == pytest.approx(len(shown) / RATE, abs=0.03)
    page.evaluate("document.querySelector('video').play()")
    until(page, "document.querySelector('video').ended")
    until(page, FRAME, shown[-1])
