"""A clip as a file to take away: exact to the picture and the sample, copied but for its edges.

The header is written first: all sizes are known from the recording's tables before any media is
read. Pictures before the first and behind the last whole fragment are coded again; everything else
is copied as it lies. An edit list (ISO/IEC 14496-12, 8.6.6) lets picture and sound begin together
although packets of sound begin where they will; one packet before the first heard one comes along,
because each packet of AAC is decoded with the help of the one before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np

from archive.clip.coding import NewPictures, code_again
from archive.clip.interleave import Places, Run, interleaved
from archive.clip.movie_boxes import NO_CHUNKS, Edit, MovieTrack, file_start, movie_timescale
from archive.clip.plan import Plan, plan_cut
from archive.clip.sound_track import heard_sound, sound_track
from archive.errors import RefusedError, StoppedError
from archive.media.avc import joined_sample, kind, split_stream, with_configuration
from archive.media.ffmpeg import Stop, never
from archive.media.fragments import FragmentIndex
from archive.media.frames import NewPicture
from archive.media.output import Report, unheard
from archive.media.recorded import Recorded, opened
from archive.media.samples import Rows, SampleTable, Ticks
from archive.storage import written_beside
from archive.timecode import Offset, Span

_PIECE = 1 << 20
_EDGES_SHARE = 0.1
_SLICES = frozenset((1, 2, 3, 4, 5))
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
    with opened(media, index) as recorded:
        plan = plan_cut(recorded, cut)
        copied = recorded.table(plan.whole, recorded.tracks.picture)
        picture = _picture(recorded, plan, copied, work)
        sound = heard_sound(recorded, plan)
        contents = [picture, *([_Content(*sound_track(recorded, sound))] if sound else [])]
        _write(contents, movie_timescale(index.timescale), target, recorded.file, work)
    return movie_proof(index, cut, plan, copied, len(sound.table) if sound else 0)


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
    with opened(media, index) as recorded:
        sound = heard_sound(recorded, plan_cut(recorded, cut))
        if sound is None:
            raise RefusedError("This part of the recording has no sound.")
        content = _Content(*sound_track(recorded, sound))
        timescale = movie_timescale(index.timescale)
        _write([content], timescale, target, recorded.file, _Work(report, stop))


def movie_proof(
    index: FragmentIndex, cut: Span, plan: Plan, copied: SampleTable, sounds: int
) -> MovieProof:
    """What a clip of this plan is made of, besides so many packets of sound."""
    encoded = len(plan.head) + len(plan.tail)
    return MovieProof(
        in_ms=cut.start,
        out_ms=cut.end,
        first_frame_ms=index.milliseconds(plan.first),
        last_frame_ms=index.milliseconds(plan.last),
        frames=encoded + len(copied),
        frames_encoded=encoded,
        packets_copied=len(copied) + sounds,
        joints=tuple(_joints(index, plan)),
    )


def _joints(index: FragmentIndex, plan: Plan) -> Iterator[MovieJoint]:
    if plan.head and plan.whole:
        yield MovieJoint(index.start_ms(plan.whole.start), "encoded", "recording")
    if plan.tail:
        yield MovieJoint(index.milliseconds(min(plan.tail)), "recording", "encoded")


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


def _picture(recorded: Recorded, plan: Plan, copied: SampleTable, work: _Work) -> _Content:
    """Head, copied pictures and tail, in the order they are decoded."""
    new = code_again(recorded, plan, work.stop)
    work.did(_EDGES_SHARE)
    packets = [_sample(picture.stream, recorded) for picture in (*new.head, *new.tail)]
    sizes = np.array([len(packet) for packet in packets], np.int64)
    offsets = np.cumsum(sizes) - sizes
    cut = len(new.head)
    track, decoded = _picture_track(
        recorded, plan, new, copied, np.concatenate([sizes[:cut], copied.size, sizes[cut:]])
    )
    is_new = np.ones(len(track.sizes), np.bool_)
    is_new[cut : cut + len(copied)] = False
    places = Places(
        is_new,
        np.concatenate([offsets[:cut], copied.offset, offsets[cut:]]),
        track.sizes,
        (decoded - plan.first) * 1_000_000 // recorded.index.timescale,
    )
    return _Content(track, places, b"".join(packets))


def _sample(stream: bytes, recorded: Recorded) -> bytes:
    """Slices only: the parameter sets stand in the header."""
    units = (unit for unit in split_stream(stream) if kind(unit) in _SLICES)
    return joined_sample(units, recorded.configuration.prefix)


def _picture_track(
    recorded: Recorded, plan: Plan, new: NewPictures, copied: SampleTable, sizes: Ticks
) -> tuple[MovieTrack, Ticks]:
    """The track, and when each picture is decoded.

    That is: the first when the first is shown, and so on. It is right whatever order the recording
    had them in, and needs the least delay; the edit takes that delay away.
    """
    shown = np.concatenate([_times(new.head), copied.pts, _times(new.tail)])
    sync = np.concatenate([_syncs(new.head), copied.is_sync, _syncs(new.tail)])
    decoded = np.sort(shown)
    delay = int((decoded - shown).max())
    scale = movie_timescale(recorded.index.timescale) // recorded.index.timescale
    track = MovieTrack(
        is_picture=True,
        entry=with_configuration(recorded.tracks.picture.entry, new.configuration),
        timescale=recorded.index.timescale,
        lasts=np.diff(decoded, append=plan.end),
        later=shown - decoded + delay,
        sizes=sizes,
        sync=np.flatnonzero(sync),
        matrix=recorded.tracks.picture.matrix,
        edits=(Edit((plan.end - plan.first) * scale, delay),),
        chunks=NO_CHUNKS,
    )
    return track, decoded


def _times(new: Sequence[NewPicture]) -> Ticks:
    return np.array([picture.pts for picture in new], np.int64)


def _syncs(new: Sequence[NewPicture]) -> Rows:
    return np.array([picture.is_sync for picture in new], np.bool_)


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
