"""What stands on the slides of a recording: read once, and kept beside it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.errors import RefusedError, ToolFailedError
from archive.media.ffmpeg import Input, Output, Stop, convert_command, never, run
from archive.media.output import Report, unheard
from archive.media.probe import examine, first_keyframe
from archive.media.reading import Reader, find_reader, read_pictures
from archive.media.stills import Still, stills
from archive.media.tools import Tools
from archive.sentence import Sentence
from archive.storage import written_beside
from archive.timecode import Offset, Span

MOST = 200
"""Slides read of a recording, however long it is: of eight hours about one in three."""

_WIDTH = 1280
"""Smaller pictures are made larger, too: small letters are guessed at."""
_TOGETHER = 20
_BEHIND_SECONDS = Fraction(1, 50)
"""A moment behind the keyframe's time, which is rounded, it is still the last one."""


@dataclass(frozen=True, slots=True)
class Slide:
    """A picture with text, and when it is shown: to within the pictures of the filmstrip."""

    shown: Span
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The tesseract an operator names, and the folder of its language data if it has another."""

    program: Path
    data: Path | None = None


def make_slides(
    tools: Tools,
    reader: Reader,
    media: Path,
    filmstrip: Path,
    target: Path,
    *,
    most: int = MOST,
    report: Report = unheard,
    stop: Stop = never,
) -> tuple[Slide, ...]:
    """Read the new, lasting slides of a recording, in the order they are shown, and keep them.

    Each is one keyframe, found by its time; nothing between keyframes is decoded.
    """
    found = stills(filmstrip, most)
    slides = sorted(_read(tools, reader, media, found, report, stop), key=_begin)
    kept = [{"from": one.shown.start, "until": one.shown.end, "lines": one.lines} for one in slides]
    with written_beside(target) as beside:
        beside.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")))
    return tuple(slides)


def slides_or_reason(
    tools: Tools,
    asked: Asked,
    media: Path,
    filmstrip: Path,
    target: Path,
    *,
    report: Report = unheard,
    stop: Stop = never,
) -> tuple[tuple[Slide, ...], Sentence | None]:
    """The slides, or why there are none; whoever asked goes on without them."""
    try:
        reader = find_reader(asked.program, asked.data)
        made = make_slides(tools, reader, media, filmstrip, target, report=report, stop=stop)
    except (RefusedError, ToolFailedError) as exc:
        return (), exc.sentence
    return made, None


def load_slides(path: Path) -> tuple[Slide, ...]:
    """What was kept; nothing where slides were never read, or what was kept is damaged."""
    try:
        return tuple(
            Slide(Span(one["from"], one["until"]), tuple(one["lines"]))
            for one in json.loads(path.read_bytes())
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def slides_later(slides: Iterable[Slide], by: Offset) -> Iterator[Slide]:
    """The same slides so much later."""
    for one in slides:
        yield Slide(Span(one.shown.start + by, one.shown.end + by), one.lines)


def _begin(slide: Slide) -> Offset:
    return slide.shown.start


def _read(
    tools: Tools,
    reader: Reader,
    media: Path,
    found: Sequence[Still],
    report: Report,
    stop: Stop,
) -> Iterator[Slide]:
    source = examine(tools, media, stop=stop)
    if source.picture is None or not found:
        return
    zero = first_keyframe(tools, media, source.picture.number, stop=stop)
    for first in range(0, len(found), _TOGETHER):
        some = found[first : first + _TOGETHER]
        with TemporaryDirectory(prefix="dasibogi-slides-") as folder:
            pictures = _fetch(tools, media, zero, some, Path(folder), stop)
            texts = _texts(reader, pictures, stop)
        for still, lines in zip(some, texts, strict=True):
            yield from (Slide(shown, lines) for shown in still.shown if lines)
        report(min((first + len(some)) / len(found), 1.0))


def _texts(reader: Reader, pictures: Sequence[Path], stop: Stop) -> list[tuple[str, ...]]:
    """What stands in the pictures; nothing where reading them took too much work."""
    try:
        return read_pictures(reader, pictures, stop=stop)
    except ToolFailedError as exc:
        if (exc.exit_code or 0) >= 0:
            raise
        return [()] * len(pictures)


def _fetch(
    tools: Tools, media: Path, zero: Fraction, some: Sequence[Still], folder: Path, stop: Stop
) -> list[Path]:
    """The pictures of stills, one file each, large enough to be read."""
    pictures = [folder / f"{number:03d}.jpg" for number in range(len(some))]
    for still, picture in zip(some, pictures, strict=True):
        at = zero + Fraction(still.offset, 1000) + _BEHIND_SECONDS
        run(_command(tools, media, at, picture), stop=stop)
        if not picture.exists():
            raise ToolFailedError("The picture of a slide could not be read.")
    return pictures


def _command(tools: Tools, media: Path, at: Fraction, picture: Path) -> tuple[str, ...]:
    """The keyframe before a moment of the file's own clock."""
    seek = {"seek_timestamp": "1", "ss": f"{float(at):.3f}", "noaccurate_seek": None}
    fit = f"scale='iw*sar':ih,scale={_WIDTH}:-2:flags=bicubic,format=gray"
    once = {"frames:v": "1", "update": "1", "vf": fit, "q:v": "2", "f": "image2"}
    only = {**seek, "skip_frame": "nokey", "threads": "1"}
    return convert_command(tools, [Input(media, ("v:0",), only)], Output(f"file:{picture}", once))
