"""Recordings that show slides with known words, and programs that stand where tesseract would."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.media import TOOLS

WIDTH, HEIGHT = 320, 180
KEYFRAME_SECONDS = 5
FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc")
CAMERA = ""
"""In the place of a slide: people who move."""

Shown = Sequence[tuple[str, int]]
"""What stands on each slide, and for how many seconds it is shown."""


def show(shown: Shown, target: Path) -> Path:
    """A silent recording, a picture a second."""
    frames = [
        frame.tobytes()
        for number, (text, seconds) in enumerate(shown)
        for frame in _frames(text, seconds, number)
    ]
    size, rate = f"{WIDTH}x{HEIGHT}", str(1)
    raw = ("-f", "rawvideo", "-pix_fmt", "gray", "-s", size, "-r", rate, "-i", "pipe:0")
    coded = ("-c:v", "libx264", "-preset", "ultrafast", "-g", str(KEYFRAME_SECONDS))
    subprocess.run(
        [str(TOOLS.ffmpeg), "-v", "error", "-y", *raw, *coded, "-pix_fmt", "yuv420p", str(target)],
        input=b"".join(frames),
        check=True,
    )
    return target


def _frames(text: str, seconds: int, number: int) -> list[Image.Image]:
    if text != CAMERA:
        return [_slide(text)] * seconds
    chance = np.random.default_rng(number)
    noise = chance.integers(0, 255, (seconds, HEIGHT // 20, WIDTH // 20), np.uint8)
    return [Image.fromarray(one).resize((WIDTH, HEIGHT)) for one in noise]


def _slide(text: str) -> Image.Image:
    """Its words, and bars that tell it from others where no font is installed."""
    picture = Image.new("L", (WIDTH, HEIGHT), 235)
    draw = ImageDraw.Draw(picture)
    for bit in range(8):
        if sum(map(ord, text)) >> bit & 1:
            draw.rectangle((20 + 36 * bit, 150, 44 + 36 * bit, 170), fill=60)
    if FONT.exists():
        font = ImageFont.truetype(str(FONT), 22, index=1)
        for line, words in enumerate(text.split("\n")):
            draw.text((WIDTH / 2, 40 + 40 * line), words, fill=20, font=font, anchor="mm")
    return picture


def reading_program(folder: Path, says: str = "kor\neng") -> Path:
    """A program that reads in every picture how many it has read; it counts its runs, too."""
    return _program(
        folder / "reads",
        f"""
case "$*" in *--list-langs*) printf '{says}\\n'; exit 0;; esac
cp "$1" "{folder}/given-$(ls "{folder}" | grep -c given).txt"
while read -r picture; do
    test -s "$picture" || exit 1
    count=$(($(cat "{folder}/count" 2>/dev/null || echo 0) + 1))
    echo $count > "{folder}/count"
    printf 'picture %s\\n\\f' $count
done < "$1"
""",
    )


def failing_program(folder: Path) -> Path:
    """It says that it reads Korean, and then ends badly."""
    return _program(
        folder / "fails", 'case "$*" in *--list-langs*) echo kor;; *) echo no >&2; exit 3;; esac'
    )


def _program(path: Path, lines: str) -> Path:
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)
    return path


def tesseract() -> Path | None:
    """The real program with its Korean data, where both are installed, and a font to draw with."""
    found = shutil.which("tesseract")
    if found is None or not FONT.exists():
        return None
    known = subprocess.run([found, "--list-langs"], capture_output=True, text=True, check=False)
    return Path(found) if "kor" in known.stdout.split() else None
