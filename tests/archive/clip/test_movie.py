"""A clip's file shows every picture of its cut once, in time with its sound, and plays anywhere."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from archive.clip.movie import MovieJoint, MovieProof, make_movie, make_sound
from archive.clip.movie_check import check_movie
from archive.errors import (
    CutOutsideError,
    RefusedError,
    StoppedError,
    ToolFailedError,
)
from archive.media.boxes import top_boxes
from archive.media.ffmpeg import inspect_command, run
from archive.media.fragments import FragmentIndex, read_fragment_index
from archive.media.pack import pack
from archive.timecode import Span
from tests.media import (
    QUIET_RATE,
    TOOLS,
    KnownMedia,
    known_media,
    known_sound,
    read_barcodes,
    read_sound,
    remade,
    sound_lag_ms,
)

FILM, NTSC = Fraction(24000, 1001), Fraction(30000, 1001)
RATES = (FILM, Fraction(25), NTSC, Fraction(30), Fraction(50), 2 * NTSC, Fraction(60))

CUTS = {
    "across groups": Span(1510, 5230),
    "on keyframes": Span(2000, 5000),
    "one millisecond beside keyframes": Span(1999, 5001),
    "inside one group": Span(2130, 2470),
    "across one keyframe": Span(2730, 3250),
    "one picture": Span(3100, 3135),
    "from the beginning": Span(0, 1234),
    "to the end": Span(4321, 6000),
    "everything": Span(0, 6000),
    "beyond the end": Span(4321, 99_000),
}


def packed(known: KnownMedia, folder: Path) -> tuple[Path, FragmentIndex]:
    media = folder / "recording.mp4"
    pack(TOOLS, known.paths, media)
    return media, read_fragment_index(media)


def pictures_of(known: KnownMedia, index: FragmentIndex, cut: Span) -> list[int]:
    """Those whose time, in whole milliseconds, lies in the cut."""
    times = {
        frame: index.milliseconds(round(frame / known.rate * index.timescale))
        for frame in range(known.frames)
    }
    return [frame for frame, at in times.items() if cut.contains(at)]


def lag_ms(known: KnownMedia, movie: Path, first: int) -> float:
    """How much later than its picture the sound of the file is."""
    truth = known_sound(known.frames / known.rate, QUIET_RATE)
    heard = read_sound(movie)
    begin = round(first / known.rate * QUIET_RATE)
    return sound_lag_ms(heard, truth[begin : begin + len(heard)])


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS)
def test_movie_shows_the_pictures_of_its_cut_in_time_with_its_sound(
    tmp_path: Path, cut: Span
) -> None:
    known = known_media()
    media, index = packed(known, tmp_path)
    proof = make_movie(media, index, cut, tmp_path / "clip.mp4")
    frames = pictures_of(known, index, cut)
    assert read_barcodes(tmp_path / "clip.mp4") == frames
    assert (proof.frames, proof.first_frame_ms) == (len(frames), known.frame_ms(frames[0]))
    assert proof.last_frame_ms == known.frame_ms(frames[-1])
    if len(frames) > 3:
        assert abs(lag_ms(known, tmp_path / "clip.mp4", frames[0])) <= 1
    assert check_movie(media, index, cut, tmp_path / "clip.mp4") == proof


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_movie_is_exact_at_every_rate(tmp_path: Path, rate: Fraction) -> None:
    known = known_media(rate=rate, gop=2 * round(rate))
    media, index = packed(known, tmp_path)
    for cut in (Span(1111, 4777), Span(500, 5500)):
        make_movie(media, index, cut, tmp_path / "clip.mp4")
        frames = pictures_of(known, index, cut)
        assert read_barcodes(tmp_path / "clip.mp4") == frames
        assert abs(lag_ms(known, tmp_path / "clip.mp4", frames[0])) <= 1


CODINGS = {
    "no reordering": ("-g", "60", "-bf", "0"),
    "pyramids": ("-g", "60", "-bf", "5", "-x264-params", "b-pyramid=normal:b-adapt=0:ref=4"),
    "open groups": ("-g", "45", "-bf", "3", "-x264-params", "open-gop=1"),
    "open groups of pyramids": ("-g", "45", "-bf", "5", "-x264-params", "open-gop=1:b-adapt=0"),
    "one long group": ("-g", "600", "-bf", "3"),
    "many slices": ("-g", "60", "-x264-params", "slices=4"),
}


@pytest.mark.parametrize("coding", CODINGS.values(), ids=CODINGS)
def test_movie_is_exact_however_the_recording_is_coded(
    tmp_path: Path, coding: tuple[str, ...]
) -> None:
    known = known_media(sound=False)
    coded = remade(known.paths[0], tmp_path / "coded.mp4", "-c:v", "libx264", *coding)
    media, index = packed(replace(known, paths=(coded,)), tmp_path)
    for cut in (Span(0, 3210), Span(1456, 5345), Span(2040, 4739), Span(3999, 6000)):
        proof = make_movie(media, index, cut, tmp_path / "clip.mp4")
        assert read_barcodes(tmp_path / "clip.mp4") == pictures_of(known, index, cut)
        assert check_movie(media, index, cut, tmp_path / "clip.mp4") == proof


@pytest.mark.parametrize("delay_ms", [700, -700])
def test_sound_that_begins_at_another_time_than_the_picture_stays_there(
    tmp_path: Path, delay_ms: int
) -> None:
    known = known_media(picture_delay_ms=delay_ms)
    media, index = packed(known, tmp_path)
    truth = known_sound(8, QUIET_RATE)
    for cut in (Span(300, 4300), Span(1300, 5300)):
        make_movie(media, index, cut, tmp_path / "clip.mp4")
        heard = read_sound(tmp_path / "clip.mp4")
        begin = pictures_of(known, index, cut)[0] * QUIET_RATE // 30
        late = begin + delay_ms * QUIET_RATE // 1000
        wanted = truth[max(late, 0) :][: len(heard)]
        waited = max(-late, 0) * 1000 / QUIET_RATE
        assert abs(sound_lag_ms(heard, wanted) - waited) <= 1


def test_recording_without_sound_gives_a_movie_but_no_sound(tmp_path: Path) -> None:
    media, index = packed(known_media(sound=False), tmp_path)
    make_movie(media, index, Span(1510, 3000), tmp_path / "clip.mp4")
    assert [stream["codec_type"] for stream in streams(tmp_path / "clip.mp4")] == ["video"]
    with pytest.raises(RefusedError, match="no sound"):
        make_sound(media, index, Span(1510, 3000), tmp_path / "clip.m4a")
    assert not (tmp_path / "clip.m4a").exists()


def test_sound_alone_begins_where_the_picture_would(tmp_path: Path) -> None:
    known = known_media()
    media, index = packed(known, tmp_path)
    make_sound(media, index, Span(1510, 4000), tmp_path / "clip.m4a")
    (stream,) = streams(tmp_path / "clip.m4a")
    assert stream["codec_name"] == "aac"
    assert abs(lag_ms(known, tmp_path / "clip.m4a", 46)) <= 1


def streams(path: Path) -> list[dict[str, str]]:
    heard = bytearray()
    options = ("-show_streams", "-show_format")
    run(inspect_command(TOOLS, path, *options), on_output=heard.extend)
    found: list[dict[str, str]] = json.loads(heard)["streams"]
    return found


def test_picture_stays_turned(tmp_path: Path) -> None:
    """Phones lay their pictures on the side, and say so."""
    known = known_media(sound=False)
    words = (str(TOOLS.ffmpeg), "-v", "error", "-display_rotation", "90", "-i")
    turned = tmp_path / "turned.mp4"
    subprocess.run([*words, str(known.paths[0]), "-c", "copy", str(turned)], check=True)
    media, index = packed(replace(known, paths=(turned,)), tmp_path)
    make_movie(media, index, Span(1510, 4000), tmp_path / "clip.mp4")
    (before,), (after,) = streams(turned), streams(tmp_path / "clip.mp4")
    assert "side_data_list" in before
    assert after["side_data_list"] == before["side_data_list"]


def test_players_are_told_the_exact_length_before_the_media(tmp_path: Path) -> None:
    media, index = packed(known_media(rate=NTSC, gop=60), tmp_path)
    proof = make_movie(media, index, Span(1510, 4000), tmp_path / "clip.mp4")
    path = tmp_path / "clip.mp4"
    with path.open("rb") as file:
        assert [box.kind for box in top_boxes(file, path.stat().st_size)] == [
            b"ftyp", b"moov", b"mdat",
        ]  # fmt: skip
    picture, sound = streams(path)
    assert picture["start_time"] == sound["start_time"] == "0.000000"
    lasts = proof.frames / NTSC
    assert picture["duration"] == f"{float(lasts):.6f}"
    assert picture["nb_frames"] == str(proof.frames)
    assert abs(Fraction(sound["duration"]) - lasts) <= Fraction(1, 10_000)


def test_proof_counts_what_was_coded_again_and_where_it_joins(tmp_path: Path) -> None:
    media, index = packed(known_media(sound=False), tmp_path)
    proof = make_movie(media, index, Span(1510, 5230), tmp_path / "clip.mp4")
    joints = (MovieJoint(2000, "encoded", "recording"), MovieJoint(5000, "recording", "encoded"))
    assert proof == MovieProof(1510, 5230, 1533, 5200, 111, 21, 90, joints)


def test_same_cut_gives_the_same_bytes(tmp_path: Path) -> None:
    media, index = packed(known_media(), tmp_path)
    for name in ("one.mp4", "two.mp4"):
        make_movie(media, index, Span(1510, 5230), tmp_path / name)
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


def test_only_the_bytes_around_the_clip_are_read(tmp_path: Path) -> None:
    """The rest of the recording may be anything: here it is no media at all."""
    media, index = packed(known_media(seconds=9), tmp_path)
    whole = media.read_bytes()
    make_movie(media, index, Span(2500, 3500), tmp_path / "clip.mp4")
    begin, end = index.fragments[1].offset, index.fragments[7].offset
    spoilt = whole[: index.init_size] + b"\xff" * (begin - index.init_size) + whole[begin:end]
    # Those just before and behind are asked for sound that belongs to the clip.
    media.write_bytes(spoilt + b"\xff" * (len(whole) - end))
    make_movie(media, index, Span(2500, 3500), tmp_path / "again.mp4")
    assert (tmp_path / "again.mp4").read_bytes() == (tmp_path / "clip.mp4").read_bytes()


def test_cut_behind_the_recording_is_refused(tmp_path: Path) -> None:
    media, index = packed(known_media(), tmp_path)
    with pytest.raises(CutOutsideError):
        make_movie(media, index, Span(6000, 9000), tmp_path / "clip.mp4")


def test_damage_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    media, index = packed(known_media(), tmp_path)
    with media.open("r+b") as file:
        file.seek(index.fragments[3].offset)
        file.write(bytes(64))
    with pytest.raises(ToolFailedError, match="damaged around the cut"):
        make_movie(media, index, Span(2500, 4500), tmp_path / "clip.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["recording.mp4"]


def test_recording_cut_short_leaves_nothing(tmp_path: Path) -> None:
    media, index = packed(known_media(), tmp_path)
    os.truncate(media, index.fragments[4].offset - 100)
    with pytest.raises(ToolFailedError):
        make_movie(media, index, Span(500, 3900), tmp_path / "clip.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["recording.mp4"]


def test_stopped_work_leaves_nothing(tmp_path: Path) -> None:
    media, index = packed(known_media(), tmp_path)
    done: list[float] = []
    with pytest.raises(StoppedError):
        make_movie(
            media,
            index,
            Span(500, 5500),
            tmp_path / "clip.mp4",
            report=done.append,
            stop=lambda: bool(done) and done[-1] > 0.5,
        )
    assert done == sorted(done)
    assert [path.name for path in tmp_path.iterdir()] == ["recording.mp4"]


def test_progress_reaches_the_end(tmp_path: Path) -> None:
    media, index = packed(known_media(), tmp_path)
    done: list[float] = []
    make_movie(media, index, Span(500, 5500), tmp_path / "clip.mp4", report=done.append)
    assert done == sorted(done)
    assert done[-1] == 1.0


LIMITED = """
import signal, sys, resource
from pathlib import Path
from archive.clip.movie import make_movie
from archive.errors import StorageFullError
from archive.media.fragments import read_fragment_index
from archive.timecode import Span

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
media = Path(sys.argv[1])
try:
    make_movie(media, read_fragment_index(media), Span(500, 5500), media.with_name("clip.mp4"))
except StorageFullError:
    print("full")
"""


def test_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """A limit on the size of files answers as a full disk does."""
    media, _ = packed(known_media(), tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(media)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "full\n"
    assert [path.name for path in tmp_path.iterdir()] == ["recording.mp4"]


def test_check_finds_a_picture_that_is_not_the_recordings(tmp_path: Path) -> None:
    media, index = packed(known_media(), tmp_path)
    make_movie(media, index, Span(1510, 5230), tmp_path / "clip.mp4")
    with pytest.raises(ToolFailedError, match="not exact"):
        check_movie(media, index, Span(1544, 5230), tmp_path / "clip.mp4")
    with pytest.raises(ToolFailedError, match="not exact"):
        check_movie(media, index, Span(1510, 5265), tmp_path / "clip.mp4")
