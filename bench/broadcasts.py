"""Synthetic broadcasts for ``bench.align``: made once by a generator outside the project, and kept.

Of each, what alignment reads is kept beside the truth: captions, and what is heard and seen.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np

from archive.media.filmstrip import make_filmstrip
from archive.media.probe import examine
from archive.media.slides import Asked, Filmed, slides_or_reason
from archive.media.sound import make_sound
from archive.media.thumbnails import read_thumbnails
from archive.media.tools import find_tools, linked_tools

KST = timezone(timedelta(hours=9))
OTHER_WORDS = Path(__file__).with_name("other_words.py")
_PICTURE = ("--size", "160x90", "--fps", "2")
_READABLE = ("--size", "640x360", "--fps", "1")
"""Where a program is there that reads slides: they are kept for rows that ask for them."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One made broadcast: its folder, and its truth as the generator wrote it."""

    folder: Path
    truth: dict[str, Any]

    @property
    def name(self) -> str:
        return self.folder.name

    def started_at(self, part: int) -> datetime:
        """When a part began, on the event's own clock."""
        return datetime.fromisoformat(self.truth["parts"][part]["wall_start"]).replace(tzinfo=KST)


def made(generator: Path, cache: Path, seed: int, *words: str, kind: str = "day") -> Broadcast:
    """The broadcast of a seed, made if it is not kept yet; ``words`` go on to the generator.

    Hosts of another kind than ``day`` say it in their own words, those of ``bench/hosts``.
    """
    folder = cache / f"{kind}-{seed}"
    if not (folder / "made").exists():
        hosts = OTHER_WORDS.parent / "hosts" / f"{kind}.toml"
        others = () if kind == "day" else (str(OTHER_WORDS), str(hosts))
        _make((*others, str(generator)), folder, seed, words)
        (folder / "made").touch()
    return Broadcast(folder, json.loads((folder / "truth.json").read_text()))


def filmed(generator: Path, cache: Path, seed: int) -> Broadcast:
    """A day in one recording that is kept, with sound as livestreams have it: ``part1.mp4``."""
    folder = cache / f"film-{seed}"
    if not (folder / "made").exists():
        _generate((str(generator),), folder, seed, ("--drop", "0", "--wav", *_PICTURE))
        _sound_film(folder / "part1.mp4", folder / "part1.wav")
        (folder / "made").touch()
    return Broadcast(folder, json.loads((folder / "truth.json").read_text()))


def _sound_film(film: Path, wav: Path) -> None:
    """Give the picture its sound: AAC, 44.1 kHz, stereo, 128 kbit/s."""
    mixed = film.with_name("mixed.mp4")
    sound = ("-c:a", "aac", "-aac_coder", "fast", "-ar", "44100", "-ac", "2", "-b:a", "128k")
    files = ("-i", str(film), "-i", str(wav), "-map", "0:v", "-map", "1:a", "-c:v", "copy")
    ffmpeg = str(find_tools().ffmpeg)
    subprocess.run([ffmpeg, "-v", "error", "-y", *files, *sound, str(mixed)], check=True)
    mixed.replace(film)
    wav.unlink()


def _make(generator: tuple[str, ...], folder: Path, seed: int, words: tuple[str, ...]) -> None:
    wanted = _READABLE if _tesseract() else _PICTURE
    picture = () if {"--no-video", "--truth-only"} & {*words} else wanted
    _generate(generator, folder, seed, ("--wav", *picture, *words))
    for sound in sorted(folder.glob("part*.wav")):
        _listen(sound)
        sound.unlink()
    for picture_file in sorted(folder.glob("part*.mp4")):
        _look(picture_file)
        _read(picture_file)
        picture_file.unlink()


def _generate(generator: tuple[str, ...], folder: Path, seed: int, words: tuple[str, ...]) -> None:
    tools = linked_tools(find_tools(), folder / "tools")
    python = os.environ.get("BENCH_PYTHON", sys.executable)
    subprocess.run(
        [python, *generator, "--seed", str(seed), "--out", str(folder), *words],
        check=True,
        env={**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"},
    )


def _listen(wav: Path) -> None:
    """WAV is nothing recordings come in; what is heard is the same in Matroska."""
    tools, matroska = find_tools(), wav.with_suffix(".mka")
    subprocess.run(
        [str(tools.ffmpeg), "-v", "error", "-y", "-i", str(wav), "-c:a", "flac", str(matroska)],
        check=True,
    )
    facts = examine(tools, matroska)
    make_sound(tools, matroska, facts.duration_ms, wav.with_suffix(".sound"))
    matroska.unlink()


def _look(media: Path) -> None:
    tools = find_tools()
    strip = media.with_suffix(".strip")
    make_filmstrip(tools, media, examine(tools, media).duration_ms, strip)
    times, brightness = read_thumbnails(strip)
    np.savez(media.with_suffix(".pictures.npz"), times=np.array(times), brightness=brightness)


def _read(media: Path) -> None:
    """What stands on its slides, where a program to read them is installed."""
    if program := _tesseract():
        filmed = Filmed(media, media.with_suffix(".strip"), media.with_suffix(".fragments"))
        _, reason = slides_or_reason(
            find_tools(), Asked(Path(program)), filmed, media.with_suffix(".slides.json")
        )
        if reason:
            sys.stderr.write(f"{media}: {reason}\n")


def _tesseract() -> str | None:
    return shutil.which("tesseract")
