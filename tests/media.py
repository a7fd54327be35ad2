"""Small recordings that know their truth: which frame this is, and what sounds when.

Every frame carries its number as 16 black or white blocks; the sound is noise that is unique
everywhere, loud in even seconds and silent in odd ones, so that its place can be measured.
"""

import atexit
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from archive.media.timeline import LEAD_SECONDS
from archive.media.tools import find_tools

Container = Literal["mp4", "separate", "mpegts"]
Samples = NDArray[np.float64]

TOOLS = find_tools()
COLUMNS, ROWS = 8, 2
SAMPLE_RATE = 44100
RECORDING_TIME = ("-itsoffset", f"-{LEAD_SECONDS}")
"""ffmpeg's option by which a packed file, or a playlist over one, begins at recording time 0."""
QUIET_RATE = 8000
"""Sounds are compared at this rate: one sample is 125 µs."""


@dataclass(frozen=True, slots=True)
class KnownMedia:
    """A recording and its truth; ``paths`` is one muxed file, or picture then sound."""

    paths: tuple[Path, ...]
    rate: Fraction
    frames: int
    gop: int
    sound_start_ms: int | None
    missing: frozenset[int] = frozenset()
    sound_seconds: Fraction = Fraction(0)

    @property
    def duration_ms(self) -> int:
        return round(self.frames / self.rate * 1000)

    @property
    def keyframes(self) -> tuple[int, ...]:
        return tuple(range(0, self.frames, self.gop))

    def shown_in(self, start_ms: int, end_ms: int) -> list[int]:
        """The pictures whose millisecond lies in ``[start_ms, end_ms)``."""
        return [frame for frame in self.whole() if start_ms <= self.frame_ms(frame) < end_ms]

    def whole(self) -> Iterator[int]:
        """The numbers of all pictures that there are."""
        return (frame for frame in range(self.frames) if frame not in self.missing)

    def frame_ms(self, frame: int) -> int:
        return round(frame / self.rate * 1000)


@cache
def known_media(
    *,
    seconds: float = 6,
    rate: Fraction = Fraction(30),
    gop: int = 30,
    container: Container = "mp4",
    sound: bool = True,
    size: tuple[int, int] = (160, 90),
    picture_delay_ms: int = 0,
    bframes: int = 2,
    coding: tuple[str, ...] = (),
    missing: frozenset[int] = frozenset(),
    sounding: tuple[str, ...] = ("-b:a", "96k"),
    sound_seconds: float | None = None,
) -> KnownMedia:
    """Make (once a session) a recording of H.264, and AAC unless ``sound`` is false.

    ``coding`` and ``sounding`` are more options for the encoders; ``missing`` pictures leave gaps,
    while those before them stay.

    Sound ends with the picture unless ``sound_seconds`` says how long it is.
    ``picture_delay_ms`` says how much later than the sound the picture begins (earlier, when
    negative); in MPEG-TS the clock starts at 1.4 s, as livestreams' clocks start anywhere.
    """
    folder = Path(tempfile.mkdtemp(dir=_folder()))
    frames = round(Fraction(seconds) * rate)
    picture, whole = folder / "picture.mp4", folder / "whole.mp4"
    _draw(picture, frames, rate, size, ("-g", str(gop), "-bf", str(bframes), *coding), missing)
    lasts = frames / rate + Fraction(picture_delay_ms, 1000)
    lengths = (Fraction(sound_seconds) if sound_seconds else lasts, folder / "sound.m4a")
    known = (rate, frames, gop, -picture_delay_ms if sound else None, missing, lengths[0])
    if not sound:
        return KnownMedia((_contained(picture, container, folder),), *known)
    _play(*lengths, sounding)
    delays = (max(picture_delay_ms, 0), max(-picture_delay_ms, 0))
    if container == "separate":
        names = (folder / "late-picture.mp4", folder / "late-sound.m4a")
        parts = zip(names, (picture, lengths[1]), delays, strict=True)
        return KnownMedia(tuple(_copied(name, {part: ms}) for name, part, ms in parts), *known)
    _copied(whole, dict(zip((picture, lengths[1]), delays, strict=True)))
    return KnownMedia((_contained(whole, container, folder),), *known)


def known_sound(seconds: Fraction | float, rate: int = SAMPLE_RATE) -> Samples:
    """The truth of the sound from its own beginning, between -1 and 1: noise below 3 kHz."""
    count = int(Fraction(seconds) * SAMPLE_RATE)
    noise = np.random.default_rng(7).standard_normal(count)
    spectrum = np.fft.rfft(noise)
    spectrum[np.fft.rfftfreq(count, 1 / SAMPLE_RATE) > 3000] = 0
    smooth = np.fft.irfft(spectrum, count)
    loud = (np.arange(count) // SAMPLE_RATE) % 2 == 0
    samples: Samples = np.where(loud, 0.9 * smooth / np.abs(smooth).max(), 0.0)
    if rate == SAMPLE_RATE:
        return samples
    times = np.arange(int(count * rate / SAMPLE_RATE)) * (SAMPLE_RATE / rate)
    quiet: Samples = np.interp(times, np.arange(count), samples)
    return quiet


def remade(source: Path, target: Path, *options: str) -> Path:
    """``source`` muxed again into ``target``, by copying unless ``options`` say otherwise."""
    _ffmpeg("-i", str(source), "-map", "0", "-c", "copy", *options, str(target))
    return target


def read_barcodes(media: Path | str, *options: str) -> list[int]:
    """The frame numbers of a file or address, decoded in order; ``options`` go before the input."""
    height, width = 2 * ROWS, 2 * COLUMNS
    scale = ("-vf", f"scale={width}:{height}:flags=area,format=gray")
    raw = _ffmpeg(
        *options, "-i", str(media), "-map", "0:v:0", "-fps_mode", "passthrough", *scale,
        *("-f", "rawvideo", "pipe:1"),
    )  # fmt: skip
    pictures = np.frombuffer(raw, np.uint8).reshape(-1, height, width)
    return [read_barcode(picture) for picture in pictures]


def read_barcode(picture: NDArray[np.uint8]) -> int:
    """The number a gray picture of any size carries."""
    height, width = picture.shape
    blocks = picture[: height // ROWS * ROWS, : width // COLUMNS * COLUMNS].astype(float)
    bits = blocks.reshape(ROWS, height // ROWS, COLUMNS, width // COLUMNS).mean(axis=(1, 3)) > 128
    return int(sum(1 << place for place, bit in enumerate(bits.ravel()) if bit))


def read_sound(media: Path | str, *options: str) -> Samples:
    """The sound at ``QUIET_RATE`` from the clip's time 0, silence where there is none."""
    padded = ("-af", "aresample=async=1:first_pts=0:min_hard_comp=0.001")
    raw = _ffmpeg(
        *options, "-copyts", "-i", str(media), "-map", "0:a:0", *padded,
        *("-ac", "1", "-ar", str(QUIET_RATE), "-f", "s16le", "pipe:1"),
    )  # fmt: skip
    return np.frombuffer(raw, np.int16).astype(float) / 32768


def sound_lag_ms(heard: Samples, truth: Samples) -> float:
    """How much later than in ``truth`` the same sound is ``heard`` (cross-correlation)."""
    size = 1 << (len(heard) + len(truth)).bit_length()
    correlation = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(truth, size)), size)
    place = int(np.argmax(correlation))
    return (place - size if place > size // 2 else place) * 1000 / QUIET_RATE


def _draw(
    target: Path,
    frames: int,
    rate: Fraction,
    size: tuple[int, int],
    coding: Sequence[str],
    missing: frozenset[int],
) -> None:
    width, height = size
    raw = ("-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{width}x{height}", "-r", str(rate))
    coded = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p")
    _ffmpeg(
        *raw, "-i", "pipe:0", *_left_out(missing), *coded,
        *("-sc_threshold", "0", *coding, str(target)),
        sent=b"".join(_pictures(frames, width, height)),
    )  # fmt: skip


def _left_out(missing: frozenset[int]) -> tuple[str, ...]:
    if not missing:
        return ()
    gone = "+".join(f"eq(n,{number})" for number in sorted(missing))
    return ("-vf", f"select='not({gone})'", "-fps_mode", "vfr", "-enc_time_base", "1:90000")


def _pictures(frames: int, width: int, height: int) -> Iterator[bytes]:
    rows = np.arange(height)[:, None] * ROWS // height
    columns = np.arange(width)[None, :] * COLUMNS // width
    places = np.minimum(rows, ROWS - 1) * COLUMNS + columns
    for number in range(frames):
        yield np.where((number >> places) & 1, 235, 16).astype(np.uint8).tobytes()


def _play(seconds: Fraction, target: Path, coding: Sequence[str]) -> None:
    samples = (known_sound(seconds) * 32767).astype("<i2").tobytes()
    raw = ("-f", "s16le", "-ar", str(SAMPLE_RATE), "-ac", "1")
    _ffmpeg(*raw, "-i", "pipe:0", "-c:a", "aac", *coding, str(target), sent=samples)


def _copied(target: Path, delays_ms: Mapping[Path, int]) -> Path:
    """Mux by copy, each source later by its delay."""
    inputs = [
        word
        for path, delay in delays_ms.items()
        for word in ("-itsoffset", f"{delay / 1000}", "-i", str(path))
    ]
    maps = [word for number in range(len(delays_ms)) for word in ("-map", str(number))]
    # An MP4 says when a track begins in ticks of the movie, which are milliseconds unless told.
    _ffmpeg(*inputs, *maps, "-c", "copy", "-movie_timescale", "90000", str(target))
    return target


def _contained(path: Path, container: Container, folder: Path) -> Path:
    if container != "mpegts":
        return path
    target = folder / "whole.ts"
    _ffmpeg("-i", str(path), "-map", "0", "-c", "copy", "-f", "mpegts", str(target))
    return target


def _ffmpeg(*words: str, sent: bytes | None = None) -> bytes:
    line = (str(TOOLS.ffmpeg), "-hide_banner", "-loglevel", "error", "-y", *words)
    done = subprocess.run(line, input=sent, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.stdout


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="known-media-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
