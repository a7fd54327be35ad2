"""Real programs in the place of ffmpeg that are slow, or die, at a moment the test knows."""

import os
import select
from pathlib import Path

from archive.media.tools import Tools
from tests.media import TOOLS


def slow_tools(folder: Path) -> Tools:
    """ffmpeg reading at a hundredth of real time; it first writes its process id to ``folder/id``,

    which is a pipe with a name when the test wants to wait for it.
    """
    return _tools(folder, f'echo $$ > "{folder}/id"; exec "{TOOLS.ffmpeg}" -readrate 0.01 "$@"')


def endless_tools(folder: Path) -> Tools:
    """ffmpeg that does all its work, writes its process id to ``folder/id``, and does not end."""
    return _tools(folder, f'"{TOOLS.ffmpeg}" "$@"; echo $$ > "{folder}/id"; exec sleep 3600')


def killed_tools(folder: Path) -> Tools:
    """ffmpeg that does all its work, and is then killed by SIGKILL."""
    return _tools(folder, f'"{TOOLS.ffmpeg}" "$@"; kill -KILL $$')


def wait_until_gone(process: int) -> None:
    """Return when a process (of anybody) has ended."""
    try:
        watched = os.pidfd_open(process)
    except ProcessLookupError:
        return
    with os.fdopen(watched) as file:
        select.select([file], [], [])


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _tools(folder: Path, line: str) -> Tools:
    program = folder / "ffmpeg"
    program.write_text(f"#!/bin/sh\n{line}\n")
    program.chmod(0o755)
    return Tools(program, TOOLS.ffprobe)
