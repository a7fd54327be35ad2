"""A clip as a file to take away: exact to the picture and the sample, copied but for its edges.

The header is written first: all sizes are known from the recording's tables before any media is
read. Pictures before the first and behind the last whole fragment are coded again; everything else
is copied as it lies. An edit list (ISO/IEC 14496-12, 8.6.6) lets picture and sound begin together
although packets of sound begin where they will; one packet before the first heard one comes along,
because each packet of AAC is decoded with the help of the one before it.
"""

import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import numpy as np

from archive.clip.interleave import Places, Run, interleaved
from archive.clip.movie_boxes import (
    NO_CHUNKS,
    Edit,
    MovieTrack,
    file_start,
    movie_timescale,
    with_avcc,
)
from archive.clip.selection import Recorded, Rows, Selection, select
from archive.clip.sound_track import heard_sound, sound_track
from archive.errors import RefusedError, StoppedError, ToolFailedError
from archive.media.avc import (
    PARAMETERS,
    PICTURE_PARAMETERS,
    free_number,
    joined_sample,
    kind,
    split_stream,
    with_parameters,
    write_configuration,
)
from archive.media.boxes import Ticks
from archive.media.ffmpeg import Stop, never
from archive.media.fragments import FragmentIndex
from archive.media.frames import Look, NewPicture, recode
from archive.media.output import Report, unheard
from archive.media.sample_tables import SampleTable
from archive.storage import written_beside
from archive.timecode import Offset, Span

_PIECE = 1 << 20
_EDGES_SHARE = 0.1
_SLICES = frozenset((1, 2, 3, 4, 5))
_LARGEST_DENOMINATOR = 1001
_STEP = 0.005
"""A smaller step is no news."""


@dataclass(frozen=True, slots=True)
class MovieJoint:
    """Where copied pictures follow ones coded again, or the reverse: at the one shown then."""

    at_ms: Offset
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MovieProof:
    """What a clip's file is made of; times are recording time, those of pictures shown.

    ``packets_copied`` counts coded pictures and packets of sound.
    """

    in_ms: Offset
    out_ms: Offset
    first_frame_ms: Offset
    last_frame_ms: Offset
    frames: int
    frames_encoded: int
    packets_copied: int
    joints: tuple[MovieJoint, ...]


def make_movie(
    media: Path,
    index: FragmentIndex,
    cut: Span,
    target: Path,
    *,
    report: Report = unheard,
    stop: Stop = never,
) -> MovieProof:
    """Write the cut of a packed recording as an MP4 whose header comes first.

    Memory and work for pictures are those of the edges, whatever the clip's length; besides that
    its bytes are copied. Raises ``CutOutsideError`` when no picture lies in the cut,
    ``ToolFailedError`` when the recording is damaged there, ``StoppedError``, ``StorageFullError``.
    """
    work = _Work(report, stop)
    with _reading(media), media.open("rb") as file:
        recorded = Recorded(file, index)
        selection = select(recorded, cut)
        picture = _picture(recorded, selection, work)
        sound = heard_sound(recorded, selection.first, selection.end)
        contents = [picture, *([_Content(*sound_track(recorded, sound))] if sound else [])]
        _write(contents, movie_timescale(index.timescale), target, file, work)
    return movie_proof(index, cut, selection, len(sound.table) if sound else 0)


def make_sound(
    media: Path,
    index: FragmentIndex,
    cut: Span,
    target: Path,
    *,
    report: Report = unheard,
    stop: Stop = never,
) -> None:
    """Write only the sound of the same clip, copied; raises ``RefusedError`` when there is none."""
    with _reading(media), media.open("rb") as file:
        recorded = Recorded(file, index)
        selection = select(recorded, cut)
        sound = heard_sound(recorded, selection.first, selection.end)
        if sound is None:
            raise RefusedError("This part of the recording has no sound.")
        timescale = movie_timescale(index.timescale)
        content = _Content(*sound_track(recorded, sound))
        _write([content], timescale, target, file, _Work(report, stop))


def movie_proof(index: FragmentIndex, cut: Span, selection: Selection, sounds: int) -> MovieProof:
    """What a clip of this selection is made of, besides so many packets of sound."""
    encoded, copied = int((selection.head | selection.tail).sum()), int(selection.copied.sum())
    kinds = [("encoded", "recording"), ("recording", "encoded")][not selection.head.any() :]
    return MovieProof(
        in_ms=cut.start,
        out_ms=cut.end,
        first_frame_ms=index.milliseconds(selection.first),
        last_frame_ms=index.milliseconds(selection.last),
        frames=encoded + copied,
        frames_encoded=encoded,
        packets_copied=copied + sounds,
        joints=tuple(
            MovieJoint(index.milliseconds(joint), *kind)
            for joint, kind in zip(selection.joints, kinds, strict=False)
        ),
    )


class _Work:
    """Hears how far the work is, and asks whether it should go on."""

    def __init__(self, report: Report, stop: Stop) -> None:
        self._report = report
        self.stop = stop
        self._done = self._told = 0.0

    def did(self, share: float) -> None:
        """Another part of the work is done."""
        self._done += share
        if self._told + _STEP <= self._done < 1:
            self._told = self._done
            self._report(self._done)

    def end(self) -> None:
        """All of it is done."""
        self._report(1.0)

    def check(self) -> None:
        """Raise ``StoppedError`` when somebody asked for that."""
        if self.stop():
            raise StoppedError("The work was stopped.")


@dataclass(frozen=True, slots=True)
class _Content:
    """A track without the order its samples lie in; ``memory`` are the bytes of new samples."""

    track: MovieTrack
    places: Places
    memory: bytes = b""


@contextmanager
def _reading(media: Path) -> Iterator[None]:
    """Translate what a damaged recording does to its readers."""
    try:
        yield
    except (ValueError, IndexError, struct.error) as exc:
        raise ToolFailedError(
            "The recording {name} is damaged around the cut: {reason}. Prepare it again.",
            name=media.name,
            reason=str(exc),
        ) from exc


def _picture(recorded: Recorded, selection: Selection, work: _Work) -> _Content:
    """Head, copied pictures and tail, in the order they are decoded."""
    look = _look(recorded, selection)
    head = _recoded(recorded, selection, selection.head, look, work.stop)
    work.did(_EDGES_SHARE / 2)
    tail = _recoded(recorded, selection, selection.tail, look, work.stop)
    work.did(_EDGES_SHARE / 2)
    copied = selection.pictures.where(selection.copied)
    new = [*head, *tail]
    packets = [_sample(picture.stream, look) for picture in new]
    sizes = np.array([len(packet) for packet in packets], np.int64)
    offsets = np.cumsum(sizes) - sizes
    shown = np.array([picture.pts for picture in new], np.int64)
    cut = len(head)
    track, decoded = _picture_track(
        recorded,
        selection,
        np.concatenate([shown[:cut], copied.shown, shown[cut:]]),
        np.concatenate([sizes[:cut], copied.size, sizes[cut:]]),
        np.flatnonzero(np.concatenate([_syncs(head), _keys(copied), _syncs(tail)])),
        _described(recorded, look, new),
    )
    count = len(copied)
    is_new = np.ones(len(new) + count, np.bool_)
    is_new[cut : cut + count] = False
    places = Places(
        is_new,
        np.concatenate([offsets[:cut], copied.offset, offsets[cut:]]),
        track.sizes,
        (decoded - selection.first) * 1_000_000 // recorded.index.timescale,
    )
    return _Content(track, places, b"".join(packets))


def _look(recorded: Recorded, selection: Selection) -> Look:
    configuration = recorded.configuration
    units = (*configuration.parameters, *configuration.picture_parameters)
    pictures = selection.pictures
    ticks = int(pictures.shown.max() - pictures.shown.min()) or 1
    rate = Fraction((len(pictures) - 1) * recorded.index.timescale, ticks) or Fraction(30)
    return Look(
        configuration,
        recorded.index.timescale,
        rate.limit_denominator(_LARGEST_DENOMINATOR),
        free_number(units),
    )


def _recoded(
    recorded: Recorded, selection: Selection, wanted: Rows, look: Look, stop: Stop
) -> list[NewPicture]:
    """The wanted pictures, all of them, coded again."""
    if not wanted.any():
        return []
    shown = sorted(int(pts) for pts in selection.pictures.shown[wanted])
    coded = recorded.coded(selection.decoded_for(wanted))
    new = recode(look, coded, frozenset(shown), stop=stop)
    if [picture.pts for picture in new] != shown:
        raise ValueError("some of its pictures can't be decoded")
    return new


def _sample(stream: bytes, look: Look) -> bytes:
    """Slices only: the parameter sets stand in the header."""
    units = (unit for unit in split_stream(stream) if kind(unit) in _SLICES)
    return joined_sample(units, look.configuration.prefix)


def _described(recorded: Recorded, look: Look, new: Sequence[NewPicture]) -> bytes:
    """The recording's sample entry, with the parameter sets of the new pictures beside its own."""
    units = [
        unit
        for picture in new
        if picture.is_sync
        for unit in split_stream(picture.stream)
        if kind(unit) in (PARAMETERS, PICTURE_PARAMETERS)
    ]
    configuration = with_parameters(look.configuration, units)
    highest = max((unit[3] for unit in units if kind(unit) == PARAMETERS), default=0)
    configuration = replace(configuration, level=max(configuration.level, highest))
    return with_avcc(recorded.tracks.picture.entry, write_configuration(configuration))


def _syncs(new: Sequence[NewPicture]) -> Rows:
    return np.array([picture.is_sync for picture in new], np.bool_)


def _keys(copied: SampleTable) -> Rows:
    keys: Rows = np.diff(copied.fragment, prepend=-1) != 0
    return keys


def _picture_track(
    recorded: Recorded,
    selection: Selection,
    shown: Ticks,
    sizes: Ticks,
    sync: Ticks,
    entry: bytes,
) -> tuple[MovieTrack, Ticks]:
    """The track, and when each picture is decoded.

    That is: the first when the first is shown, and so on. It is right whatever order the recording
    had them in, and needs the least delay; the edit takes that delay away.
    """
    decoded = np.sort(shown)
    delay = int((decoded - shown).max())
    scale = movie_timescale(recorded.index.timescale) // recorded.index.timescale
    track = MovieTrack(
        is_picture=True,
        entry=entry,
        timescale=recorded.index.timescale,
        lasts=np.diff(decoded, append=selection.end),
        later=shown - decoded + delay,
        sizes=sizes,
        sync=sync,
        edits=(Edit((selection.end - selection.first) * scale, delay),),
        chunks=NO_CHUNKS,
    )
    return track, decoded


def _write(
    contents: Sequence[_Content], timescale: int, target: Path, media: BinaryIO, work: _Work
) -> None:
    tables, runs = interleaved([content.places for content in contents])
    tracks = tuple(
        replace(content.track, chunks=chunks)
        for content, chunks in zip(contents, tables, strict=True)
    )
    memory = b"".join(content.memory for content in contents)
    size = sum(run.size for run in runs)
    with written_beside(target) as beside, beside.open("wb") as file:
        file.write(file_start(tracks, timescale, size))
        for run in runs:
            work.check()
            if run.is_new:
                file.write(memory[run.offset : run.offset + run.size])
            else:
                _copy(media, run, file)
            work.did((1 - _EDGES_SHARE) * run.size / size)
    work.end()


def _copy(media: BinaryIO, run: Run, file: BinaryIO) -> None:
    media.seek(run.offset)
    left = run.size
    while left:
        data = media.read(min(left, _PIECE))
        if not data:
            raise ValueError(f"the file ends before {run.offset + run.size}")
        file.write(data)
        left -= len(data)
