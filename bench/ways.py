"""The ways to cut that are compared, each as the program that is run and the file it leaves."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive.media.tools import Tools
from bench.material import RATE

Program = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """Pictures of a recording, from ``first`` up to, not including, ``stop``."""

    first: int
    stop: int

    @property
    def seconds(self) -> float:
        return (self.stop - self.first) / RATE

    def points_ms(self) -> tuple[int, int]:
        """In and out, half a picture early: no rounding can take another picture."""
        return _half_before(self.first), _half_before(self.stop)

    def points(self) -> tuple[str, str]:
        """The same in seconds."""
        start, end = self.points_ms()
        return f"{start / 1000:.3f}", f"{end / 1000:.3f}"


@dataclass(frozen=True, slots=True)
class Way:
    """``program`` makes what is at ``result``; ``share`` says how much of the cut it does."""

    name: str
    program: Callable[[Cut, Path], Program]
    result: str
    share: Callable[[Cut], float] = lambda cut: 1.0
    is_checked: bool = True
    is_ours: bool = False


def playlist(packed: Path) -> Way:
    """Our exact clip: two pieces and a playlist; the command line's start counts."""

    def program(cut: Cut, folder: Path) -> Program:
        start, end = cut.points()
        return (
            *(sys.executable, "-m", "jobs.cli", "clip", str(packed), "--json"),
            *("--in", start, "--out", end, "--hls", str(folder)),
        )

    return Way("`dasibogi clip --hls`", program, "playlist.m3u8", is_ours=True)


def movie(packed: Path) -> Way:
    """Our exact MP4."""

    def program(cut: Cut, folder: Path) -> Program:
        start, end = cut.points()
        return (
            *(sys.executable, "-m", "jobs.cli", "clip", str(packed), "--json"),
            *("--in", start, "--out", end, "-o", str(folder / "clip.mp4")),
        )

    return Way("`dasibogi clip -o`", program, "clip.mp4", is_ours=True)


def smartcut(program: Path, source: Path) -> Way:
    """PyPI's smartcut, told the numbers of pictures: so nothing is rounded."""

    def line(cut: Cut, folder: Path) -> Program:
        kept = ("--frames", "--keep", f"{cut.first},{cut.stop}")
        return (str(program), str(source), str(folder / "clip.mp4"), *kept)

    return Way("smartcut 1.7", line, "clip.mp4")


def stream_copy(tools: Tools, source: Path) -> Way:
    """ffmpeg, copying."""

    def program(cut: Cut, folder: Path) -> Program:
        copying = ("-c", "copy", "-movflags", "+faststart")
        return (*_ffmpeg(tools, source, cut, cut.seconds), *copying, str(folder / "clip.mp4"))

    return Way("`ffmpeg -c copy`", program, "clip.mp4")


def encoding(tools: Tools, source: Path, seconds: float | None) -> Way:
    """ffmpeg, coding everything again; only the first ``seconds`` unless they are none."""

    def program(cut: Cut, folder: Path) -> Program:
        length = cut.seconds if seconds is None else min(seconds, cut.seconds)
        coding = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-c:a", "aac")
        whole = ("-b:a", "128k", "-movflags", "+faststart", str(folder / "clip.mp4"))
        return (*_ffmpeg(tools, source, cut, length), *coding, *whole)

    def share(cut: Cut) -> float:
        return 1.0 if seconds is None else min(seconds / cut.seconds, 1.0)

    return Way("re-encoding (x264 veryfast)", program, "clip.mp4", share, is_checked=False)


def _ffmpeg(tools: Tools, source: Path, cut: Cut, seconds: float) -> Program:
    start, _ = cut.points()
    quiet = (str(tools.ffmpeg), "-hide_banner", "-nostdin", "-loglevel", "error", "-y")
    return (*quiet, "-ss", start, "-i", str(source), "-t", f"{seconds:.6f}")


def _half_before(number: int) -> int:
    return (2 * number - 1) * 1000 // (2 * RATE)
