"""A packed recording, opened: its fragments' tables and samples, read only where they are asked."""

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from archive.errors import ToolFailedError
from archive.media.avc import AvcConfiguration, is_idr, read_configuration, split_sample
from archive.media.fragments import FragmentIndex
from archive.media.pieces import Piece, read_avcc
from archive.media.samples import (
    FragmentSamples,
    Sample,
    SampleCounts,
    count_samples,
    read_data,
    read_samples,
    read_tracks,
)

_KEPT_TABLES = 64


class Recorded:
    """The recording's header, understood, and its fragments on demand.

    All methods raise ``ValueError`` or ``IndexError`` where the file is damaged.
    """

    def __init__(self, file: BinaryIO, index: FragmentIndex) -> None:
        file.seek(0)
        self.file = file
        self.index = index
        self.init = file.read(index.init_size)
        self.tracks = read_tracks(self.init)
        self.configuration: AvcConfiguration = read_configuration(read_avcc(self.init))
        self.samples = lru_cache(maxsize=_KEPT_TABLES)(self._samples)

    def __len__(self) -> int:
        return len(self.index.fragments)

    def _samples(self, number: int) -> FragmentSamples:
        samples = read_samples(self.file, self.index.fragments[number], self.tracks)
        if not samples.pictures:
            raise ValueError("a fragment has no picture")
        return samples

    def units(self, sample: Sample) -> Iterator[bytes]:
        """The units of a coded picture."""
        return split_sample(read_data(self.file, sample), self.configuration.prefix)

    def piece(self, sample: Sample) -> Piece:
        """A sample with its bytes."""
        data = read_data(self.file, sample)
        return Piece(sample.dts, sample.pts, sample.duration, sample.is_sync, data)

    def can_join(self, number: int) -> bool:
        """Whether a fragment needs nothing before it, and shows nothing before its keyframe."""
        pictures = self.samples(number).pictures
        has_leading = min(picture.pts for picture in pictures) < pictures[0].pts
        return not has_leading and is_idr(self.units(pictures[0]))

    def ends_before(self, number: int, ticks: int) -> bool:
        """Whether all pictures of a fragment are shown before ``ticks``."""
        return max(picture.pts for picture in self.samples(number).pictures) < ticks

    def count(self, number: int) -> SampleCounts:
        """How many samples a fragment declares."""
        return count_samples(self.file, self.index.fragments[number], self.tracks)

    def nth_picture(self, number: int) -> int:
        """When picture ``number`` is shown, counted from 0; the recording's end behind the last."""
        for fragment in range(len(self)):
            count = self.count(fragment).pictures
            if number < count:
                return sorted(picture.pts for picture in self.samples(fragment).pictures)[number]
            number -= count
        return self.index.end

    def pictures(self, numbers: Iterable[int]) -> Iterator[Sample]:
        """The pictures of some fragments, in decoding order."""
        for number in self._held(numbers):
            yield from self.samples(number).pictures

    def sounds(self, numbers: Iterable[int]) -> Iterator[Sample]:
        """The sound of some fragments."""
        for number in self._held(numbers):
            yield from self.samples(number).sounds

    def shown_after(self, pts: int, number: int) -> int:
        """When the picture after ``pts`` is shown, which lies in fragment ``number`` or the next.

        Where there is none, it is the recording's end.
        """
        nearby = self.pictures(range(number, number + 3))
        return min((near.pts for near in nearby if near.pts > pts), default=self.index.end)

    def fragment_at(self, ticks: int) -> int:
        """The last fragment whose keyframe is shown at ``ticks`` or before, else the first."""
        numbers = range(len(self))
        return max(bisect_right(numbers, ticks, key=self.index.start_ticks) - 1, 0)

    def first_from(self, ticks: int) -> int:
        """The first fragment whose keyframe is shown at ``ticks`` or later; may be none."""
        return bisect_left(range(len(self)), ticks, key=self.index.start_ticks)

    def first_tick(self, offset: int) -> int:
        """The first tick whose millisecond, rounded, is ``offset``."""
        return -(-self.index.timescale * (2 * offset - 1) // 2000)

    def _held(self, numbers: Iterable[int]) -> Iterator[int]:
        return (number for number in numbers if 0 <= number < len(self))


@contextmanager
def opened(media: Path, index: FragmentIndex) -> Iterator[Recorded]:
    """The recording, until the block ends; where it turns out damaged, ``ToolFailedError``."""
    with media.open("rb") as file:
        try:
            yield Recorded(file, index)
        except (ValueError, IndexError, struct.error) as exc:
            raise ToolFailedError(
                "The recording is damaged around the cut: {reason}. Prepare it again.",
                reason=str(exc),
            ) from exc
