"""Files appear whole or not at all; a folder is held by one process."""

import multiprocessing
import resource
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from archive.errors import RecordingBusyError, StorageFullError
from archive.storage import RecordingFiles, held, recording_files, written_beside


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "clip.mp4"

    with written_beside(target) as beside:
        beside.write_bytes(b"half")
        assert not target.exists()
        beside.write_bytes(b"whole")

    assert target.read_bytes() == b"whole"
    assert list(target.parent.iterdir()) == [target]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "clip.mp4"
    target.write_bytes(b"old")

    with pytest.raises(RuntimeError):
        _write_and_fail(target)

    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "clip.mp4"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(StorageFullError), written_beside(target) as beside:
            beside.write_bytes(b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert list(tmp_path.iterdir()) == []


def test_who_holds_a_recording_removes_what_a_killed_holder_left(tmp_path: Path) -> None:
    files = recording_files(tmp_path, 7)
    files.folder.mkdir(parents=True)
    files.media.write_bytes(b"whole")
    (files.folder / ".recording.123.part.mp4").write_bytes(b"half")
    (files.folder / ".filmstrip.123.part").mkdir()
    (files.folder / ".filmstrip.123.part" / "sheet.jpg").write_bytes(b"half")

    with held(files):
        assert sorted(path.name for path in files.folder.iterdir()) == [".lock", "recording.mp4"]


def test_one_process_holds_a_recording(tmp_path: Path) -> None:
    files = recording_files(tmp_path, 7)
    ours, theirs = multiprocessing.Pipe()
    holder = multiprocessing.get_context("spawn").Process(target=_hold, args=(files, theirs))
    holder.start()
    assert ours.recv() == "held"

    with pytest.raises(RecordingBusyError), held(files):
        pass

    holder.kill()
    holder.join()
    with held(files):
        pass


def _write_and_fail(target: Path) -> None:
    with written_beside(target) as beside:
        beside.write_bytes(b"half")
        raise RuntimeError


def _hold(files: RecordingFiles, pipe: Connection) -> None:
    with held(files):
        pipe.send("held")
        pipe.recv()
