"""Each picture of the filmstrip shows the moment its description says."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from archive.errors import ToolFailedError
from archive.media.filmstrip import Filmstrip, make_filmstrip, read_filmstrip
from archive.media.pack import pack
from tests.media import TOOLS, Container, KnownMedia, known_media, read_barcode


def filmstrip_of(known: KnownMedia, folder: Path, duration_ms: int | None = None) -> Filmstrip:
    pack(TOOLS, known.paths, folder / "recording.mp4")
    duration_ms = duration_ms or known.duration_ms
    return make_filmstrip(TOOLS, folder / "recording.mp4", duration_ms, folder / "filmstrip")


def pictures(strip: Filmstrip, folder: Path) -> list[int]:
    """The barcodes of all pictures, looked up as a page does."""
    a_sheet = strip.columns * strip.rows
    found = []
    for number in range(len(strip.times)):
        sheet = np.asarray(Image.open(folder / strip.sheets[number // a_sheet]).convert("L"))
        row, column = divmod(number % a_sheet, strip.columns)
        top, left = row * strip.height, column * strip.width
        found.append(read_barcode(sheet[top : top + strip.height, left : left + strip.width]))
    return found


@pytest.mark.parametrize("container", ["mp4", "mpegts"])
@pytest.mark.parametrize("rate", [Fraction(30), Fraction(30000, 1001)])
def test_every_keyframe_of_a_short_recording_is_shown_at_its_time(
    tmp_path: Path, container: Container, rate: Fraction
) -> None:
    known = known_media(container=container, rate=rate)
    strip = filmstrip_of(known, tmp_path)
    assert pictures(strip, tmp_path / "filmstrip") == list(known.keyframes)
    assert strip.times == tuple(known.frame_ms(frame) for frame in known.keyframes)


def test_pictures_of_a_long_recording_are_thinned_out(tmp_path: Path) -> None:
    """It is said to be long: what counts is how far apart pictures then are."""
    known = known_media(seconds=21, gop=30)
    strip = filmstrip_of(known, tmp_path, 3_600_000)
    assert strip.times == (0, 5000, 10000, 15000, 20000)
    assert pictures(strip, tmp_path / "filmstrip") == [0, 150, 300, 450, 600]


def test_more_than_a_sheet_goes_on_the_next(tmp_path: Path) -> None:
    known = known_media(seconds=22, rate=Fraction(25), gop=5, bframes=0, sound=False)
    strip = filmstrip_of(known, tmp_path, 10_000)
    assert strip.sheets == ("sheet-001.jpg", "sheet-002.jpg")
    assert len(strip.times) == 110
    assert pictures(strip, tmp_path / "filmstrip") == list(known.keyframes)


def test_upright_picture_keeps_its_shape(tmp_path: Path) -> None:
    strip = filmstrip_of(known_media(size=(96, 160), sound=False), tmp_path)
    sheet = np.asarray(Image.open(tmp_path / "filmstrip" / strip.sheets[0]).convert("L"))
    assert read_barcode(sheet[:90, 160 + 53 : 160 + 107]) == 30
    assert sheet[:90, 160 : 160 + 50].max() < 24


def test_filmstrip_made_again_replaces_the_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "filmstrip"
    longer = known_media(seconds=22, rate=Fraction(25), gop=5, bframes=0, sound=False)
    filmstrip_of(longer, tmp_path, 10_000)
    strip = filmstrip_of(known_media(), tmp_path)
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(first) == ["filmstrip.json", "sheet-001.jpg"]
    assert filmstrip_of(known_media(), tmp_path) == strip == read_filmstrip(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["filmstrip", "recording.mp4"]


def test_folder_with_a_percent_sign_is_only_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "100%d"
    strip = filmstrip_of(known_media(), folder)
    assert pictures(strip, folder / "filmstrip") == list(known_media().keyframes)


def test_damaged_description_is_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "filmstrip.json").write_text("{}")
    with pytest.raises(ToolFailedError):
        read_filmstrip(tmp_path)
