"""The header of an MP4 (ISO/IEC 14496-12) whose samples are already known, to go before them."""

import struct
from dataclasses import dataclass

import numpy as np

from archive.media.avc import shown_size
from archive.media.boxes import write_box, write_full_box
from archive.media.samples import Ticks

_MATRIX = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_UNDEFINED = 0x55C4
"""The language ``und``."""
_LARGEST = (1 << 32) - 1
_ENABLED = 0x3
_LEAST_TICKS = 10_000

EMPTY = -1
"""The media time of an edit in which nothing is shown or heard."""


@dataclass(frozen=True, slots=True)
class Edit:
    """``lasts`` in ticks of the movie; ``media`` in the track's own ticks, or ``EMPTY``."""

    lasts: int
    media: int


@dataclass(frozen=True, slots=True)
class Chunks:
    """How many samples lie together, and how many bytes into the media data each such place is."""

    counts: Ticks
    offsets: Ticks


NO_CHUNKS = Chunks(np.zeros(0, np.int64), np.zeros(0, np.int64))
"""Before the order of all samples is known."""


@dataclass(frozen=True, slots=True)
class MovieTrack:
    """One track; columns have a row a sample. ``sync`` are rows from 0, or none when all are."""

    is_picture: bool
    entry: bytes
    timescale: int
    lasts: Ticks
    later: Ticks
    sizes: Ticks
    sync: Ticks | None
    matrix: bytes
    edits: tuple[Edit, ...]
    chunks: Chunks


def movie_timescale(picture_timescale: int) -> int:
    """Ticks of the movie: a multiple of the picture's, so that its length is exact."""
    return picture_timescale * max(-(-_LEAST_TICKS // picture_timescale), 1)


def file_start(tracks: tuple[MovieTrack, ...], timescale: int, media_size: int) -> bytes:
    """Everything before the media data: ``ftyp``, ``moov``, and the header of ``mdat``."""
    brand = b"isom" if any(track.is_picture for track in tracks) else b"M4A "
    ftyp = write_box(b"ftyp", brand, struct.pack(">I", 0x200), b"isomiso2", b"avc1", b"mp41")
    mdat = _mdat_header(media_size)
    # Offsets do not change the header's size; whether they need 64 bits is settled first.
    is_large = media_size > _LARGEST - (1 << 28)
    size = len(_moov(tracks, timescale, 0, is_large))
    return ftyp + _moov(tracks, timescale, len(ftyp) + size + len(mdat), is_large) + mdat


def _mdat_header(size: int) -> bytes:
    if size + 8 <= _LARGEST:
        return struct.pack(">I4s", size + 8, b"mdat")
    return struct.pack(">I4sQ", 1, b"mdat", size + 16)


def _moov(tracks: tuple[MovieTrack, ...], timescale: int, start: int, is_large: bool) -> bytes:
    duration = max(_duration(track) for track in tracks)
    times = _times(timescale, duration)
    mvhd = write_full_box(
        b"mvhd", times.version, 0, times.packed, struct.pack(">IHHQ", 0x10000, 0x100, 0, 0),
        _MATRIX, bytes(24), struct.pack(">I", len(tracks) + 1),
    )  # fmt: skip
    traks = [_trak(number, track, start, is_large) for number, track in enumerate(tracks, start=1)]
    return write_box(b"moov", mvhd, *traks)


def _duration(track: MovieTrack) -> int:
    return sum(edit.lasts for edit in track.edits)


def _trak(number: int, track: MovieTrack, start: int, is_large: bool) -> bytes:
    duration, is_long = _duration(track), _duration(track) > _LARGEST
    numbers = struct.pack(">QQIIQ" if is_long else ">IIIII", 0, 0, number, 0, duration)
    volume = 0 if track.is_picture else 0x100
    size = shown_size(track.entry) if track.is_picture else (0, 0)
    tkhd = write_full_box(
        b"tkhd", int(is_long), _ENABLED, numbers, struct.pack(">QHHHH", 0, 0, 0, volume, 0),
        track.matrix, struct.pack(">II", size[0] << 16, size[1] << 16),
    )  # fmt: skip
    return write_box(
        b"trak", tkhd, write_box(b"edts", _elst(track.edits)), _mdia(track, start, is_large)
    )


def _elst(edits: tuple[Edit, ...]) -> bytes:
    is_long = any(max(edit.lasts, edit.media) >= 1 << 31 for edit in edits)
    row = ">QqI" if is_long else ">IiI"
    rows = b"".join(struct.pack(row, edit.lasts, edit.media, 0x10000) for edit in edits)
    return write_full_box(b"elst", int(is_long), 0, struct.pack(">I", len(edits)), rows)


def _mdia(track: MovieTrack, start: int, is_large: bool) -> bytes:
    times = _times(track.timescale, int(track.lasts.sum()))
    mdhd = write_full_box(
        b"mdhd", times.version, 0, times.packed, struct.pack(">HH", _UNDEFINED, 0)
    )
    kind, name = (b"vide", b"Picture\0") if track.is_picture else (b"soun", b"Sound\0")
    hdlr = write_full_box(b"hdlr", 0, 0, bytes(4), kind, bytes(12), name)
    header = (
        write_full_box(b"vmhd", 0, 1, bytes(8))
        if track.is_picture
        else write_full_box(b"smhd", 0, 0, bytes(4))
    )
    here = write_full_box(b"dref", 0, 0, struct.pack(">I", 1), write_full_box(b"url ", 0, 1))
    minf = write_box(b"minf", header, write_box(b"dinf", here), _stbl(track, start, is_large))
    return write_box(b"mdia", mdhd, hdlr, minf)


def _stbl(track: MovieTrack, start: int, is_large: bool) -> bytes:
    boxes = [
        write_full_box(b"stsd", 0, 0, struct.pack(">I", 1), track.entry),
        write_full_box(b"stts", 0, 0, _counted(*_runs(track.lasts))),
    ]
    if track.later.any():
        boxes.append(write_full_box(b"ctts", 0, 0, _counted(*_runs(track.later))))
    if track.sync is not None:
        boxes.append(write_full_box(b"stss", 0, 0, _counted(track.sync + 1)))
    sizes = struct.pack(">II", 0, len(track.sizes)) + _words(track.sizes)
    boxes += [_stsc(track.chunks), write_full_box(b"stsz", 0, 0, sizes)]
    offsets = track.chunks.offsets + start
    count = struct.pack(">I", len(offsets))
    if is_large:
        boxes.append(write_full_box(b"co64", 0, 0, count, offsets.astype(">u8").tobytes()))
    else:
        boxes.append(write_full_box(b"stco", 0, 0, count, _words(offsets)))
    return write_box(b"stbl", *boxes)


def _stsc(chunks: Chunks) -> bytes:
    firsts = _changes(chunks.counts)
    return write_full_box(
        b"stsc", 0, 0, _counted(firsts + 1, chunks.counts[firsts], np.ones_like(firsts))
    )


def _runs(column: Ticks) -> tuple[Ticks, Ticks]:
    """How often each value is repeated, and the value."""
    firsts = _changes(column)
    return np.diff(firsts, append=len(column)), column[firsts]


def _changes(column: Ticks) -> Ticks:
    return np.flatnonzero(np.diff(column, prepend=column[:1] - 1)).astype(np.int64)


def _counted(*columns: Ticks) -> bytes:
    return struct.pack(">I", len(columns[0])) + _words(np.stack(columns, axis=1).ravel())


def _words(numbers: Ticks) -> bytes:
    return numbers.astype(">u4").tobytes()


@dataclass(frozen=True, slots=True)
class _Times:
    version: int
    packed: bytes


def _times(timescale: int, duration: int) -> _Times:
    """Creation, modification (unknown), timescale, duration; in 64 bits where they need it."""
    if duration > _LARGEST:
        return _Times(1, struct.pack(">QQIQ", 0, 0, timescale, duration))
    return _Times(0, struct.pack(">IIII", 0, 0, timescale, duration))
