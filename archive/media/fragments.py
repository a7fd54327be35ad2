"""The keyframe index of a packed recording: which bytes show which time."""

import json
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from archive.errors import ToolFailedError
from archive.media.boxes import Box, body, top_boxes
from archive.media.samples import read_samples, read_tracks
from archive.storage import storing, written_beside
from archive.timecode import Offset

VERSION = 2
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Fragment:
    """One group of pictures: its bytes, and when its keyframe is shown, in the index's ticks."""

    offset: int
    size: int
    start: int


@dataclass(frozen=True, slots=True)
class FragmentIndex:
    """All fragments of a recording, in order; there is at least one, and the first starts at 0.

    ``init_size`` bytes at the file's beginning describe the tracks. ``end`` is when the last
    picture has been shown, in ticks of which ``timescale`` make a second. Times in milliseconds are
    recording time, unless ``begins_us`` says that they count from so much before its beginning.
    """

    init_size: int
    timescale: int
    end: int
    fragments: tuple[Fragment, ...]
    begins_us: int = 0

    @property
    def duration_ms(self) -> int:
        return self.milliseconds(self.end)

    def milliseconds(self, ticks: int) -> Offset:
        """Recording time, rounded to the nearest."""
        doubled = 2_000_000 * ticks + (2 * self.begins_us + 1000) * self.timescale
        return doubled // (2000 * self.timescale)

    def first_tick(self, offset: Offset) -> int:
        """The first tick whose millisecond, rounded, is ``offset``."""
        return -(-self.timescale * (1000 * (2 * offset - 1) - 2 * self.begins_us) // 2_000_000)

    def start_ms(self, number: int) -> Offset:
        """When fragment ``number`` begins; one past the last gives the recording's end."""
        return self.milliseconds(self.start_ticks(number))

    def number_at(self, offset: Offset) -> int:
        """The fragment that shows the time: the last that begins at it or before."""
        numbers = range(len(self.fragments))
        return max(bisect_right(numbers, offset, key=self.start_ms) - 1, 0)

    def start_ticks(self, number: int) -> int:
        return self.fragments[number].start if number < len(self.fragments) else self.end


def read_fragment_index(path: Path) -> FragmentIndex:
    """Scan a packed recording; only box headers and ``moof`` boxes are read, never the media.

    Raises ``ToolFailedError`` when the file is cut short, damaged, or not packed by us.
    """
    try:
        return _read(path)
    except (ValueError, IndexError, struct.error) as exc:
        raise _damaged(path, str(exc)) from exc


def save_fragment_index(index: FragmentIndex, target: Path) -> None:
    """Keep the index as columns of numbers in JSON."""
    columns = {
        "version": VERSION,
        "init_size": index.init_size,
        "timescale": index.timescale,
        "end": index.end,
        "offsets": [fragment.offset for fragment in index.fragments],
        "sizes": [fragment.size for fragment in index.fragments],
        "starts": [fragment.start for fragment in index.fragments],
    }
    with written_beside(target) as beside:
        beside.write_text(json.dumps(columns, separators=(",", ":")))


def load_fragment_index(path: Path) -> FragmentIndex:
    """A kept index; raises ``ToolFailedError`` when it is damaged or of another version."""
    try:
        return _from_columns(json.loads(path.read_bytes()))
    except (ValueError, KeyError, TypeError) as exc:
        raise _damaged(path, str(exc)) from exc


def copy_fragment(media: Path, index: FragmentIndex, number: int, target: Path) -> None:
    """Write one fragment behind the recording's header: a small file that can be decoded."""
    fragment = index.fragments[number]
    with storing(), media.open("rb") as whole, target.open("wb") as file:
        _copy_bytes(whole, 0, index.init_size, file)
        _copy_bytes(whole, fragment.offset, fragment.size, file)


def _copy_bytes(whole: BinaryIO, offset: int, size: int, file: BinaryIO) -> None:
    whole.seek(offset)
    while size > 0 and (data := whole.read(min(size, _PIECE))):
        file.write(data)
        size -= len(data)


def _from_columns(columns: dict[str, Any]) -> FragmentIndex:
    if columns["version"] != VERSION:
        raise ValueError(f"its version is {columns['version']}, not {VERSION}")
    rows = zip(columns["offsets"], columns["sizes"], columns["starts"], strict=True)
    fragments = tuple(Fragment(*row) for row in rows)
    return FragmentIndex(columns["init_size"], columns["timescale"], columns["end"], fragments)


def _read(path: Path) -> FragmentIndex:
    fragments: list[Fragment] = []
    end = 0
    with path.open("rb") as file:
        boxes = top_boxes(file, path.stat().st_size)
        moov = next((box for box in boxes if box.kind == b"moov"), None)
        if moov is None:
            raise ValueError("it does not say what it holds")
        track = read_tracks(body(file, moov)).picture
        for moof, size in _pairs(boxes):
            pictures = read_samples(body(file, moof), track, moof.offset)
            if not len(pictures):
                raise ValueError("a fragment has no picture")
            fragments.append(Fragment(moof.offset, size, int(pictures.pts[0])))
            end = max(end, int((pictures.pts + pictures.duration).max()))
    if not fragments or not track.timescale:
        raise ValueError("it holds no fragments")
    return FragmentIndex(moov.offset + moov.size, track.timescale, end, tuple(fragments))


def _pairs(boxes: Iterator[Box]) -> Iterator[tuple[Box, int]]:
    """Each ``moof`` with the size it has together with its media."""
    for box in boxes:
        if box.kind == b"moof":
            media = next(boxes, None)
            if media is None or media.kind != b"mdat":
                raise ValueError(f"the fragment at {box.offset} has no media")
            yield box, box.size + media.size


def _damaged(path: Path, reason: str) -> ToolFailedError:
    return ToolFailedError(
        "The file {name} of a packed recording is damaged: {reason}. Prepare the recording again.",
        name=path.name,
        reason=reason,
    )
