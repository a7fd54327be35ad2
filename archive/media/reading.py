"""Text in pictures, read by an installed tesseract that an operator names by its path."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.errors import RefusedError, ToolFailedError
from archive.media.ffmpeg import Command, Stop, never, run

LANGUAGES = ("kor", "eng")
"""What slides are written in, the most likely first."""

_SPARSE = ("--psm", "11")
"""Text anywhere in the picture, in no order: slides are no pages of a book."""
_SECONDS_EACH = 2
"""A slide is read in a third of a second; one that takes much longer is no slide."""

_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}
"""More threads read a slide no sooner and take twice the work."""

_SAYS_SOMETHING = re.compile(r"[^\W_]{2}|\d")


@dataclass(frozen=True, slots=True)
class Reader:
    """The program, the folder of its language data if it is not its own, and what it can read."""

    program: Path
    data: Path | None
    languages: tuple[str, ...]


def find_reader(program: Path, data: Path | None = None) -> Reader:
    """The program at that path; ``RefusedError`` when it is none or reads neither language."""
    if not (program.is_file() and os.access(program, os.X_OK)):
        raise RefusedError(
            "{program} is no program; slides are not read without one.", program=str(program)
        )
    heard = bytearray()
    try:
        run((str(program), *_data(data), "--list-langs"), on_output=heard.extend)
    except ToolFailedError as exc:
        raise RefusedError(
            "{program} can't tell what it reads; slides are not read without it.",
            program=str(program),
        ) from exc
    known = heard.decode(errors="replace").split()
    languages = tuple(one for one in LANGUAGES if one in known)
    if not languages:
        raise RefusedError(
            "{program} reads neither Korean nor English; slides are not read without its data"
            " (kor, eng).",
            program=str(program),
        )
    return Reader(program, data, languages)


def read_pictures(
    reader: Reader, pictures: Sequence[Path], *, stop: Stop = never
) -> list[tuple[str, ...]]:
    """The lines of text in each picture, with much that is none: pictures are full of lines.

    All are read by one run of it: loading what it knows takes as long as reading one. Raises
    ``ToolFailedError`` when it fails, or works for more than two seconds a picture.
    """
    if not pictures:
        return []
    heard = bytearray()
    with TemporaryDirectory(prefix="dasibogi-reading-") as folder:
        names = Path(folder) / "pictures.txt"
        names.write_text("".join(f"{picture.absolute()}\n" for picture in pictures))
        run(
            _command(reader, names),
            on_output=heard.extend,
            stop=stop,
            environment=_ONE_THREAD,
            cpu_seconds=_SECONDS_EACH * len(pictures),
        )
    pages = heard.decode(errors="replace").split("\f")
    if len(pages) < len(pictures):
        raise ToolFailedError(
            "{program} read other pictures than it was given.", program=str(reader.program)
        )
    return [_lines(page) for page in pages[: len(pictures)]]


def _command(reader: Reader, names: Path) -> Command:
    languages = ("-l", "+".join(reader.languages))
    return (
        *(str(reader.program), str(names), "stdout"),
        *(*_data(reader.data), *languages, *_SPARSE),
    )


def _data(data: Path | None) -> tuple[str, ...]:
    return ("--tessdata-dir", str(data)) if data else ()


def _lines(page: str) -> tuple[str, ...]:
    """Those that say something. A form feed parts pages; older versions end the last with one."""
    lines = (" ".join(line.split()) for line in page.splitlines())
    return tuple(line for line in lines if _SAYS_SOMETHING.search(line))
