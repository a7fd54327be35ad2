"""The story in time: the rows' truth, the captions, the programme that was printed before."""

import re
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from archive.timecode import Span
from demo.broadcast import PROGRAMME
from demo.story import Story, read_story
from demo.timeline import Timeline, lay_out

ROW = re.compile(r"^(\d\d:\d\d)~(\d\d:\d\d) \((\d+)'\)\t◦ (.+?)\t", re.MULTILINE)


@pytest.fixture(scope="module")
def story() -> Story:
    return read_story()


@pytest.fixture(scope="module")
def timeline(story: Story) -> Timeline:
    return lay_out(story)


def _printed() -> list[tuple[str, str, str, str]]:
    return ROW.findall(PROGRAMME.read_text(encoding="utf-8"))


def _real_start(story: Story, span: Span) -> datetime:
    return story.forum.stream_began + timedelta(milliseconds=span.start)


def test_programme_has_a_line_for_every_row(timeline: Timeline) -> None:
    assert len(_printed()) == 8
    assert list(timeline.rows()) == list(range(1, len(_printed()) + 1))


def test_printed_times_follow_one_another() -> None:
    rows = _printed()
    assert [end for _, end, _, _ in rows[:-1]] == [start for start, _, _, _ in rows[1:]]


def test_everybody_in_the_programme_speaks(story: Story) -> None:
    names = re.findall(r"\((?:연설|대담|좌 장|발표\d)\) (Ingrid Dahlen|\S+)", PROGRAMME.read_text())
    speaking = {story.people[said.by] for part in story.parts for said in part.say}
    known = {name for person in speaking for name in (person.ko, person.en)}
    assert len(names) == 9
    assert set(names) - known == set()


def test_forum_begins_late_and_one_session_overruns(story: Story, timeline: Timeline) -> None:
    printed = [(start, int(minutes)) for start, _, minutes, _ in _printed()]
    rows = timeline.rows()
    first = _real_start(story, rows[1])
    begin = first.replace(hour=14, minute=0, second=0, microsecond=0)
    assert timedelta(seconds=20) < first - begin < timedelta(seconds=30)
    over = {row: rows[row].duration - printed[row - 1][1] * 60_000 for row in rows}
    assert [row for row in over if over[row] > 10_000] == [5]


def test_rows_follow_one_another_without_overlap(timeline: Timeline) -> None:
    spans = list(timeline.rows().values())
    assert all(a.end < b.start for a, b in pairwise(spans))
    assert spans[-1].end < timeline.duration


def test_both_languages_caption_what_is_said_and_nothing_else(timeline: Timeline) -> None:
    spoken = [said.span for said in timeline.spoken]
    for cues in (timeline.ko, timeline.en):
        assert len(cues) >= 150
        assert all(any(cue.span.overlap(span) == cue.span for span in spoken) for cue in cues)
        assert all(a.span.end <= b.span.start for a, b in pairwise(cues))
    assert len(timeline.ko) != len(timeline.en)


def test_a_tenth_of_the_time_tells_the_same_story(story: Story, timeline: Timeline) -> None:
    short = lay_out(story, 0.1)
    assert [cue.text for cue in short.ko] == [cue.text for cue in timeline.ko]
    assert short.duration == pytest.approx(timeline.duration / 10, rel=0.01)
