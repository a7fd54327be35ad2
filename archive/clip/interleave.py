"""In which order the samples of several tracks lie in a file: about a second of each in turn."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from archive.clip.movie_boxes import Chunks
from archive.media.samples import Rows, Ticks

_SECOND_US = 1_000_000


@dataclass(frozen=True, slots=True)
class Places:
    """Where a track's samples come from, a row each: of the recording, or of new ones in memory.

    ``begins_us`` is when each is decoded, from the clip's beginning.
    """

    is_new: Rows
    offsets: Ticks
    sizes: Ticks
    begins_us: Ticks


@dataclass(frozen=True, slots=True)
class Run:
    """Bytes that are copied in one go."""

    is_new: bool
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class _Chunk:
    begins_us: int
    track: int
    samples: int
    run: Run


def interleaved(tracks: Sequence[Places]) -> tuple[list[Chunks], list[Run]]:
    """Each track's chunks, their offsets from the beginning of the media; what to copy, in order.

    Samples that lie together stay together for up to a second.
    """
    chunks = [chunk for number, places in enumerate(tracks) for chunk in _chunks(number, places)]
    chunks.sort(key=lambda chunk: chunk.begins_us)
    counts: list[list[int]] = [[] for _ in tracks]
    offsets: list[list[int]] = [[] for _ in tracks]
    reached = 0
    for chunk in chunks:
        counts[chunk.track].append(chunk.samples)
        offsets[chunk.track].append(reached)
        reached += chunk.run.size
    tables = [
        Chunks(np.array(counts[number], np.int64), np.array(offsets[number], np.int64))
        for number in range(len(tracks))
    ]
    return tables, [chunk.run for chunk in chunks]


def _chunks(number: int, places: Places) -> list[_Chunk]:
    follows = places.offsets[:-1] + places.sizes[:-1] == places.offsets[1:]
    second = places.begins_us // _SECOND_US
    breaks = ~follows | (np.diff(places.is_new) != 0) | (np.diff(second) != 0)
    firsts = np.concatenate([[0], np.flatnonzero(breaks) + 1])
    counts = np.diff(firsts, append=len(places.sizes))
    sizes = np.add.reduceat(places.sizes, firsts)
    return [
        _Chunk(
            int(places.begins_us[first]),
            number,
            int(count),
            Run(bool(places.is_new[first]), int(places.offsets[first]), int(size)),
        )
        for first, count, size in zip(firsts, counts, sizes, strict=True)
    ]
