"""One keyframe of a recording as a picture large enough to be read; nothing else is decoded."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path

from archive.errors import ToolFailedError
from archive.media.ffmpeg import Input, Output, Stop, convert_command, run
from archive.media.fragments import FragmentIndex, copy_fragment, load_fragment_index
from archive.media.probe import examine, first_keyframe
from archive.media.tools import Tools
from archive.timecode import Offset

_WIDTH = 1280
"""Smaller pictures are made larger, too: small letters are guessed at."""

_BEHIND_SECONDS = Fraction(1, 50)
"""A moment behind the keyframe's time, which is rounded, it is still the last one."""

_KEYFRAMES = {"skip_frame": "nokey", "threads": "1"}

Fetch = Callable[[Offset, Path], None]
"""Writes the last keyframe at or before a recording time, as JPEG."""


def fetching(tools: Tools, media: Path, fragments: Path, stop: Stop) -> Fetch:
    """By the index of its fragments, where it has one; else ffmpeg seeks in the file.

    A fragmented file can't be sought in without reading all of its headers first.
    """
    if fragments.is_file():
        return partial(_cut_out, tools, media, load_fragment_index(fragments), stop)
    picture = examine(tools, media, stop=stop).picture
    if picture is None:
        raise ToolFailedError("The packed recording {name} has lost its picture.", name=media.name)
    zero = first_keyframe(tools, media, picture.number, stop=stop)
    return partial(_sought, tools, media, zero, stop)


def _cut_out(
    tools: Tools, media: Path, index: FragmentIndex, stop: Stop, offset: Offset, target: Path
) -> None:
    piece = target.with_suffix(".mp4")
    copy_fragment(media, index, index.number_at(offset), piece)
    _write(tools, Input(piece, ("v:0",), _KEYFRAMES), target, stop)


def _sought(
    tools: Tools, media: Path, zero: Fraction, stop: Stop, offset: Offset, target: Path
) -> None:
    at = zero + Fraction(offset, 1000) + _BEHIND_SECONDS
    seek = {"seek_timestamp": "1", "ss": f"{float(at):.3f}", "noaccurate_seek": None}
    _write(tools, Input(media, ("v:0",), {**seek, **_KEYFRAMES}), target, stop)


def _write(tools: Tools, source: Input, target: Path, stop: Stop) -> None:
    fit = f"scale='iw*sar':ih,scale={_WIDTH}:-2:flags=bicubic,format=gray"
    once = {"frames:v": "1", "update": "1", "vf": fit, "q:v": "2", "f": "image2"}
    run(convert_command(tools, [source], Output(f"file:{target}", once)), stop=stop)
    if not target.exists():
        raise ToolFailedError("The picture of a slide could not be read.")
