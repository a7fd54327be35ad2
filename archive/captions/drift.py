"""Whether a track is shifted or stretched against the sound, told from when somebody speaks.

Cues and sound are both turned into a curve of tenths of a second, and one is slid along the other
(cross-correlation by FFT). Loud tenths are told from quiet ones by the recording's own scale, and a
cue's edges weigh most, since people's captions begin and end where speech does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from archive.captions.model import Cue
from archive.sentence import Sentence
from archive.timecode import Span

STEP_MS = 100
"""A peak of a waveform file is a tenth of a second (``archive.media.waveform``)."""

MOST_SHIFT_MS = 120_000
FEWEST_CUES = 12
SURE = 0.5
"""From this confidence on, a drift is worth offering."""

NOTICEABLE_MS = 300
"""Less is no drift: broadcasters allow captions about half a second."""

STRETCHES = (
    Fraction(1),
    Fraction(25, 24),
    Fraction(24, 25),
    Fraction(1001, 1000),
    Fraction(1000, 1001),
    Fraction(25025, 24000),
    Fraction(24000, 25025),
)
"""What goes wrong with frame rates: film, television, NTSC and each taken for another."""

WORTH_A_STRETCH = 1.02
"""How much better than unstretched a stretch must fit to be believed."""

_SLOWEST_S = 20
_TRIES = 3
_WINDOW_CUES = 40
_WINDOWS = 6
_MOST_STRETCH = 0.08

Curve = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drift:
    """Where the sound is for a cue at time ``t``: at ``t * stretch + shift_ms``.

    ``confidence`` is 0 to 1: how far the best place stands out from all the others.
    """

    shift_ms: int
    stretch: float
    confidence: float

    @property
    def is_noticeable(self) -> bool:
        """Whether it is worth offering to move the track."""
        off = abs(self.shift_ms) >= NOTICEABLE_MS or abs(self.stretch - 1) >= 1e-4
        return off and self.confidence >= SURE


IN_PLACE = Drift(0, 1.0, 0.0)


def find_drift(cues: Sequence[Cue], peaks: bytes) -> Drift:
    """How the cues lie against a recording's waveform, one peak per tenth of a second.

    With too few cues or a silent recording there is nothing to tell: no drift, confidence 0.
    """
    said = [cue for cue in cues if cue.said]
    sound = _loudness(peaks)
    if len(said) < FEWEST_CUES or not sound.any():
        return IN_PLACE
    fits = [_fit(said, sound, stretch) for stretch in _stretches(said, sound)]
    found = max(fits, key=lambda fit: fit.score)
    for _ in range(_TRIES):
        stretch = found.stretch * _left_over(said, sound, found)
        freer = _fit(said, sound, min(max(stretch, 1 - _MOST_STRETCH), 1 + _MOST_STRETCH))
        if freer.score <= found.score:
            break
        found = freer
    if found.score < WORTH_A_STRETCH * fits[0].score:
        found = fits[0]
    return Drift(found.shift_ms, round(found.stretch, 6), found.confidence)


def moved(cues: Sequence[Cue], drift: Drift) -> tuple[Cue, ...]:
    """The cues where the sound is; what falls before the recording's begin is left out."""
    return tuple(_moved(cues, drift))


def offer(drift: Drift) -> Sentence | None:
    """What an editor is asked, or nothing where the captions fit."""
    if not drift.is_noticeable:
        return None
    seconds = {"seconds": round(abs(drift.shift_ms) / 1000, 1)}
    if abs(drift.stretch - 1) >= 1e-4:
        percent = {"percent": round(100 * drift.stretch, 2)}
        return Sentence(
            "These captions run at another speed than the sound. Stretch them to {percent}%?",
            percent,
        )
    if drift.shift_ms > 0:
        return Sentence("These captions come {seconds} s too early. Show them later?", seconds)
    return Sentence("These captions come {seconds} s too late. Show them sooner?", seconds)


@dataclass(frozen=True, slots=True)
class _Fit:
    stretch: float
    shift_ms: int
    score: float
    confidence: float


def _loudness(peaks: bytes) -> Curve:
    """From quiet to loud as -1 to 1, on the recording's own scale, without its slow changes."""
    raw = np.frombuffer(peaks, np.uint8).astype(np.float64)
    if not raw.size or raw.max() == raw.min():
        return np.zeros(raw.size)
    curve = np.log1p(raw)
    width = min(_SLOWEST_S * 10 * 2 + 1, curve.size)
    padded = np.pad(curve, (width // 2, width - 1 - width // 2), mode="edge")
    slow = np.convolve(padded, np.full(width, 1 / width), "valid")
    spread = float((curve - slow).std()) or 1.0
    return np.asarray(np.clip((curve - slow) / (2 * spread), -1, 1))


def _activity(cues: Sequence[Cue], stretch: float, size: int) -> Curve:
    """1 while a cue is shown, -1 while none is, and between at its edges."""
    curve = np.zeros(size + 2)
    for cue in cues:
        first = min(int(cue.span.start * stretch / STEP_MS), size)
        last = min(int(cue.span.end * stretch / STEP_MS), size)
        curve[first:last] = 1
        # Cues that touch show no pause; the speaker most often made a short one.
        curve[first] = curve[last] = 0.4
    curve = 2 * curve[:size] - 1
    return np.asarray(curve - curve.mean())


def _stretches(cues: Sequence[Cue], sound: Curve) -> list[float]:
    """The stretches to try: none, the usual ones, and those that pieces of the track ask for.

    A piece of two or three minutes can be placed by itself, however the track is stretched; two
    pieces' places give a line.
    """
    last = max(len(cues) - _WINDOW_CUES, 0)
    starts = sorted({last * place // (_WINDOWS - 1) for place in range(_WINDOWS)})
    pieces = [cues[start : start + _WINDOW_CUES] for start in starts]
    placed = [(_centre(piece), _fit(piece, sound, 1.0).shift_ms) for piece in pieces]
    lines = (
        1 + (late - early) / (after - before)
        for (before, early), (after, late) in combinations(placed, 2)
        if after > before
    )
    return [*map(float, STRETCHES), *(by for by in lines if abs(by - 1) <= _MOST_STRETCH)]


def _centre(cues: Sequence[Cue]) -> float:
    return (cues[0].span.start + cues[-1].span.end) / 2


def _fit(cues: Sequence[Cue], sound: Curve, stretch: float) -> _Fit:
    """The best shift with this stretch, and how good it is."""
    most = MOST_SHIFT_MS // STEP_MS
    size = max(sound.size, int(cues[-1].span.end * stretch / STEP_MS) + 2)
    activity = _activity(cues, stretch, size)
    scores = _correlated(activity, sound, most)
    norm = float(np.sqrt((activity**2).sum() * (sound**2).sum())) or 1.0
    place = int(scores.argmax())
    return _Fit(
        stretch,
        round((place - most + _between(scores, place)) * STEP_MS),
        float(scores[place]) / norm,
        _confidence(scores, place),
    )


def _correlated(activity: Curve, sound: Curve, most: int) -> Curve:
    """The sum of products for every shift from ``-most`` to ``most`` steps."""
    size = 1 << int(activity.size + sound.size - 1).bit_length()
    product = np.fft.irfft(np.conj(np.fft.rfft(activity, size)) * np.fft.rfft(sound, size), size)
    return np.concatenate([product[-most:], product[: most + 1]])


def _between(scores: Curve, place: int) -> float:
    """Where between the steps the top lies: of the parabola through three points."""
    if not 0 < place < scores.size - 1:
        return 0.0
    before, top, after = scores[place - 1 : place + 2]
    bend = before - 2 * top + after
    return float(0.5 * (before - after) / bend) if bend else 0.0


def _confidence(scores: Curve, place: int) -> float:
    """How many times its usual scatter the top stands above the next best, as 0 to 1."""
    near = 20
    others = np.concatenate([scores[: max(place - near, 0)], scores[place + near + 1 :]])
    if not others.size or scores[place] <= 0:
        return 0.0
    spread = float(others.std()) or 1.0
    above = float(scores[place] - others.max()) / spread
    return round(float(np.clip(above / 4, 0, 1)), 3)


def _left_over(cues: Sequence[Cue], sound: Curve, found: _Fit) -> float:
    """The stretch that two halves of the track still ask for, each fitted alone."""
    middle = len(cues) // 2
    first, second = cues[:middle], cues[middle:]
    apart = (_centre(second) - _centre(first)) * found.stretch
    shifts = (_fit(half, sound, found.stretch).shift_ms for half in (second, first))
    return 1 + (next(shifts) - next(shifts)) / apart if apart > 0 else 1.0


def _moved(cues: Sequence[Cue], drift: Drift) -> Iterator[Cue]:
    def place(time: int) -> int:
        return max(round(time * drift.stretch) + drift.shift_ms, 0)

    for cue in cues:
        start, end = place(cue.span.start), place(cue.span.end)
        if start < end:
            yield replace(cue, span=Span(start, end), words=tuple(map(place, cue.words)))
