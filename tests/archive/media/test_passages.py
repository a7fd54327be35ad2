"""A passage is the recording's sound from just there, packed or as it came."""

from pathlib import Path

import numpy as np
import pytest

from archive.media.pack import pack
from archive.media.passages import passage
from archive.media.timeline import LEAD_SECONDS
from archive.media.waveform import SAMPLE_RATE
from archive.timecode import Span
from tests.media import QUIET_RATE, TOOLS, Container, known_media, known_sound, sound_lag_ms

SPAN = Span(1350, 3850)

FRAME_MS = 25
"""MPEG-TS begins its clock with the encoder's first frame, which holds no sound yet."""


def lag_ms(samples: np.typing.NDArray[np.float32], start_ms: int) -> float:
    """How much later the samples are than the truth from a point on."""
    step = SAMPLE_RATE // QUIET_RATE
    truth = known_sound(6, SAMPLE_RATE)[start_ms * SAMPLE_RATE // 1000 :][: len(samples)]
    return sound_lag_ms(samples[::step].astype(float), truth[::step])


@pytest.mark.parametrize("delay_ms", [0, -700])
def test_a_passage_of_a_packed_recording_is_in_recording_time(
    tmp_path: Path, delay_ms: int
) -> None:
    pack(TOOLS, known_media(picture_delay_ms=delay_ms).paths, tmp_path / "recording.mp4")
    samples = passage(TOOLS, tmp_path / "recording.mp4", SPAN, lead_seconds=LEAD_SECONDS)

    assert len(samples) == SPAN.duration * SAMPLE_RATE // 1000
    assert abs(lag_ms(samples, SPAN.start + delay_ms)) < 1


@pytest.mark.parametrize(("container", "most"), [("mp4", 1), ("mpegts", FRAME_MS)])
def test_a_passage_of_a_file_counts_from_its_beginning(container: Container, most: int) -> None:
    samples = passage(TOOLS, known_media(container=container).paths[0], SPAN)

    assert len(samples) == SPAN.duration * SAMPLE_RATE // 1000
    assert abs(lag_ms(samples, SPAN.start)) < most


def test_a_passage_over_the_end_is_as_long_as_there_is_sound() -> None:
    samples = passage(TOOLS, known_media().paths[0], Span(5000, 9000))
    assert 0.9 * SAMPLE_RATE < len(samples) < 1.1 * SAMPLE_RATE
