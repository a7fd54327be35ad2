"""What a recording sounds like, ten times a second: the four numbers alignment listens to.

The file holds four bytes for each tenth: how loud all of it is and how loud the band of voices is
(half decibels above -127.5), how much it is like noise, and how much it is as it was 0.3 s before.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.media.ffmpeg import Input, Output, Stop, convert_command, never, run
from archive.media.output import Progress, Report, unheard
from archive.media.probe import examine
from archive.media.tools import Tools
from archive.media.waveform import SAMPLE_RATE
from archive.storage import written_beside

STEP_MS = 100
_STEP = SAMPLE_RATE * STEP_MS // 1000
_FFT = 512
_WINDOWS = 3
_HERTZ = SAMPLE_RATE / _FFT
_VOICE = slice(round(250 / _HERTZ), round(3500 / _HERTZ))
_HISS = slice(round(1000 / _HERTZ), round(5000 / _HERTZ))
_TONES = slice(round(150 / _HERTZ), round(2500 / _HERTZ))
_BEFORE = 3
_SMOOTH = 9
_FAINTEST = 1e-12
_LEAST_DB = -127.5

Tenths = NDArray[np.uint8]


def make_sound(
    tools: Tools,
    media: Path,
    duration_ms: int,
    target: Path,
    *,
    report: Report = unheard,
    stop: Stop = never,
) -> None:
    """Write what a file that is not packed sounds like, from its own beginning on.

    One without sound gets zeros; a packed recording is heard by ``archive.media.listening``. Memory
    is four bytes per tenth of a second.
    """
    progress = Progress(duration_ms, report)
    listener = Listener(progress)
    if examine(tools, media, stop=stop).sound:
        run(_command(tools, media), on_output=listener.read, stop=stop)
    write_sound(listener, duration_ms, target)
    progress.end()


def write_sound(listener: "Listener", duration_ms: int, target: Path) -> None:
    """Keep what was heard, as long as the recording is; what was not heard is silent."""
    count = -(-duration_ms // STEP_MS)
    heard = listener.end()[:count]
    whole = np.zeros((count, 4), np.uint8)
    whole[: len(heard)] = heard
    with written_beside(target) as beside:
        beside.write_bytes(whole.tobytes())


def read_sound(content: bytes) -> Tenths:
    """The rows of a file ``write_sound`` wrote; an unfinished last row is left out."""
    return np.frombuffer(content[: len(content) // 4 * 4], np.uint8).reshape(-1, 4)


def decibels(half: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Loudness as it is written in the file, in decibels below full scale."""
    return half.astype(np.float64) / 2 + _LEAST_DB


def _command(tools: Tools, media: Path) -> tuple[str, ...]:
    plain = f"aformat=sample_rates={SAMPLE_RATE}:sample_fmts=s16:channel_layouts=mono"
    options = {
        "af": f"aresample=async=1:first_pts=0,{plain},asetnsamples=n={SAMPLE_RATE}:p=0",
        "f": "s16le",
    }
    return convert_command(tools, [Input(media, ("a:0",))], Output("pipe:1", options))


class Listener:
    """The four numbers of every tenth; takes samples as they come, in pieces of any size."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tenths: list[Tenths] = []
        self._rest = b""
        self._count = 0
        self._last = np.zeros((_BEFORE, _TONES.stop - _TONES.start))
        self._window = np.hanning(_FFT).astype(np.float32)

    def read(self, data: bytes) -> None:
        data = self._rest + data
        # A second at least: small pieces cost more to begin than to reckon.
        whole = len(data) // (20 * _STEP) * (20 * _STEP)
        self._rest = data[whole:]
        if whole:
            self._take(data[:whole])

    def end(self) -> Tenths:
        """All rows; a last, shorter tenth counts."""
        rest = self._rest[: len(self._rest) // 2 * 2]
        if rest:
            self._take(rest.ljust(-(-len(rest) // (2 * _STEP)) * 2 * _STEP, b"\0"))
        return np.concatenate(self._tenths) if self._tenths else np.zeros((0, 4), np.uint8)

    def _take(self, data: bytes) -> None:
        whole = np.frombuffer(data, "<i2").astype(np.float32).reshape(-1, _STEP)
        samples = np.asarray(whole / np.float32(32768), np.float32)
        power = self._power(samples)
        rows = np.stack(
            [
                _halves((samples**2).mean(axis=1)),
                _halves(power[:, _VOICE].sum(axis=1)),
                _byte(_noisiness(power)),
                _byte(self._sameness(power[:, _TONES])),
            ],
            axis=1,
        )
        self._tenths.append(rows)
        self._count += len(rows)
        self._progress.reach_ms(self._count * STEP_MS)

    def _power(self, samples: NDArray[np.float32]) -> NDArray[np.float64]:
        """The mean spectrum of each tenth."""
        starts = (_STEP - _FFT) // (_WINDOWS - 1) * np.arange(_WINDOWS)
        parts = np.stack([samples[:, start : start + _FFT] for start in starts], axis=1)
        spectra = np.abs(np.fft.rfft(parts * self._window, axis=2)) ** 2
        return np.asarray(spectra.mean(axis=1) / (_FFT * _FFT / 8), np.float64)

    def _sameness(self, power: NDArray[np.float64]) -> NDArray[np.float64]:
        """How like the spectrum's peaks are to those 0.3 s before: music holds its tones."""
        shape = np.log(power + _FAINTEST)
        half = _SMOOTH // 2
        padded = np.pad(shape, ((0, 0), (half + 1, half)), mode="edge").cumsum(axis=1)
        peaks = shape - (padded[:, _SMOOTH:] - padded[:, :-_SMOOTH]) / _SMOOTH
        peaks /= np.linalg.norm(peaks, axis=1, keepdims=True) + 1e-9
        both = np.concatenate([self._last, peaks])
        self._last = both[-_BEFORE:]
        return np.asarray(np.clip((both[_BEFORE:] * both[:-_BEFORE]).sum(axis=1), 0, 1))


def _halves(power: NDArray[np.floating]) -> Tenths:
    decibel = 10 * np.log10(power.astype(np.float64) + _FAINTEST)
    return np.clip(np.round((decibel - _LEAST_DB) * 2), 0, 255).astype(np.uint8)


def _noisiness(power: NDArray[np.float64]) -> NDArray[np.float64]:
    """How flat the band of clapping hands is: 1 for noise, near 0 for a voice or a tone.

    Flatness is the geometric over the arithmetic mean. Where most of the sound lies below that
    band, it counts less: under a held low tone the rest is noise, too.
    """
    hiss = power[:, _HISS]
    geometric = np.exp(np.log(hiss + _FAINTEST).mean(axis=1))
    flatness = geometric / (hiss.mean(axis=1) + _FAINTEST)
    share = hiss.sum(axis=1) / (power.sum(axis=1) + _FAINTEST)
    return np.asarray(flatness * np.minimum(2 * share, 1.0))


def _byte(share: NDArray[np.float64]) -> Tenths:
    return np.clip(np.round(share * 255), 0, 255).astype(np.uint8)
