"""The part of a filmstrip that a clip shows, on sheets of its own; Pillow stops here."""

import io
from bisect import bisect_left
from dataclasses import replace
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from archive.errors import NotFoundError, ToolFailedError
from archive.media.filmstrip import Filmstrip
from archive.timecode import Span

_QUALITY = 80

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels of a sheet."""


def strip_through(strip: Filmstrip, span: Span) -> Filmstrip:
    """The pictures inside the span, and the sheets ``write_sheet`` makes of them.

    A picture belongs to its own moment: the last one before the span shows what was cut away.
    """
    numbers = _inside(strip, span)
    count = -(-len(numbers) // _per_sheet(strip))
    return replace(
        strip,
        sheets=tuple(f"sheet-{number:03d}.jpg" for number in range(1, count + 1)),
        times=tuple(strip.times[number] for number in numbers),
    )


def write_sheet(strip: Filmstrip, folder: Path, span: Span, number: int) -> bytes:
    """A sheet of ``strip_through``, counted from 1, as JPEG; ``NotFoundError`` when there is none.

    ``strip`` describes the whole recording's sheets, which lie in ``folder``.
    """
    each = _per_sheet(strip)
    numbers = _inside(strip, span)[(number - 1) * each : number * each] if number > 0 else ()
    if not numbers:
        raise NotFoundError("There is nothing at this address.")
    rows = -(-len(numbers) // strip.columns)
    made = Image.new("RGB", (strip.columns * strip.width, rows * strip.height))
    try:
        sheets = {one: Image.open(folder / strip.sheets[one]) for one in _sheets(strip, numbers)}
        for place, source in enumerate(numbers):
            picture = sheets[source // each].crop(_box(strip, source % each))
            made.paste(picture, _box(strip, place))
    except (OSError, UnidentifiedImageError, IndexError) as exc:
        raise ToolFailedError(
            "The filmstrip's description is damaged. Prepare the recording again."
        ) from exc
    written = io.BytesIO()
    made.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()


def _per_sheet(strip: Filmstrip) -> int:
    return strip.columns * strip.rows


def _inside(strip: Filmstrip, span: Span) -> range:
    return range(bisect_left(strip.times, span.start), bisect_left(strip.times, span.end))


def _sheets(strip: Filmstrip, numbers: range) -> range:
    """The sheets that the pictures lie on; a clip's sheet takes from two at most."""
    each = _per_sheet(strip)
    return range(numbers[0] // each, numbers[-1] // each + 1)


def _box(strip: Filmstrip, place: int) -> Box:
    row, column = divmod(place, strip.columns)
    left, top = column * strip.width, row * strip.height
    return left, top, left + strip.width, top + strip.height
