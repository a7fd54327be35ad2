"""The picture moves and the sound is where the truth says."""

from itertools import islice, pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from archive.timecode import Span
from demo.film import FPS, film
from demo.paint import HEIGHT, WIDTH
from demo.pictures import CLOCK
from demo.sound import RATE, make_sound
from demo.story import Story, read_story
from demo.timeline import Timeline, lay_out


@pytest.fixture(scope="module")
def story() -> Story:
    return read_story()


@pytest.fixture(scope="module")
def timeline(story: Story) -> Timeline:
    return lay_out(story, 0.1)


def _loudness(sound: NDArray[np.int16], span: Span) -> float:
    piece = sound[span.start * RATE // 1000 : span.end * RATE // 1000]
    return float(np.sqrt(np.mean(piece.astype(np.float64) ** 2)))


def test_speech_and_applause_are_far_louder_than_what_lies_between(
    story: Story,
) -> None:
    timeline = lay_out(story, 0.3)
    sound = make_sound(timeline, story.people)
    spans = sorted([said.span for said in timeline.spoken] + [span for span, _ in timeline.heard])
    gaps = [Span(a.end, b.start) for a, b in pairwise(spans) if a.end < b.start]
    assert len(sound) == timeline.duration * RATE // 1000
    assert min(_loudness(sound, span) for span in spans) > 10 * max(
        _loudness(sound, gap) for gap in gaps
    )


def test_sound_is_the_same_every_time(story: Story, timeline: Timeline) -> None:
    first, second = (make_sound(timeline, story.people) for _ in range(2))
    assert np.array_equal(first, second)


def test_every_frame_is_a_whole_picture(story: Story, timeline: Timeline) -> None:
    sizes = [len(frame) for frame in film(timeline, story)]
    assert sizes == [WIDTH * HEIGHT * 3 // 2] * (timeline.duration * FPS // 1000)


def test_clock_stands_within_a_second_and_moves_with_the_next(story: Story) -> None:
    frames = list(islice(film(lay_out(story), story), FPS + 1))
    faces = [_clock(frame) for frame in frames]
    assert np.array_equal(faces[0], faces[FPS - 1])
    assert not np.array_equal(faces[0], faces[FPS])


def _clock(frame: bytes) -> NDArray[np.uint8]:
    left, top, right, bottom = CLOCK
    luma = np.frombuffer(frame, np.uint8, WIDTH * HEIGHT).reshape(HEIGHT, WIDTH)
    return luma[top:bottom, left:right]
