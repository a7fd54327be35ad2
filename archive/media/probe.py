"""What a media file holds, as ffprobe sees it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from archive.errors import SourceRefusedError, ToolFailedError
from archive.media.boxes import BoxError, top_boxes
from archive.media.ffmpeg import Stop, inspect_command, never, run
from archive.media.tools import Tools

_SHOWN = (
    "format=format_name,start_time,duration:stream=index,codec_type,codec_name,width,height,"
    "avg_frame_rate,r_frame_rate,sample_rate,start_time,duration,profile,pix_fmt,field_order,"
    "sample_aspect_ratio,channels:stream_disposition=attached_pic:stream_side_data=rotation"
)
_OPENING_PACKETS = 3000
"""Enough for the first keyframe of a capture that begins in the middle of a group of pictures."""

_FIELD_ORDERS = ("tt", "bb", "tb", "bt")
"""What ffprobe says of pictures made of two fields; ``progressive`` or ``unknown`` of others."""


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """A file with a picture; ``frame_rate`` is the average, 0 where unknown."""

    duration_ms: int
    width: int
    height: int
    frame_rate: Fraction
    video_codec: str
    audio_codec: str | None
    sample_rate: int | None

    @property
    def has_audio(self) -> bool:
        return self.audio_codec is not None


@dataclass(frozen=True, slots=True)
class PictureStream:
    """``start_us`` is on the file's own clock; ``duration_ms`` is what its container declares.

    ``pixels`` is ffmpeg's name for how they are stored (``yuv420p``), ``pixel_shape`` their width
    over their height; ``rotation`` is in degrees, how players are asked to turn it.
    """

    number: int
    codec: str
    start_us: int
    duration_ms: int
    width: int
    height: int
    frame_rate: Fraction
    pixels: str
    is_interlaced: bool
    pixel_shape: Fraction
    rotation: int


@dataclass(frozen=True, slots=True)
class SoundStream:
    """``start_us`` is on the file's own clock; ``duration_ms`` is what its container declares."""

    number: int
    codec: str
    start_us: int
    duration_ms: int
    sample_rate: int
    channels: int
    profile: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A media file as it lies there, with its first picture and first sound, if it has them."""

    path: Path
    container: str
    start_us: int
    duration_ms: int
    picture: PictureStream | None
    sound: SoundStream | None


def probe(tools: Tools, path: Path, *, stop: Stop = never) -> MediaFacts:
    """The facts of a file that shows something.

    Raises ``SourceRefusedError`` when the file is empty, damaged, no media, or has no picture.
    """
    source = examine(tools, path, stop=stop)
    if source.picture is None:
        raise SourceRefusedError("“{name}” holds no picture, only sound.", name=path.name)
    return MediaFacts(
        duration_ms=source.duration_ms,
        width=source.picture.width,
        height=source.picture.height,
        frame_rate=source.picture.frame_rate,
        video_codec=source.picture.codec,
        audio_codec=source.sound.codec if source.sound else None,
        sample_rate=source.sound.sample_rate if source.sound else None,
    )


def examine(tools: Tools, path: Path, *, stop: Stop = never) -> SourceFile:
    """Everything packing needs to know of a file; raises ``SourceRefusedError`` as ``probe``."""
    answer = _ask(tools, path, "-show_entries", _SHOWN, stop=stop)
    container = answer.get("format", {})
    streams = [stream for stream in answer.get("streams", []) if _is_shown(stream)]
    if _is_fragmented(path):
        for facts in (container, *streams):
            _shorten(facts)
    source = SourceFile(
        path=path,
        container=container.get("format_name", ""),
        start_us=_microseconds(container, "start_time"),
        duration_ms=_microseconds(container, "duration") // 1000,
        picture=next(map(_picture, _of_kind(streams, "video")), None),
        sound=next(map(_sound, _of_kind(streams, "audio")), None),
    )
    if source.picture is None and source.sound is None:
        raise _unreadable(path)
    return source


def first_keyframe(tools: Tools, path: Path, stream: int, *, stop: Stop = never) -> Fraction:
    """When the first picture that can be shown alone stands on the file's own clock, in seconds."""
    answer = _opening(tools, path, stream, stop)
    keyframe = next((one for one in _keyframes(answer) if "pts" in one), None)
    if keyframe is None:
        raise _unreadable(path)
    return int(keyframe["pts"]) * Fraction(answer["streams"][0]["time_base"])


def reordering_delay(tools: Tools, path: Path, stream: int, *, stop: Stop = never) -> Fraction:
    """How long before it is shown the first keyframe is decoded, in seconds; 0 where unknown."""
    answer = _opening(tools, path, stream, stop)
    keyframe = next((one for one in _keyframes(answer) if "pts" in one and "dts" in one), None)
    if keyframe is None:
        return Fraction(0)
    ticks = int(keyframe["pts"]) - int(keyframe["dts"])
    return max(ticks, 0) * Fraction(answer["streams"][0]["time_base"])


def _opening(tools: Tools, path: Path, stream: int, stop: Stop) -> dict[str, Any]:
    """The first packets of a stream."""
    shown = "stream=time_base:packet=pts,dts,flags"
    interval = ("-read_intervals", f"%+#{_OPENING_PACKETS}")
    return _ask(
        tools, path, "-select_streams", str(stream), "-show_entries", shown, *interval, stop=stop
    )


def _keyframes(answer: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    packets = answer.get("packets", [])
    return (packet for packet in packets if packet.get("flags", "").startswith("K"))


def first_shown_us(tools: Tools, path: Path, *, stop: Stop = never) -> int:
    """When players show the first picture that can be shown alone, by their clock.

    That begins with the first stream that is shown or heard, but never before the file's own 0:
    what lies there are pictures that an edit list hides, and sound that only primes a decoder.
    """
    source = examine(tools, path, stop=stop)
    if source.picture is None:
        raise _unreadable(path)
    first = round(first_keyframe(tools, path, source.picture.number, stop=stop) * 1_000_000)
    begin = source.start_us
    if source.container == "mpegts":
        begin = min(stream.start_us for stream in (source.picture, source.sound) if stream)
    return first - max(begin, 0)


def _ask(tools: Tools, path: Path, *options: str, stop: Stop) -> dict[str, Any]:
    heard = bytearray()
    try:
        run(inspect_command(tools, path, *options), on_output=heard.extend, stop=stop)
    except ToolFailedError as exc:
        if exc.exit_code is None or exc.exit_code < 0:
            raise
        raise _unreadable(path) from exc
    answer: dict[str, Any] = json.loads(heard)
    return answer


def _is_fragmented(path: Path) -> bool:
    """Whether it is an MP4 whose pictures lie in fragments."""
    with path.open("rb") as file:
        try:
            boxes = top_boxes(file, path.stat().st_size)
            kinds = (box.kind for box in boxes if box.kind in (b"moof", b"mdat"))
            return next(kinds, b"") == b"moof"
        except BoxError:
            return False


def _shorten(facts: dict[str, Any]) -> None:
    """ffprobe counts the length of fragmented files from 0, wherever they begin."""
    if "duration" in facts and "start_time" in facts:
        facts["duration"] = str(max(Fraction(facts["duration"]) - Fraction(facts["start_time"]), 0))


def _unreadable(path: Path) -> SourceRefusedError:
    return SourceRefusedError("“{name}” is empty, damaged, or no video.", name=path.name)


def _is_shown(stream: Mapping[str, Any]) -> bool:
    """Cover pictures call themselves video too."""
    return "codec_name" in stream and not stream.get("disposition", {}).get("attached_pic")


def _of_kind(streams: Iterable[Mapping[str, Any]], kind: str) -> Iterable[Mapping[str, Any]]:
    return (stream for stream in streams if stream.get("codec_type") == kind)


def _picture(stream: Mapping[str, Any]) -> PictureStream:
    return PictureStream(
        number=stream["index"],
        codec=stream["codec_name"],
        start_us=_microseconds(stream, "start_time"),
        duration_ms=_microseconds(stream, "duration") // 1000,
        width=stream.get("width", 0),
        height=stream.get("height", 0),
        frame_rate=_rate(stream, "avg_frame_rate") or _rate(stream, "r_frame_rate"),
        pixels=stream.get("pix_fmt", ""),
        is_interlaced=stream.get("field_order", "") in _FIELD_ORDERS,
        pixel_shape=_rate(stream, "sample_aspect_ratio", ":") or Fraction(1),
        rotation=_rotation(stream),
    )


def _sound(stream: Mapping[str, Any]) -> SoundStream:
    return SoundStream(
        number=stream["index"],
        codec=stream["codec_name"],
        start_us=_microseconds(stream, "start_time"),
        duration_ms=_microseconds(stream, "duration") // 1000,
        sample_rate=int(stream.get("sample_rate", 0)),
        channels=stream.get("channels", 0),
        profile=stream.get("profile", ""),
    )


def _rotation(stream: Mapping[str, Any]) -> int:
    sides = stream.get("side_data_list", ())
    return next((int(side["rotation"]) for side in sides if "rotation" in side), 0) % 360


def _microseconds(facts: Mapping[str, Any], name: str) -> int:
    """ffprobe prints seconds with six digits, or leaves out what it does not know."""
    return round(Fraction(facts.get(name, "0")) * 1_000_000)


def _rate(stream: Mapping[str, Any], name: str, parted: str = "/") -> Fraction:
    """ffprobe prints ``0/0`` for a rate, ``0:1`` for a shape it does not know."""
    count, _, seconds = str(stream.get(name, "0")).partition(parted)
    return Fraction(int(count), int(seconds)) if int(seconds or 0) else Fraction(0)
