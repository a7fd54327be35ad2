"""The door to PyAV: coded pictures are decoded, and some of them coded again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
from av.codec.context import Flags
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from archive.errors import StoppedError, ToolFailedError
from archive.media.avc import AvcConfiguration, write_configuration
from archive.media.ffmpeg import Stop, never

PRESET, QUALITY = "veryfast", "20"
SMALL = (32, 18)
_PROFILES = {66: "baseline", 77: "main", 88: "main", 100: "high", 110: "high10", 122: "high422"}
_LEVELS_PER_ONE = 10

Coded = tuple[int, bytes]
"""When a picture is shown, in ticks, and its coded bytes."""


@dataclass(frozen=True, slots=True)
class Look:
    """What pictures coded again share with the source; ``number`` names their parameter sets."""

    configuration: AvcConfiguration
    timescale: int
    rate: Fraction
    number: int


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture coded again, as a byte stream (H.264, annex B)."""

    pts: int
    is_sync: bool
    stream: bytes


def recode(
    look: Look, coded: Iterable[Coded], wanted: frozenset[int], *, stop: Stop = never
) -> list[NewPicture]:
    """Code the ``wanted`` pictures (by when they are shown) again, in the order they are shown.

    ``coded`` are pictures in decoding order. No picture waits for a later one, so each is decoded
    when it is shown. Pictures that can't be decoded are missing in the answer. Raises
    ``ToolFailedError`` when a codec gives up.
    """
    try:
        return list(_recoded(look, coded, wanted, stop))
    except av.error.FFmpegError as exc:
        raise ToolFailedError(
            "The pictures around the cut could not be coded: {reason}.",
            reason=exc.strerror or str(exc),
        ) from exc


@dataclass(frozen=True, slots=True)
class Seen:
    """A decoded picture: when it is shown, and its brightness, ``SMALL`` and row by row."""

    pts: int
    brightness: bytes


def look_at(
    configuration: AvcConfiguration, coded: Iterable[Coded], *, stop: Stop = never
) -> Iterator[Seen]:
    """Decode pictures; raises ``ToolFailedError`` when the codec gives up."""
    try:
        for frame in _decode(configuration, coded, stop=stop):
            small = frame.reformat(*SMALL, "gray")
            yield Seen(frame.pts or 0, small.to_ndarray().tobytes())
    except av.error.FFmpegError as exc:
        raise ToolFailedError("The clip can't be decoded: {reason}.", reason=str(exc)) from exc


def _decode(
    configuration: AvcConfiguration, coded: Iterable[Coded], *, stop: Stop = never
) -> Iterator[VideoFrame]:
    """Every picture that can be shown, in that order; a damaged one is left out."""
    decoder = av.CodecContext.create("h264", "r")
    assert isinstance(decoder, VideoCodecContext)  # noqa: S101 (what "h264" makes)
    # Whoever begins at a keyframe that is no IDR is not trusted by the decoder for a while.
    decoder.flags |= Flags.output_corrupt
    decoder.extradata = write_configuration(configuration)
    for pts, data in coded:
        if stop():
            raise StoppedError("The work was stopped.")
        packet = av.Packet(data)
        packet.pts = packet.dts = pts
        yield from decoder.decode(packet)
    yield from decoder.decode(None)


def _recoded(
    look: Look, coded: Iterable[Coded], wanted: frozenset[int], stop: Stop
) -> Iterator[NewPicture]:
    encoder = None
    for frame in _decode(look.configuration, coded, stop=stop):
        if frame.pts not in wanted:
            continue
        encoder = encoder or _encoder(look, frame)
        # The source's own choice of picture kinds would bind the encoder.
        frame.pict_type = 0
        frame.time_base = Fraction(1, look.timescale)
        yield from _new_pictures(encoder.encode(frame))
    if encoder:
        yield from _new_pictures(encoder.encode(None))


def _new_pictures(packets: Iterable["av.Packet[Any]"]) -> Iterator[NewPicture]:
    for packet in packets:
        yield NewPicture(packet.pts or 0, packet.is_keyframe, bytes(packet))


def _encoder(look: Look, frame: VideoFrame) -> VideoCodecContext:
    encoder = av.CodecContext.create("libx264", "w")
    assert isinstance(encoder, VideoCodecContext)  # noqa: S101 (what "libx264" makes)
    encoder.width, encoder.height = frame.width, frame.height
    encoder.pix_fmt = frame.format.name
    encoder.time_base = Fraction(1, look.timescale)
    encoder.framerate = look.rate
    encoder.thread_count = 2
    for name in ("color_range", "color_primaries", "color_trc", "colorspace"):
        setattr(encoder, name, getattr(frame, name))
    encoder.options = _options(look)
    return encoder


def _options(look: Look) -> dict[str, str]:
    """Parameter sets go with each keyframe as well, for players that read one header only."""
    configuration = look.configuration
    options = {
        "preset": PRESET,
        "crf": QUALITY,
        "bf": "0",
        "level": str(configuration.level / _LEVELS_PER_ONE),
        "x264-params": f"sps-id={look.number}:repeat-headers=1:bframes=0:rc-lookahead=20",
    }
    if configuration.profile in _PROFILES:
        options["profile"] = _PROFILES[configuration.profile]
    return options
