"""A clip's small pictures: each one of its own, and none of what was cut away."""

import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from archive.errors import NotFoundError, ToolFailedError
from archive.media.filmstrip import Filmstrip, make_filmstrip, read_filmstrip
from archive.media.pack import pack
from archive.media.sheets import strip_through, write_sheet
from archive.timecode import Span
from tests.media import TOOLS, known_media, read_barcode

RATE, EVERY = 25, 5
"""A picture every 200 ms, 110 of them: they lie on two sheets."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("sheets")
    known = known_media(seconds=22, rate=Fraction(RATE), gop=EVERY, bframes=0, sound=False)
    pack(TOOLS, known.paths, home / "recording.mp4")
    make_filmstrip(TOOLS, home / "recording.mp4", 10_000, home / "filmstrip")
    return home / "filmstrip"


def pictures(strip: Filmstrip, sheet: bytes) -> Iterator[int]:
    """The barcodes of a sheet's pictures; a place that is left black carries 0."""
    seen = np.asarray(Image.open(io.BytesIO(sheet)).convert("L"))
    for top in range(0, seen.shape[0], strip.height):
        for left in range(0, seen.shape[1], strip.width):
            yield read_barcode(seen[top : top + strip.height, left : left + strip.width])


def frames(first_ms: int, end_ms: int) -> list[int]:
    return [ms * RATE // 1000 for ms in range(first_ms, end_ms, 200)]


@pytest.mark.parametrize(
    ("span", "first_ms"),
    [(Span(4_100, 21_000), 4_200), (Span(4_000, 21_000), 4_000), (Span(20_900, 21_300), 21_000)],
)
def test_a_clip_has_the_pictures_between_its_points(
    folder: Path, span: Span, first_ms: int
) -> None:
    whole = read_filmstrip(folder)
    strip = strip_through(whole, span)
    assert strip.times == tuple(range(first_ms, span.end, 200))
    assert strip.sheets == ("sheet-001.jpg",)
    seen = list(pictures(strip, write_sheet(whole, folder, span, 1)))
    wanted = frames(first_ms, span.end)
    assert seen[: len(wanted)] == wanted
    assert set(seen[len(wanted) :]) <= {0}
    assert len(seen) == -(-len(wanted) // 10) * 10


def test_what_goes_over_a_sheet_is_on_the_next(folder: Path) -> None:
    whole, span = read_filmstrip(folder), Span(200, 22_000)
    strip = strip_through(whole, span)
    assert strip.sheets == ("sheet-001.jpg", "sheet-002.jpg")
    seen = [
        frame
        for number in (1, 2)
        for frame in pictures(strip, write_sheet(whole, folder, span, number))
    ]
    assert seen == [*frames(200, 22_000), 0]


@pytest.mark.parametrize(
    ("span", "number"),
    [(Span(4_000, 5_000), 0), (Span(4_000, 5_000), 2), (Span(4_000, 5_000), -1),
     (Span(4_010, 4_190), 1), (Span(50_000, 60_000), 1)],
)  # fmt: skip
def test_there_is_no_sheet_of_anything_else(folder: Path, span: Span, number: int) -> None:
    with pytest.raises(NotFoundError):
        write_sheet(read_filmstrip(folder), folder, span, number)


def test_sheets_that_are_gone_are_told_as_a_damaged_filmstrip(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(ToolFailedError, match="damaged"):
        write_sheet(read_filmstrip(folder), tmp_path, Span(4_000, 5_000), 1)
