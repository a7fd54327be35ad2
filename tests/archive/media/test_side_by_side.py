"""What is heard and seen of a recording at once is what is heard and seen one after the other."""

from pathlib import Path
from threading import Barrier

import pytest

from archive.errors import StoppedError, ToolFailedError
from archive.media.ffmpeg import Stop
from archive.media.filmstrip import make_filmstrip
from archive.media.listening import listen
from archive.media.output import Report
from archive.media.pack import pack
from archive.media.side_by_side import side_by_side
from archive.storage import RecordingFiles
from jobs.steps.media import measures
from tests.archive.media.programs import endless_tools, killed_tools, wait_until_gone
from tests.media import TOOLS, known_media

SECONDS = 60
"""Nobody waits so long, unless a test has failed."""


def packed(folder: Path) -> RecordingFiles:
    files = RecordingFiles(folder)
    pack(TOOLS, known_media().paths, files.media)
    return files


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_files_are_those_made_one_after_the_other(tmp_path: Path) -> None:
    one, other = packed(tmp_path / "one"), packed(tmp_path / "other")
    listen(TOOLS, one.media, 6000, waveform=one.waveform, sound=one.sound)
    make_filmstrip(TOOLS, one.media, 6000, one.filmstrip)
    heard: list[float] = []
    side_by_side(measures(TOOLS, other, 6000), report=heard.append)
    assert contents(other.folder) == contents(one.folder)
    assert heard == sorted(set(heard))
    assert heard[-1] == 1.0


def test_works_are_done_at_the_same_time() -> None:
    """Each waits for the other, so one after the other would never end."""
    both = Barrier(2, timeout=SECONDS)

    def work(report: Report, stop: Stop) -> None:
        both.wait()

    side_by_side([work, work])
    assert not both.broken


def test_when_one_fails_the_other_is_stopped_and_its_error_is_the_one_raised(
    tmp_path: Path,
) -> None:
    files, endless, killed = packed(tmp_path / "media"), tmp_path / "endless", tmp_path / "killed"
    before = contents(files.folder)
    waveform, _ = measures(killed_tools(made(killed)), files, 6000)
    _, filmstrip = measures(endless_tools(made(endless)), files, 6000)
    with pytest.raises(ToolFailedError) as failed:
        side_by_side([waveform, filmstrip])
    assert failed.value.exit_code == -9
    assert contents(files.folder) == before
    for process in started_in(endless):
        wait_until_gone(process)


def test_stopped_in_the_middle_both_end_and_nothing_is_half_written(tmp_path: Path) -> None:
    files, folders = packed(tmp_path / "media"), (made(tmp_path / "one"), made(tmp_path / "two"))
    before = contents(files.folder)
    works = [
        measures(endless_tools(folder), files, 6000)[number]
        for number, folder in enumerate(folders)
    ]
    with pytest.raises(StoppedError):
        side_by_side(works, stop=lambda: all(started_in(folder) for folder in folders))
    assert contents(files.folder) == before
    for folder in folders:
        (process,) = started_in(folder)
        wait_until_gone(process)


def test_whatever_the_listener_raises_ends_all(tmp_path: Path) -> None:
    """A worker that ends says so in place of listening."""
    files, endless = packed(tmp_path / "media"), made(tmp_path / "endless")
    before = contents(files.folder)

    def half(report: Report, stop: Stop) -> None:
        report(0.5)

    def end(fraction: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        side_by_side([half, *measures(endless_tools(endless), files, 6000)], report=end)
    assert contents(files.folder) == before


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def started_in(folder: Path) -> list[int]:
    """The process that ``endless_tools`` started, once it has."""
    told = folder / "id"
    return [int(word) for word in told.read_text().split()] if told.exists() else []
