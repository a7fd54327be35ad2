"""A file as a player sees it: PyAV reads the container, follows its edits and decodes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

from archive.errors import StoppedError, ToolFailedError
from archive.media.ffmpeg import Stop, never
from archive.media.frames import SMALL


@dataclass(frozen=True, slots=True)
class PlayedPacket:
    """A coded picture or packet of sound as it lies in the file, in its order."""

    is_picture: bool
    data: bytes


@dataclass(frozen=True, slots=True)
class PlayedPicture:
    """A decoded picture: when it is shown, in seconds from the beginning.

    ``look`` gives its brightness as ``archive.media.frames.look_at`` does.
    """

    at: Fraction
    look: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class PlayedSound:
    """Decoded sound: when it is heard, in seconds from the beginning, and how long."""

    at: Fraction
    lasts: Fraction


Played = PlayedPacket | PlayedPicture | PlayedSound


def play(path: Path, *, stop: Stop = never) -> Iterator[Played]:
    """Everything in the file, packet by packet, each followed by what could be decoded with it.

    Raises ``ToolFailedError`` when the file can't be read.
    """
    try:
        with av.open(str(path)) as container:
            for packet in container.demux():
                if stop():
                    raise StoppedError("The work was stopped.")
                if packet.size:
                    yield PlayedPacket(packet.stream.type == "video", bytes(packet))
                yield from filter(None, map(_played, packet.decode()))
    except av.error.FFmpegError as exc:
        raise ToolFailedError(
            "{name} could not be decoded: {reason}.", name=path.name, reason=str(exc)
        ) from exc


def _played(frame: object) -> PlayedPicture | PlayedSound | None:
    if isinstance(frame, VideoFrame) and frame.pts is not None and frame.time_base:
        return PlayedPicture(frame.pts * frame.time_base, partial(_look, frame))
    if isinstance(frame, AudioFrame) and frame.pts is not None and frame.time_base:
        lasts = Fraction(frame.samples, frame.sample_rate)
        return PlayedSound(frame.pts * frame.time_base, lasts)
    return None


def _look(frame: VideoFrame) -> bytes:
    return bytes(frame.reformat(*SMALL, "gray").to_ndarray().tobytes())
