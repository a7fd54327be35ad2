"""The desk in a real browser: a cut seen, set, saved and watched; keys, handles, accessibility."""

import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from archive.captions.model import CaptionTrack, Origin
from archive.captions.write import write_srt
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.clip_work import note_work, order_work
from archive.catalogue.keep.cut import find_session
from archive.catalogue.queries.clip_work import tasks_under_way
from archive.catalogue.tables import CutRow
from archive.catalogue.values import WorkKind, WorkState
from archive.clip.exact import build_clip, read_proof
from archive.media.tools import find_tools
from archive.sentence import Sentence
from archive.timecode import Span
from jobs.steps.clip_work import do_clip_work
from jobs.workshop import Workshop
from tests import forum
from tests.browser.place import until
from tests.browser.test_watch import FRAME, PAUSED, READY, press
from tests.forum import NOW
from tests.media import KnownMedia
from tests.studio import DESK, EMAIL, SPANS, Studio, open_studio
from tests.web.desk.test_captions import ENGLISH, late

pytestmark = pytest.mark.browser

CUT = f"{DESK}/keynote"
FRAME_MS = 100
PLACED = "document.querySelector('#in_point').value"
LEFT = "document.querySelector('#out_point').value"
CLOCK = "document.querySelector('#clock').textContent"
IN_HANDLE = "document.querySelector('[data-handle=in_point]').getAttribute('aria-valuetext')"
SHIFT = 8


@dataclass(frozen=True, slots=True)
class Room:
    """A studio served on a free port, and an editor's page in it."""

    studio: Studio
    page: Page

    def open(self, path: str) -> None:
        """Go to a page of the desk; a cut desk has its picture then."""
        self.page.goto(path)
        if self.page.locator("#cut-desk").count():
            until(self.page, READY)

    def shows(self, milliseconds: int) -> None:
        """Wait until the picture of this moment of the recording is on the screen."""
        until(self.page, f"({READY}) && ({FRAME})", milliseconds // FRAME_MS)


@pytest.fixture
def served(
    tmp_path: Path, known_recording: KnownMedia, studio_home: Path
) -> Iterator[tuple[Studio, str]]:
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    home = shutil.copytree(studio_home, tmp_path / "home")
    studio = open_studio(home, known_recording, address)
    server = uvicorn.Server(uvicorn.Config(studio.app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield studio, address
    server.should_exit = True
    thread.join()
    listening.close()
    studio.close()


@pytest.fixture
def room(
    browser: Browser, served: tuple[Studio, str], request: pytest.FixtureRequest
) -> Iterator[Room]:
    """An editor who has signed in; an error in a script fails the test."""
    studio, address = served
    wanted: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}
    context = browser.new_context(base_url=address, **(wanted | getattr(request, "param", {})))
    context.add_cookies([{"name": "desk", "value": studio.cookie(), "url": address}])
    page = context.new_page()
    page.set_default_timeout(20_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield Room(studio, page)
    context.close()
    assert wrong == []


def test_an_editor_signs_in(room: Room) -> None:
    page = room.page
    page.context.clear_cookies()
    page.goto(DESK)
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(forum.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{page.url.partition('/en/')[0]}{DESK}")


def test_a_cut_that_was_set_by_eye_is_what_viewers_see(room: Room) -> None:
    room.studio.publish("keynote")
    room.open(CUT)
    room.shows(6_300)
    page = room.page
    for code in ("ArrowRight", "Period", "Period"):
        press(page, code)
    room.shows(7_500)
    page.get_by_role("group", name="In point").get_by_role("button", name="Set here").click()
    until(page, PLACED, "00:00:07.500")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("The cut was saved")
    assert room.studio.cut("keynote").cut.first.span == Span(7_500, SPANS["keynote"].end)

    page.goto(f"/en/e/{forum.SLUG}/keynote")
    room.shows(7_500)


def test_a_saved_cut_plays_at_once_and_goes_on_when_its_edges_are_built(room: Room) -> None:
    """The edges come between the page and its playlist, where it would hurt most."""
    room.studio.publish("keynote")
    page = room.page
    page.goto(CUT)
    page.get_by_role("textbox", name="In point").fill("0:07.5")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("The cut was saved")

    def late(route: Route) -> None:
        build_edges(room.studio)
        route.continue_()

    page.route("**/recording.m3u8?*", late)
    page.goto(f"/en/e/{forum.SLUG}/keynote")
    assert the_form(page) == "snapped"
    room.shows(7_500)
    page.unroute("**/recording.m3u8?*")
    page.get_by_role("combobox", name="Captions", exact=True).select_option("ko")
    # hls.js counts from when the first picture is decoded, two before it is shown; the page knows.
    seek_and_see_the_cue_begin(room, second_0_ms=6_800)

    page.reload()
    assert the_form(page) == "exact"
    room.shows(7_500)
    seek_and_see_the_cue_begin(room, second_0_ms=7_500)


def build_edges(studio: Studio) -> None:
    """What the worker does after a cut was saved."""
    cut = studio.cut("keynote").cut.first
    build_clip(studio.files.media, studio.index, cut.span, studio.files.clip(cut.digest))


def the_form(page: Page) -> str:
    return (page.locator("#player").get_attribute("data-playlist") or "").partition("?as=")[2]


def seek_and_see_the_cue_begin(room: Room, second_0_ms: int) -> None:
    """One cue begins at 8.25 s."""
    for moment, cues in ((8_350, ["먼저 둑을 낮추어야 합니다."]), (8_150, [])):
        seconds = (moment - second_0_ms) / 1000
        room.page.evaluate(f"document.querySelector('video').currentTime = {seconds}")
        room.shows(moment)
        expect(room.page.locator(".captions p:visible")).to_have_text(cues)


def test_a_saved_cut_is_played_to_its_points_before_its_edges_are_built(room: Room) -> None:
    room.studio.publish("keynote")
    room.open(CUT)
    page = room.page
    for name, typed in (("In point", "7.5"), ("Out point", "9.3")):
        page.get_by_role("textbox", name=name).fill(typed)
    page.get_by_role("button", name="Save", exact=True).click()
    clip = page.get_by_role("region", name="Clip")
    expect(clip).to_contain_text("The page plays the new cut now; exact edges are being built.")

    page.goto(f"/en/e/{forum.SLUG}/keynote")
    room.shows(7_500)
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, PAUSED, wanted=False)
    until(page, PAUSED)
    room.shows(9_200)
    assert read_proof(room.studio.files.clip(room.studio.cut("keynote").cut.first.digest)) is None


def test_the_desk_tells_what_becomes_of_the_clip_without_being_loaded_again(room: Room) -> None:
    room.open(CUT)
    page = room.page
    page.get_by_role("textbox", name="In point").fill("7.5")
    page.get_by_role("button", name="Save", exact=True).click()
    clip = page.get_by_role("region", name="Clip")
    expect(clip).to_contain_text("exact edges are being built")
    page.get_by_role("textbox", name="Out point").fill("11.8")
    work_on(room.studio)
    expect(clip).to_contain_text("It begins and ends at the very pictures of the cut.")
    said = page.locator("#clip-said")
    expect(said).to_have_text("It begins and ends at the very pictures of the cut.")
    assert page.get_by_role("textbox", name="Out point").input_value() == "11.8"
    clip.get_by_text("Proof").press("Enter")
    expect(clip.get_by_text("00:00:07.500")).to_be_visible()
    assert room.studio.cut("keynote").cut.first.span == Span(7_500, SPANS["keynote"].end)
    page.get_by_role("textbox", name="Out point").fill("00:00:12.300")


@pytest.mark.parametrize("room", [{"java_script_enabled": False}], indirect=True)
def test_what_failed_is_tried_again_without_scripts(room: Room) -> None:
    break_clip(room.studio, "keynote")
    page = room.page
    page.goto(CUT)
    clip = page.get_by_role("region", name="Clip")
    expect(clip).to_contain_text("building exact edges failed")
    clip.get_by_role("button", name="Try again Exact edges").click()
    expect(page.get_by_role("status")).to_contain_text("It is tried again.")
    expect(page.get_by_role("region", name="Clip")).to_contain_text("edges are being built")
    work_on(room.studio)
    page.reload()
    expect(page.get_by_role("region", name="Clip")).to_contain_text("very pictures of the cut")


def work_on(studio: Studio) -> None:
    """Do as a worker would with all that is ordered."""
    workshop = Workshop(studio.settings, studio.catalogue, find_tools(), patience=0)
    with studio.catalogue.reading() as db:
        tasks = tasks_under_way(db)
    for task in tasks:
        assert do_clip_work(workshop, task) == ""


def break_clip(studio: Studio, code: str) -> None:
    """Have the edges of a session's clip fail."""
    with studio.catalogue.writing() as db:
        (task,) = order_work(db, studio.cut(code).cut.first.digest, [WorkKind.EDGES], forum.NOW)
        message = Sentence("The recording is damaged around the cut: {reason}.", {"reason": "it"})
        lines = ["[h264] error while decoding MB 12 3, bytestream -7"]
        note_work(db, task, WorkState.FAILED, now=forum.NOW, message=message, last_lines=lines)


def test_keys_work_under_a_hangul_layout_and_after_a_button_was_pressed(room: Room) -> None:
    room.open(CUT)
    page = room.page
    page.get_by_role("group", name="Out point").get_by_role("button", name="Go there").click()
    room.shows(12_300)
    press(page, "ArrowLeft", "ArrowLeft")
    room.shows(11_300)
    press(page, "KeyO", "ㅐ")
    until(page, "document.querySelector('#out_point').value", "00:00:11.300")
    press(page, "KeyI", "ㅑ", SHIFT)
    room.shows(6_300)
    press(page, "Comma", ",")
    room.shows(6_200)
    press(page, "KeyI", "ㅑ")
    until(page, PLACED, "00:00:06.200")


def test_a_nudge_shows_the_picture_it_chose_and_the_gap_it_leaves(room: Room) -> None:
    room.open(CUT)
    page = room.page
    expect(page.get_by_text("00:00:00.800 between")).to_be_visible()
    page.get_by_role("group", name="In point").get_by_role(
        "button", name="One second earlier"
    ).click()
    until(page, PLACED, "00:00:05.300")
    room.shows(5_300)
    expect(page.get_by_text("they overlap by 00:00:00.200")).to_be_visible()


def test_keys_leave_what_is_typed_alone_and_can_be_switched_off(room: Room) -> None:
    room.open(CUT)
    page = room.page
    field = page.get_by_role("textbox", name="In point")
    field.fill("")
    field.press_sequentially("0:08.2")
    assert field.input_value() == "0:08.2"
    until(page, IN_HANDLE, "00:00:08.200")
    field.press("Tab")
    room.shows(8_200)

    page.get_by_text("Keys", exact=True).click()
    page.get_by_role("checkbox", name="Use keys on this page").uncheck()
    page.get_by_role("heading", level=1).click()
    press(page, "KeyO", "ㅐ")
    assert page.get_by_role("textbox", name="Out point").input_value() == "00:00:12.300"
    page.evaluate("document.querySelector('#cut-form').reset()")


def test_a_point_is_moved_by_the_keys_of_its_slider(room: Room) -> None:
    room.open(CUT)
    slider = room.page.get_by_role("slider", name="In point")
    slider.focus()
    for key, moved in (
        ("ArrowRight", "00:00:06.400"),
        ("ArrowLeft", "00:00:06.300"),
        ("Home", "00:00:00.000"),
        ("End", "00:00:11.300"),
        ("PageDown", "00:00:01.300"),
    ):
        slider.press(key)
        until(room.page, IN_HANDLE, moved)
        assert room.page.evaluate(PLACED) == moved
    room.shows(1_300)


def test_a_time_that_was_refused_leaves_the_video_at_the_cut_that_stands(room: Room) -> None:
    room.open(CUT)
    room.page.get_by_role("textbox", name="In point").fill("ten past")
    room.page.get_by_role("button", name="Save", exact=True).click()
    expect(room.page.get_by_role("alert")).to_contain_text("“ten past” is no time")
    room.shows(6_300)
    until(room.page, IN_HANDLE, "00:00:06.300")
    assert room.page.evaluate(PLACED) == "ten past"


def test_a_point_is_dragged_in_the_lane(room: Room) -> None:
    room.open(CUT)
    page = room.page
    box = page.locator("#close-up").bounding_box()
    assert box
    # The recording is shorter than a minute, so the lane shows all of its 24 seconds.
    y, second = box["y"] + box["height"] / 2, box["width"] / 24
    page.mouse.move(box["x"] + 6.3 * second, y)
    page.mouse.down()
    page.mouse.move(box["x"] + 8 * second, y, steps=3)
    page.mouse.up()
    seconds = float(str(page.evaluate(PLACED)).rsplit(":", 1)[1])
    assert abs(seconds - 8) <= 24 / box["width"]
    page.mouse.click(box["x"] + 20 * second, y)
    until(page, f"{CLOCK}.slice(0, 7)", "00:00:2")
    assert float(str(page.evaluate(PLACED)).rsplit(":", 1)[1]) == seconds


def test_an_editor_checks_every_cut_with_the_enter_key(room: Room) -> None:
    room.open(DESK)
    page = room.page
    page.get_by_role("link", name="Check the 3 open cuts").click()
    for title in ("Cities that bring rivers back", "Keynote", "Opening"):
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        until(page, READY)
        press(page, "Enter", "Enter")
    expect(page.get_by_role("status")).to_contain_text("Every cut is checked now.")


def test_another_place_is_taken_with_one_press_or_key_and_taken_back(room: Room) -> None:
    with room.studio.catalogue.writing() as db:
        cut = db.get_one(CutRow, find_session(db, forum.SLUG, "keynote"))
        cut.alternatives = {"in": [[8_000, 0.25], [1_500, 0.1]], "out": [[14_000, 0.2]]}
    room.open(CUT)
    page = room.page
    page.get_by_role("button", name="00:00:08.000 +1.7 sec").click()
    until(page, PLACED, "00:00:08.000")
    room.shows(8_000)
    undo = page.get_by_role("button", name="Undo")
    undo.click()
    until(page, PLACED, "00:00:06.300")
    room.shows(6_300)
    expect(undo).to_have_attribute("aria-disabled", "true")

    press(page, "Digit2", "2")
    until(page, PLACED, "00:00:01.500")
    press(page, "Digit1", "!", SHIFT)
    until(page, LEFT, "00:00:14.000")
    press(page, "KeyZ", "ㅋ")
    until(page, LEFT, "00:00:12.300")
    press(page, "Digit1", "!", SHIFT)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("The cut was saved")
    assert room.studio.cut("keynote").cut.first.span == Span(1_500, 14_000)


def test_what_was_not_saved_is_not_left_unasked(room: Room) -> None:
    room.open(CUT)
    page = room.page
    page.get_by_role("group", name="In point").get_by_role(
        "button", name="One second later"
    ).click()
    until(page, PLACED, "00:00:07.300")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto(DESK)
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("room", [{"java_script_enabled": False}], indirect=True)
def test_a_cut_is_saved_without_scripts(room: Room) -> None:
    page = room.page
    page.goto(CUT)
    page.get_by_role("textbox", name="In point").fill("0:07.5")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("The cut was saved")
    assert room.studio.cut("keynote").cut.first.span == Span(7_500, SPANS["keynote"].end)


def test_captions_are_uploaded_moved_to_where_they_belong_and_watched(room: Room) -> None:
    studio, page = room.studio, room.page
    studio.publish("keynote")
    with studio.catalogue.writing() as db:
        keep_tracks(db, studio.recording_id, [CaptionTrack("en", Origin.PERSON, ENGLISH)], NOW)
    page.goto(CUT)
    page.get_by_role("link", name="Captions", exact=True).click()
    page.get_by_label("Caption file").set_input_files(
        {"name": "강.srt", "mimeType": "", "buffer": write_srt(late(1_520)).encode()}
    )
    page.get_by_label("Their times count").select_option(
        label="The whole recording: River Forum (0:24)"
    )
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="강.srt")).to_be_visible()
    page.get_by_label("Move by −1.52 sec").check()
    page.get_by_role("button", name="Keep these captions").click()
    expect(page.get_by_role("status")).to_contain_text("The captions were kept.")

    korean = next(cue for cue in ENGLISH if cue.span.start == 7_900)
    page.goto(f"/en/e/{forum.SLUG}/keynote?t={korean.span.start / 1000}")
    room.shows(korean.span.start)
    page.locator("[data-choice=captions]").select_option("ko")
    expect(page.locator(".captions [lang=ko]")).to_have_text("5번째 문장입니다.")
