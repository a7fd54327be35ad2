"""A master playlist: the renditions of one clip, for players to choose from (RFC 8216, 4.3.4)."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from archive.clip.playlist import HLS_VERSION
from archive.media.stream import StreamFacts

_SEGMENT = re.compile(r"#EXTINF:(\d+)\.(\d{6}),\n#EXT-X-BYTERANGE:(\d+)@")
_TARGET = re.compile(r"#EXT-X-TARGETDURATION:(\d+)\n")
_MICROSECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Level:
    """One rendition of a clip: where its playlist is, what that says, and what it is."""

    address: str
    playlist: str
    facts: StreamFacts


@dataclass(frozen=True, slots=True)
class BitRates:
    """Bits per second of a playlist's segments."""

    peak: int
    average: int


def master_playlist(levels: Iterable[Level]) -> str:
    """The renditions in the order given: a player that knows nothing begins with the first."""
    lines = ["#EXTM3U", f"#EXT-X-VERSION:{HLS_VERSION}", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for level in levels:
        lines += [f"#EXT-X-STREAM-INF:{','.join(_attributes(level))}", level.address]
    return "\n".join((*lines, ""))


def _attributes(level: Level) -> Iterator[str]:
    rates, facts = bit_rates(level.playlist), level.facts
    yield f"BANDWIDTH={rates.peak}"
    yield f"AVERAGE-BANDWIDTH={rates.average}"
    yield f"RESOLUTION={facts.width}x{facts.height}"
    yield f"FRAME-RATE={float(facts.rate):.3f}"
    yield f'CODECS="{",".join(facts.codecs)}"'


def bit_rates(playlist: str) -> BitRates:
    """Read from a playlist of byte ranges, rounded up.

    The peak is that of any segments in a row that together last 0.5 to 1.5 times the target
    duration; where none do, it is the average.
    """
    segments = [
        (int(seconds) * _MICROSECOND + int(micro), int(size))
        for seconds, micro, size in _SEGMENT.findall(playlist)
    ]
    target = _TARGET.search(playlist)
    if target is None or not segments:
        raise ValueError("this is no playlist of byte ranges")
    lengths, sizes = zip(*segments, strict=True)
    average = _rate(sum(sizes), sum(lengths))
    peak = max(_rates(lengths, sizes, int(target[1]) * _MICROSECOND), default=average)
    return BitRates(max(peak, average), average)


def _rates(lengths: Sequence[int], sizes: Sequence[int], target: int) -> Iterator[int]:
    times, places = [0, *accumulate(lengths)], [0, *accumulate(sizes)]
    for first, time in enumerate(times):
        shortest = bisect_left(times, time + target / 2, lo=first + 1)
        for after in range(shortest, bisect_right(times, time + target * 3 / 2)):
            yield _rate(places[after] - places[first], times[after] - time)


def _rate(size: int, length: int) -> int:
    return -(-size * 8 * _MICROSECOND // max(length, 1))
