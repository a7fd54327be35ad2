"""What stands on the slides of a recording: read once, and kept beside it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.errors import RefusedError, ToolFailedError
from archive.media.ffmpeg import Stop, never
from archive.media.keyframes import Fetch, fetching
from archive.media.output import Report, unheard
from archive.media.reading import Reader, find_reader, read_pictures
from archive.media.stills import Still, stills
from archive.media.tools import Tools
from archive.sentence import Sentence
from archive.storage import written_beside
from archive.timecode import Offset, Span

MOST = 200
"""Slides read of a recording, however long it is: of eight hours about one in three."""

_TOGETHER = 20


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


@dataclass(frozen=True, slots=True)
class Filmed:
    """A recording, the folder of its filmstrip, and where the index of its fragments may be."""

    media: Path
    filmstrip: Path
    fragments: Path


def make_slides(
    tools: Tools,
    reader: Reader,
    shown: Filmed,
    target: Path,
    *,
    most: int = MOST,
    report: Report = unheard,
    stop: Stop = never,
) -> tuple[Slide, ...]:
    """Read the new, lasting slides of a recording, in the order they are shown, and keep them.

    Each is one keyframe; ``shown.fragments`` is where an index of the file's fragments may be.
    """
    found = stills(shown.filmstrip, most)
    fetch = fetching(tools, shown.media, shown.fragments, stop)
    slides = sorted(_read(fetch, reader, found, report, stop), key=_begin)
    kept = [{"from": one.shown.start, "until": one.shown.end, "lines": one.lines} for one in slides]
    with written_beside(target) as beside:
        beside.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")))
    return tuple(slides)


def slides_or_reason(
    tools: Tools,
    asked: Asked,
    shown: Filmed,
    target: Path,
    *,
    report: Report = unheard,
    stop: Stop = never,
) -> tuple[tuple[Slide, ...], Sentence | None]:
    """The slides, or why there are none; whoever asked goes on without them."""
    try:
        reader = find_reader(asked.program, asked.data)
        made = make_slides(tools, reader, shown, target, report=report, stop=stop)
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
    fetch: Fetch, reader: Reader, found: Sequence[Still], report: Report, stop: Stop
) -> Iterator[Slide]:
    for first in range(0, len(found), _TOGETHER):
        some = found[first : first + _TOGETHER]
        with TemporaryDirectory(prefix="dasibogi-slides-") as folder:
            pictures = [Path(folder) / f"{number:02d}.jpg" for number in range(len(some))]
            for still, picture in zip(some, pictures, strict=True):
                fetch(still.offset, picture)
            texts = _texts(reader, pictures, stop)
        for still, lines in zip(some, texts, strict=True):
            yield from (Slide(shown, lines) for shown in still.shown if lines)
        report((first + len(some)) / len(found))


def _texts(reader: Reader, pictures: Sequence[Path], stop: Stop) -> list[tuple[str, ...]]:
    """What stands in the pictures; nothing where reading them took too much work."""
    try:
        return read_pictures(reader, pictures, stop=stop)
    except ToolFailedError as exc:
        if (exc.exit_code or 0) >= 0:
            raise
        return [()] * len(pictures)
