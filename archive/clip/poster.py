"""The picture that stands for a clip before it plays."""

from bisect import bisect_left
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.media.ffmpeg import Command, Input, Output, Stop, convert_command, never, run
from archive.media.fragments import FragmentIndex, copy_fragment
from archive.media.tools import Tools
from archive.storage import written_beside
from archive.timecode import Offset, Span

WIDEST = 1280
SETTLING_MS = 8000
"""Sessions begin with people sitting down; the speaker or the title comes a little later."""
_SHARE = 10
"""Clips too short for that settle after this part of their length."""


def make_poster(
    tools: Tools,
    media: Path,
    index: FragmentIndex,
    span: Span,
    target: Path,
    *,
    stop: Stop = never,
) -> None:
    """Write one JPEG of a moment inside the span: a keyframe soon after the in point, if any.

    Only the header and one fragment are read, however long the recording is.
    """
    number, later_ms = poster_moment(index, span)
    with (
        written_beside(target) as beside,
        TemporaryDirectory(prefix=".piece.", suffix=".part", dir=target.parent) as folder,
    ):
        piece = Path(folder) / "piece.mp4"
        copy_fragment(media, index, number, piece)
        run(_command(tools, piece, later_ms, beside), stop=stop)


def poster_moment(index: FragmentIndex, span: Span) -> tuple[int, Offset]:
    """Which fragment to look at, and how many milliseconds after its keyframe.

    Never a moment outside the span: what comes before may not be for this clip's viewers.
    """
    numbers = range(len(index.fragments))
    wanted = span.start + min(SETTLING_MS, span.duration // _SHARE)
    first, after = (bisect_left(numbers, at, key=index.start_ms) for at in (span.start, span.end))
    if first < after:
        later = bisect_left(numbers, wanted, key=index.start_ms)
        return min(later, after - 1), 0
    return first - 1, wanted - index.start_ms(first - 1)


def _command(tools: Tools, piece: Path, later_ms: int, target: Path) -> Command:
    """The piece's last picture stays as long as needed, so that one is always found."""
    moment = f"setpts=PTS-STARTPTS,tpad=stop=-1:stop_mode=clone,select='gte(t,{later_ms / 1000})'"
    fit = f"scale=iw*sar:ih,scale='min({WIDEST},iw)':-2"
    once = {"vf": f"{moment},{fit}", "frames:v": "1", "update": "1"}
    quality = {"q:v": "3", "f": "image2", "fflags": "+bitexact", "flags:v": "+bitexact"}
    return convert_command(
        tools, [Input(piece, ("v:0",))], Output(f"file:{target}", {**once, **quality})
    )
