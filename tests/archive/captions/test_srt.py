"""SubRip as people and tools write it."""

from itertools import groupby
from operator import attrgetter

import pytest

from archive.captions import read_cues
from archive.errors import CaptionsUnreadableError
from tests.paths import shared


def read(text: str) -> list[tuple[int, int, str]]:
    return [(cue.span.start, cue.span.end, cue.text) for cue in read_cues(text.encode())]


def test_cues_are_read_with_their_lines() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,500\n<i>Hello</i>\nthere\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nBye\n"
    )
    assert read(text) == [(1000, 2500, "Hello\nthere"), (3000, 4000, "Bye")]


def test_numbers_blank_lines_and_hours_may_be_missing() -> None:
    text = "\n\n00:01.000 --> 00:02\nin\n2015\n\n00:03.000 --> 00:04.000\nit began\n\nand went on\n"
    assert read(text) == [(1000, 2000, "in\n2015"), (3000, 4000, "it began\nand went on")]


def test_a_year_on_a_line_of_its_own_is_text_where_cues_are_numbered() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nin\n2015\n\n2\n00:00:03,000 --> 00:00:04,000\n2016\n"
        "3\n00:00:05,000 --> 00:00:06,000\nnow\n"
    )
    assert read(text) == [(1000, 2000, "in\n2015"), (3000, 4000, "2016"), (5000, 6000, "now")]


def test_positions_of_other_formats_are_taken_off() -> None:
    text = '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="red">위</font> {sic} {\\i1}끝\n'
    assert read(text) == [(1000, 2000, "위 {sic} 끝")]


def test_an_arrow_in_the_text_is_text() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nstep 3 --> 4\n\n--> here\n"
    assert read(text) == [(1000, 2000, "step 3 --> 4\n--> here")]


def test_a_line_of_times_that_cannot_be_read_is_named() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:03,000 --> 0:00:04:000\nb\n"
    with pytest.raises(CaptionsUnreadableError, match="Line 6 "):
        read(text)


@pytest.mark.parametrize("lecture", ["02", "03", "07", "13"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_real_lecture_keeps_every_cue_that_has_text(lecture: str, language: str) -> None:
    content = shared(f"captions/cs231n_2017/lecture_{lecture}.{language}.srt").read_bytes()
    blocks = content.decode("utf-8-sig").replace("\r", "").split("\n\n")
    filled = [block.strip().split("\n", 2) for block in blocks if block.strip().count("\n") >= 2]

    cues = read_cues(content)

    texts = ["\n".join(line.strip() for line in text.split("\n")) for _, _, text in filled]
    by_time = (list(group) for _, group in groupby(cues, key=attrgetter("span")))
    assert sorted("\n".join(cue.shown for cue in group) for group in by_time) == sorted(texts)
