"""A packed recording, opened: its fragments' tables and samples, read only where they are asked."""

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from archive.errors import ToolFailedError
from archive.media.avc import AvcConfiguration, is_idr, read_entry, split_sample
from archive.media.boxes import find_boxes
from archive.media.fragments import FragmentIndex
from archive.media.pieces import Piece
from archive.media.samples import (
    Sample,
    SampleTable,
    Track,
    count_samples,
    joined,
    read_samples,
    read_tracks,
)

_KEPT_TABLES = 64


@dataclass(frozen=True, slots=True)
class FragmentSamples:
    """What a fragment holds, each in decoding order."""

    pictures: tuple[Sample, ...]
    sounds: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class SampleCounts:
    """How many samples a fragment has."""

    pictures: int
    sounds: int = 0


class Recorded:
    """The recording's header, understood, and its fragments on demand.

    All methods raise ``ValueError`` or ``IndexError`` where the file is damaged. Numbers of
    fragments that it does not have are passed over.
    """

    def __init__(self, file: BinaryIO, index: FragmentIndex) -> None:
        self.file = file
        self.index = index
        self.init = self.data(0, index.init_size)
        (moov,) = find_boxes(memoryview(self.init), b"moov")
        self.tracks = read_tracks(moov)
        self.configuration: AvcConfiguration = read_entry(self.tracks.picture.entry)
        self.samples = lru_cache(maxsize=_KEPT_TABLES)(self._samples)

    def __len__(self) -> int:
        return len(self.index.fragments)

    def data(self, offset: int, size: int) -> bytes:
        """Bytes of the recording; raises ``ValueError`` where it ends inside."""
        self.file.seek(offset)
        data = self.file.read(size)
        if len(data) != size:
            raise ValueError(f"the file ends before {offset + size}")
        return data

    def coded(self, sample: Sample) -> bytes:
        """A sample's bytes."""
        return self.data(sample.offset, sample.size)

    def units(self, sample: Sample) -> Iterator[bytes]:
        """The units of a coded picture."""
        return split_sample(self.coded(sample), self.configuration.prefix)

    def piece(self, sample: Sample) -> Piece:
        """A sample with its bytes."""
        data = self.coded(sample)
        return Piece(sample.dts, sample.pts, sample.duration, sample.is_sync, data)

    def table(self, numbers: Iterable[int], track: Track) -> SampleTable:
        """A track's samples in some fragments, of which only the tables are read."""
        return joined(
            read_samples(self._moof(number), track, self.index.fragments[number].offset)
            for number in self._held(numbers)
        )

    def _samples(self, number: int) -> FragmentSamples:
        moof, place = self._moof(number), self.index.fragments[number].offset
        tables = [read_samples(moof, track, place) for track in self._tracks()]
        if not len(tables[0]):
            raise ValueError("a fragment has no picture")
        return FragmentSamples(tuple(tables[0]), tuple(tables[1]) if len(tables) > 1 else ())

    def count(self, number: int) -> SampleCounts:
        """How many samples a fragment declares."""
        moof = self._moof(number)
        return SampleCounts(*(count_samples(moof, track) for track in self._tracks()))

    def _tracks(self) -> tuple[Track, ...]:
        return (self.tracks.picture, *([self.tracks.sound] if self.tracks.sound else []))

    def _moof(self, number: int) -> memoryview:
        fragment = self.index.fragments[number]
        start = self.data(fragment.offset, 8)
        size = int.from_bytes(start[:4], "big")
        if start[4:] != b"moof" or not 8 < size <= fragment.size:
            raise ValueError(f"there is no fragment at {fragment.offset}")
        return memoryview(self.data(fragment.offset + 8, size - 8))

    def can_join(self, number: int) -> bool:
        """Whether a fragment needs nothing before it, and shows nothing before its keyframe."""
        pictures = self.samples(number).pictures
        has_leading = min(picture.pts for picture in pictures) < pictures[0].pts
        return not has_leading and is_idr(self.units(pictures[0]))

    def ends_before(self, number: int, ticks: int) -> bool:
        """Whether all pictures of a fragment are shown before ``ticks``."""
        return max(picture.pts for picture in self.samples(number).pictures) < ticks

    def nth_picture(self, number: int) -> int | None:
        """When picture ``number`` is shown; the recording's end behind the last, ``None`` beyond.

        Counted from 0, which is the first that is shown at 0 ms or later.
        """
        zero = self.index.first_tick(0)
        number += sum(shot.pts < zero for shot in self.pictures(range(self.first_from(zero) + 1)))
        for fragment in range(len(self)):
            count = self.count(fragment).pictures
            if number < count:
                return sorted(picture.pts for picture in self.samples(fragment).pictures)[number]
            number -= count
        return None if number else self.index.end

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
        return self.index.first_tick(offset)

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
