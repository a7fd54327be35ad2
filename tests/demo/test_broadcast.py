"""The livestream as yt-dlp, the archive's own downloader, sees and keeps it."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from yt_dlp import YoutubeDL

from archive.media.tools import find_tools, linked_tools
from demo.broadcast import Broadcast, make_broadcast
from demo.page import CHAPTERS
from demo.timeline import Caption
from tests.demo.conftest import SHORT


@pytest.fixture
def download(origin: str, tmp_path: Path) -> tuple[dict[str, Any], Path]:
    """What yt-dlp says of the page, and the folder it filled."""
    options = {
        "quiet": True,
        "noprogress": True,
        "no_warnings": True,
        "writesubtitles": True,
        "subtitleslangs": ["all"],
        "outtmpl": str(tmp_path / "got" / "it.%(ext)s"),
        "cachedir": False,
        "ffmpeg_location": str(linked_tools(find_tools(), tmp_path / "tools")),
    }
    with YoutubeDL(options) as downloader:
        info = downloader.extract_info(f"{origin}/")
    return info, tmp_path / "got"


def test_title_chapters_and_languages_are_found_on_the_page(
    download: tuple[dict[str, Any], Path], broadcast: Broadcast
) -> None:
    info, _ = download
    forum = broadcast.story.forum
    assert info["title"] == f"{forum.title_ko} 생중계 · {forum.title_en} livestream"
    assert set(info["subtitles"]) == {"ko", "en"}
    rows = broadcast.timeline.rows()
    found = {chapter["title"]: chapter["start_time"] for chapter in info["chapters"]}
    wanted = {name: rows[row].start / 1000 for row, name in CHAPTERS.items()}
    assert {title: found.get(title) for title in wanted} == wanted


def test_recording_begins_at_zero_and_lasts_as_long_as_the_truth(
    download: tuple[dict[str, Any], Path], broadcast: Broadcast
) -> None:
    _, folder = download
    entries = "stream=codec_name,start_time,duration"
    command = [str(find_tools().ffprobe), "-v", "error", "-show_entries", entries, "-of", "json"]
    said = subprocess.run([*command, str(folder / "it.mp4")], capture_output=True, check=True)
    streams = {stream["codec_name"]: stream for stream in json.loads(said.stdout)["streams"]}
    assert sorted(streams) == ["aac", "h264"]
    for stream in streams.values():
        assert float(stream["start_time"]) == 0
        assert float(stream["duration"]) == pytest.approx(
            broadcast.timeline.duration / 1000, abs=0.1
        )


def test_every_cue_arrives_once_and_in_order(
    download: tuple[dict[str, Any], Path], broadcast: Broadcast
) -> None:
    _, folder = download
    for language, cues in (("ko", broadcast.timeline.ko), ("en", broadcast.timeline.en)):
        assert _texts(folder / f"it.{language}.vtt") == [cue.text for cue in cues]


def _texts(captions: Path) -> list[str]:
    return re.findall(r"-->.*\n(.+)", captions.read_text(encoding="utf-8"))


def test_truth_lists_every_row_of_the_programme(broadcast: Broadcast) -> None:
    truth = json.loads((broadcast.folder / "truth.json").read_text())
    assert [row["row"] for row in truth["rows"]] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert truth["duration"] == broadcast.timeline.duration
    assert truth["cues"] == {"ko": len(broadcast.timeline.ko), "en": len(broadcast.timeline.en)}


def test_second_making_keeps_the_first(broadcast: Broadcast, kept: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in sorted(broadcast.folder.iterdir())}
    again = make_broadcast(kept, SHORT)
    assert {file: file.stat().st_mtime_ns for file in sorted(again.folder.iterdir())} == before
    assert [folder.name for folder in kept.iterdir()] == [broadcast.folder.name]


def test_cue_on_a_border_stands_in_both_pieces(broadcast: Broadcast) -> None:
    pieces = sorted(broadcast.folder.glob("captions.ko-*.vtt"))
    listed = sum(len(_texts(piece)) for piece in pieces)
    borders = range(60_000, broadcast.timeline.duration, 60_000)
    twice = sum(_straddles(cue, border) for cue in broadcast.timeline.ko for border in borders)
    assert listed == len(broadcast.timeline.ko) + twice


def _straddles(cue: Caption, border: int) -> bool:
    return cue.span.start < border < cue.span.end
