"""Which programs are found."""

import shutil
import subprocess
from pathlib import Path

import pytest

from archive.errors import RefusedError
from archive.media.tools import find_tools, linked_tools
from tests.media import TOOLS


def test_programs_of_the_installed_package_are_found_and_run() -> None:
    tools = find_tools()
    shown = [
        subprocess.run([program, "-version"], capture_output=True, text=True, check=True).stdout
        for program in (tools.ffmpeg, tools.ffprobe)
    ]
    assert [line.split()[0] for line in shown] == ["ffmpeg", "ffprobe"]


def test_operators_folder_comes_first(tmp_path: Path) -> None:
    linked_tools(TOOLS, tmp_path)
    tools = find_tools(tmp_path)
    assert (tools.ffmpeg, tools.ffprobe) == (tmp_path / "ffmpeg", tmp_path / "ffprobe")


def test_folder_without_ffprobe_is_refused_by_name(tmp_path: Path) -> None:
    shutil.copy("/bin/true", tmp_path / "ffmpeg")
    with pytest.raises(RefusedError) as refused:
        find_tools(tmp_path)
    assert str(refused.value) == (
        "DASIBOGI_FFMPEG_FOLDER must hold programs named ffmpeg and ffprobe;"
        f" {tmp_path / 'ffprobe'} is none."
    )


def test_programs_are_linked_by_the_names_others_expect_twice(tmp_path: Path) -> None:
    for _ in range(2):
        assert linked_tools(TOOLS, tmp_path / "bin") == tmp_path / "bin"
        assert {link.name: link.readlink() for link in (tmp_path / "bin").iterdir()} == {
            "ffmpeg": TOOLS.ffmpeg,
            "ffprobe": TOOLS.ffprobe,
        }
