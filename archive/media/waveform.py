"""The loudest sample of every tenth of a second, for drawing a recording's sound.

The file is one byte per tenth: 0 is silence, 255 full scale.
"""

from pathlib import Path

import numpy as np

from archive.media.ffmpeg import Input, Output, convert_command
from archive.media.output import Progress
from archive.media.timeline import LEAD_SECONDS
from archive.media.tools import Tools
from archive.storage import written_beside

PEAKS_PER_SECOND = 10
SAMPLE_RATE = 16_000
"""More than is needed to see speech, and what ``archive.media.sound`` listens at."""

_SAMPLES = SAMPLE_RATE // PEAKS_PER_SECOND
_BYTES = 2 * _SAMPLES
_LOUDEST = 1 << 15


def write_peaks(peaks: "Peaks", duration_ms: int, target: Path) -> None:
    """Keep what was heard, as long as the recording is; what was not heard is silent."""
    count = peak_count(duration_ms)
    with written_beside(target) as beside:
        beside.write_bytes(peaks.end()[:count].ljust(count, b"\0"))


def peak_count(duration_ms: int) -> int:
    """How many bytes the file has."""
    return -(-duration_ms * PEAKS_PER_SECOND // 1000)


def samples_command(tools: Tools, media: Path) -> tuple[str, ...]:
    """Samples of a packed recording from 0 on, 16 bits at ``SAMPLE_RATE``.

    Gaps in the sound and a late beginning become silence. They are handed on a second at a time: a
    packet at a time, ffmpeg's threads spend a third of their time waking each other.
    """
    plain = f"aformat=sample_rates={SAMPLE_RATE}:sample_fmts=s16:channel_layouts=mono"
    options = {
        "af": f"aresample=async=1:first_pts=0,{plain},asetnsamples=n={SAMPLE_RATE}:p=0",
        "copyts": None,
        "f": "s16le",
    }
    recording = Input(media, ("a:0",), {"itsoffset": f"-{LEAD_SECONDS}"})
    return convert_command(tools, [recording], Output("pipe:1", options))


class Peaks:
    """The loudest of every tenth; takes samples as they come, in pieces of any size."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._peaks = bytearray()
        self._rest = b""

    def read(self, data: bytes) -> None:
        data = self._rest + data
        whole = len(data) // _BYTES * _BYTES
        self._rest = data[whole:]
        self._peaks += _loudest(data[:whole])
        self._progress.reach_ms(len(self._peaks) * 1000 // PEAKS_PER_SECOND)

    def end(self) -> bytes:
        """All peaks; a last, shorter tenth counts."""
        rest = self._rest[: len(self._rest) // 2 * 2]
        return bytes(self._peaks) + (_loudest(rest.ljust(_BYTES, b"\0")) if rest else b"")


def _loudest(data: bytes) -> bytes:
    samples = np.frombuffer(data, "<i2").astype(np.int32).reshape(-1, _SAMPLES)
    peaks = np.abs(samples).max(axis=1) * 256 // _LOUDEST
    return bytes(np.minimum(peaks, 255).astype(np.uint8))
