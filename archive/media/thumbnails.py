"""The pictures of a filmstrip as small grey ones, to be compared; pillow reads the sheets."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from archive.errors import ToolFailedError
from archive.media.filmstrip import Filmstrip, read_filmstrip
from archive.timecode import Offset

COLUMNS, ROWS = 16, 9


def read_thumbnails(
    folder: Path, columns: int = COLUMNS, rows: int = ROWS
) -> tuple[tuple[Offset, ...], NDArray[np.uint8]]:
    """When each picture is shown, and its brightness as a row of ``columns`` times ``rows``.

    Raises ``ToolFailedError`` when the filmstrip is damaged.
    """
    strip = read_filmstrip(folder)
    try:
        sheets = [_sheet(folder / name, strip, columns, rows) for name in strip.sheets]
    except OSError as exc:
        raise ToolFailedError(
            "The filmstrip's description is damaged. Prepare the recording again."
        ) from exc
    pictures = np.concatenate(sheets) if sheets else np.zeros((0, columns * rows), np.uint8)
    count = min(len(strip.times), len(pictures))
    return strip.times[:count], pictures[:count]


def _sheet(path: Path, strip: Filmstrip, columns: int, rows: int) -> NDArray[np.uint8]:
    """The pictures of one sheet, row by row."""
    with Image.open(path) as sheet:
        small = sheet.convert("L").resize(
            (strip.columns * columns, strip.rows * rows), Image.Resampling.BOX
        )
        grey = np.asarray(small, np.uint8)
    cells = grey.reshape(strip.rows, rows, strip.columns, columns).swapaxes(1, 2)
    return cells.reshape(strip.rows * strip.columns, rows * columns)
