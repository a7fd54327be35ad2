"""A track against the sound: shifted, stretched, or in place."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from archive.captions.drift import IN_PLACE, Drift, find_drift, moved, offer
from archive.captions.model import Cue
from archive.media.listening import listen
from archive.media.timeline import LEAD_SECONDS
from archive.media.tools import find_tools
from archive.timecode import Span

ESPEAK = shutil.which("espeak-ng")


def talk(seed: int, sentences: int = 200) -> tuple[tuple[Cue, ...], bytes]:
    """Cues of an invented talk and its waveform: loud while somebody speaks, a hum between."""
    random = np.random.default_rng(seed)
    cues, time = [], 8000
    for number in range(sentences):
        lasts = int(random.integers(1200, 5500))
        cues.append(Cue(Span(time, time + lasts), f"sentence {number}"))
        time += lasts + int(random.integers(60, 250) + random.exponential(600))
    peaks = random.integers(2, 12, time // 100 + 300)
    for cue in cues:
        tenths = slice(cue.span.start // 100, cue.span.end // 100)
        size = peaks[tenths].size
        loud = random.integers(10, 160, size)
        peaks[tenths] = np.where(random.random(size) < 0.85, loud, peaks[tenths])
    return tuple(cues), peaks.astype(np.uint8).tobytes()


def misplaced(cues: tuple[Cue, ...], drift: Drift) -> tuple[Cue, ...]:
    """Where the cues were before ``drift`` puts them right."""
    back = Drift(round(-drift.shift_ms / drift.stretch), 1 / drift.stretch, 1)
    return moved(cues, back)


@pytest.mark.parametrize("stretch", [1.0, 25 / 24, 24 / 25, 1.001, 1.0123])
@pytest.mark.parametrize("shift", [-1500, 800, 20_000])
def test_a_shift_and_a_stretch_are_found(shift: int, stretch: float) -> None:
    cues, peaks = talk(1)
    found = find_drift(misplaced(cues, Drift(shift, stretch, 1)), peaks)
    middle = cues[len(cues) // 2].span.start / stretch
    off = found.shift_ms + middle * found.stretch - (shift + middle * stretch)
    assert abs(off) <= 150
    assert abs(found.stretch - stretch) <= 2e-4
    assert found.is_noticeable


def test_captions_in_place_are_left_in_place() -> None:
    cues, peaks = talk(2)
    found = find_drift(cues, peaks)
    assert (abs(found.shift_ms) <= 100, found.stretch, found.is_noticeable) == (True, 1.0, False)
    assert offer(found) is None


@pytest.mark.parametrize("seed", range(4))
def test_another_talks_captions_are_not_offered_to_be_moved(seed: int) -> None:
    cues, _ = talk(seed)
    _, peaks = talk(seed + 50)
    assert offer(find_drift(cues, peaks)) is None


def test_silence_and_a_few_cues_tell_nothing() -> None:
    cues, peaks = talk(3)
    assert find_drift(cues, bytes(len(peaks))) == IN_PLACE
    assert find_drift(cues, b"") == IN_PLACE
    assert find_drift(cues[:5], peaks) == IN_PLACE


@pytest.mark.parametrize(
    ("drift", "said"),
    [
        (Drift(1500, 1.0, 1.0), "These captions come 1.5 s too early. Show them later?"),
        (Drift(-1500, 1.0, 1.0), "These captions come 1.5 s too late. Show them sooner?"),
        (
            Drift(0, 1.001, 1.0),
            "These captions run at another speed than the sound. Stretch them to 100.1%?",
        ),
        (Drift(-1500, 1.0, 0.2), None),
        (Drift(200, 1.0, 1.0), None),
    ],
)
def test_what_an_editor_is_asked(drift: Drift, said: str | None) -> None:
    sentence = offer(drift)
    assert (sentence and str(sentence)) == said


def test_cues_are_moved_with_their_words_and_never_before_the_beginning() -> None:
    cues = (Cue(Span(0, 500), "lost"), Cue(Span(500, 2000), "a b", words=(500, 1500)))
    assert moved(cues, Drift(-1000, 1.0, 1.0)) == (Cue(Span(0, 1000), "a b", words=(0, 500)),)


TEXTS = (
    "Good morning and welcome to the forum on cities.",
    "My name is not important.",
    "We have three talks today, and one of them is about buses.",
    "Please ask questions.",
    "The first speaker has counted every bus stop in the city, twice.",
    "That took a year.",
)


@pytest.mark.skipif(ESPEAK is None, reason="espeak-ng is not installed")
def test_captions_of_real_sounding_speech_are_placed(tmp_path: Path) -> None:
    """Each sentence spoken by a machine, with pauses we know between them."""
    spoken = [_spoken(text, tmp_path) for text in TEXTS]
    random = np.random.default_rng(7)
    cues, sound, time = [], [], 0
    for number in range(30):
        pause = int(random.integers(200, 1800))
        samples = spoken[number % len(spoken)]
        sound += [np.zeros(pause * 22_050 // 1000, np.int16), samples]
        start = time + pause
        time = start + samples.size * 1000 // 22_050
        cues.append(Cue(Span(start, time), TEXTS[number % len(TEXTS)]))
    media, target = tmp_path / "talk.m4a", tmp_path / "waveform.bin"
    _encode(np.concatenate(sound).tobytes(), media)
    listen(find_tools(), media, time, waveform=target, sound=tmp_path / "sound.bin")
    found = find_drift(moved(cues, Drift(2500, 1.0, 1.0)), target.read_bytes())
    assert abs(found.shift_ms + 2500) <= 200
    assert (found.stretch, found.is_noticeable) == (1.0, True)


def _spoken(text: str, folder: Path) -> "np.ndarray[tuple[int], np.dtype[np.int16]]":
    path = folder / "one.wav"
    subprocess.run((str(ESPEAK), "-w", str(path), text), check=True)
    return np.frombuffer(path.read_bytes()[44:], np.int16)


def _encode(samples: bytes, target: Path) -> None:
    """Sound on the clock of packed recordings, which is what a waveform is made of."""
    raw = ("-f", "s16le", "-ar", "22050", "-ac", "1", "-i", "pipe:0")
    late = ("-output_ts_offset", str(LEAD_SECONDS))
    command = (str(find_tools().ffmpeg), "-v", "error", *raw, "-c:a", "aac", *late, str(target))
    subprocess.run(command, input=samples, check=True)
