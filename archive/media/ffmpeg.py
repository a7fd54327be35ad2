"""The door to ffmpeg and ffprobe: ffmpeg-python and subprocess stop here."""

import os
import resource
import selectors
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import ffmpeg

from archive.errors import ArchiveError, StoppedError, StorageFullError, ToolFailedError
from archive.media.output import LastLines, Progress, Report, unheard
from archive.media.tools import Tools

Command = tuple[str, ...]
Stop = Callable[[], bool]

POLL_SECONDS = 0.5
PATIENCE_SECONDS = 5.0

_DISK_FULL = ("No space left on device", "Disk quota exceeded", "File too large")

# What people publish recordings in. Playlists are not among them: a file that calls itself a video
# could list other files of this machine, and ffmpeg would read them.
# Those of sound alone are for whoever aligns one; what is to be watched is refused by its streams.
CONTAINERS = "mov,mpegts,matroska,flv,aac,nut,wav,mp3,flac,ogg"


def never() -> bool:
    """A stop that nobody asks for."""
    return False


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: ``streams`` are those to take of it (``v:0``, or a number)."""

    path: Path
    streams: tuple[str, ...]
    options: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Output:
    """Where to write: ``file:…`` or ``pipe:1``; an option without a value is ``None``."""

    target: str
    options: Mapping[str, str | None]


def convert_command(tools: Tools, inputs: Sequence[Input], *outputs: Output) -> Command:
    """One ffmpeg run that maps the streams of ``inputs``, in order, into each of ``outputs``.

    Inputs are untrusted downloads: no network, no playlists.
    """
    streams = [stream for entry in inputs for stream in _streams(entry)]
    written = [ffmpeg.output(*streams, output.target, **output.options) for output in outputs]
    quiet = ("-hide_banner", "-nostdin", "-nostats", "-loglevel", "warning", "-y")
    line: list[str] = ffmpeg.merge_outputs(*written).compile(cmd=[str(tools.ffmpeg), *quiet])
    return tuple(line)


def _streams(entry: Input) -> list[Any]:
    opened = ffmpeg.input(
        f"file:{entry.path}",
        protocol_whitelist="file",
        format_whitelist=CONTAINERS,
        **entry.options,
    )
    return [opened[stream] for stream in entry.streams]


def inspect_command(tools: Tools, path: Path, *options: str) -> Command:
    """One ffprobe run over an untrusted file, answering in JSON."""
    guard = ("-protocol_whitelist", "file", "-format_whitelist", CONTAINERS)
    return (
        *(str(tools.ffprobe), "-hide_banner", "-loglevel", "error", *guard),
        *("-print_format", "json", *options, f"file:{path}"),
    )


def run(
    command: Command,
    *,
    on_output: Callable[[bytes], None] = lambda data: None,
    stop: Stop = never,
    environment: Mapping[str, str] | None = None,
    cpu_seconds: int | None = None,
) -> None:
    """Run to the end; the child's output is handed over as it comes, and never kept.

    The child leads its own session and dies with this process, even when that is killed.
    ``environment`` is what it finds there besides this process's; a child that works for more than
    ``cpu_seconds`` is ended. ``stop`` is asked about twice a second. Raises ``StoppedError``,
    ``StorageFullError``, or ``ToolFailedError`` with the last lines the program wrote.
    """
    with _started(command, environment or {}) as child:
        try:
            _limit(child, cpu_seconds)
            last_lines = _attend(child, on_output, stop)
        except BaseException:
            _end(child)
            raise
    if child.returncode:
        raise _failure(command, child.returncode, last_lines)


def convert(
    command: Command, *, duration_ms: int, report: Report = unheard, stop: Stop = never
) -> None:
    """Run an ffmpeg command that writes files; ``report`` hears the fraction done, up to 1."""
    progress = Progress(duration_ms, report)
    run((*command, "-progress", "pipe:1"), on_output=progress.read, stop=stop)
    progress.end()


def _started(command: Command, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start in a session of its own, so that signals reach the child's children as well.

    The kernel ends the child when the *thread* that started it ends; ``run`` starts and waits in
    one thread, so this means: when this process dies.
    """
    try:
        return subprocess.Popen(
            (*_dying_with_parent(), *command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, **environment},
        )
    except OSError as exc:
        raise ToolFailedError(
            "{program} could not be started: {reason}.",
            command=command,
            program=Path(command[0]).name,
            reason=exc.strerror or str(exc),
        ) from exc


def _limit(child: subprocess.Popen[bytes], cpu_seconds: int | None) -> None:
    if cpu_seconds is not None:
        with suppress(ProcessLookupError):
            resource.prlimit(child.pid, resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))


@cache
def _dying_with_parent() -> Command:
    """util-linux's setpriv asks the kernel for it (PR_SET_PDEATHSIG); elsewhere nobody does."""
    setpriv = shutil.which("setpriv")
    return (setpriv, "--pdeathsig", "KILL", "--") if setpriv else ()


def _attend(
    child: subprocess.Popen[bytes], on_output: Callable[[bytes], None], stop: Stop
) -> tuple[str, ...]:
    """Read both pipes until the child closes them; returns the last lines of its errors."""
    errors = LastLines()
    with selectors.DefaultSelector() as selector:
        for pipe, read in ((child.stdout, on_output), (child.stderr, errors.read)):
            if pipe:
                selector.register(pipe, selectors.EVENT_READ, read)
        asked = time.monotonic()
        while selector.get_map():
            for key, _ in selector.select(POLL_SECONDS):
                _hand_over(selector, key)
            if time.monotonic() - asked >= POLL_SECONDS:
                asked = time.monotonic()
                _check(stop)
    child.wait()
    return errors.lines()


def _hand_over(selector: selectors.BaseSelector, key: selectors.SelectorKey) -> None:
    if data := os.read(key.fd, 1 << 16):
        key.data(data)
    else:
        selector.unregister(key.fileobj)


def _check(stop: Stop) -> None:
    if stop():
        raise StoppedError("The work was stopped.")


def _end(child: subprocess.Popen[bytes]) -> None:
    """Ask the child's whole group to end, and insist after a while.

    Its pipes are closed first: a program that waits to write would not hear the question.
    """
    for pipe in (child.stdout, child.stderr):
        if pipe:
            pipe.close()
    for ending in (signal.SIGTERM, signal.SIGKILL):
        if child.poll() is None:
            with suppress(ProcessLookupError, subprocess.TimeoutExpired):
                os.killpg(child.pid, ending)
                child.wait(PATIENCE_SECONDS)


def _failure(command: Command, code: int, last_lines: tuple[str, ...]) -> ArchiveError:
    """Which error a bad end is; a signal shows as a negative code."""
    program = Path(command[0]).name
    if code == -signal.SIGXFSZ or any(sign in line for sign in _DISK_FULL for line in last_lines):
        return StorageFullError(
            "The disk is full. Free some space; the work goes on by itself afterwards."
        )
    if code < 0:
        return ToolFailedError(
            "{program} was ended from outside, by signal {signal}.",
            command=command,
            exit_code=code,
            last_lines=last_lines,
            program=program,
            signal=-code,
        )
    return ToolFailedError(
        "{program} ended badly, with exit code {code}: {reason}",
        command=command,
        exit_code=code,
        last_lines=last_lines,
        program=program,
        code=code,
        reason=last_lines[-1] if last_lines else "-",
    )
