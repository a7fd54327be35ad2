"""How far the making of a recording is, and what converting costs, measured while it runs."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from archive.media.output import Report
from archive.sentence import Sentence

Kind = Literal["picture", "sound"]

_WEIGHTS: Mapping[Kind, float] = {"picture": 20.0, "sound": 1.0}
_COPYING = 0.5
"""What the parts of the work are to each other; rough, for they only move a bar."""

_MEASURED_SECONDS = 4.0
"""How long is watched before an end is foretold."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A stream that was coded again: why, and the seconds it took."""

    kind: Kind
    reason: Sentence
    seconds: int


@dataclass(frozen=True, slots=True)
class Packing:
    """How far the work is, up to 1; while a stream is coded again also why, and what that costs.

    ``speed`` is in seconds of the recording a second, ``expected_seconds`` for the whole stream,
    ``left_seconds`` until it is done; nothing until they were measured.
    """

    done: float
    reason: Sentence | None = None
    speed: float | None = None
    expected_seconds: float | None = None
    left_seconds: float | None = None


def unheard_work(packing: Packing) -> None:
    """Work nobody watches."""


class Work:
    """Turns what each part of the work reports into how far all of it is."""

    def __init__(
        self, tell: Callable[[Packing], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._tell = tell
        self._clock = clock
        self._before = 0.0
        self._all = _COPYING
        self._converted: dict[Kind, Converted] = {}

    @property
    def converted(self) -> tuple[Converted, ...]:
        """What was converted so far, the picture first."""
        return tuple(self._converted[kind] for kind in _WEIGHTS if kind in self._converted)

    def plan(self, needs: Mapping[Kind, Sentence]) -> None:
        """Begin: a copy, after these conversions."""
        self._before = 0.0
        self._all = _COPYING + sum(_WEIGHTS[kind] for kind in needs)

    @contextmanager
    def copying(self) -> Iterator[Report]:
        """Give what hears how much of the copy is done."""
        yield lambda done: self._tell(Packing(self._whole(done, _COPYING)))
        self._before += _COPYING

    @contextmanager
    def converting(self, kind: Kind, reason: Sentence, duration_ms: int) -> Iterator[Report]:
        """Give what hears how much of a stream is converted.

        Its first word says where it begins: a stream may have been converted in part before.
        """
        self._tell(Packing(self._whole(0, 0), reason))
        pace = _Pace(self._clock)

        def report(done: float) -> None:
            expected = pace.expected(done)
            self._tell(
                Packing(
                    done=self._whole(done, _WEIGHTS[kind]),
                    reason=reason,
                    speed=duration_ms / 1000 / expected if expected else None,
                    expected_seconds=expected,
                    left_seconds=expected * (1 - done) if expected else None,
                )
            )

        yield report
        self._before += _WEIGHTS[kind]
        self._converted[kind] = Converted(kind, reason, round(pace.all_of_it()))

    def _whole(self, done: float, weight: float) -> float:
        return min((self._before + done * weight) / self._all, 1.0)


class _Pace:
    """Foretells from what was done since the first word how long all of it takes."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._started = clock()
        self._first: tuple[float, float] | None = None

    def expected(self, done: float) -> float | None:
        """Seconds for the whole, or nothing so early."""
        now = self._clock()
        if self._first is None:
            self._first = (done, now)
        began, since = self._first
        if now - since < _MEASURED_SECONDS or done <= began:
            return None
        return (now - since) / (done - began)

    def all_of_it(self) -> float:
        """Seconds the whole took, with what was done in an earlier try at the same pace."""
        now = self._clock()
        began, since = self._first or (0.0, self._started)
        if began >= 1:
            return now - self._started
        return (now - since) / (1 - began)
