"""The session page as viewers use it: preview, finding, quoting, sharing, going on later."""

import io
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from archive.captions.model import CaptionTrack, Cue, Origin
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.recording import note_source
from archive.editing import CutEditor
from archive.recording import SourceChapter
from archive.timecode import Span
from tests import forum
from tests.browser.place import Place, served, until
from tests.browser.test_watch import FRAME, PAUSED, READY, captions, open_session, press
from tests.media import KnownMedia, read_barcode
from tests.paths import PROJECT
from tests.studio import Studio, open_studio

pytestmark = pytest.mark.browser

BASE = "http://dasi.example"
PAGE, MOVED = f"/ko/e/{forum.SLUG}/keynote", f"/ko/e/{forum.SLUG}/session-1"
CUT = Span(6_300, 21_700)
FRAME_MS = 100
"""Ten pictures a second, a keyframe and a small picture of it every second."""
SHIFT = 8

KOREAN = (
    Cue(Span(6_500, 8_000), "먼저 강 둑을"),
    Cue(Span(8_000, 9_500), "낮추어야 합니다."),
    Cue(Span(10_000, 12_000), "국회에서 논의했습니다."),
    Cue(Span(14_000, 16_000), "강둑 이야기를 마칩니다."),
)
ENGLISH = (
    Cue(Span(6_500, 9_500), "First the river banks must be lowered."),
    Cue(Span(10_000, 12_000), "It was debated in parliament."),
    Cue(Span(14_000, 16_000), "That was the story of the Banks."),
)
CHAPTERS = (
    SourceChapter(Span(6_300, 12_000), "기조 연설: 아나 소자"),
    SourceChapter(Span(12_000, 21_700), "질문과 대답"),
)
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"

JUMPED = """new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""
"""Cumulative layout shift since the page was opened."""

SMALL_TARGETS = """[...document.querySelectorAll("main button, main input, main select, main a")]
  .filter((one) => one.matches(":not(a), [data-t] > a, #chapters a, .people a, .take-away a"))
  .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .filter((one) => one.tabIndex >= 0 && !one.closest("label, .unseen"))
  .filter((one) => {
    const { width, height } = one.getBoundingClientRect();
    return width < 24 || height < 24;
  })
  .map((one) => one.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def studio(
    tmp_path_factory: pytest.TempPathFactory, known_recording: KnownMedia, studio_home: Path
) -> Iterator[Studio]:
    """A keynote of 15 s with chapters and captions, and a session that will be moved."""
    home = shutil.copytree(studio_home, tmp_path_factory.mktemp("viewers") / "home")
    studio = open_studio(home, known_recording, BASE)
    with studio.catalogue.writing() as db:
        number = studio.recording_id
        note_source(db, number, title="", description="", started_at=None, chapters=CHAPTERS)
        tracks = [
            CaptionTrack("ko", Origin.PERSON, KOREAN),
            CaptionTrack("en", Origin.PERSON, ENGLISH),
        ]
        keep_tracks(db, number, tracks, forum.NOW)
    move(studio, "keynote", CUT)
    studio.publish("keynote", "session-1")
    yield studio
    studio.close()


@pytest.fixture(scope="module")
def place(studio: Studio) -> Iterator[Place]:
    with served(studio.app) as made:
        yield made


def move(studio: Studio, code: str, span: Span) -> None:
    revision = studio.cut(code).cut.revision
    editor = CutEditor(studio.catalogue, forum.SLUG, code, revision, 1, datetime.now(UTC))
    editor.move(span.start, span.end)


def frame(milliseconds: int) -> int:
    """The number of the picture that a moment of the recording shows."""
    return milliseconds // FRAME_MS


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def here(link: str) -> str:
    """A link that was given out, on the server of the test."""
    assert link.startswith(f"{BASE}/")
    return link.removeprefix(BASE)


def preview(page: Page) -> int:
    """Which frame the small picture above the bar shows."""
    picture = page.locator(".seek-film")
    expect(picture).to_be_visible()
    shot = Image.open(io.BytesIO(picture.screenshot())).convert("L")
    return read_barcode(np.asarray(shot))


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).bounding_box()
    assert found is not None
    x, y, height = found["x"], found["y"], found["height"]
    return {"x": x, "y": y, "width": found["width"], "height": height, "bottom": y + height}


def test_captions_keep_their_size_and_order_and_never_cover_the_controls(page: Page) -> None:
    open_session(page, f"{PAGE}?t=8.5")
    page.get_by_role("combobox", name="자막", exact=True).select_option("both")
    assert box(page, ".captions p:lang(ko)")["y"] < box(page, ".captions p:lang(en)")["y"]
    plain = box(page, ".captions p:lang(ko)")["height"]
    page.locator(".player-settings summary").click()
    page.get_by_role("combobox", name="자막 크기").select_option("largest")
    page.get_by_role("combobox", name="위에 놓을 자막").select_option("en")
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox", name="자막 크기")).to_be_hidden()
    open_session(page, f"{PAGE}?t=8.5")
    until(page, "document.querySelector('.captions').hidden", wanted=False)
    assert captions(page) == ["낮추어야 합니다.", "First the river banks must be lowered."]
    assert box(page, ".captions p:lang(en)")["y"] < box(page, ".captions p:lang(ko)")["y"]
    assert box(page, ".captions p:lang(ko)")["height"] > 1.3 * plain
    assert box(page, ".captions")["bottom"] <= box(page, ".controls")["y"]
    press(page, "KeyF", "ㄹ")
    until(page, "document.fullscreenElement?.id", "player")
    assert captions(page) == ["낮추어야 합니다.", "First the river banks must be lowered."]
    until(page, f"({FULL}) && true")
    expect(page.get_by_role("button", name="전체 화면 끝내기")).to_be_visible()


FULL = """(() => {
  const at = (part) => document.querySelector(part).getBoundingClientRect();
  return at(".captions").bottom <= at(".controls").top && at(".controls").bottom <= innerHeight;
})()"""


def test_the_bar_previews_the_picture_one_points_at_drags_to_or_goes_to_by_key(page: Page) -> None:
    open_session(page, PAGE)
    bar = page.locator(".seek")
    until(page, FRAME, frame(CUT.start))
    width = box(page, ".seek")["width"]

    def x_of(milliseconds: int) -> float:
        return (milliseconds - CUT.start) / CUT.duration * width

    bar.hover(position={"x": x_of(10_500), "y": 10})
    until(page, "document.querySelector('.seek-film').hidden", wanted=False)
    page.wait_for_load_state("networkidle")
    assert preview(page) == frame(10_000)
    expect(page.locator(".seek-hint")).to_have_text("0:04 · 기조 연설: 아나 소자")
    bar.hover(position={"x": x_of(6_400), "y": 10})
    assert preview(page) == frame(7_000), "what was cut away is never shown"
    assert box(page, ".seek-hint")["x"] >= box(page, ".player")["x"]
    page.mouse.down()
    bar.hover(position={"x": x_of(13_700), "y": 10})
    assert preview(page) == frame(13_000)
    assert page.evaluate(FRAME) == frame(CUT.start), "it is gone to when it is dropped"
    page.mouse.up()
    until(page, f"({READY}) && Math.abs({FRAME} - 137) <= 1")
    page.mouse.move(0, 0)
    expect(page.locator(".seek-hint")).to_be_hidden()
    bar.press("End")
    assert preview(page) == frame(21_000)


def test_a_chapter_of_the_list_plays_from_there(page: Page) -> None:
    open_session(page, PAGE)
    chapters = page.get_by_role("region", name="챕터")
    expect(chapters.get_by_role("link", name="아나 소자", exact=True)).to_be_visible()
    chapters.get_by_role("link", name="질문과 대답").click()
    until(page, PAUSED, wanted=False)
    until(page, f"{FRAME} >= {frame(12_000)}")
    expect(page).to_have_url(re.compile(r"keynote\?t=12$"))
    expect(page.locator("#chapters [aria-current]")).to_contain_text("질문과 대답")


def test_parts_of_words_are_found_in_the_transcript_whatever_the_spaces(page: Page) -> None:
    open_session(page, PAGE)
    press(page, "KeyT", "ㅅ")
    field = page.get_by_role("searchbox", name="자막 전문에서 찾기")
    expect(field).to_be_focused()
    field.fill("강둑")
    status = page.locator("#find-status")
    expect(status).to_have_text("2곳에서 찾았습니다")
    assert page.locator(".seek-hits i").count() == 2
    field.press("Enter")
    expect(status).to_have_text("찾은 2곳 중 1번째")
    field.press("ArrowDown")
    expect(status).to_have_text("찾은 2곳 중 2번째")
    page.get_by_role("button", name="이전 결과").click()
    expect(status).to_have_text("찾은 2곳 중 1번째")
    expect(field).to_be_focused()
    field.fill("둑을낮추ㅇ")
    expect(status).to_have_text("1곳에서 찾았습니다")
    field.fill("회에서")
    expect(status).to_have_text("1곳에서 찾았습니다")
    field.fill("BANKS")
    expect(status).to_have_text("2곳에서 찾았습니다")
    page.locator("#transcript-languages").select_option("ko")
    expect(status).to_have_text("찾을 수 없습니다")
    field.press("Escape")
    expect(status).to_have_text("")
    assert page.locator(".seek-hits i").count() == 0
    assert page.evaluate(PAUSED), "what is typed is no key of the player"


SELECT = """([first, last]) => {
  const cues = [...document.querySelectorAll("[data-t] > [lang=ko]")]
    .flatMap((one) => one.querySelector("span") ? [...one.querySelectorAll("span")] : [one]);
  const [from, to] = [cues[first].firstChild, cues[last].firstChild];
  getSelection().setBaseAndExtent(from, 3, to, to.length);
}"""


@pytest.mark.parametrize("page", [CLIPBOARD], indirect=True)
def test_what_is_selected_becomes_a_quotation_whose_link_plays_just_that(page: Page) -> None:
    open_session(page, PAGE)
    page.evaluate(SELECT, [0, 1])
    page.get_by_role("button", name="이 부분 인용").click()
    expect(page.locator("#told")).to_have_text("인용문과 링크를 복사했습니다.")
    text, source, link = copied(page).splitlines()
    assert text == "“강 둑을 낮추어야 합니다.”"
    assert source == "기조 연설, 2026 강변 포럼 (0:00 – 0:03)"
    assert link == f"{BASE}{PAGE}?t=6.5,9.5"
    open_session(page, here(link))
    until(page, FRAME, frame(6_500))
    assert page.locator("#transcript .is-quoted").count() == 1
    assert page.evaluate(PAUSED)
    press(page, "KeyK", "ㅏ")
    until(page, PAUSED, wanted=False)
    until(page, PAUSED)
    until(page, f"({READY}) && {FRAME}", frame(9_500) - 1)
    press(page, "KeyK", "ㅏ")
    until(page, f"{FRAME} > {frame(9_600)}")


@pytest.mark.parametrize("page", [CLIPBOARD], indirect=True)
def test_lines_are_quoted_and_their_links_copied_by_the_keyboard_alone(page: Page) -> None:
    open_session(page, PAGE)
    lines = page.locator("[data-t]")
    page.get_by_role("searchbox", name="자막 전문에서 찾기").focus()
    while page.evaluate("!document.activeElement.closest('[data-t]')"):
        page.keyboard.press("Tab")
    expect(lines.nth(0).locator("a")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(lines.nth(1).locator("a")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_have_text("링크를 복사했습니다.")
    assert copied(page) == f"{BASE}{PAGE}?t=10"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+ArrowDown")
    link = page.get_by_role("button", name="링크만 복사")
    expect(link).to_be_visible()
    while not link.evaluate("(one) => one === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page, "navigator.clipboard.readText()", f"{BASE}{PAGE}?t=10,16")
    assert page.evaluate(PAUSED)


def test_one_goes_on_where_one_stopped_if_one_wants_to(page: Page) -> None:
    resume = page.get_by_role("group", name="멈춘 곳")
    open_session(page, PAGE)
    expect(resume).to_be_hidden()
    page.get_by_role("slider", name="재생 위치").press("ArrowRight")
    press(page, "KeyK")
    until(page, f"{FRAME} >= {frame(12_000)}")
    press(page, "KeyK")
    until(page, PAUSED)
    stopped = page.evaluate(FRAME)
    page.goto(f"{PAGE}?t=8")
    expect(resume).to_be_hidden()
    page.goto(f"{PAGE}#t=8")
    page.reload()
    expect(resume).to_be_hidden()
    page.goto("about:blank")
    page.goto(PAGE)
    page.get_by_role("button", name=re.compile(r"^0:0\d부터 이어보기$")).click()
    until(page, f"{FRAME} >= {stopped}")
    expect(resume).to_be_hidden()
    press(page, "KeyK")
    until(page, PAUSED)
    page.locator(".player-settings summary").click()
    page.get_by_label("멈춘 곳을 이 브라우저에만 기억").uncheck()
    page.goto("about:blank")
    page.goto(PAGE)
    until(page, "document.querySelector('.controls').hidden", wanted=False)
    expect(resume).to_be_hidden()


@pytest.mark.parametrize(
    ("fragment", "shown", "stops"),
    [("#t=10", 10_000, None), ("#t=0:11.5", 11_500, None), ("#t=10,11", 10_000, 11_000)],
)
def test_media_fragments_are_recording_time_too(
    page: Page, fragment: str, shown: int, stops: int | None
) -> None:
    open_session(page, PAGE + fragment)
    until(page, f"({READY}) && {FRAME}", frame(shown))
    assert page.evaluate(PAUSED)
    expect(page.locator("#outside")).to_be_hidden()
    if stops is not None:
        press(page, "KeyK")
        until(page, f"({PAUSED}) && ({READY}) && {FRAME}", frame(stops) - 1)
        page.evaluate("location.hash = '#t=2'")
        until(page, f"({READY}) && {FRAME}", frame(CUT.start))
        expect(page.locator("#outside")).to_contain_text("0:02")


@pytest.mark.parametrize("page", [CLIPBOARD], indirect=True)
def test_a_moment_is_shared_as_a_link_and_as_a_player_for_another_page(page: Page) -> None:
    open_session(page, f"{PAGE}?t=13")
    share = page.get_by_role("region", name="공유")
    share.get_by_role("button", name="링크 복사").click()
    until(page, "navigator.clipboard.readText()", f"{BASE}{PAGE}")
    share.get_by_label(re.compile("현재 시각부터")).check()
    expect(page.locator("#share-link")).to_have_value(f"{BASE}{PAGE}?t=13")
    share.get_by_text("다른 사이트에 퍼 가기").click()
    share.get_by_role("button", name="코드 복사").click()
    expect(page.locator("#told")).to_have_text("코드를 복사했습니다.")
    (address,) = re.findall(r'<iframe src="([^"]+)"', copied(page))
    assert address == f"{BASE}{PAGE}/embed?t=13"
    open_session(page, here(address))
    until(page, f"({READY}) && {FRAME}", frame(13_000))


@pytest.mark.parametrize("page", [CLIPBOARD], indirect=True)
def test_a_link_shared_before_the_cut_moved_still_shows_its_picture(
    page: Page, studio: Studio
) -> None:
    open_session(page, f"{MOVED}?t=15")
    until(page, f"({READY}) && {FRAME}", frame(15_000))
    press(page, "KeyS", "ㄴ")
    until(page, "navigator.clipboard.readText()", f"{BASE}{MOVED}?t=15")
    for start, shown in ((14_400, 15_000), (11_000, 15_000), (17_000, 17_000)):
        move(studio, "session-1", Span(start, 21_000))
        open_session(page, here(copied(page)))
        until(page, f"({READY}) && {FRAME}", frame(shown))
        is_told = page.get_by_text("0:15").is_visible()
        assert is_told == (shown != 15_000), "it says so when the moment was cut away"


def test_a_window_of_its_own_is_asked_for_and_told_when_refused(page: Page) -> None:
    """Without a screen the browser may refuse: then the page says so, and shows no other state."""
    open_session(page, PAGE)
    button = page.get_by_role("button", name="작은 창으로 보기")
    expect(button).to_have_attribute("aria-pressed", "false")
    press(page, "KeyI", "ㅑ")
    is_open = "document.pictureInPictureElement === document.querySelector('video')"
    told = "document.querySelector('#told').textContent"
    refused = "지금은 이 브라우저에서 작은 창을 열 수 없습니다."
    until(page, f"({is_open}) !== ({told} === '{refused}')")
    opened = bool(page.evaluate(is_open))
    expect(button).to_have_attribute("aria-pressed", str(opened).lower())
    if opened:
        button.click()
        expect(button).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("page", [{}, PHONE], ids=["desk", "phone"], indirect=True)
def test_nothing_jumps_nothing_is_too_small_and_nothing_is_out_of_reach(page: Page) -> None:
    open_session(page, f"{PAGE}?t=9")
    until(page, "document.querySelector('.controls').hidden", wanted=False)
    assert page.evaluate(JUMPED) <= 0.01
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    field = page.get_by_role("searchbox", name="자막 전문에서 찾기")
    field.focus()
    field.fill("강둑")
    field.press("Enter")
    if AXE.exists():
        page.evaluate(AXE.read_text(encoding="utf-8"))
        rules = "{rules: {'target-size': {enabled: true}}}"
        found = page.evaluate(f"axe.run(document, {rules}).then((told) => told.violations)")
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_on_a_phone_the_picture_stays_and_what_was_found_is_seen_above_the_keyboard(
    page: Page,
) -> None:
    open_session(page, PAGE)
    page.locator("#words").scroll_into_view_if_needed()
    page.set_viewport_size({"width": 390, "height": 480})
    field = page.get_by_role("searchbox", name="자막 전문에서 찾기")
    field.tap()
    field.fill("강둑")
    field.press("Enter")
    field.press("Enter")
    expect(page.locator("#find-status")).to_have_text("찾은 2곳 중 2번째")
    expect(field).to_be_in_viewport(ratio=1)
    expect(page.locator("video")).to_be_in_viewport()
    until(page, SEEN)


SEEN = """(() => {
  const line = [...document.querySelectorAll("[data-t]")].at(-1).getBoundingClientRect();
  const at = document.elementFromPoint(innerWidth / 2, line.top + line.height / 2);
  return Boolean(at?.closest("[data-t]"));
})()"""
"""The last line is seen, and nothing lies on it."""
