"""The command ``clip`` cuts any file exactly and prints its proof."""

import json
import subprocess
from fractions import Fraction
from math import ceil
from pathlib import Path

import pytest

from archive.media.fragments import read_fragment_index, save_fragment_index
from archive.media.pack import pack
from jobs.cli import main
from tests.media import (
    QUIET_RATE,
    TOOLS,
    known_media,
    known_sound,
    read_barcodes,
    read_sound,
    remade,
    sound_lag_ms,
)

VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "200k")

PACKET_MS = Fraction(1024 * 1000, 44100)


def clip(media: Path, begin: str, end: str, target: Path, *more: str) -> int:
    return main(["clip", str(media), "--in", begin, "--out", end, "-o", str(target), *more])


def test_clip_of_any_file_prints_its_proof(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source,) = known_media(sound=False, container="mpegts").paths
    target = tmp_path / "clip.mp4"
    assert clip(source, "00:00:01.510", "5.23", target, "--verify", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "in_ms": 1510,
        "out_ms": 5230,
        "first_frame_ms": 1533,
        "last_frame_ms": 5200,
        "frames": 111,
        "frames_encoded": 21,
        "packets_copied": 90,
        "joints": [
            {"at_ms": 2000, "before": "encoded", "after": "recording"},
            {"at_ms": 5000, "before": "recording", "after": "encoded"},
        ],
        "verified": True,
    }
    assert read_barcodes(target) == list(range(46, 157))
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_points_may_be_numbers_of_pictures(tmp_path: Path) -> None:
    (source,) = known_media().paths
    assert clip(source, "frame:47", "frame:128", tmp_path / "clip.mp4") == 0
    assert read_barcodes(tmp_path / "clip.mp4") == list(range(47, 128))


@pytest.mark.parametrize("form", ["late picture", "hidden pictures", "MPEG-TS"])
def test_times_are_those_that_players_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """Whatever lies in a file before its clock begins, or before its picture does."""
    (source,) = known_media(
        picture_delay_ms=400 if form != "hidden pictures" else 0,
        container="mpegts" if form == "MPEG-TS" else "mp4",
    ).paths
    # Sound that primes a decoder begins a packet earlier; where it is not hidden, the clock does.
    first, begins = 0, Fraction(400) + (PACKET_MS if form == "MPEG-TS" else 0)
    if form == "hidden pictures":
        words = (str(TOOLS.ffmpeg), "-v", "error", "-ss", "0.5", "-i", str(source), "-c", "copy")
        source = tmp_path / "hidden.mp4"
        subprocess.run((*words, str(source)), check=True)
        first, begins = 15, Fraction(0)
    target = tmp_path / "clip.mp4"
    number = ceil((2000 - begins) * 30 / 1000)
    assert clip(source, "2", "3.5", target, "--json") == 0
    proof = json.loads(capsys.readouterr().out)
    assert (proof["in_ms"], proof["out_ms"], proof["first_frame_ms"]) == (
        2000,
        3500,
        round(begins + number * Fraction(1000, 30)),
    )
    assert read_barcodes(target) == list(range(first + number, first + number + 45))
    assert clip(source, "frame:7", "frame:9", target) == 0
    assert read_barcodes(target) == [first + 7, first + 8]


def test_packed_recording_is_cut_as_it_lies(tmp_path: Path) -> None:
    media = tmp_path / "recording.mp4"
    pack(TOOLS, known_media().paths, media)
    save_fragment_index(read_fragment_index(media), tmp_path / "fragments.json")
    assert clip(media, "1", "frame:180", tmp_path / "clip.mp4") == 0
    assert read_barcodes(tmp_path / "clip.mp4") == list(range(30, 180))


CODINGS = {
    "VP9 and Opus": ("a.webm", (*VP9, "-c:a", "libopus"), ["VP9", "Opus"]),
    "AV1 and Opus": (
        "a.webm",
        ("-c:v", "libsvtav1", "-preset", "10", "-crf", "20", "-g", "60", "-c:a", "libopus"),
        ["AV1", "Opus"],
    ),
    "HEVC and AAC": (
        "a.mp4",
        ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error"),
        ["HEVC"],
    ),
    "H.264 and MP3": ("a.mp4", ("-c:a", "libmp3lame"), ["MP3"]),
}


@pytest.mark.parametrize(("name", "coding", "told"), CODINGS.values(), ids=CODINGS)
def test_what_clips_cant_be_cut_from_is_converted_once_and_cut_exactly(
    name: str,
    coding: tuple[str, ...],
    told: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source = remade(known_media(size=(160, 96)).paths[0], tmp_path / name, *coding)
    target, kept = tmp_path / "clip.mp4", tmp_path / f"{name}.recording"
    assert clip(source, "1.51", "5.23", target, "--verify", "--json") == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["verified"] is True
    assert read_barcodes(target) == list(range(46, 157))
    lag = sound_lag_ms(read_sound(target), known_sound(6, QUIET_RATE))
    assert lag == pytest.approx(-46000 / 30, abs=1)
    lines = said.err.splitlines()
    promise = f"It is converted once, before the clip is cut; the result is kept in {kept}."
    assert [codec for codec in told if codec in said.err] == told
    assert (len(lines), lines[1]) == (len(told) + 1, promise)
    packed = (kept / "recording.mp4").stat()
    assert clip(source, "2", "4", target, "--verify") == 0
    assert capsys.readouterr().err == ""
    assert (kept / "recording.mp4").stat() == packed
    assert read_barcodes(target) == list(range(60, 120))


def test_sound_without_a_picture_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = remade(known_media().paths[0], tmp_path / "sound.m4a", "-vn")
    assert clip(sound, "1", "2", tmp_path / "clip.mp4") == 2
    assert capsys.readouterr().err == "“sound.m4a” holds no picture, only sound.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["sound.m4a"]


def test_sound_alone_is_written_as_m4a(tmp_path: Path) -> None:
    (source,) = known_media().paths
    assert clip(source, "1", "2", tmp_path / "clip.m4a") == 0
    assert [path.name for path in tmp_path.iterdir()] == ["clip.m4a"]


@pytest.mark.parametrize(
    ("begin", "end", "sentence"),
    [
        ("noon", "5", "“noon” is no point in time; write 1:02:03.500, 3723.5 or frame:111705."),
        ("5", "frame:-1", "“frame:-1” is no point in time"),
        ("5", "frame:181", "The file ends before picture 181."),
        ("5", "4", "The out point 00:00:04.000 must come after the in point 00:00:05.000."),
        ("8", "9", "No picture of the recording lies between 00:00:08.000 and 00:00:09.000."),
    ],
)
def test_what_makes_no_clip_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], begin: str, end: str, sentence: str
) -> None:
    (source,) = known_media().paths
    assert clip(source, begin, end, tmp_path / "clip.mp4") == 2
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_file_that_is_not_there_or_no_video_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.mp4").write_text("no video")
    assert clip(tmp_path / "none.mp4", "0", "1", tmp_path / "clip.mp4") == 2
    assert clip(tmp_path / "text.mp4", "0", "1", tmp_path / "clip.mp4") == 2
    assert clip(tmp_path / "text.mp4", "0", "1", tmp_path / "text.mp4") == 2
    assert capsys.readouterr().out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["text.mp4"]
