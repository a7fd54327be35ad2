"""A session over two recordings in a real browser: in one go, and every link to its moment."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.broken_show import AFTER, put_broken_show
from tests.browser.place import Place, served, until
from tests.browser.test_watch import FRAME, NOW, PAUSED, READY, open_session
from tests.web.pages.stage import SLUG, open_stage

pytestmark = pytest.mark.browser

BROKEN, EXACT = f"/ko/e/{SLUG}/talk-0", f"/ko/e/{SLUG}/talk-1"
FIRST, LAST = range(249, 348), range(12, 105)
"""The frames of the parts of the broken session."""

WATCH = f"""() => {{
  const video = document.querySelector("video");
  const words = document.querySelector(".captions p[lang=ko]");
  globalThis.seen = [];
  const note = () => {{
    globalThis.seen.push([{FRAME}, words.hidden ? "" : words.textContent]);
    video.requestVideoFrameCallback(note);
  }};
  video.requestVideoFrameCallback(note);
}}"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("broken")
    with open_stage(folder) as stage:
        put_broken_show(stage)
        with served(stage.app) as place:
            yield place


def test_it_plays_over_the_gap_in_one_go_with_its_captions(page: Page) -> None:
    open_session(page, f"{BROKEN}?t=10")
    page.evaluate(WATCH)
    page.get_by_role("button", name="재생", exact=True).click()
    until(page, PAUSED, wanted=False)
    until(page, PAUSED)
    until(page, FRAME, LAST[-1])
    seen = [(int(frame), words) for frame, words in page.evaluate("globalThis.seen")]
    sides = [frame >= FIRST[0] for frame, _ in seen]
    assert sides == sorted(sides, reverse=True), "the first part, then the other"
    assert min(frame for frame, _ in seen) >= LAST[0], "nothing before the in point of the other"
    heard = [words for _, words in seen if words]
    assert list(dict.fromkeys(heard)) == [
        "끊기는 순간의 말입니다.",
        "다시 이어진 말입니다.",
        "징검다리를 놓았습니다.",
    ]


def test_every_picture_of_both_parts_is_where_it_should_be_around_the_gap(page: Page) -> None:
    open_session(page, EXACT)
    until(page, FRAME, 69)
    length = float(page.evaluate("document.querySelector('video').duration"))
    assert abs(length - (72 + 69) / 30) < 0.002
    for place in (71, 72, 70, 73, 0, 140, 71, 72):
        page.evaluate(f"document.querySelector('video').currentTime = {(place + 0.5) / 30}")
        until(page, READY)
        until(page, FRAME, 69 + place if place < 72 else 162 + place - 72)


def test_an_exact_session_plays_through_to_its_last_picture(page: Page) -> None:
    open_session(page, EXACT)
    page.evaluate(WATCH)
    page.get_by_role("button", name="재생", exact=True).click()
    until(page, PAUSED, wanted=False)
    until(page, PAUSED)
    until(page, FRAME, 230)
    seen = {int(frame) for frame, _ in page.evaluate("globalThis.seen")}
    assert seen <= {*range(69, 141), *range(162, 231)}
    assert seen & {*range(69, 141)}


def test_a_link_into_the_second_recording_opens_there(page: Page) -> None:
    open_session(page, f"{BROKEN}?t=2&r={AFTER}")
    until(page, FRAME, 60)
    assert page.evaluate(PAUSED)
    expect(page.locator("#transcript .is-now")).to_contain_text("징검다리를 놓았습니다.")
    assert page.evaluate(NOW) == "0:06 중 0:04"


def test_a_press_on_what_was_said_after_the_gap_goes_there_and_back(page: Page) -> None:
    open_session(page, BROKEN)
    until(page, FRAME, FIRST[0])
    page.get_by_text("징검다리를 놓았습니다.").click()
    until(page, f"((frame) => 60 <= frame && frame < 105)({FRAME})")
    assert page.evaluate("location.search") == f"?t=2&r={AFTER}"
    page.get_by_text("끊기기 전의 말입니다.").click()
    until(page, f"((frame) => 249 <= frame && frame < 348)({FRAME})")
    assert page.evaluate("location.search") == "?t=8"


def test_the_bar_reaches_both_ends_and_nothing_outside(page: Page) -> None:
    open_session(page, BROKEN)
    bar = page.get_by_role("slider", name="재생 위치")
    bar.press("End")
    until(page, FRAME, LAST[-1])
    bar.press("Home")
    until(page, FRAME, FIRST[0])
    for seconds, frame in ((3.8, LAST[0]), (0, FIRST[0]), (8, LAST[-1])):
        page.evaluate(f"document.querySelector('video').currentTime = {seconds}")
        until(page, FRAME, frame)


def test_viewers_are_told_where_the_stream_broke_off(page: Page) -> None:
    page.goto(BROKEN)
    told = "여기서 생중계가 3분 동안 끊겼습니다."
    rows = page.locator("#transcript > li").all_inner_texts()
    place = next(n for n, row in enumerate(rows) if told in row)
    assert "끊기는 순간의" in rows[place - 1]
    assert "다시 이어진" in rows[place + 1]
    mark = page.locator(".seek-gap")
    share = mark.evaluate("mark => parseFloat(mark.style.insetInlineStart)")
    assert abs(share - 3_300 / 6_400 * 100) < 0.01
    mark.scroll_into_view_if_needed()
    page.locator(".seek").hover(
        position={
            "x": page.locator(".seek").evaluate("bar => bar.clientWidth") * share / 100,
            "y": 10,
        }
    )
    expect(page.locator(".seek-hint")).to_have_text(f"0:03 · {told}")


def test_a_hit_in_the_second_recording_leads_there(page: Page) -> None:
    page.goto("/ko/search?q=징검다리")
    page.locator(f"a.hit[href*='r={AFTER}']").first.click()
    until(page, READY)
    until(page, FRAME, LAST[0])
    expect(page.locator("mark")).to_have_text("징검다리")


def test_one_goes_on_in_the_second_recording(page: Page) -> None:
    page.goto(BROKEN)
    place = f'{{"{SLUG}/talk-0":{{"recording":{AFTER},"at":2100}}}}'
    page.evaluate(f"localStorage.setItem('dasibogi.places', '{place}')")
    page.reload()
    page.get_by_role("button", name="0:05부터 이어보기").click()
    until(page, f"((frame) => 63 <= frame && frame < 105)({FRAME})")
