"""Watching a session: the cut is held to the frame, captions, transcript, keys."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.place import until
from tests.web.pages.stage import SLUG

pytestmark = pytest.mark.browser

PAGE = f"/ko/e/{SLUG}/talk-0"

READY = """(() => {
  const video = document.querySelector("video");
  return video.readyState >= 2 && video.videoWidth > 0 && !video.seeking;
})()"""

FRAME = """(() => {
  const video = document.querySelector("video");
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0);
  const [width, height] = [canvas.width / 8, canvas.height / 2];
  let number = 0;
  for (let place = 0; place < 16; place++) {
    const x = Math.floor((place % 8 + 0.5) * width);
    const y = Math.floor((Math.floor(place / 8) + 0.5) * height);
    if (context.getImageData(x, y, 1, 1).data[0] > 128) number |= 1 << place;
  }
  return number;
})()"""
"""Which frame is on the screen, by its blocks."""

PAUSED = "document.querySelector('video').paused"
NOW = "document.querySelector('.seek').ariaValueText"


def open_session(page: Page, address: str = PAGE) -> None:
    """Open the page and wait for a picture."""
    page.goto(address)
    until(page, READY)


def press(page: Page, code: str, key: str = "Process", modifiers: int = 0) -> None:
    """Press a key as a Hangul layout sends it: its place is known, its letter is not Latin."""
    client = page.context.new_cdp_session(page)
    for kind in ("keyDown", "keyUp"):
        client.send(
            "Input.dispatchKeyEvent",
            {"type": kind, "code": code, "key": key, "modifiers": modifiers},
        )
    client.detach()


def captions(page: Page) -> list[str]:
    """What stands over the picture, from top to bottom."""
    return page.locator(".captions p:visible").all_inner_texts()


def test_a_session_opens_on_the_first_picture_of_its_cut(page: Page) -> None:
    open_session(page)
    until(page, FRAME, 69)
    assert page.evaluate(PAUSED)
    assert page.evaluate(NOW) == "0:04 중 0:00"


def test_it_plays_and_stops_on_the_last_picture_of_its_cut(page: Page) -> None:
    open_session(page)
    page.get_by_role("button", name="재생", exact=True).click()
    until(page, PAUSED, wanted=False)
    until(page, PAUSED)
    until(page, READY)
    until(page, FRAME, 200)


def test_after_the_end_it_plays_from_the_beginning_again(page: Page) -> None:
    open_session(page)
    page.locator(".seek").press("End")
    until(page, FRAME, 200)
    press(page, "KeyK")
    until(page, "document.querySelector('video').currentTime < 2")


def test_an_address_with_a_moment_opens_on_it_and_does_not_play(page: Page) -> None:
    open_session(page, f"{PAGE}?t=5")
    until(page, FRAME, 150)
    assert page.evaluate(PAUSED)
    expect(page.locator("#transcript .is-now")).to_have_attribute("data-t", re.compile("^1700 "))


def test_nothing_outside_the_cut_can_be_reached(page: Page) -> None:
    open_session(page)
    page.evaluate("document.querySelector('video').currentTime = 0")
    until(page, FRAME, 69)
    page.evaluate("document.querySelector('video').currentTime = 9")
    until(page, FRAME, 200)


def test_the_bar_is_a_slider_for_keys_and_pointers(page: Page) -> None:
    open_session(page)
    bar = page.get_by_role("slider", name="재생 위치")
    bar.press("End")
    until(page, FRAME, 200)
    bar.press("Home")
    until(page, FRAME, 69)
    box = bar.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    until(page, READY)
    until(page, f"Math.abs({FRAME} - 135) <= 1")
    assert page.locator(".seek-chapters i").count() == 2


def test_captions_are_off_korean_english_or_both_with_korean_above(page: Page) -> None:
    open_session(page, f"{PAGE}?t=4.5")
    menu = page.get_by_role("combobox", name="자막", exact=True)
    until(page, "document.querySelector('.captions').hidden", wanted=False)
    assert captions(page) == ["두 번째 말입니다."]
    menu.select_option("both")
    assert captions(page) == ["두 번째 말입니다.", "These are the second words."]
    menu.select_option("off")
    assert captions(page) == []
    menu.select_option("en")
    assert captions(page) == ["These are the second words."]


def test_the_chosen_captions_are_kept_in_the_browser(page: Page) -> None:
    open_session(page)
    page.get_by_role("combobox", name="자막", exact=True).select_option("both")
    open_session(page, f"{PAGE}?t=4.5")
    until(page, "document.querySelector('.captions').hidden", wanted=False)
    assert captions(page) == ["두 번째 말입니다.", "These are the second words."]


def test_a_line_of_the_transcript_plays_from_there(page: Page) -> None:
    open_session(page)
    page.get_by_text("두 번째 말입니다.").click()
    until(page, "document.querySelector('#transcript .is-now')?.dataset.t.split(' ')[0]", "1700")
    until(page, PAUSED, wanted=False)
    expect(page).to_have_url(re.compile(r"talk-0\?t=4$"))


def test_the_transcript_follows_what_is_said(page: Page) -> None:
    open_session(page)
    until(page, "document.querySelector('#transcript .is-now')?.dataset.t.split(' ')[0]", "0")
    press(page, "KeyK")
    until(page, "document.querySelector('#transcript .is-now')?.dataset.t.split(' ')[0]", "1700")


def test_keys_work_under_a_hangul_layout(page: Page) -> None:
    open_session(page)
    press(page, "KeyC", "ㅊ")
    assert page.get_by_role("combobox", name="자막", exact=True).input_value() == "en"
    press(page, "Period")
    until(page, READY)
    until(page, FRAME, 70)
    press(page, "KeyK", "ㅏ")
    until(page, PAUSED, wanted=False)


def test_keys_are_left_to_what_is_being_typed(page: Page) -> None:
    open_session(page)
    page.locator("#header-query").focus()
    press(page, "KeyK", "ㅏ")
    press(page, "KeyM", "ㅡ")
    assert page.evaluate(PAUSED)
    assert not page.evaluate("document.querySelector('video').muted")


def test_keys_can_be_switched_off_for_good(page: Page) -> None:
    open_session(page)
    press(page, "Slash", "?", modifiers=8)
    page.get_by_label("단축키 사용").uncheck()
    open_session(page)
    press(page, "KeyM", "ㅡ")
    assert not page.evaluate("document.querySelector('video').muted")


def test_the_next_chapter_is_one_key_away(page: Page) -> None:
    open_session(page)
    press(page, "KeyN", "ㅜ", modifiers=8)
    until(page, READY)
    until(page, FRAME, 120)


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_there_are_the_browsers_controls_and_links_that_work(page: Page) -> None:
    page.goto(PAGE)
    expect(page.locator("video")).to_have_attribute("controls", "")
    field = page.get_by_role("searchbox", name="자막 전문에서 찾기")
    field.fill("second")
    field.press("Enter")
    expect(page.locator(".transcript mark")).to_have_text(["second"])
    page.goto(PAGE)
    page.get_by_role("link", name="0:01", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?t=4$"))
    expect(page.locator("source")).to_have_attribute(
        "src", re.compile(r"master\.m3u8\?as=snapped#t=2\.000,4\.700$")
    )
    expect(page.locator("#transcript .is-now")).to_contain_text("두 번째 말입니다.")


def test_a_search_leads_to_the_second_and_marks_the_word(page: Page) -> None:
    page.goto("/ko/")
    page.get_by_role("searchbox").fill("second")
    page.get_by_role("searchbox").press("Enter")
    page.locator("a.hit").click()
    expect(page).to_have_url(re.compile(r"talk-0\?t=2&q=second$"))
    until(page, READY)
    until(page, FRAME, 69)
    expect(page.locator(".transcript mark")).to_have_text("second")
