"""What ffmpeg writes while it runs: how far it is, and what it complained of last."""

import re
from collections import deque
from collections.abc import Callable

Report = Callable[[float], None]

LAST_LINES = 20
STEP = 0.005
"""A smaller step is no news; some who listen keep every report in a database."""
LONGEST_LINE = 2000
"""Bytes kept of a line; damaged streams can make very long ones."""

_REACHED = re.compile(rb"^out_time_us=(\d+)\s*$", re.MULTILINE)


def unheard(fraction: float) -> None:
    """A report nobody reads."""


class Progress:
    """Reads ``-progress`` output (``out_time_us=…`` lines) and reports fractions that only grow.

    ``step`` is the smallest that is reported; what is read counts from ``begin_ms``.
    """

    def __init__(
        self, duration_ms: int, report: Report, step: float = STEP, begin_ms: float = 0.0
    ) -> None:
        self._duration_ms = max(duration_ms, 1)
        self._step = step
        self._begin_ms = begin_ms
        self._report = report
        self._done = 0.0
        self._tail = b""

    def read(self, data: bytes) -> None:
        lines, end, self._tail = (self._tail + data).rpartition(b"\n")
        for reached in _REACHED.findall(lines + end):
            self.reach_ms(int(reached) / 1000 - self._begin_ms)

    def reach_ms(self, offset: float) -> None:
        """Say how far the work is; what is no news is not reported."""
        fraction = min(offset / self._duration_ms, 1.0)
        if fraction >= self._done + self._step or self._done < fraction == 1:
            self._done = fraction
            self._report(fraction)

    def end(self) -> None:
        """The work is done, whatever its files declared."""
        self.reach_ms(self._duration_ms)


class LastLines:
    """Keeps the last lines of a stream that may be endless."""

    def __init__(self, count: int = LAST_LINES) -> None:
        self._lines: deque[bytes] = deque(maxlen=count)
        self._tail = b""

    def read(self, data: bytes) -> None:
        *lines, self._tail = (self._tail + data).split(b"\n")
        self._lines.extend(line[:LONGEST_LINE] for line in lines)
        self._tail = self._tail[:LONGEST_LINE]

    def lines(self) -> tuple[str, ...]:
        whole = (*self._lines, self._tail)
        told = [line.decode(errors="replace").rstrip() for line in whole]
        return tuple(line for line in told if line)[-LAST_LINES:]
