"""Where a packed recording can be joined, and whether it keeps its size: what exact clips need.

Of each fragment only its table and the beginnings of its keyframe's units are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from archive.errors import StoppedError
from archive.media.avc import IDR, PARAMETERS, kind
from archive.media.ffmpeg import Stop, never
from archive.media.fragments import FragmentIndex
from archive.media.recorded import Recorded, opened
from archive.media.samples import Sample
from archive.media.sequence import picture_size
from archive.sentence import Sentence

NO_JOINT_MS = 60_000
"""Clips code no more than this again at an edge (``archive.clip.plan``): longer can't be exact."""

SLOW_JOINT_MS = 20_000
MOST_SLOW = 0.1
"""A recording is converted if more of it than this lies in stretches that are slow to cut."""

_HEAD = 256
_SLICES = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Joints:
    """The longest stretch without a joint, and all that are slow to cut together, in milliseconds.

    ``sizes`` are those of its pictures, width and height.
    """

    longest_ms: int
    slow_ms: int
    duration_ms: int
    sizes: frozenset[tuple[int, int]]

    @property
    def largest(self) -> tuple[int, int]:
        return max(self.sizes, key=lambda size: size[0] * size[1])

    def need(self) -> Sentence | None:
        """Why the picture must be coded again; nothing when clips can be cut from it as it is."""
        if len(self.sizes) > 1:
            return Sentence("The picture changes its size on the way; clips need one size.")
        if self.longest_ms > NO_JOINT_MS or self.slow_ms > MOST_SLOW * self.duration_ms:
            return Sentence(
                "The picture came with up to {seconds} seconds between places to cut at; clips need"
                " more.",
                {"seconds": self.longest_ms // 1000},
            )
        return None


def find_joints(media: Path, index: FragmentIndex, *, stop: Stop = never) -> Joints:
    """Look at every fragment; raises ``ToolFailedError`` when the recording is damaged."""
    with opened(media, index) as recorded:
        seen = [_look(recorded, number, stop) for number in range(len(recorded))]
        known = {picture_size(unit) for unit in recorded.configuration.parameters}
    joined = [index.start_ms(number) for number, look in enumerate(seen) if look.can_join]
    lengths = [later - one for one, later in pairwise([0, *joined, index.duration_ms])]
    return Joints(
        longest_ms=max(lengths),
        slow_ms=sum(length for length in lengths if length > SLOW_JOINT_MS),
        duration_ms=index.duration_ms,
        sizes=frozenset(known.union(*(look.sizes for look in seen))),
    )


@dataclass(frozen=True, slots=True)
class _Look:
    can_join: bool
    sizes: frozenset[tuple[int, int]]


def _look(recorded: Recorded, number: int, stop: Stop) -> _Look:
    if stop():
        raise StoppedError("The work was stopped.")
    pictures = recorded.samples(number).pictures
    first, is_idr = pictures[0], False
    sizes = set()
    for unit in _unit_heads(recorded, first):
        if kind(unit) == PARAMETERS:
            sizes.add(picture_size(unit))
        is_idr = is_idr or kind(unit) == IDR
    has_leading = min(picture.pts for picture in pictures) < first.pts
    return _Look(is_idr and not has_leading, frozenset(sizes))


def _unit_heads(recorded: Recorded, sample: Sample) -> Iterator[bytes]:
    """The first bytes of a coded picture's units, up to its first slice."""
    at, prefix = sample.offset, recorded.configuration.prefix
    while at < sample.offset + sample.size:
        recorded.file.seek(at)
        head = recorded.file.read(prefix + _HEAD)
        size, unit = int.from_bytes(head[:prefix], "big"), head[prefix:]
        if not size or not unit:
            raise ValueError("a picture's units do not fit it")
        yield unit[:size]
        if kind(unit) in _SLICES:
            return
        at += prefix + size
