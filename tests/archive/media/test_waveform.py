"""The waveform is loud where the sound is, and silent where it is not."""

from pathlib import Path

import numpy as np
import pytest

from archive.media.ffmpeg import never
from archive.media.listening import listen
from archive.media.pack import pack
from archive.media.waveform import SAMPLE_RATE, peak_count
from tests.media import TOOLS, KnownMedia, known_media, known_sound

AAC_ERROR = 16
"""How far coding may move a peak, of 255."""


def peaks_of(known: KnownMedia, folder: Path, duration_ms: int | None = None) -> list[int]:
    pack(TOOLS, known.paths, folder / "recording.mp4")
    target = folder / "waveform.bin"
    listen(
        TOOLS, folder / "recording.mp4", duration_ms or known.duration_ms,
        waveform=target, sound=folder / "sound.bin",
    )  # fmt: skip
    return list(target.read_bytes())


def true_peaks(seconds: int, start_ms: int = 0) -> list[int]:
    samples = np.abs(known_sound(seconds, SAMPLE_RATE)).reshape(-1, SAMPLE_RATE // 10).max(axis=1)
    late = [0] * (start_ms // 100) + [int(peak * 255) for peak in samples]
    return late[: seconds * 10]


@pytest.mark.parametrize("delay_ms", [0, -1300])
def test_peaks_follow_the_sound(tmp_path: Path, delay_ms: int) -> None:
    peaks = peaks_of(known_media(picture_delay_ms=delay_ms), tmp_path)
    assert len(peaks) == 60
    loud = [n for n, peak in enumerate(true_peaks(6, -delay_ms)) if peak]
    # A tenth beside a loud one may hold what coding smears over the border.
    silent = [n for n in range(1, 60) if not {n - 1, n, n + 1} & set(loud)]
    truth = true_peaks(6, -delay_ms)
    assert all(abs(peaks[n] - truth[n]) < AAC_ERROR for n in loud)
    assert len(silent) > 20
    assert [peaks[n] for n in silent] == [0] * len(silent)


def test_recording_without_sound_is_silent_all_along(tmp_path: Path) -> None:
    assert peaks_of(known_media(sound=False), tmp_path) == [0] * 60


def test_file_is_as_long_as_the_recording_is_said_to_be(tmp_path: Path) -> None:
    assert len(peaks_of(known_media(), tmp_path, 5950)) == 60
    assert len(peaks_of(known_media(), tmp_path, 5900)) == 59
    longer = peaks_of(known_media(), tmp_path, 7001)
    assert (len(longer), longer[61:]) == (71, [0] * 10)
    assert peak_count(1) == 1


def test_waveform_made_twice_is_the_same_and_reports_to_the_end(tmp_path: Path) -> None:
    first = peaks_of(known_media(), tmp_path)
    heard: list[float] = []
    listen(
        TOOLS, tmp_path / "recording.mp4", 6000,
        waveform=tmp_path / "again.bin", sound=tmp_path / "sound-again.bin",
        report=heard.append, stop=never,
    )  # fmt: skip
    sounds = [(tmp_path / name).read_bytes() for name in ("sound.bin", "sound-again.bin")]
    assert len(sounds[0]) == 4 * 60
    assert sounds[0] == sounds[1]
    assert list((tmp_path / "again.bin").read_bytes()) == first
    assert heard == sorted(set(heard))
    assert heard[-1] == 1.0
