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
from web.static_files import FOLDER

CUES, EVERY_MS = 2_700, 4_000
"""Three hours."""
KNOWN = 800
"""Different words a language is said in."""
MOST_HTML, MOST_SCRIPT = 110_000, 200_000
"""Bytes, gzipped."""


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


def put_three_hours(stage: Stage) -> None:
    """One session with as many cues, each sentence said in both languages."""
    recording = put_talks(stage, 1)
    stage.editor()
    rng = np.random.default_rng(3)
    hangul = [chr(code) for code in rng.integers(0xAC00, 0xD7A3, 400)]
    latin = [a + b for a in "bdfghklmnprstvw" for b in ("a", "e", "ir", "on", "ul", "ay")]
    tracks = [
        CaptionTrack("ko", Origin.PERSON, tuple(spoken(rng, words(rng, hangul, KNOWN), 3, 0))),
        CaptionTrack("en", Origin.TRANSLATED, tuple(spoken(rng, words(rng, latin, KNOWN), 5, 200))),
    ]
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


def test_three_hours_in_two_languages_are_a_light_page(stage: Stage) -> None:
    put_three_hours(stage)
    page = f"/ko/e/{SLUG}/talk-0"
    assert stage.get(page).count('class="cue"') == 2 * CUES
    assert sent(stage, page) <= MOST_HTML


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
