"""A clip in two sizes in a browser: the one that fits is played, and both are exact."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

import pytest
from playwright.sync_api import Page

from archive.alignment.model import PlacedCut
from archive.captions.model import CaptionTrack, Cue, Origin
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.cut import keep_proposed_cuts, publish_session
from archive.catalogue.keep.recording import note_media, note_source, note_state, order_recording
from archive.catalogue.queries.desk import planned_sessions
from archive.catalogue.values import IngestState
from archive.clip.exact import build_clip
from archive.cut import CutSpan, clip_digest
from archive.media.fragments import read_fragment_index, save_fragment_index
from archive.media.pack import pack
from archive.media.pack_small import pack_small
from archive.storage import RecordingFiles, recording_files
from archive.timecode import Span
from tests.browser.place import Place, served, until
from tests.browser.test_native import SEEK
from tests.browser.test_native import open_clip as open_natively
from tests.browser.test_watch import FRAME, PAUSED, READY, captions, open_session
from tests.media import TOOLS, known_media, remade
from tests.web.pages.stage import BEGAN, NOW, SLUG, Stage, index, open_stage, put_programme, talk

pytestmark = pytest.mark.browser

RATE = 10
CUT = Span(2_150, 45_680)
FIRST, LAST = 22, 456
LARGE, SMALL = (960, 540), (480, 270)
LARGE_EVERY, SMALL_EVERY = 25, 20
"""Keyframes: the joints are at 25 and 450 in the large one, at 40 and 440 in the small one."""

JOINTS = {LARGE[0]: (25, 450), SMALL[0]: (40, 440)}
LOADED = "document.querySelector('video').buffered.end(0) > 30"
"""hls.js loads half a minute ahead, then it rests."""

PHONE = {"viewport": {"width": 390, "height": 844}}
DESK = {"viewport": {"width": 1280, "height": 800}}
PAGE = f"/ko/e/{SLUG}/talk-0"
WIDTH = "document.querySelector('video').videoWidth"
FOLLOW = """window.seen = [];
(() => {
  const video = document.querySelector("video");
  const next = (_now, about) => {
    window.seen.push([about.mediaTime, FRAME, video.videoWidth]);
    video.requestVideoFrameCallback(next);
  };
  video.requestVideoFrameCallback(next);
})()""".replace("FRAME", FRAME)
"""Note each picture that is shown: when in the clip, its number, its width."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """An archive with one session of 43 seconds in two sizes."""
    folder = tmp_path_factory.mktemp("sizes")
    with open_stage(folder) as stage:
        put_session(stage)
        with served(stage.app) as made:
            yield made


def put_session(stage: Stage) -> None:
    put_programme(stage, (talk(0),))
    with stage.catalogue.writing() as db:
        recording, _ = order_recording(db, SLUG, "https://x/sizes", started_at=BEGAN, now=NOW)
    files = recording_files(stage.settings.media_folder, recording)
    duration = make_both(files, clip_digest(recording, CUT))
    with stage.catalogue.writing() as db:
        note_source(db, recording, title="", description="", started_at=None, chapters=[])
        note_media(db, recording, duration, {})
        cues = tuple(Cue(Span(at, at + 1000), f"{at // 1000}초") for at in range(0, 48_000, 1000))
        keep_tracks(db, recording, [CaptionTrack("ko", Origin.PERSON, cues)], NOW)
        (session,) = planned_sessions(db, SLUG)
        cut = PlacedCut(session.key, (CutSpan(recording, CUT),), 0.5, 0.5)
        keep_proposed_cuts(db, [cut], {session.key: int(session.key)}, NOW)
        note_state(db, recording, IngestState.READY, now=NOW)
        publish_session(db, int(session.key), account_id=None, now=NOW)
    index(stage, recording)


def make_both(files: RecordingFiles, digest: str) -> int:
    """What an ingest leaves of a recording in two sizes; gives its length in milliseconds."""
    files.folder.mkdir(parents=True)
    kind = {"seconds": 48, "rate": Fraction(RATE), "container": "separate"}
    large = known_media(size=LARGE, gop=LARGE_EVERY, **kind)
    small = known_media(size=SMALL, gop=SMALL_EVERY, **kind)
    pack(TOOLS, large.paths, files.media)
    finer = remade(small.paths[0], files.folder / "finer.mp4", "-video_track_timescale", "90000")
    pack_small(TOOLS, finer, large.paths, files.media, files.small.media)
    for rendition, folder in (
        (files.main, files.clip(digest)),
        (files.small, files.small_clip(digest)),
    ):
        fragments = read_fragment_index(rendition.media)
        save_fragment_index(fragments, rendition.fragments)
        build_clip(rendition.media, fragments, CUT, folder)
    return read_fragment_index(files.media).duration_ms


def seek(page: Page, frame: int, origin: float = FIRST / RATE) -> None:
    """Right behind a frame's beginning; ``origin`` is when second 0 of the media is shown."""
    page.evaluate(SEEK, (frame + 0.1) / RATE - origin)


def grow(page: Page) -> None:
    """Turn the phone into a desk; the page hears of it one drawing later."""
    page.set_viewport_size({"width": 1280, "height": 800})
    until(page, f"document.querySelector('video').clientWidth > {SMALL[0]}")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def check(page: Page, frames: Iterable[int]) -> None:
    """Each picture sought is the one shown."""
    for frame in frames:
        seek(page, frame)
        until(page, f"({READY}) && {FRAME}", frame)


def around(width: int) -> list[int]:
    """Back and forth: ends, joints and their neighbours."""
    near = [joint + beside for joint in JOINTS[width] for beside in (0, -1, 1, -2, 2)]
    return [LAST, FIRST, *near, FIRST + 1, LAST - 1, 240, LAST, 200, FIRST]


@pytest.mark.parametrize(
    ("page", "width"), [(PHONE, SMALL[0]), (DESK, LARGE[0])], ids=["phone", "desk"],
    indirect=["page"],
)  # fmt: skip
def test_the_size_that_fits_is_played_exactly(page: Page, width: int) -> None:
    open_in_size(page, width)
    check(page, around(width))
    assert page.evaluate(WIDTH) == width
    length = float(page.evaluate("document.querySelector('video').duration"))
    assert length == pytest.approx((LAST + 1 - FIRST) / RATE, abs=0.002)


def open_in_size(page: Page, width: int) -> None:
    """On a machine that is too busy to send the large one in time, the small one comes, rightly."""
    for _ in range(3):
        open_session(page, PAGE)
        until(page, FRAME, FIRST)
        if page.evaluate(WIDTH) == width:
            return
    raise AssertionError(f"{page.evaluate(WIDTH)} pixels wide three times, not {width}")


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_a_place_that_grows_gets_the_large_one_and_no_picture_is_out_of_place(page: Page) -> None:
    """The small one is loaded half a minute ahead; behind that the large one comes."""
    open_session(page, PAGE)
    until(page, LOADED)
    grow(page)
    seek(page, 300)
    until(page, f"({READY}) && {FRAME}", 300)
    page.evaluate(FOLLOW)
    page.evaluate("document.querySelector('video').playbackRate = 2")
    page.get_by_role("button", name="재생", exact=True).click()
    until(page, WIDTH, LARGE[0])
    until(page, PAUSED)
    until(page, f"({READY}) && {FRAME}", LAST)
    seen = [tuple(one) for one in page.evaluate("window.seen")]
    assert {width for _, _, width in seen} == {SMALL[0], LARGE[0]}
    late = [number - FIRST - round(at * RATE) for at, number, _ in seen]
    assert min(late) == 0, "a slow machine draws a later picture, but none an earlier one"
    assert [number for _, number, _ in seen] == sorted(number for _, number, _ in seen)
    check(page, [LAST, 452, 450, 449, 440, 60, 40, FIRST, 39, LAST])


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_captions_are_those_of_the_picture_in_either_size(page: Page) -> None:
    open_session(page, f"{PAGE}?t=4")
    until(page, FRAME, 40)
    assert captions(page) == ["4초"]
    grow(page)
    # Of a clip that is not loaded from its beginning, second 0 lies a little earlier.
    origin = 4.001 - float(page.evaluate("document.querySelector('video').currentTime"))
    seek(page, 435, origin)
    until(page, f"({READY}) && {FRAME}", 435)
    assert (page.evaluate(WIDTH), captions(page)) == (LARGE[0], ["43초"])


def test_a_browsers_own_player_finds_each_picture(page: Page) -> None:
    open_natively(page, PAGE)
    until(page, FRAME, FIRST)
    for frame in around(LARGE[0]):
        page.evaluate(SEEK, (frame - FIRST + 0.1) / RATE)
        until(page, f"({READY}) && {FRAME}", frame)
