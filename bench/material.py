"""A long recording to measure with: ten minutes are drawn once, then repeated by copying.

Every picture carries its number among those ten minutes as twenty black or white blocks, in a strip
above a moving test picture, so what a clip shows is known by decoding it.
"""

import logging
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, run

from archive.media.tools import Tools
from archive.storage import written_beside

_LOG = logging.getLogger(__name__)

RATE = 30
WIDTH, HEIGHT = 1280, 720
GOP = 150
PIECE_SECONDS = 600
PIECE_FRAMES = PIECE_SECONDS * RATE

BITS, BLOCK = 20, 32
STRIP = BLOCK
"""The strip's height; its ``BITS`` blocks stand side by side from the left."""

_SOUND_SECONDS = Fraction(5999, 10)
"""A little less than the picture, so that repeating never moves a picture."""

_CODING = (
    *("-c:v", "libx264", "-preset", "superfast", "-crf", "30", "-pix_fmt", "yuv420p"),
    *("-g", str(GOP), "-keyint_min", str(GOP), "-sc_threshold", "0", "-bf", "3"),
    *("-x264-params", "b-pyramid=normal:open-gop=0"),
    # Sound from before 0 (AAC's priming) would move the picture each time the piece is repeated.
    *("-c:a", "aac", "-b:a", "128k", "-ac", "2", "-bsf:a", "noise=drop='lt(pts,0)'"),
)


def recording(tools: Tools, folder: Path, minutes: int) -> Path:
    """A 720p30 recording of that many minutes, made unless it is there; as people publish them."""
    target = folder / f"{minutes}-minutes.mp4"
    if not target.exists():
        piece = _piece(tools, folder / "10-minutes-drawn.mp4")
        times = minutes * 60 // PIECE_SECONDS
        _LOG.info("repeating ten minutes %s times by copying", times)
        with written_beside(target.with_suffix(".txt")) as beside:
            beside.write_text(f"file '{piece.name}'\nduration {PIECE_SECONDS}\n" * times)
        again = ("-f", "concat", "-i", str(target.with_suffix(".txt")), "-map", "0", "-c", "copy")
        with written_beside(target) as beside:
            _ffmpeg(tools, *again, "-movflags", "+faststart", str(beside))
    return target


def under(tools: Tools, folder: Path, sounding: Path, target: Path) -> None:
    """The drawn pictures, repeated by copying, as long as the sound of another file lasts."""
    piece = _piece(tools, folder / "10-minutes-drawn.mp4")
    pictures = ("-stream_loop", "-1", "-i", str(piece), "-i", str(sounding))
    _ffmpeg(
        tools, *pictures, *("-map", "0:v", "-map", "1:a", "-c", "copy", "-shortest"), str(target)
    )


def _piece(tools: Tools, target: Path) -> Path:
    if not target.exists():
        _LOG.info("drawing ten minutes of pictures (some minutes, once)")
        with written_beside(target) as beside:
            _draw(tools, beside)
    return target


def _draw(tools: Tools, target: Path) -> None:
    scene = f"testsrc2=size={WIDTH}x{HEIGHT - STRIP}:rate={RATE},format=yuv420p"
    sound = "anoisesrc=color=pink:sample_rate=44100:seed=7:amplitude=0.3"
    strip = ("-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{STRIP}", "-r", str(RATE))
    command = (
        *_line(tools), *strip, "-i", "pipe:0", "-f", "lavfi", "-i", scene, "-f", "lavfi",
        *("-t", str(float(_SOUND_SECONDS)), "-i", sound),
        *("-filter_complex", "[0:v]format=yuv420p[strip];[strip][1:v]vstack=shortest=1[out]"),
        *("-map", "[out]", "-map", "2:a", *_CODING, "-frames:v", str(PIECE_FRAMES), str(target)),
    )  # fmt: skip
    with Popen(command, stdin=PIPE) as child:
        assert child.stdin is not None  # noqa: S101 (it was asked for)
        for strip_picture in _strips():
            child.stdin.write(strip_picture)
        child.stdin.close()
    if child.returncode:
        raise RuntimeError("the recording could not be drawn")


def _strips() -> Iterator[bytes]:
    for number in range(PIECE_FRAMES):
        bits = (number >> place & 1 for place in range(BITS))
        row = b"".join((b"\xeb" if bit else b"\x10") * BLOCK for bit in bits)
        yield row.ljust(WIDTH, b"\x80") * STRIP


def _ffmpeg(tools: Tools, *words: str) -> None:
    run((*_line(tools), *words), stdin=DEVNULL, check=True)


def _line(tools: Tools) -> tuple[str, ...]:
    return (str(tools.ffmpeg), "-hide_banner", "-loglevel", "error", "-y")
