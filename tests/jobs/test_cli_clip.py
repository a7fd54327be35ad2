"""The command ``clip``: exact on any file, without a catalogue."""

import json
from pathlib import Path
from typing import Any

import pytest

from jobs.cli import main
from tests.media import known_media, read_barcodes, remade

HLS = ("-protocol_whitelist", "file", "-allowed_extensions", "ALL")


def clip(
    capsysbinary: pytest.CaptureFixture[bytes], media: Path, folder: Path, *words: str
) -> tuple[int, Any]:
    """Exit code and answer."""
    code = main(("clip", str(media), "--hls", str(folder), "--json", *words))
    out = capsysbinary.readouterr().out
    return code, json.loads(out) if out else None


@pytest.mark.parametrize(
    ("start", "end", "frames"),
    [
        ("00:00:01.500", "4.3", range(45, 129)),
        ("frame:46", "frame:47", range(46, 47)),
        ("frame:0", "frame:180", range(180)),
        ("2", "frame:100", range(60, 100)),
    ],
)
def test_a_file_is_cut_exactly_and_the_proof_is_made_again(
    start: str,
    end: str,
    frames: range,
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    media = known_media().paths[0]
    words = ("--in", start, "--out", end)
    code, proof = clip(capsysbinary, media, tmp_path, *words, "--verify")
    assert (code, proof.pop("verified")) == (0, True)
    assert read_barcodes(tmp_path / "playlist.m3u8", *HLS) == list(frames)
    assert proof["frames"] == len(frames)
    assert clip(capsysbinary, media, tmp_path, *words) == (0, proof)


def test_a_second_cut_of_the_same_file_packs_nothing_again(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    media = known_media().paths[0]
    clip(capsysbinary, media, tmp_path, "--in", "1.5", "--out", "4.3")
    packed = (tmp_path / "recording.mp4").stat()
    clip(capsysbinary, media, tmp_path, "--in", "1", "--out", "5")
    assert (tmp_path / "recording.mp4").stat() == packed
    assert read_barcodes(tmp_path / "playlist.m3u8", *HLS) == list(range(30, 150))


def test_a_packed_recording_is_linked(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    media = known_media().paths[0]
    clip(capsysbinary, media, tmp_path / "one", "--in", "1.5", "--out", "4.3")
    packed = tmp_path / "one" / "recording.mp4"
    clip(capsysbinary, packed, tmp_path / "two", "--in", "1.5", "--out", "4.3")
    assert (tmp_path / "two" / "recording.mp4").samefile(packed)


def test_what_clips_cant_be_cut_from_is_converted_into_the_folder(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    coding = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "200k")
    media = remade(known_media().paths[0], tmp_path / "a.webm", *coding, "-c:a", "libopus")
    folder = tmp_path / "hls"
    words = ("--in", "1.5", "--out", "4.3", "--verify")
    code, proof = clip(capsysbinary, media, folder, *words)
    assert (code, proof["verified"], proof["frames"]) == (0, True, 84)
    assert read_barcodes(folder / "playlist.m3u8", *HLS) == list(range(45, 129))
    packed = (folder / "recording.mp4").stat()
    clip(capsysbinary, media, folder, "--in", "1", "--out", "5")
    assert (folder / "recording.mp4").stat() == packed


@pytest.mark.parametrize(
    ("start", "end"),
    [("frame:x", "4"), ("frame:-1", "4"), ("4", "4"), ("soon", "4"), ("5", "4"), ("99", "100")],
)
def test_what_is_no_cut_is_refused_with_a_sentence(
    start: str, end: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    media = known_media().paths[0]
    code = main(("clip", str(media), "--hls", str(tmp_path), f"--in={start}", f"--out={end}"))
    written = capsysbinary.readouterr()
    assert (code, written.out) == (2, b"")
    assert written.err.decode().count("\n") == 1


def test_a_file_that_is_not_there_is_refused(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert clip(capsysbinary, tmp_path / "none.mp4", tmp_path, "--in", "1", "--out", "2") == (
        2,
        None,
    )
