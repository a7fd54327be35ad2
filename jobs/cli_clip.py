"""The command ``clip``: an exact clip of any file, without a catalogue."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.errors import CutOutsideError, RefusedError
from archive.sentence import Sentence
from archive.timecode import Span, parse_offset, print_offset
from jobs.cli_conversion import ConversionTold
from jobs.cli_movie import write_movie
from jobs.cli_output import DONE, Output

if TYPE_CHECKING:
    from archive.media.fragments import FragmentIndex

_FRAME = "frame:"


def clip(options: argparse.Namespace, output: Output) -> int:
    """Make the clip and show its proof; with ``--verify``, the proof made again by decoding."""
    from archive.clip.exact import RECORDING, build_clip
    from archive.clip.prepared import prepare
    from archive.clip.verify import verify_clip
    from archive.media.tools import find_tools
    from archive.settings import read_settings

    _check_points(options)
    if options.output:
        return write_movie(options, output, _cut)
    folder = Path(options.hls)
    tools = find_tools(read_settings().ffmpeg_folder)
    told = ConversionTold(output, folder)
    index = prepare(tools, Path(options.media), folder, tell=told)
    media = folder / RECORDING
    cut = _cut(options, media, index)
    proof = build_clip(media, index, cut, folder)
    if options.verify:
        proof = verify_clip(folder, media, index)
    done = Sentence(
        "{frames} pictures from {start} to {end}; {encoded} of them were coded again.",
        {
            "frames": proof.frames,
            "start": print_offset(proof.first_frame_ms),
            "end": print_offset(proof.end_ms),
            "encoded": proof.frames_encoded,
        },
    )
    value: dict[str, Any] = proof.as_json()
    output.show(value | {"verified": True} if options.verify else value, [output.say(done)])
    return DONE


def _check_points(options: argparse.Namespace) -> None:
    """A slip of the hand shows before any work."""
    for point in (options.in_point, options.out_point):
        _point(point)


def _cut(options: argparse.Namespace, media: Path, index: "FragmentIndex") -> Span:
    start, end = (
        _offset(_point(point), media, index) for point in (options.in_point, options.out_point)
    )
    if end <= start:
        raise RefusedError(
            "The out point {end} must come after the in point {start}.",
            start=print_offset(start),
            end=print_offset(end),
        )
    return Span(start, end)


def _point(text: str) -> tuple[str, int]:
    """A point in time in milliseconds, or a picture's number, told apart by the first value."""
    number = text.removeprefix(_FRAME)
    if number != text and number.isascii() and number.isdigit():
        return _FRAME, int(number)
    try:
        return "", parse_offset(text)
    except ValueError as exc:
        raise RefusedError(
            "“{text}” is no point in time; write 1:02:03.500, 3723.5 or frame:111705.", text=text
        ) from exc


def _offset(point: tuple[str, int], media: Path, index: "FragmentIndex") -> int:
    from archive.media.recorded import opened

    kind, value = point
    if kind != _FRAME:
        return value
    with opened(media, index) as recorded:
        shown = recorded.nth_picture(value)
    if shown is None:
        raise CutOutsideError("The file ends before picture {number}.", number=value)
    return index.milliseconds(shown)
