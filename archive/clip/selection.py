"""Which pictures and sounds of a recording make a clip, and which of the pictures are coded again.

A picture's time is its millisecond of recording time, rounded. The clip shows each picture whose
time lies in ``[in, out)``. Whole fragments are copied as they are; the pictures before and behind
them are the **head** and the **tail**, each less than a group of pictures (longer only where a
recording has no place to join sooner).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from archive.errors import CutOutsideError, RefusedError
from archive.media.avc import AvcConfiguration, is_idr, read_configuration, split_sample
from archive.media.boxes import find_boxes
from archive.media.fragments import FragmentIndex
from archive.media.sample_tables import (
    DescribedTracks,
    SampleTable,
    described_tracks,
    read_table,
)
from archive.timecode import Span, print_offset

Rows = NDArray[np.bool_]
"""Which rows of a table."""

SHOWN_WHOLE_MS = 50
"""A last picture is shown whole, unless it stays longer than this after the out point."""

LONGEST_EDGE_MS = 60_000
"""More than this is never coded again."""

_AVC1_BOXES = 8 + 78


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of ``pictures``, which are in decoding order; all times in the picture's ticks.

    The head and the tail are decoded from ``head_from`` and ``tail_from`` on. ``joints`` are when
    the first picture copied, and the first one behind those that are, are shown.
    """

    pictures: SampleTable
    head: Rows
    copied: Rows
    tail: Rows
    first: int
    last: int
    end: int
    joints: tuple[int, ...]

    def decoded_for(self, wanted: Rows) -> SampleTable:
        """What must be decoded to see the wanted pictures: from a keyframe on, up to the last.

        Pictures shown before their keyframe need the fragment before it as well.
        """
        rows = np.flatnonzero(wanted)
        number = int(self.pictures.fragment[rows[0]])
        begin = int(np.searchsorted(self.pictures.fragment, number))
        if begin and self.pictures.shown[wanted].min() < self.pictures.shown[begin]:
            begin = int(np.searchsorted(self.pictures.fragment, number - 1))
        chosen = np.zeros(len(self.pictures), np.bool_)
        chosen[begin : int(rows.max()) + 1] = True
        return self.pictures.where(chosen)


class Recorded:
    """A packed recording, opened for reading the parts of it that a clip needs."""

    def __init__(self, file: BinaryIO, index: FragmentIndex) -> None:
        self.file = file
        self.index = index
        self.tracks: DescribedTracks = described_tracks(file, index)
        (avcc,) = find_boxes(memoryview(self.tracks.picture.entry)[_AVC1_BOXES:], b"avcC")
        self.configuration: AvcConfiguration = read_configuration(bytes(avcc))

    def ticks(self, offset: int) -> int:
        """The first tick whose millisecond, rounded, is ``offset``."""
        return -(-self.index.timescale * (2 * offset - 1) // 2000)

    def data(self, offset: int, size: int) -> bytes:
        """Bytes of the recording; raises ``ValueError`` where it ends inside."""
        self.file.seek(offset)
        data = self.file.read(size)
        if len(data) != size:
            raise ValueError(f"the file ends inside the sample at {offset}")
        return data

    def coded(self, table: SampleTable) -> Iterator[tuple[int, bytes]]:
        """When each sample is shown, and its bytes."""
        for offset, size, shown in zip(table.offset, table.size, table.shown, strict=True):
            yield int(shown), self.data(int(offset), int(size))

    def is_idr(self, pictures: SampleTable, row: int) -> bool:
        """Whether nothing before this picture is needed for anything after it."""
        data = self.data(int(pictures.offset[row]), int(pictures.size[row]))
        return is_idr(split_sample(data, self.configuration.prefix))


def select(recorded: Recorded, cut: Span) -> Selection:
    """Choose a clip's pictures; raises ``CutOutsideError`` when none lies in the cut.

    Raises ``RefusedError`` when the recording has no place to join within a minute of its edges.
    """
    begin, until = recorded.ticks(cut.start), recorded.ticks(cut.end)
    numbers = near_fragments(recorded.index, begin, until)
    pictures = read_table(recorded.file, recorded.index, numbers, recorded.tracks.picture)
    inside = (pictures.shown >= begin) & (pictures.shown < until)
    if not inside.any():
        raise CutOutsideError(
            "No picture of the recording lies between {start} and {end}.",
            start=print_offset(cut.start),
            end=print_offset(cut.end),
        )
    first, last = int(pictures.shown[inside].min()), int(pictures.shown[inside].max())
    copied = _copied(recorded, pictures, inside, first)
    begins = int(pictures.shown[copied].min()) if copied.any() else last + 1
    head, tail = inside & (pictures.shown < begins), inside & ~copied & (pictures.shown > begins)
    for edge in (head, tail):
        _check_edges(recorded.index, pictures, edge)
    joints = [begins] if head.any() and copied.any() else []
    joints += [int(pictures.shown[tail].min())] if tail.any() and copied.any() else []
    end = _end(recorded.index, pictures, until, last)
    return Selection(pictures, head, copied, tail, first, last, end, tuple(joints))


def near_fragments(index: FragmentIndex, begin: int, until: int) -> range:
    """Those that may hold a picture shown in ``[begin, until)``, in the picture's ticks.

    That is one more than lie in it: pictures may be shown before their fragment's keyframe.
    """
    starts = [fragment.start for fragment in index.fragments]
    first = max(bisect_right(starts, begin) - 1, 0)
    return range(first, min(bisect_left(starts, until) + 1, len(starts)))


@dataclass(frozen=True, slots=True)
class _Group:
    """The rows of one fragment, and when its keyframe is shown."""

    rows: slice
    key: int


def _copied(recorded: Recorded, pictures: SampleTable, inside: Rows, first: int) -> Rows:
    """The pictures of whole fragments that can be copied."""
    groups = _groups(pictures)
    trailing = [
        bool(inside[group.rows][pictures.shown[group.rows] >= group.key].all()) for group in groups
    ]
    near = first + LONGEST_EDGE_MS * recorded.index.timescale // 1000
    able = [
        (place, group)
        for place, group in enumerate(groups)
        if trailing[place] and first <= group.key <= near and inside[group.rows.start]
    ]
    chosen = np.zeros(len(pictures), np.bool_)
    join = _join(recorded, pictures, able)
    if join is None:
        return chosen
    for group in groups[join:]:
        if not inside[group.rows].all():
            break
        chosen[group.rows] = True
    return chosen


def _groups(pictures: SampleTable) -> list[_Group]:
    begins = [int(row) for row in np.flatnonzero(np.diff(pictures.fragment, prepend=-1))]
    return [
        _Group(slice(begin, end), int(pictures.shown[begin]))
        for begin, end in pairwise([*begins, len(pictures)])
    ]


def _join(recorded: Recorded, pictures: SampleTable, able: list[tuple[int, _Group]]) -> int | None:
    """The first place that needs nothing before it and shows nothing before its keyframe.

    A decoder can't be led from new pictures to an older order of decoding anywhere else.
    """
    for place, group in able:
        has_leading = bool((pictures.shown[group.rows] < group.key).any())
        if not has_leading and recorded.is_idr(pictures, group.rows.start):
            return place
    return None


def _check_edges(index: FragmentIndex, pictures: SampleTable, edges: Rows) -> None:
    """What is coded again is bounded: a recording that wants more has too few places to join."""
    if edges.any():
        shown = pictures.shown[edges]
        if int(shown.max() - shown.min()) > LONGEST_EDGE_MS * index.timescale // 1000:
            raise RefusedError(
                "The recording can't be cut exactly here: for a minute around the in point or the"
                " out point it has no picture that can be shown alone."
            )


def _end(index: FragmentIndex, pictures: SampleTable, until: int, last: int) -> int:
    """When the last picture is over: when the next one is shown, if that is soon."""
    later = pictures.shown[pictures.shown > last]
    after = int(later.min()) if len(later) else index.end
    return after if after <= until + index.timescale * SHOWN_WHOLE_MS // 1000 else until
