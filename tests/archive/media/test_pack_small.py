"""A small picture is packed on the large one's timeline, with its sound, or refused."""

from fractions import Fraction
from pathlib import Path

import pytest

from archive.errors import SourceRefusedError
from archive.media.fragments import read_fragment_index
from archive.media.pack import pack
from archive.media.pack_small import pack_small
from archive.media.recorded import opened
from tests.media import TOOLS, Container, KnownMedia, known_media, read_barcodes, remade

LARGE, SMALL = (256, 144), (128, 72)


def large(container: Container = "separate", **more: int) -> KnownMedia:
    return known_media(size=LARGE, container=container, gop=45, **more)


def both(main: KnownMedia, small: Path, folder: Path) -> tuple[Path, Path]:
    """The two packed files."""
    made = folder / "recording.mp4", folder / "small.mp4"
    pack(TOOLS, main.paths, made[0])
    pack_small(TOOLS, small, main.paths, *made)
    return made


def sounds(media: Path) -> list[tuple[int, bytes]]:
    """When each frame of sound is heard, and its bytes."""
    with opened(media, read_fragment_index(media)) as recorded:
        heard = recorded.sounds(range(len(recorded)))
        return [(sample.pts, recorded.coded(sample)) for sample in heard]


def shown(media: Path) -> list[int]:
    """The millisecond of each picture."""
    index = read_fragment_index(media)
    with opened(media, index) as recorded:
        pictures = recorded.pictures(range(len(recorded)))
        return sorted(index.milliseconds(picture.pts) for picture in pictures)


@pytest.mark.parametrize(
    ("container", "own"),
    [
        ("separate", "separate"),
        ("separate", "mp4"),
        ("mp4", "separate"),
        ("mp4", "mp4"),
        ("mpegts", "mpegts"),
    ],
)
def test_it_shows_the_same_pictures_at_the_same_time_and_has_the_same_sound(
    container: Container, own: Container, tmp_path: Path
) -> None:
    small = known_media(size=SMALL, gop=20, container=own)
    check_same(*both(large(container), small.paths[0], tmp_path))


def test_a_clock_that_its_sound_shows_to_run_later_is_set(tmp_path: Path) -> None:
    small = known_media(size=SMALL, gop=20, container="mpegts").paths[0]
    late = remade(small, tmp_path / "late.ts", "-output_ts_offset", "7.25")
    check_same(*both(large("mpegts"), late, tmp_path))


def check_same(packed: Path, beside: Path) -> None:
    assert read_barcodes(beside) == read_barcodes(packed) == list(range(180))
    assert shown(beside) == shown(packed)
    assert sounds(beside) == sounds(packed)
    starts = [part.start for part in read_fragment_index(beside).fragments]
    assert len(starts) == 9


def test_a_slower_small_picture_shows_every_second_picture_at_its_time(tmp_path: Path) -> None:
    fast = known_media(size=LARGE, rate=Fraction(60), gop=60, container="separate")
    slow = known_media(size=SMALL, rate=Fraction(30), gop=20, container="separate")
    packed, beside = both(fast, slow.paths[0], tmp_path)
    assert shown(beside) == shown(packed)[::2]


def test_its_ticks_are_those_of_the_large_one(tmp_path: Path) -> None:
    source = known_media(size=SMALL, gop=20, container="separate").paths[0]
    finer = remade(source, tmp_path / "finer.mp4", "-video_track_timescale", "90000")
    made = both(large(), finer, tmp_path)
    first, second = (read_fragment_index(media).timescale for media in made)
    assert (first, second, read_fragment_index(made[1]).duration_ms) == (15360, 15360, 6000)
    check_same(*made)


def test_one_without_sound_stays_silent(tmp_path: Path) -> None:
    silent = known_media(size=LARGE, sound=False)
    _, beside = both(silent, known_media(size=SMALL, gop=20).paths[0], tmp_path)
    assert sounds(beside) == []


def test_one_that_begins_elsewhere_is_refused(tmp_path: Path) -> None:
    late = known_media(size=SMALL, gop=20, container="separate", picture_delay_ms=200)
    with pytest.raises(SourceRefusedError) as refused:
        both(large(), late.paths[0], tmp_path)
    assert str(refused.value) == (
        "The small picture in “late-picture.mp4” begins 200 ms away from the large one."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["recording.mp4"]


def test_one_whose_sound_says_that_it_is_late_is_refused(tmp_path: Path) -> None:
    late = known_media(size=SMALL, gop=20, container="mpegts", picture_delay_ms=200)
    with pytest.raises(SourceRefusedError) as refused:
        both(large("mpegts"), late.paths[0], tmp_path)
    assert refused.value.sentence.values == {"name": "whole.ts", "ms": 200}


def test_one_that_ends_earlier_is_refused(tmp_path: Path) -> None:
    short = known_media(size=SMALL, gop=20, container="separate", seconds=5)
    with pytest.raises(SourceRefusedError) as refused:
        both(large(), short.paths[0], tmp_path)
    assert str(refused.value) == "The small picture lasts 5000 ms, the large one 6000 ms."


def test_one_in_another_codec_is_refused(tmp_path: Path) -> None:
    source = known_media(size=SMALL, gop=20, container="separate").paths[0]
    other = remade(source, tmp_path / "other.mp4", "-c:v", "mpeg4")
    with pytest.raises(SourceRefusedError, match="clips need H"):
        both(large(), other, tmp_path)


def test_a_file_without_a_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceRefusedError, match="holds no picture"):
        both(large(), large().paths[1], tmp_path)
