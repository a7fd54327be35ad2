"""What a piece of work costs: a process and all its children, as the Linux kernel counts them."""

import os
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryFile

_LAST_LINES = 20
_STATUS, _IO = Path("/proc/self/status"), Path("/proc/self/io")


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds count user and system time; bytes are those asked of ``read``, ``write``.

    What the kernel maps into memory, such as programs themselves, is not among the bytes.
    """

    cpu_seconds: float
    wall_seconds: float
    peak_bytes: int
    read_bytes: int
    written_bytes: int


class CommandFailedError(Exception):
    """A program ended badly."""


def measured(command: Sequence[str], *, stdout: Callable[[bytes], None] = lambda _: None) -> Cost:
    """Run a program to its end; ``stdout`` gets all it wrote.

    Its peak memory is never less than this process's own, which is why this process stays small:
    the kernel hands that down when a program is started.
    """
    before, began = _traffic(), time.monotonic()
    with TemporaryFile() as complaints, Popen(command, stdout=PIPE, stderr=complaints) as child:
        assert child.stdout is not None  # noqa: S101 (it was asked for)
        stdout(child.stdout.read())
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            complaints.seek(0)
            told = complaints.read().decode(errors="replace").strip().splitlines()[-_LAST_LINES:]
            raise CommandFailedError("\n".join([f"{command[0]}: {child.returncode}", *told]))
    return _cost(before, began, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def measured_here(work: Callable[[], object]) -> Cost:
    """What ``work`` costs in this process, that of its children included."""
    before, began, cpu = _traffic(), time.monotonic(), _cpu_seconds()
    work()
    return _cost(before, began, _cpu_seconds() - cpu, _peak())


def _cost(before: tuple[int, int], began: float, cpu_seconds: float, peak: int) -> Cost:
    read, written = _traffic()
    wall = time.monotonic() - began
    return Cost(cpu_seconds, wall, peak, read - before[0], written - before[1])


def _cpu_seconds() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(kind) for kind in kinds]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _traffic() -> tuple[int, int]:
    """Bytes read and written so far, those of children that have ended included."""
    told = dict(line.split(": ") for line in _IO.read_text().splitlines())
    return int(told["rchar"]), int(told["wchar"])


def _peak() -> int:
    """The most memory this process ever held (its children's, if one held more)."""
    lines = _STATUS.read_text().splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024


def processors() -> tuple[int, float]:
    """How many this process may use, and how many processes wanted one in the last minute."""
    return len(os.sched_getaffinity(0)), os.getloadavg()[0]
