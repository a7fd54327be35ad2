"""A poster shows a moment of its own clip, never of another one's."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from archive.clip.poster import make_poster, poster_moment
from archive.errors import ToolFailedError
from archive.media.fragments import Fragment, FragmentIndex, read_fragment_index
from archive.media.pack import pack
from archive.timecode import Span
from tests.media import TOOLS, known_media, read_barcode


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    pack(TOOLS, known_media().paths, tmp_path / "recording.mp4")
    return tmp_path / "recording.mp4"


def frame_shown(packed: Path, span: Span) -> int:
    target = packed.parent / "clips" / "poster.jpg"
    make_poster(TOOLS, packed, read_fragment_index(packed), span, target)
    assert sorted(target.parent.iterdir()) == [target]
    return read_barcode(np.asarray(Image.open(target).convert("L")))


SPANS = {
    "a keyframe soon after the in point": (Span(1500, 5500), 60),
    "not the in point's own keyframe": (Span(2000, 6000), 90),
    "the last keyframe there is": (Span(4900, 5100), 150),
    "a picture of its own where there is no keyframe": (Span(1400, 1600), 43),
    "the last picture of all": (Span(5990, 6000), 179),
}


@pytest.mark.parametrize(("span", "frame"), SPANS.values(), ids=SPANS)
def test_poster_shows(packed: Path, span: Span, frame: int) -> None:
    assert frame_shown(packed, span) == frame


@pytest.mark.parametrize("start", range(0, 5500, 370))
@pytest.mark.parametrize("length", [100, 400, 1500])
def test_moment_always_lies_inside_the_span(start: int, length: int) -> None:
    keyframes = (0, 1000, 2500, 2600, 5900)
    index = small_index(*keyframes, end=7000)
    span = Span(start, start + length)
    number, later_ms = poster_moment(index, span)
    assert span.contains(keyframes[number] + later_ms)


def small_index(*starts: int, end: int) -> FragmentIndex:
    parts = tuple(Fragment(1 + number, 1, start) for number, start in enumerate(starts))
    return FragmentIndex(1, 1000, end, parts)


def test_poster_made_twice_is_the_same(packed: Path) -> None:
    target = packed.parent / "clips" / "poster.jpg"
    frame_shown(packed, Span(1500, 5500))
    first = target.read_bytes()
    frame_shown(packed, Span(1500, 5500))
    assert target.read_bytes() == first


def test_large_picture_is_made_smaller_and_a_small_one_stays(tmp_path: Path) -> None:
    sizes = {}
    for size in ((1600, 900), (160, 90)):
        media = tmp_path / f"{size[0]}.mp4"
        pack(TOOLS, known_media(size=size, seconds=1, sound=False).paths, media)
        make_poster(TOOLS, media, read_fragment_index(media), Span(0, 1000), tmp_path / "p.jpg")
        with Image.open(tmp_path / "p.jpg") as poster:
            sizes[size] = poster.size
    assert sizes == {(1600, 900): (1280, 720), (160, 90): (160, 90)}


def test_damaged_fragment_leaves_no_poster(packed: Path) -> None:
    index = read_fragment_index(packed)
    packed.write_bytes(packed.read_bytes()[: index.init_size].ljust(packed.stat().st_size, b"\0"))
    with pytest.raises(ToolFailedError):
        make_poster(TOOLS, packed, index, Span(1500, 5500), packed.parent / "clips" / "poster.jpg")
    assert list((packed.parent / "clips").iterdir()) == []
