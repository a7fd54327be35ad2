"""The broadcast's sound, made of numbers: babble that follows the syllables, applause, music.

Nobody's voice: each speaker has a small bank of syllables, made by adding the harmonics of a
pitch under the three resonances of a vowel (Peterson & Barney's formants, 1952, rounded).
"""

import numpy as np
from numpy.typing import NDArray

from archive.timecode import Span
from demo.story import Speaker
from demo.timeline import Spoken, Timeline

RATE = 24_000
Samples = NDArray[np.float32]

VOWELS = (
    (730, 1090, 2440),
    (270, 2290, 3010),
    (300, 870, 2240),
    (530, 1840, 2480),
    (570, 840, 2410),
    (440, 1020, 2240),
)
HARMONICS = 24
BANK = 36


def make_sound(timeline: Timeline, people: dict[str, Speaker]) -> NDArray[np.int16]:
    """Mono samples at ``RATE`` for the whole timeline; the same every time."""
    made = _hum(_samples(timeline.duration))
    loops = {"music": _music(), "applause": _applause()}
    for span, kind in timeline.heard:
        _add(made, span, _fill(loops[kind], span))
    banks = {key: _bank(person, number) for number, (key, person) in enumerate(people.items())}
    for number, spoken in enumerate(timeline.spoken):
        _add(made, spoken.span, _babble(spoken, banks[spoken.by], number))
    return np.asarray(np.clip(made, -1, 1) * 32_000, np.int16)


def _samples(milliseconds: int) -> int:
    return milliseconds * RATE // 1000


def _add(made: Samples, span: Span, sound: Samples) -> None:
    start = _samples(span.start)
    room = made[start : start + len(sound)]
    room += sound[: len(room)]


def _hum(count: int) -> Samples:
    """The room itself: very soft noise, so that silence is not digital zero."""
    return np.random.default_rng(1).standard_normal(count, np.float32) * np.float32(0.0012)


def _bank(person: Speaker, number: int) -> list[Samples]:
    """Syllables of one voice, each about a sixth of a second."""
    chance = np.random.default_rng(100 + number)
    return [_syllable(person.pitch, chance) for _ in range(BANK)]


def _syllable(pitch: int, chance: np.random.Generator) -> Samples:
    count = int(RATE * chance.uniform(0.13, 0.19))
    along = np.linspace(0, 1, count, dtype=np.float32)
    voice = pitch * (1 + chance.uniform(-0.12, 0.12)) * (1 - 0.1 * along)
    phase = 2 * np.pi * np.cumsum(voice / RATE, dtype=np.float32)
    overtones = np.arange(1, HARMONICS + 1, dtype=np.float32)[:, None]
    vowel = VOWELS[chance.integers(len(VOWELS))]
    tone = np.sum(_resonance(overtones * pitch, vowel) * np.sin(overtones * phase), axis=0)
    breath = chance.standard_normal(count, np.float32) * np.exp(-along * 18) * 0.5
    shape = np.minimum(along / 0.12, 1) * np.minimum((1 - along) / 0.25, 1)
    return np.asarray((tone / max(np.abs(tone).max(), 1e-6) + breath) * shape * 0.3, np.float32)


def _resonance(frequency: Samples, formants: tuple[int, int, int]) -> Samples:
    """How loud a frequency comes out of a mouth with these formants; falls 6 dB an octave."""
    peaks = sum(
        weight / (1 + ((frequency - centre) / width) ** 2)
        for centre, width, weight in zip(formants, (90, 110, 160), (1.0, 0.6, 0.3), strict=True)
    )
    return np.asarray(peaks + 0.02 * 200 / frequency, np.float32)


def _babble(spoken: Spoken, bank: list[Samples], number: int) -> Samples:
    """One utterance: its syllables evenly, with a little unrest and a fall at the end."""
    chance = np.random.default_rng(1_000 + number)
    count = _samples(spoken.span.duration)
    out = np.zeros(count, np.float32)
    step = count / max(spoken.syllables, 1)
    for place in range(spoken.syllables):
        syllable = bank[chance.integers(len(bank))]
        start = int(step * (place + chance.uniform(0, 0.2) * (place > 0)))
        room = out[start : start + len(syllable)]
        room += syllable[: len(room)] * np.float32(chance.uniform(0.6, 1.0))
    return out * np.linspace(1, 0.75, count, dtype=np.float32)


def _applause(seconds: float = 6.0) -> Samples:
    """Many hands: short bursts of noise at random instants, bright between 1 and 5 kHz."""
    chance = np.random.default_rng(2)
    count = int(seconds * RATE)
    hands = np.zeros(count, np.float32)
    hands[chance.integers(0, count, int(seconds * 260))] = 1
    clap = chance.standard_normal(RATE // 40) * np.exp(-np.arange(RATE // 40) / (RATE * 0.004))
    spectrum = np.fft.rfft(hands) * np.fft.rfft(clap, count)
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    spectrum *= np.exp(-(((np.log2(np.maximum(frequency, 1)) - np.log2(2_200)) / 1.1) ** 2))
    made = np.fft.irfft(spectrum, count)
    return np.asarray(made / np.abs(made).max() * 0.55, np.float32)


def _music() -> Samples:
    """Sixteen seconds of four soft chords, one plucked note every half second."""
    chords = ((57, 60, 64, 69), (53, 57, 60, 65), (48, 55, 60, 64), (55, 59, 62, 67))
    made = np.zeros(16 * RATE, np.float32)
    time = np.arange(2 * RATE, dtype=np.float32) / RATE
    for place in range(32):
        chord = chords[place // 8]
        note = 440 * 2 ** ((chord[(place * 3) % 4] + 12 * (place % 2) - 69) / 12)
        tone = np.sin(2 * np.pi * note * time) + 0.3 * np.sin(4 * np.pi * note * time)
        room = made[place * RATE // 2 : place * RATE // 2 + len(time)]
        room += (tone * np.exp(-time * 2.2) * np.minimum(time / 0.01, 1))[: len(room)] * 0.12
    return made


def _fill(loop: Samples, span: Span) -> Samples:
    """The loop as often as the span asks, swelling at its start and fading at its end."""
    count = _samples(span.duration)
    made = np.resize(loop, count)
    edge = np.minimum(np.arange(count), np.arange(count)[::-1]) / (RATE * 0.7)
    return np.asarray(made * np.minimum(edge, 1), np.float32)
