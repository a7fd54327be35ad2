"""A picture's file that only grows, one whole group of pictures at a time; a killed writer goes on.

It is a fragmented MP4. What a killed writer left behind the last whole group is cut off again, so
at most one group is lost.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from archive.media.boxes import Box, BoxError, body, find_boxes, top_boxes
from archive.media.pieces import Piece, write_fragment
from archive.media.samples import Tracks, read_samples, read_tracks


class GrowingPicture:
    """The file, opened for writing behind its last whole group; begun anew for another header.

    ``last`` is when its last picture is shown, in ticks of its track; nothing when it has none.
    """

    def __init__(self, path: Path, init: bytes) -> None:
        (moov,) = find_boxes(memoryview(init), b"moov")
        self.tracks: Tracks = read_tracks(moov)
        self.last: int | None = None
        self._count = 0
        self._file: BinaryIO = path.open("r+b" if _begins_with(path, init) else "w+b")
        if self._file.read(len(init)) != init:
            self._file.write(init)
        else:
            self._go_on(len(init))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def append(self, pictures: Sequence[Piece]) -> None:
        """Add a group; it is on the disk when this returns."""
        self._count += 1
        self._file.write(write_fragment(self._count, self.tracks, pictures, ()))
        self._file.flush()
        os.fsync(self._file.fileno())
        self.last = pictures[-1].pts

    def _go_on(self, end: int) -> None:
        for moof, mdat in _groups(self._file, end):
            self._count, end = self._count + 1, mdat.offset + mdat.size
            pictures = read_samples(body(self._file, moof), self.tracks.picture, moof.offset)
            self.last = int(pictures.pts[-1])
        self._file.seek(end)
        self._file.truncate()


def _begins_with(path: Path, init: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(init)) == init
    except FileNotFoundError:
        return False


def _groups(file: BinaryIO, end: int) -> Iterator[tuple[Box, Box]]:
    """The table and the media of each fragment that is whole."""
    moof: Box | None = None
    try:
        for box in top_boxes(file, os.fstat(file.fileno()).st_size):
            if moof and box.kind == b"mdat":
                yield moof, box
            moof = box if box.kind == b"moof" and box.offset >= end else None
    except BoxError:
        return
