"""How much a session's page weighs on its way: three hours in two languages still come at once."""

import re

import numpy as np
import pytest

from archive.captions.model import CaptionTrack, Cue, Origin
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.cut import find_session, move_cut
from archive.catalogue.keep.recording import note_media
from archive.timecode import Span
from tests.web.pages.stage import NOW, SLUG, Stage, put_talks
from tests.web.pages.test_session import moments
from web.static_files import FOLDER

CUES, EVERY_MS = 2_700, 4_000
"""Three hours."""
MOST_HTML, MOST_SCRIPT = 110_000, 200_000
"""Bytes, gzipped."""
CSS = "text/css; charset=utf-8"


def words(rng: np.random.Generator, syllables: list[str], count: int) -> list[str]:
    """A language's words, two or three syllables each."""
    return ["".join(rng.choice(syllables, rng.integers(2, 4))) for _ in range(count)]


def spoken(rng: np.random.Generator, known: list[str], length: int, late_ms: int) -> list[Cue]:
    """Sentences of ``length`` words, of which few are said often and most hardly ever."""
    weights = 1 / np.arange(1, len(known) + 1)
    drawn = rng.choice(known, (CUES, length), p=weights / weights.sum())
    return [
        Cue(Span(number * EVERY_MS + late_ms, (number + 1) * EVERY_MS), " ".join(line) + ".")
        for number, line in enumerate(drawn)
    ]


def put_three_hours(stage: Stage, known: int = 800, longer: int = 1) -> None:
    """One session with as many cues, each sentence said in both languages, of ``known`` words."""
    recording = put_talks(stage, 1)
    stage.editor()
    rng = np.random.default_rng(3)
    hangul = [chr(code) for code in rng.integers(0xAC00, 0xD7A3, 400)]
    latin = [a + b for a in "bdfghklmnprstvw" for b in ("a", "e", "ir", "on", "ul", "ay")]
    ko = tuple(spoken(rng, words(rng, hangul, known), 3 * longer, 0))
    en = tuple(spoken(rng, words(rng, latin, known), 5 * longer, 200))
    tracks = [CaptionTrack("ko", Origin.PERSON, ko), CaptionTrack("en", Origin.TRANSLATED, en)]
    with stage.catalogue.writing() as db:
        length = CUES * EVERY_MS
        note_media(db, recording, length, {})
        keep_tracks(db, recording, tracks, NOW)
        session = find_session(db, SLUG, "talk-0")
        move_cut(db, session, 0, length, base_revision=1, account_id=1, now=NOW)


def sent(stage: Stage, path: str) -> int:
    """How many bytes a browser gets."""
    answer = stage.client.get(path, headers={"accept-encoding": "gzip"})
    assert (answer.status_code, answer.headers["content-encoding"]) == (200, "gzip")
    return int(answer.headers["content-length"])


PAGE = f"/ko/e/{SLUG}/talk-0"


def linked(page: str, relation: str) -> str | None:
    """The address of the lines before or after those of a page."""
    found = re.findall(rf'<li class="more-row"><a href="([^"]+)" rel="{relation}">', page)
    return f"{PAGE}{found[0]}" if found else None


def test_three_hours_in_two_languages_are_a_light_page(stage: Stage) -> None:
    put_three_hours(stage)
    page = stage.get(PAGE)
    assert len(moments(page)) == page.count("<p lang=ko>") == page.count("<p lang=en>") == CUES
    assert (linked(page, "next"), "data-whole" in page) == (None, False)
    assert sent(stage, PAGE) <= MOST_HTML


def test_words_too_heavy_for_one_page_are_read_page_by_page_and_are_all_there(stage: Stage) -> None:
    put_three_hours(stage, known=8_000, longer=2)
    every = moments(stage.get(f"{PAGE}?lines=all"))
    assert len(every) == CUES
    address: str | None = PAGE
    seen: list[list[str]] = []
    rows = 0
    while address:
        assert sent(stage, address) <= MOST_HTML
        page = stage.get(address)
        seen.append(moments(page))
        assert f'data-whole="?lines=all" data-before="{rows}"' in page
        rows += len(seen[-1]) + page.count('class="chapter-row"')
        address = linked(page, "next")
    assert [line for lines in seen for line in lines] == every
    assert len(seen) > 1
    back = linked(page, "prev")
    assert back is not None
    assert moments(stage.get(back)) == seen[-2]


def test_a_page_of_heavy_words_holds_what_its_address_asks_for(stage: Stage) -> None:
    put_three_hours(stage, known=8_000, longer=2)
    middle = stage.get(f"{PAGE}?t=5401")
    assert 'class="is-now" data-t="5400000 ' in middle
    squeezed = stage.client.get(f"{PAGE}?t=5401", headers={"accept-encoding": "gzip"})
    assert squeezed.text == middle
    assert "0" not in moments(middle)


def test_all_scripts_of_a_session_together_are_light(stage: Stage) -> None:
    put_talks(stage, 1)
    page = stage.get(f"/ko/e/{SLUG}/talk-0")
    (first,) = re.findall(r'<script type="module" src="/static/\w+/([\w.]+)"', page)
    (hls,) = re.findall(r'data-hls="/static/\w+/([^"]+)"', page)
    names, waiting = {hls}, [first]
    while waiting:
        name = waiting.pop()
        names.add(name)
        text = (FOLDER / name).read_text(encoding="utf-8")
        wanted = re.findall(r'^import .*? from "\./([\w-]+\.js)";', text, re.MULTILINE | re.DOTALL)
        waiting += [other for other in wanted if other not in names]
    assert {"playback.js", "find.js", "clock.js", hls} <= names
    folder = stage.app.state.static.address("")
    assert sum(sent(stage, folder + name) for name in names) <= MOST_SCRIPT


@pytest.mark.parametrize(
    ("accepted", "is_smaller"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("gzip;q=0, br", False), ("br", False)],
)
def test_what_a_browser_does_not_take_is_sent_as_it_is(
    stage: Stage, accepted: str, is_smaller: bool
) -> None:
    put_talks(stage, 1)
    for path in (f"/ko/e/{SLUG}/talk-0", stage.app.state.static.address("playback.js")):
        answer = stage.client.get(path, headers={"accept-encoding": accepted})
        assert ("content-encoding" in answer.headers) == is_smaller
        assert answer.headers["vary"] == "accept-encoding"
        assert answer.content == stage.client.get(path, headers={"accept-encoding": "x"}).content


def test_a_style_sheet_of_many_parts_is_asked_for_once(stage: Stage) -> None:
    named = re.findall(r'"\./(site/[\w-]+\.css)"', (FOLDER / "site.css").read_text())
    parts = [(FOLDER / name).read_text() for name in named]
    assert sorted(named) == sorted(f"site/{path.name}" for path in FOLDER.glob("site/*.css"))
    for encoding in ("gzip", "identity"):
        asked = {"accept-encoding": encoding}
        answer = stage.client.get(stage.app.state.static.address("site.css"), headers=asked)
        assert (answer.status_code, answer.headers["content-type"]) == (200, CSS)
        assert answer.text.endswith("".join(parts))
        assert "@import" not in answer.text


def test_a_page_beside_whose_secrets_an_address_may_put_words_is_never_squeezed(
    stage: Stage,
) -> None:
    put_talks(stage, 1)
    editor = stage.editor()
    for path in (f"/ko/e/{SLUG}/talk-0?q=secret", "/ko/desk/", "/ko/desk/sign-in?next=/ko/x"):
        answer = editor.get(path, headers={"accept-encoding": "gzip"})
        assert "content-encoding" not in answer.headers, path


def test_a_part_of_a_script_is_a_part_of_the_file(stage: Stage) -> None:
    path = stage.app.state.static.address("playback.js")
    wanted = {"accept-encoding": "gzip", "range": "bytes=0-9"}
    answer = stage.client.get(path, headers=wanted)
    assert (answer.status_code, answer.content) == (206, (FOLDER / "playback.js").read_bytes()[:10])
