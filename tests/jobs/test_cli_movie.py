"""The command ``clip`` cuts any file exactly and prints its proof."""

import json
from pathlib import Path

import pytest

from archive.media.fragments import read_fragment_index, save_fragment_index
from archive.media.pack import pack
from jobs.cli import main
from tests.media import TOOLS, known_media, read_barcodes


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


def test_packed_recording_is_cut_as_it_lies(tmp_path: Path) -> None:
    media = tmp_path / "recording.mp4"
    pack(TOOLS, known_media().paths, media)
    save_fragment_index(read_fragment_index(media), tmp_path / "fragments.json")
    assert clip(media, "1", "frame:180", tmp_path / "clip.mp4") == 0
    assert read_barcodes(tmp_path / "clip.mp4") == list(range(30, 180))


def test_sound_alone_is_written_as_m4a(tmp_path: Path) -> None:
    (source,) = known_media().paths
    assert clip(source, "1", "2", tmp_path / "clip.m4a") == 0
    assert [path.name for path in tmp_path.iterdir()] == ["clip.m4a"]


@pytest.mark.parametrize(
    ("begin", "end", "sentence"),
    [
        ("noon", "5", "“noon” is no point in time; write 1:02:03.500, 3723.5 or frame:111705."),
        ("5", "frame:-1", "“frame:-1” is no point in time"),
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
