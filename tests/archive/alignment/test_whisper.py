"""The real recogniser, where its package and a model are; else only that their lack is told."""

import os
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from archive.alignment.heard import Heard
from archive.alignment.recognition import Recogniser, recognise
from archive.alignment.whisper import load_whisper, model_name
from archive.errors import RefusedError
from archive.media.passages import Samples
from archive.media.waveform import SAMPLE_RATE
from archive.timecode import Span

MODEL = os.environ.get("DASIBOGI_ASR_MODEL", "")
SPEECH = os.environ.get("DASIBOGI_ASR_SPEECH", "")
"""A WAV file, 16 kHz mono, of somebody who says in English what a text beside it says."""


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    pytest.importorskip("faster_whisper", reason="the extra asr is not installed")
    if not MODEL:
        pytest.skip("DASIBOGI_ASR_MODEL names no model for speech recognition")
    return load_whisper(Path(MODEL))


def test_a_folder_without_a_model_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "model.bin").touch()
    with pytest.raises(RefusedError, match=r"lacks config\.json, tokenizer\.json") as refused:
        load_whisper(tmp_path)
    assert str(tmp_path) in str(refused.value)


def test_models_are_told_apart_by_name_and_size(tmp_path: Path) -> None:
    for folder, size in (("base", 5), ("small", 5), ("other/base", 6)):
        (tmp_path / folder).mkdir(parents=True)
        for name in ("config.json", "tokenizer.json"):
            (tmp_path / folder / name).touch()
        (tmp_path / folder / "model.bin").write_bytes(bytes(size))
    names = [model_name(tmp_path / one) for one in ("base", "small", "other/base")]
    assert names == ["base 5", "small 5", "base 6"]


def test_a_damaged_model_is_refused(recogniser: Recogniser, tmp_path: Path) -> None:
    del recogniser  # the package is here
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(RefusedError, match="could not be loaded"):
        load_whisper(tmp_path)


def test_nobody_is_heard_in_silence_noise_and_music(recogniser: Recogniser) -> None:
    seconds = np.arange(30 * SAMPLE_RATE) / SAMPLE_RATE
    chord = sum(np.sin(2 * np.pi * tone * seconds) for tone in (220, 277, 330))
    noise = np.random.default_rng(7).normal(0, 0.05, seconds.size)
    speech = (Span(3000, 600_000),)
    heard = Heard(speech, (), (), speech, 600_000)
    for sound in (0 * seconds, noise, 0.1 * chord):
        found = recognise(heard, _always(np.asarray(sound, np.float32)), recogniser)
        assert found.windows
        assert found.spoken.words == ()


def test_what_somebody_says_is_recognised_when_it_is_said(recogniser: Recogniser) -> None:
    if not SPEECH:
        pytest.skip("DASIBOGI_ASR_SPEECH names no recording of speech")
    spoken = _samples(Path(SPEECH))
    quiet = np.zeros(3 * SAMPLE_RATE, np.float32)

    said = list(recogniser(np.concatenate([quiet, spoken]), ("ko", "en")))

    words = [word for one in said for word in one.words]
    text = " ".join(word.text for word in words).casefold().translate(str.maketrans("", "", ".,-"))
    wanted = Path(SPEECH).with_suffix(".txt").read_text().split()
    assert sum(word in text for word in wanted) >= 0.9 * len(wanted)
    assert 2500 <= words[0].start <= 4000
    assert all(one.start <= one.end for one in words)


def _always(samples: Samples) -> Callable[[Span], Samples]:
    return lambda span: samples


def _samples(path: Path) -> Samples:
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels()) == (SAMPLE_RATE, 1)
        content = file.readframes(file.getnframes())
    return np.asarray(np.frombuffer(content, "<i2") / 32768, np.float32)
