"""Running a program: its progress, its failures, its end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive.errors import StoppedError, StorageFullError, ToolFailedError
from archive.media.ffmpeg import Input, Output, convert, convert_command, run
from archive.media.pack import pack
from tests.archive.media.programs import is_running, killed_tools, slow_tools, wait_until_gone
from tests.media import TOOLS, known_media
from tests.paths import PROJECT

PACKING_PARENT = """
import sys
from pathlib import Path
from archive.media.pack import pack
from tests.archive.media.programs import slow_tools
folder = Path(sys.argv[1])
pack(slow_tools(folder), [Path(sys.argv[2])], folder / "out" / "recording.mp4")
"""

FULL_DISK_PARENT = """
import resource, sys
from pathlib import Path
from archive.errors import StorageFullError
from archive.media.pack import pack
from tests.media import TOOLS
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    pack(TOOLS, [Path(sys.argv[2])], Path(sys.argv[1]) / "recording.mp4")
except StorageFullError as error:
    print(error)
"""


def copy_command(source: Path, target: str) -> tuple[str, ...]:
    options = {"c": "copy", "f": "mpegts"}
    return convert_command(TOOLS, [Input(source, ("v:0",))], Output(target, options))


def test_progress_only_grows_and_ends_at_one(tmp_path: Path) -> None:
    known = known_media()
    heard: list[float] = []
    command = copy_command(known.paths[0], f"file:{tmp_path}/copy.ts")
    convert(command, duration_ms=known.duration_ms, report=heard.append)
    assert heard == sorted(set(heard))
    assert heard[-1] == 1.0


def test_output_is_handed_over_whole() -> None:
    heard = bytearray()
    run(("/bin/sh", "-c", "head -c 3000000 /dev/zero"), on_output=heard.extend)
    assert heard == bytes(3_000_000)


def test_flood_of_complaints_neither_blocks_nor_is_kept() -> None:
    flood = "for n in $(seq 60000); do echo complaint number $n >&2; done; exit 3"
    with pytest.raises(ToolFailedError) as failed:
        run(("/bin/sh", "-c", flood))
    assert failed.value.exit_code == 3
    assert failed.value.command == ("/bin/sh", "-c", flood)
    assert failed.value.last_lines == tuple(f"complaint number {n}" for n in range(59981, 60001))
    assert str(failed.value) == "sh ended badly, with exit code 3: complaint number 60000"


def test_program_that_is_absent_fails_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(ToolFailedError):
        run((str(tmp_path / "nothing"),))


def test_program_that_works_longer_than_it_may_is_ended() -> None:
    with pytest.raises(ToolFailedError) as failed:
        run(("sh", "-c", "while :; do :; done"), cpu_seconds=1)
    assert (failed.value.exit_code or 0) < 0


def test_program_finds_what_it_is_given_in_its_environment() -> None:
    heard = bytearray()
    run(("sh", "-c", "echo $SLIDES $HOME"), on_output=heard.extend, environment={"SLIDES": "7"})
    assert heard.decode().split() == ["7", os.environ["HOME"]]


def test_killed_program_fails_and_leaves_no_half_file(tmp_path: Path) -> None:
    target = tmp_path / "out" / "recording.mp4"
    with pytest.raises(ToolFailedError) as failed:
        pack(killed_tools(tmp_path), known_media().paths, target)
    assert failed.value.exit_code == -9
    assert list(target.parent.iterdir()) == []


def test_stopped_work_ends_its_program_and_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "out" / "recording.mp4"
    with pytest.raises(StoppedError):
        pack(slow_tools(tmp_path), known_media().paths, target, stop=(tmp_path / "id").exists)
    assert not is_running(int((tmp_path / "id").read_text()))
    assert list(target.parent.iterdir()) == []


def test_program_that_ignores_the_question_is_killed_with_its_children(tmp_path: Path) -> None:
    stubborn = f"trap '' TERM; sleep 1000 & echo $$ $! > {tmp_path}/ids; wait; wait"
    with pytest.raises(StoppedError):
        run(("/bin/sh", "-c", stubborn), stop=(tmp_path / "ids").exists)
    shell, sleeper = map(int, (tmp_path / "ids").read_text().split())
    assert not is_running(shell)
    wait_until_gone(sleeper)


def test_program_dies_with_the_process_that_started_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "id")
    line = [sys.executable, "-c", PACKING_PARENT, str(tmp_path), str(known_media().paths[0])]
    with subprocess.Popen(line, cwd=PROJECT) as parent:
        child = int((tmp_path / "id").read_text())
        assert is_running(child)
        parent.kill()
    wait_until_gone(child)


def test_error_of_a_listener_ends_the_program(tmp_path: Path) -> None:
    def refuse(data: bytes) -> None:
        raise LookupError(int(data))

    with pytest.raises(LookupError) as heard:
        run(("/bin/sh", "-c", "echo $$; sleep 1000"), on_output=refuse)
    assert not is_running(heard.value.args[0])


def test_full_device_is_a_full_disk() -> None:
    with pytest.raises(StorageFullError):
        run(copy_command(known_media().paths[0], "file:/dev/full"))


def test_full_disk_while_packing_leaves_nothing(tmp_path: Path) -> None:
    line = [sys.executable, "-c", FULL_DISK_PARENT, str(tmp_path), str(known_media().paths[0])]
    done = subprocess.run(line, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout == (
        "The disk is full. Free some space; the work goes on by itself afterwards.\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("container", ["hls", "concat"])
def test_file_that_lists_other_files_is_not_followed(tmp_path: Path, container: str) -> None:
    secret = known_media(container="mpegts").paths[0]
    texts = {
        "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\n{secret}\n#EXT-X-ENDLIST\n",
        "concat": f"ffconcat version 1.0\nfile {secret}\n",
    }
    listing = tmp_path / "video"
    listing.write_text(texts[container])
    with pytest.raises(ToolFailedError):
        run(copy_command(listing, f"file:{tmp_path}/copy.ts"))
