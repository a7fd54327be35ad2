"""A clip's file in a browser, without any player of ours: each picture is where it should be."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from archive.clip.movie import make_movie
from archive.media.fragments import read_fragment_index
from archive.media.pack import pack
from archive.timecode import Span
from tests.archive.clip.test_playlist import served
from tests.browser.place import until
from tests.browser.test_watch import FRAME, READY
from tests.media import TOOLS, known_media

pytestmark = pytest.mark.browser

PAUSE = "document.querySelector('video').pause()"
SEEK = "at => { document.querySelector('video').currentTime = at; }"


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("rate", [Fraction(30), Fraction(30000, 1001)], ids=str)
def test_a_browser_shows_every_picture_at_its_time(
    plain_page: Page, tmp_path: Path, rate: Fraction
) -> None:
    media = tmp_path / "recording.mp4"
    pack(TOOLS, known_media(rate=rate, gop=30, size=(320, 180)).paths, media)
    index = read_fragment_index(media)
    proof = make_movie(media, index, Span(1510, 4230), tmp_path / "clip.mp4")
    first = round(proof.first_frame_ms * rate / 1000)
    with served(tmp_path / "clip.mp4", "") as server:
        plain_page.goto(f"http://127.0.0.1:{server.server_port}/recording.mp4")
        plain_page.evaluate(PAUSE)
        until(plain_page, READY)
        length = plain_page.evaluate("document.querySelector('video').duration")
        assert length == pytest.approx(float(proof.frames / rate), abs=0.0005)
        joints = [round(joint.at_ms * rate / 1000) - first for joint in proof.joints]
        near = {joint + beside for joint in joints for beside in (-2, -1, 0, 1, 2)}
        for number in sorted(near | {0, proof.frames // 2, proof.frames - 1}, key=lambda n: n % 7):
            plain_page.evaluate(SEEK, float((number + Fraction(1, 2)) / rate))
            until(plain_page, FRAME, first + number)
