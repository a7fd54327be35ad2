"""Voices, applause and music are told apart in a recording's sound."""

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from archive.alignment.evidence import Edge
from archive.alignment.heard import Heard, listen
from archive.alignment.sound_clues import sound_clues
from archive.media.probe import examine
from archive.media.sound import Tenths, make_sound, read_sound
from archive.media.waveform import SAMPLE_RATE
from archive.timecode import Span
from tests.media import TOOLS

Samples = NDArray[np.float64]
DAY = (
    ("music", 20), ("silence", 6), ("voice", 30), ("applause", 5), ("silence", 3),
    ("voice", 40), ("applause", 6), ("silence", 30),
)  # fmt: skip


def sound(kind: str, seconds: int, chance: np.random.Generator) -> Samples:
    """A voice is a buzz in syllables and phrases; applause is noise, music a held chord."""
    time = np.arange(seconds * SAMPLE_RATE) / SAMPLE_RATE
    room = chance.normal(0, 0.0004, time.size)
    if kind == "voice":
        syllables = np.clip(np.sin(2 * np.pi * 2.2 * time), 0, 1)
        phrases = (time % 4.0) < 3.6
        tones = sum(np.sin(2 * np.pi * 140 * n * time) / n for n in range(1, 20))
        return np.asarray(room + 0.12 * tones * syllables * phrases)
    if kind == "applause":
        return np.asarray(room + chance.normal(0, 0.06, time.size))
    if kind == "music":
        chord = sum(np.sin(2 * np.pi * tone * time) for tone in (220, 277, 330, 440))
        return np.asarray(room + 0.02 * chord)
    return room


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Heard:
    folder = tmp_path_factory.mktemp("sound")
    chance = np.random.default_rng(7)
    samples = np.concatenate([sound(kind, seconds, chance) for kind, seconds in DAY])
    media = folder / "day.m4a"
    with av.open(str(media), "w") as file:
        stream = file.add_stream("aac", rate=SAMPLE_RATE)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(samples[None, :].astype(np.float32), "fltp", "mono")
        frame.sample_rate = SAMPLE_RATE
        for packet in (*stream.encode(frame), *stream.encode(None)):
            file.mux(packet)
    make_sound(TOOLS, media, examine(TOOLS, media).duration_ms, folder / "sound.bin")
    return listen(read_sound((folder / "sound.bin").read_bytes()))


def test_each_kind_of_sound_is_found_where_it_is(heard: Heard) -> None:
    assert [near(span) for span in heard.applause] == [(56, 61), (104, 110)]
    assert near(heard.music[0]) == (0, 20)
    assert {26, 64} <= {round(span.start / 1000) for span in heard.speech}
    assert not any(span.overlap(Span(1000, 19_000)) for span in heard.speech)


def near(span: Span) -> tuple[int, int]:
    """In whole seconds."""
    return round(span.start / 1000), round(span.end / 1000)


def test_starts_lie_after_silence_and_applause_and_ends_with_the_last_applause(
    heard: Heard,
) -> None:
    clues = {(clue.edge, round(clue.offset / 1000)): clue for clue in sound_clues(heard)(())}
    after_music, after_applause = clues[Edge.START, 26], clues[Edge.START, 64]
    assert "Music was heard" in str(after_music.because[0])
    assert "Applause ended" in str(after_applause.because[0])
    last = max((key for key in clues if key[0] is Edge.END), key=lambda key: clues[key].gain)
    assert last == (Edge.END, 110)
    assert "The last applause ends here." in map(str, clues[last].because)


def levels(*parts: tuple[int, int]) -> Tenths:
    """Tenths of a second of a recording, by how many of them are how loud; a voice has pauses."""
    rows = [
        (loud if (n % 10) < 8 or is_even else QUIET,) * 2 + (0, 0)
        for loud, tenths in parts
        for is_even in (loud == MURMUR,)
        for n in range(tenths)
    ]
    return np.array(rows, np.uint8)


QUIET, MURMUR, VOICE = 40, 110, 170


def test_a_hall_that_begins_to_murmur_is_not_taken_for_somebody_who_speaks() -> None:
    spans = listen(levels((QUIET, 300), (VOICE, 300), (QUIET, 100), (MURMUR, 1200))).speech

    assert spans
    assert max(span.end for span in spans) <= 61_000


def test_a_cough_far_from_anybody_who_speaks_is_nothing() -> None:
    spans = listen(levels((VOICE, 300), (QUIET, 400), (VOICE, 8), (QUIET, 400))).speech

    assert spans
    assert max(span.end for span in spans) <= 31_000
    assert (
        listen(levels((VOICE, 300), (QUIET, 50), (VOICE, 8), (QUIET, 400))).speech[-1].end > 34_000
    )
