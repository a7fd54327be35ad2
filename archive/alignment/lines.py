"""The lines hosts lead through a day with, found in what was said: when each kind is heard."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.alignment.mentions import counted_heard
from archive.alignment.phrases import Phrases
from archive.alignment.spoken import Spoken
from archive.timecode import Offset


@dataclass(frozen=True, slots=True)
class Lines:
    """Times in order, by what the line does; ``counted`` are numbers of sessions and talks."""

    cues: dict[str, list[Offset]]
    kinds: dict[str, list[Offset]]
    counted: dict[str, list[tuple[Offset, int]]]
    later: list[Offset]

    def near(self, what: str, start: Offset, end: Offset) -> bool:
        """Whether such a line begins in the span of time."""
        return is_near(self.cues[what], start, end)


def is_near(times: Sequence[Offset], start: Offset, end: Offset) -> bool:
    """Whether any of the times lies in ``[start, end)``."""
    return bisect_left(times, start) < bisect_left(times, end)


def first_near(times: Sequence[Offset], start: Offset, end: Offset) -> Offset | None:
    """The first of the times in ``[start, end)``."""
    at = bisect_left(times, start)
    return times[at] if at < len(times) and times[at] < end else None


def last_before(times: Sequence[Offset], end: Offset) -> Offset | None:
    """The last of the times up to ``end``."""
    at = bisect_right(times, end)
    return times[at - 1] if at else None


@lru_cache(maxsize=8)
def lines_of(spoken: Spoken, known: Phrases) -> Lines:
    """All lines of a recording."""
    return Lines(
        {what: spoken.heard(texts) for what, texts in known.cues.items()},
        {kind: spoken.heard(texts) for kind, texts in known.kinds.items()},
        {
            what: counted_heard(spoken, patterns, dict(known.numbers))
            for what, patterns in known.counted.items()
        },
        sorted(at for pattern in known.later for at, _ in spoken.matches(pattern)),
    )
