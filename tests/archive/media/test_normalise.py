"""Whatever people publish becomes a recording that clips can be cut from, exact and in place."""

import hashlib
import os
import signal
import subprocess
import sys
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import pytest

from archive.errors import SourceRefusedError
from archive.language import say
from archive.media.conversion import Packing
from archive.media.fragments import read_fragment_index
from archive.media.joints import find_joints
from archive.media.normalise import CONVERTED, foreseen_needs, make_recording, read_converted
from archive.media.played import PlayedPacket, PlayedPicture, play
from archive.media.probe import examine
from archive.media.recoding import RecodingOrder, recoding_command
from tests.archive.media.programs import wait_until_gone
from tests.media import (
    QUIET_RATE,
    RECORDING_TIME,
    TOOLS,
    known_media,
    known_sound,
    read_barcodes,
    read_sound,
    remade,
    sound_lag_ms,
)
from tests.paths import PROJECT

VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "200k", "-g", "60")
AV1 = ("-c:v", "libsvtav1", "-preset", "10", "-crf", "20", "-g", "60", "-svtav1-params", "lp=1")
HEVC = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error")
FIELDS = ("-c:v", "libx264", "-flags", "+ildct+ilme", "-x264-params", "tff=1")
OPUS, MP3, AC3 = ("-c:a", "libopus"), ("-c:a", "libmp3lame"), ("-c:a", "ac3")

BOTH, PICTURE, SOUND = ("picture", "sound"), ("picture",), ("sound",)

KINDS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "VP9 and Opus": ("a.webm", (*VP9, *OPUS), BOTH),
    "AV1 and Opus": ("a.webm", (*AV1, *OPUS), BOTH),
    "VP8 and Vorbis": (
        "a.webm",
        ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "vorbis", "-ac", "2",
         "-strict", "-2"),
        BOTH,
    ),
    "HEVC and AAC": ("a.mp4", HEVC, PICTURE),
    "H.264 and MP3": ("a.mp4", MP3, SOUND),
    "H.264 and Opus": ("a.mkv", OPUS, SOUND),
    "H.264 of ten bits": ("a.mkv", ("-c:v", "libx264", "-pix_fmt", "yuv422p10le"), PICTURE),
    "half pictures and AC-3 in MPEG-TS": ("a.ts", (*FIELDS, *AC3), BOTH),
    "MPEG-2 and MP2 in MPEG-TS": (
        "a.ts", ("-c:v", "mpeg2video", "-b:v", "2M", "-bf", "2", "-c:a", "mp2"), BOTH,
    ),
    "H.264 and AAC": ("a.mp4", (), ()),
}  # fmt: skip

PLACES = [
    *((kind, 0) for kind in KINDS),
    *(
        (kind, delay)
        for kind in ("VP9 and Opus", "HEVC and AAC", "H.264 and MP3")
        for delay in (300, -700)
    ),
    ("half pictures and AC-3 in MPEG-TS", 300),
]
"""Each kind, and some whose picture begins later or earlier than the sound, in milliseconds."""


@cache
def published(name: str, coding: tuple[str, ...], delay_ms: int = 0) -> Path:
    """A known recording as somebody might publish it (made once a session)."""
    known = known_media(size=(160, 96), picture_delay_ms=delay_ms)
    # Times that lie before 0, or begin late, must stay as they are.
    return remade(known.paths[0], Path(mkdtemp()) / name, *coding)


def made(source: Path, folder: Path, **more: Any) -> Path:
    target = folder / "recording.mp4"
    make_recording(TOOLS, [source], target, folder / "converting", **more)
    return target


def packets(media: Path, *, pictures: bool) -> list[str]:
    """The hash of every packet of one kind."""
    return [
        hashlib.sha256(one.data).hexdigest()
        for one in play(media)
        if isinstance(one, PlayedPacket) and one.is_picture == pictures
    ]


@pytest.mark.parametrize(("kind", "delay"), PLACES)
def test_every_picture_stays_and_sound_keeps_its_place(
    tmp_path: Path, kind: str, delay: int
) -> None:
    name, coding, converted = KINDS[kind]
    target = made(published(name, coding, delay), tmp_path)
    assert tuple(one.kind for one in read_converted(target)) == converted
    assert read_barcodes(target) == list(range(180))
    index = read_fragment_index(target)
    assert index.duration_ms == 6000
    lag = sound_lag_ms(read_sound(target, *RECORDING_TIME), known_sound(8, QUIET_RATE))
    assert lag == pytest.approx(-delay, abs=1)
    left = [CONVERTED, "recording.mp4"] if converted else ["recording.mp4"]
    assert sorted(path.name for path in tmp_path.iterdir()) == left
    if "picture" in converted:
        assert find_joints(target, index).longest_ms == 2000


def test_only_the_stream_that_needs_it_is_coded(tmp_path: Path) -> None:
    picture, sound = published("a.mp4", HEVC), published("a.mp4", MP3)
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one, two = made(picture, tmp_path / "one"), made(sound, tmp_path / "two")
    # The first packet of AAC only primes the decoder: it lies before recording time 0.
    assert packets(one, pictures=False) == packets(picture, pictures=False)[1:]
    assert packets(two, pictures=True) == packets(sound, pictures=True)


def test_picture_and_sound_may_come_in_two_files(tmp_path: Path) -> None:
    late = ("-an", "-output_ts_offset", "0.5")
    picture = remade(known_media().paths[0], tmp_path / "p.webm", *VP9, *late)
    sound = remade(published("a.webm", (*VP9, *OPUS)), tmp_path / "s.webm", "-vn")
    target = tmp_path / "out" / "recording.mp4"
    make_recording(TOOLS, [picture, sound], target, tmp_path / "out" / "converting")
    assert read_barcodes(target) == list(range(180))
    lag = sound_lag_ms(read_sound(target, *RECORDING_TIME), known_sound(8, QUIET_RATE))
    assert lag == pytest.approx(-500, abs=1)


def test_the_reasons_are_told_and_kept(tmp_path: Path) -> None:
    source = published("a.webm", (*VP9, *OPUS))
    reasons = [
        "The picture came as VP9 (96p); clips need H.264.",
        "The sound came as Opus; clips need AAC.",
    ]
    told: list[Packing] = []
    target = made(source, tmp_path, tell=told.append)
    assert [str(reason) for reason in foreseen_needs(TOOLS, [source])] == reasons
    assert [str(one.reason) for one in read_converted(target)] == reasons
    assert list(dict.fromkeys(str(one.reason) for one in told if one.reason)) == reasons
    assert [say(one.reason, "ko") for one in read_converted(target)] == [
        "영상이 VP9 형식(96p)으로 왔습니다. 클립에는 H.264가 필요합니다.",
        "소리가 Opus 형식으로 왔습니다. 클립에는 AAC가 필요합니다.",
    ]


@pytest.mark.parametrize("coding", [(*VP9, *OPUS), OPUS, VP9, ()], ids=["both", "s", "p", "none"])
def test_progress_only_grows_and_ends_at_one(tmp_path: Path, coding: tuple[str, ...]) -> None:
    told: list[Packing] = []
    made(published("a.mkv", coding), tmp_path, tell=told.append)
    done = [one.done for one in told]
    assert done == sorted(done)
    assert (done[-1], max(done[:-1]) < 1) == (1.0, True)


def test_pictures_keep_their_own_times(tmp_path: Path) -> None:
    """Slides change when they change: 40 of 180 pictures are missing, in 3 gaps."""
    gone = frozenset([*range(20, 30), *range(70, 95), *range(140, 145)])
    known = known_media(missing=gone, size=(160, 96))
    target = made(remade(known.paths[0], tmp_path / "a.mp4", *HEVC, "-fps_mode", "vfr"), tmp_path)
    assert read_barcodes(target) == [number for number in range(180) if number not in gone]
    shown = [one.at for one in play(target) if isinstance(one, PlayedPicture)]
    times = [round(1000 * (at - shown[0])) for at in shown]
    assert times == [known.frame_ms(number) for number in range(180) if number not in gone]


def test_clock_that_starts_again_and_a_size_that_changes(tmp_path: Path) -> None:
    """A livestream that dropped, and came back from another encoder."""
    small = known_media(container="mpegts", size=(160, 96))
    large = known_media(container="mpegts", size=(320, 192))
    joined = tmp_path / "joined.ts"
    joined.write_bytes(small.paths[0].read_bytes() + large.paths[0].read_bytes())
    target = made(joined, tmp_path)
    assert [str(one.reason) for one in read_converted(target)] == [
        "The picture changes its size on the way; clips need one size."
    ]
    assert read_barcodes(target) == [*range(180), *range(180)]
    assert find_joints(target, read_fragment_index(target)).sizes == {(320, 192)}
    first = sound_lag_ms(
        read_sound(target, *RECORDING_TIME)[: 6 * QUIET_RATE], known_sound(6, QUIET_RATE)
    )
    assert first == pytest.approx(0, abs=1)


def test_recording_without_keyframes_is_converted(tmp_path: Path) -> None:
    """It refreshes the picture column by column; only its first picture can be shown alone."""
    refreshed = ("-x264-params", "intra-refresh=1:keyint=infinite")
    known = known_media(seconds=66, rate=Fraction(10), gop=660, coding=refreshed, bframes=0)
    target = made(known.paths[0], tmp_path)
    assert [(one.kind, str(one.reason)) for one in read_converted(target)] == [
        (
            "picture",
            "The picture came with up to 66 seconds between places to cut at; clips need more.",
        )
    ]
    assert read_barcodes(target) == list(range(660))
    assert find_joints(target, read_fragment_index(target)).longest_ms == 2000
    lag = sound_lag_ms(read_sound(target, *RECORDING_TIME), known_sound(66, QUIET_RATE))
    assert lag == pytest.approx(0, abs=1)


def test_long_groups_that_can_be_cut_at_stay(tmp_path: Path) -> None:
    known = known_media(seconds=24, rate=Fraction(10), gop=110)
    assert read_converted(made(known.paths[0], tmp_path)) == ()


@pytest.mark.parametrize(
    ("size", "options", "shown"),
    [
        ((162, 90), (), (162, 90)),
        ((150, 91), (), (150, 92)),
        ((160, 96), ("-aspect", "5:1"), (480, 96)),
        ((2560, 1440), (), (1920, 1080)),
        ((720, 1600), (), (720, 1600)),
        ((1440, 2880), (), (960, 1920)),
    ],
    ids=["even", "odd", "wide pixels", "larger", "upright", "larger and upright"],
)
def test_pictures_become_even_square_and_no_larger_than_they_are_shown(
    tmp_path: Path, size: tuple[int, int], options: tuple[str, ...], shown: tuple[int, int]
) -> None:
    scaled = ("-vf", f"scale={size[0]}:{size[1]}")
    known = known_media(seconds=1, rate=Fraction(5), sound=False)
    source = remade(known.paths[0], tmp_path / "a.webm", *VP9, *scaled, *options)
    target = made(source, tmp_path)
    picture = examine(TOOLS, target).picture
    assert picture is not None
    assert (picture.width, picture.height, picture.pixel_shape) == (*shown, Fraction(1))
    assert read_barcodes(target) == list(range(5))


@pytest.mark.parametrize("turn", ["90", "180", "-90"])
def test_a_picture_that_asks_to_be_turned_is_turned(tmp_path: Path, turn: str) -> None:
    known = known_media(seconds=1, rate=Fraction(5), sound=False, size=(160, 96))
    plain = remade(known.paths[0], tmp_path / "plain.mp4", *HEVC)
    turned = tmp_path / "turned.mp4"
    line = (str(TOOLS.ffmpeg), "-v", "error", "-display_rotation", turn, "-i", str(plain))
    subprocess.run((*line, "-c", "copy", str(turned)), check=True)
    target = made(turned, tmp_path)
    picture = examine(TOOLS, target).picture
    assert picture is not None
    assert (picture.width, picture.rotation) == (160 if turn == "180" else 96, 0)
    difference = np.abs(brightness(target) - brightness(turned)).mean()
    assert difference < 3


def brightness(media: Path) -> Any:
    """All pictures, small, as players turn them."""
    line = (str(TOOLS.ffmpeg), "-v", "error", "-i", str(media), "-vf", "scale=16:16:flags=area")
    raw = (*line, "-pix_fmt", "gray", "-f", "rawvideo", "pipe:1")
    shown = subprocess.run(raw, check=True, capture_output=True).stdout
    return np.frombuffer(shown, np.uint8).astype(float)


def test_brighter_colours_are_brought_to_a_usual_screen(tmp_path: Path) -> None:
    tags = "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
    known = known_media(seconds=1, rate=Fraction(5), sound=False)
    source = remade(known.paths[0], tmp_path / "a.mp4", *HEVC[:4], "-x265-params", tags)
    target = made(source, tmp_path)
    assert read_barcodes(target) == list(range(5))
    shown = ("-show_entries", "stream=color_transfer,color_primaries,color_space", "-of", "csv=p=0")
    line = (str(TOOLS.ffprobe), "-v", "error", *shown, str(target))
    told = subprocess.run(line, capture_output=True, text=True, check=True).stdout.strip()
    assert told == "bt709,bt709,bt709"


def test_sound_alone_is_no_recording(tmp_path: Path) -> None:
    sound = remade(published("a.webm", (*VP9, *OPUS)), tmp_path / "s.webm", "-vn")
    refused(sound, tmp_path / "out", "“s.webm” holds no picture, only sound.")


def test_a_codec_nobody_can_convert_is_refused_before_any_work(tmp_path: Path) -> None:
    known = known_media(seconds=1, rate=Fraction(5), sound=False, size=(160, 96))
    odd = remade(known.paths[0], tmp_path / "odd.mov", "-c:v", "cinepak", "-pix_fmt", "rgb24")
    korean = "영상이 cinepak 형식인데, H.264로 변환할 수 없습니다."
    english = "The picture is coded as cinepak, which can't be converted to H.264."
    assert say(refused(odd, tmp_path / "out", english).sentence, "ko") == korean


@pytest.mark.parametrize("share", [0.4, 0.95])
def test_a_download_that_broke_off_is_refused_before_any_work(tmp_path: Path, share: float) -> None:
    whole = published("a.webm", (*VP9, *OPUS)).read_bytes()
    (tmp_path / "broken.webm").write_bytes(whole[: int(len(whole) * share)])
    sentence = "“broken.webm” is cut short: part of what it declares is missing. Download it again."
    refused(tmp_path / "broken.webm", tmp_path / "out", sentence)


def refused(source: Path, folder: Path, sentence: str) -> SourceRefusedError:
    with pytest.raises(SourceRefusedError) as error:
        made(source, folder)
    assert str(error.value) == sentence
    assert not folder.exists()
    return error.value


PARENT = """
import sys
from pathlib import Path
from archive.media.normalise import make_recording
from tests.media import TOOLS
folder = Path(sys.argv[1])
make_recording(TOOLS, [Path(sys.argv[2])], folder / "recording.mp4", folder / "converting")
"""

FULL_PARENT = """
import resource, sys
from pathlib import Path
from archive.errors import StorageFullError
from archive.media.normalise import make_recording
from tests.media import TOOLS
folder = Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    make_recording(TOOLS, [Path(sys.argv[2])], folder / "recording.mp4", folder / "converting")
except StorageFullError as error:
    print(error)
"""


def long_source() -> Path:
    """Long enough to be killed in: 40 seconds."""
    known = known_media(seconds=40, size=(320, 192), sound=False)
    return remade(known.paths[0], Path(mkdtemp()) / "a.mp4", *HEVC)


def test_a_killed_worker_goes_on_behind_the_last_whole_group(tmp_path: Path) -> None:
    source, grown = long_source(), tmp_path / "converting" / "picture.mp4"
    line = (sys.executable, "-c", PARENT, str(tmp_path), str(source))
    with subprocess.Popen(line, cwd=PROJECT) as parent:
        while not (grown.exists() and grown.stat().st_size > 20_000):
            assert parent.poll() is None
            os.sched_yield()
        (child,) = children(parent.pid)
        parent.send_signal(signal.SIGKILL)
    wait_until_gone(child)
    assert not (tmp_path / "recording.mp4").exists()
    told: list[Packing] = []
    target = made(source, tmp_path, tell=told.append)
    begun = [one.done for one in told if one.reason and one.done]
    assert 0.05 < begun[0] < 0.97
    assert read_barcodes(target) == list(range(1200))
    index = read_fragment_index(target)
    assert [index.start_ms(number) for number in range(len(index.fragments))] == [
        2000 * number for number in range(20)
    ]


def children(process: int) -> list[int]:
    told = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(word) for word in told.split()]


@pytest.mark.parametrize("left", [1, 700, 5000, -1, -2000])
def test_a_picture_that_was_begun_is_finished_as_if_nothing_had_happened(
    tmp_path: Path, left: int
) -> None:
    """``left`` bytes lie there, or all but so many."""
    source = published("a.mp4", HEVC)
    target = tmp_path / "picture.mp4"
    order = RecodingOrder(str(source), 0, str(target), 0, is_interlaced=False, size=(160, 96))
    subprocess.run(recoding_command(order), cwd=PROJECT, check=True, capture_output=True)
    whole = target.read_bytes()
    target.write_bytes(whole[:left])
    subprocess.run(recoding_command(order), cwd=PROJECT, check=True, capture_output=True)
    assert read_barcodes(target) == list(range(180))
    assert read_fragment_index(target).duration_ms == 6000


def test_a_full_disk_is_said_and_the_old_recording_stays(tmp_path: Path) -> None:
    (tmp_path / "recording.mp4").write_bytes(b"old")
    line = (sys.executable, "-c", FULL_PARENT, str(tmp_path), str(long_source()))
    said = subprocess.run(line, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert said == "The disk is full. Free some space; the work goes on by itself afterwards.\n"
    assert (tmp_path / "recording.mp4").read_bytes() == b"old"


def test_what_was_begun_from_another_file_is_not_used(tmp_path: Path) -> None:
    second, workplace = published("a.webm", (*AV1, *OPUS)), tmp_path / "converting"
    workplace.mkdir()
    order = RecodingOrder(
        str(known_media(size=(160, 96), seconds=2).paths[0]), 0, str(workplace / "picture.mp4"),
        0, is_interlaced=False, size=(160, 96),
    )  # fmt: skip
    subprocess.run(recoding_command(order), cwd=PROJECT, check=True, capture_output=True)
    assert read_barcodes(made(second, tmp_path)) == list(range(180))
