"""A transcript too heavy for its page: what is around the moment comes first, the rest at once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from archive.captions.model import CaptionTrack, Cue, Origin
from archive.catalogue.keep.captions import keep_tracks
from archive.language import Language
from archive.timecode import Span
from tests import forum
from tests.browser.place import Place, served, until
from tests.browser.test_session_page import BASE, CUT, JUMPED, PAGE, move
from tests.browser.test_watch import open_session
from tests.media import KnownMedia
from tests.studio import Studio, open_studio

pytestmark = pytest.mark.browser

CUES, EVERY_MS = 700, 22
LETTERS = 240
"""Of a cue: so many that all of them weigh more than a page may."""
LINES = "document.querySelectorAll('[data-t]').length"
OVER_PICTURE = ".captions p[lang=ko]"
IS_NOW_SEEN = """(() => {
  const list = document.querySelector("#transcript").getBoundingClientRect();
  const now = document.querySelector("#transcript .is-now").getBoundingClientRect();
  return list.top <= now.top && now.top < list.bottom;
})()"""


def word(language: str, number: int) -> str:
    """What only this cue says."""
    return f"{'말' if language == 'ko' else 'word'}{number}번"


def said(language: Language) -> CaptionTrack:
    """A cue every 22 ms, each of letters that can't be said shorter."""
    rng = np.random.default_rng(ord(language[0]))
    cues = (
        Cue(
            Span(CUT.start + number * EVERY_MS, CUT.start + (number + 1) * EVERY_MS),
            f"{word(language, number)} {rng.bytes(LETTERS // 2).hex()}",
        )
        for number in range(CUES)
    )
    return CaptionTrack(language, Origin.PERSON, tuple(cues))


@pytest.fixture(scope="module")
def place(
    tmp_path_factory: pytest.TempPathFactory, known_recording: KnownMedia, studio_home: Path
) -> Iterator[Place]:
    home = shutil.copytree(studio_home, tmp_path_factory.mktemp("whole") / "home")
    studio: Studio = open_studio(home, known_recording, BASE)
    with studio.catalogue.writing() as db:
        keep_tracks(db, studio.recording_id, [said("ko"), said("en")], forum.NOW)
    move(studio, "keynote", CUT)
    studio.publish("keynote")
    with served(studio.app) as made:
        yield made
    studio.close()


@pytest.mark.parametrize("page", [{}, {"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_the_other_lines_come_at_once_and_nothing_moves_what_is_read(page: Page) -> None:
    answer = page.request.get(f"{PAGE}?t=14", timeout=60_000).text()
    assert answer.count("<li data-t=") < CUES - 1
    open_session(page, f"{PAGE}?t=14")
    until(page, LINES, CUES)
    expect(page.locator(".more-row")).to_have_count(0)
    assert page.evaluate(JUMPED) <= 0.01
    until(page, IS_NOW_SEEN)
    field = page.get_by_role("searchbox", name="자막 전문에서 찾기")
    for number in (0, CUES - 1):
        field.fill(word("ko", number))
        expect(page.locator(".find-count")).to_have_text("0/1")
    field.press("Enter")
    expect(page.locator(f"[data-t]:has-text('{word('ko', CUES - 1)}')")).to_be_in_viewport()
    page.get_by_role("slider", name="재생 위치").press("Home")
    expect(page.locator(OVER_PICTURE)).to_contain_text(word("ko", 0))


def test_players_on_other_sites_get_all_captions_too(page: Page) -> None:
    open_session(page, f"{PAGE}/embed?t=20")
    expect(page.locator(OVER_PICTURE)).to_contain_text(word("ko", 622))


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_links_lead_to_the_other_lines(page: Page) -> None:
    page.goto(f"{PAGE}?t=14")
    expect(page.locator("#transcript .is-now")).to_contain_text(word("ko", 395))
    page.get_by_role("link", name="앞부분 보기, 0:00부터").click()
    expect(page.locator("[data-t]").first).to_contain_text(word("ko", 0))
    page.get_by_role("link", name="자막 전문 모두 보기").first.click()
    expect(page.locator("[data-t]")).to_have_count(CUES)
