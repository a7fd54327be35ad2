"""The keyframe index agrees with ffprobe, and says so when its file is damaged."""

import json
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from archive.errors import ToolFailedError
from archive.media.fragments import (
    Fragment,
    FragmentIndex,
    load_fragment_index,
    read_fragment_index,
    save_fragment_index,
)
from archive.media.pack import pack
from tests.media import TOOLS, known_media


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    pack(TOOLS, known_media().paths, tmp_path / "recording.mp4")
    return tmp_path / "recording.mp4"


def keyframes_seen_by_ffprobe(path: Path) -> list[tuple[int, int]]:
    """Time in ticks from the first keyframe, and place in the file."""
    shown = ("-select_streams", "v:0", "-show_entries", "packet=pts,pos,flags")
    line = (str(TOOLS.ffprobe), "-v", "error", "-print_format", "json", *shown, str(path))
    packets: list[dict[str, Any]] = json.loads(
        subprocess.run(line, capture_output=True, check=True).stdout
    )["packets"]
    keys = [packet for packet in packets if packet["flags"].startswith("K")]
    return [(packet["pts"] - keys[0]["pts"], int(packet["pos"])) for packet in keys]


@pytest.mark.parametrize("container", ["mp4", "mpegts"])
@pytest.mark.parametrize(("rate", "gop"), [(Fraction(30), 30), (Fraction(30000, 1001), 47)])
def test_index_agrees_with_ffprobe(
    tmp_path: Path, container: Any, rate: Fraction, gop: int
) -> None:
    target = tmp_path / "recording.mp4"
    pack(TOOLS, known_media(container=container, rate=rate, gop=gop).paths, target)
    index = read_fragment_index(target)
    seen = keyframes_seen_by_ffprobe(target)
    assert [fragment.start for fragment in index.fragments] == [ticks for ticks, _ in seen]
    for fragment, (_, place) in zip(index.fragments, seen, strict=True):
        assert fragment.offset < place < fragment.offset + fragment.size


def test_index_knows_the_keyframes_that_were_made(tmp_path: Path) -> None:
    known = known_media(rate=Fraction(25), gop=20)
    pack(TOOLS, known.paths, tmp_path / "recording.mp4")
    index = read_fragment_index(tmp_path / "recording.mp4")
    starts = [index.start_ms(number) for number in range(len(index.fragments))]
    assert starts == [known.frame_ms(frame) for frame in known.keyframes]
    assert index.duration_ms == known.duration_ms


def test_header_and_fragments_fill_the_file(packed: Path) -> None:
    index = read_fragment_index(packed)
    ends = [index.init_size, *(part.offset + part.size for part in index.fragments)]
    assert [part.offset for part in index.fragments] == ends[:-1]
    assert ends[-1] == packed.stat().st_size


def test_kept_index_is_the_same_index(packed: Path, tmp_path: Path) -> None:
    index = read_fragment_index(packed)
    for _ in range(2):
        save_fragment_index(index, tmp_path / "fragments.json")
        assert load_fragment_index(tmp_path / "fragments.json") == index


def test_milliseconds_are_rounded_to_the_nearest() -> None:
    index = FragmentIndex(1000, 30000, 90090, (Fragment(1000, 10, 0), Fragment(1010, 10, 1001)))
    assert [index.start_ms(number) for number in range(3)] == [0, 33, 3003]
    assert [index.milliseconds(ticks) for ticks in (14, 15, 44, 45)] == [0, 1, 1, 2]


@pytest.mark.parametrize("missing", [1, 1000, 20000])
def test_file_cut_short_is_called_damaged(packed: Path, missing: int) -> None:
    packed.write_bytes(packed.read_bytes()[:-missing])
    with pytest.raises(ToolFailedError) as failed:
        read_fragment_index(packed)
    assert "The file recording.mp4 of a packed recording is damaged: the box at" in str(
        failed.value
    )


@pytest.mark.parametrize("content", [b"", b"abc", b"A letter, not a recording.", bytes(100)])
def test_file_that_is_no_recording_is_called_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "recording.mp4"
    path.write_bytes(content)
    with pytest.raises(ToolFailedError):
        read_fragment_index(path)


def test_every_broken_byte_of_a_header_is_survived(packed: Path) -> None:
    """Whatever a damaged disk gives back, the reader answers with an index or with its error."""
    whole = packed.read_bytes()
    first = read_fragment_index(packed).fragments[0].offset
    damaged = 0
    for place in range(0, first + 200, 3):
        packed.write_bytes(whole[:place] + b"\xff" + whole[place + 1 :])
        try:
            read_fragment_index(packed)
        except ToolFailedError:
            damaged += 1
    assert damaged > 10


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 0}', '{"version": 1}'])
def test_damaged_index_is_called_damaged(tmp_path: Path, content: str) -> None:
    path = tmp_path / "fragments.json"
    path.write_text(content)
    with pytest.raises(ToolFailedError):
        load_fragment_index(path)
