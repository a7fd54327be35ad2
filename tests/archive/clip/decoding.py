"""What ffmpeg sees and hears in a clip: independent of all our readers."""

import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from tests.media import (
    COLUMNS,
    QUIET_RATE,
    ROWS,
    TOOLS,
    Samples,
    read_barcode,
)

HLS = ("-protocol_whitelist", "file", "-allowed_extensions", "ALL")

_WIDTH, _HEIGHT = 2 * COLUMNS, 2 * ROWS
_SMALL = f"scale={_WIDTH}:{_HEIGHT}:flags=area,format=gray"
_PADDED = "aresample=async=1:first_pts=0:min_hard_comp=0.001"
_SHORTEST, _SILENT, _LIKE = QUIET_RATE // 20, 1e-3, 0.8
_TICKS = re.compile(r"#tb 0: (\d+)/(\d+)")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Numbers of pictures with their milliseconds from the first; sound at ``QUIET_RATE``.

    The sound begins at the file's time 0, silence where there is none.
    """

    pictures: tuple[int, ...]
    times: tuple[Fraction, ...]
    sound: Samples


def decode(media: Path, *options: str, has_picture: bool = True, has_sound: bool = True) -> Decoded:
    """Decode everything in one go; ``options`` go before the input."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pictures, times, sound = (folder / name for name in ("pictures", "times", "sound"))
        passed = ("-map", "0:v:0", "-fps_mode", "passthrough", "-vf", _SMALL)
        quiet = ("-map", "0:a:0", "-af", _PADDED, "-ac", "1", "-ar", str(QUIET_RATE))
        wanted: list[str] = []
        if has_picture:
            wanted += (*passed, "-f", "rawvideo", str(pictures))
            wanted += (
                *passed,
                "-enc_time_base",
                "demux",
                "-c:v",
                "rawvideo",
                "-f",
                "framecrc",
                str(times),
            )
        if has_sound:
            wanted += (*quiet, "-f", "s16le", str(sound))
        _ffmpeg("-copyts", *options, "-i", str(media), *wanted)
        return Decoded(
            _numbers(pictures) if has_picture else (),
            _times(times) if has_picture else (),
            np.fromfile(sound, np.int16) / 32768 if has_sound else np.zeros(0),
        )


def _numbers(path: Path) -> tuple[int, ...]:
    frames = np.fromfile(path, np.uint8).reshape(-1, _HEIGHT, _WIDTH)
    return tuple(map(read_barcode, frames))


def _times(path: Path) -> tuple[Fraction, ...]:
    text = path.read_text()
    scale = _TICKS.search(text)
    assert scale
    rows = [line.split(",") for line in text.splitlines() if not line.startswith("#")]
    ticks = [int(row[2]) for row in rows]
    return tuple(
        (tick - ticks[0]) * Fraction(1000 * int(scale[1]), int(scale[2])) for tick in ticks
    )


def joined(playlist: Path) -> bytes:
    """What the playlist lists, as one file: its header, and all bytes it names."""
    text = playlist.read_text()
    (header,) = re.findall(r'URI="(.*)",BYTERANGE="(\d+)@(\d+)"', text)
    listed = re.findall(r"BYTERANGE:(\d+)@(\d+)\n(.*)\n", text)
    pieces = [header, *((name, size, offset) for size, offset, name in listed)]
    return b"".join(
        (playlist.parent / name).read_bytes()[int(offset) : int(offset) + int(size)]
        for name, size, offset in pieces
    )


def farthest(heard: Samples, truth: Samples) -> float:
    """How many milliseconds the sound of any half second is away from where it should be.

    Where the truth is silent, what is heard must be so too; both begin at the same moment.
    """
    size = QUIET_RATE // 2
    starts = range(0, min(len(heard), len(truth)) - _SHORTEST, size)
    return max(
        (_lag(heard[start : start + size], truth[start : start + size]) for start in starts),
        default=0.0,
    )


def _lag(heard: Samples, truth: Samples) -> float:
    heard, truth = heard[: len(truth)], truth[: len(heard)]
    loud, found = float(np.mean(truth**2)), float(np.mean(heard**2))
    if loud < _SILENT:
        return 0.0 if found < 2 * _SILENT else float("inf")
    size = 2 * len(truth)
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(truth, size))
    likeness = np.fft.irfft(spectrum, size) / (len(truth) * (loud * found + 1e-12) ** 0.5)
    place = int(np.argmax(likeness))
    is_like = float(likeness[place]) > _LIKE
    return (
        abs(place - size if place > len(truth) else place) * 1000 / QUIET_RATE
        if is_like
        else float("inf")
    )


def _ffmpeg(*words: Sequence[str] | str) -> None:
    line = (str(TOOLS.ffmpeg), "-hide_banner", "-loglevel", "error", "-y", *map(str, words))
    done = subprocess.run(line, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
