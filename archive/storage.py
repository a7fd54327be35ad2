"""Where each file lives; files are written beside their place, then renamed into it."""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.errors import RecordingBusyError, StorageFullError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Rendition:
    """One encoding of a recording: the packed file, and the index of its fragments.

    The index is written last.
    """

    media: Path
    fragments: Path

    @property
    def is_ready(self) -> bool:
        return self.fragments.is_file() and self.media.is_file()


@dataclass(frozen=True, slots=True)
class RecordingFiles:
    """The files of one recording, by what they are."""

    folder: Path

    @property
    def source(self) -> Path:
        """Folder of what was downloaded, as it came."""
        return self.folder / "source"

    @property
    def media(self) -> Path:
        """The packed recording: one fragmented MP4, never changed again."""
        return self.folder / "recording.mp4"

    @property
    def converting(self) -> Path:
        """Folder of streams that are converted for ``media``; gone when that is whole."""
        return self.folder / "converting"

    @property
    def fragments(self) -> Path:
        """The keyframe index of ``media``."""
        return self.folder / "fragments.json"

    @property
    def main(self) -> Rendition:
        """The recording as well as it came: what clips are cut from first, and downloads."""
        return Rendition(self.media, self.fragments)

    @property
    def small(self) -> Rendition:
        """The same recording time in a small picture, where the source had one."""
        return Rendition(self.folder / "small.mp4", self.folder / "small.fragments.json")

    @property
    def light(self) -> Rendition:
        """The rendition that is cheapest to read."""
        return self.small if self.small.is_ready else self.main

    @property
    def waveform(self) -> Path:
        return self.folder / "waveform.bin"

    @property
    def sound(self) -> Path:
        """What is heard, ten times a second."""
        return self.folder / "sound.bin"

    @property
    def recognised(self) -> Path:
        """Words recognised here and there, where there are no captions and a model to do it."""
        return self.folder / "recognised.json"

    @property
    def filmstrip(self) -> Path:
        """Folder of filmstrip sheets and their description."""
        return self.folder / "filmstrip"

    @property
    def slides(self) -> Path:
        """What stands on its slides, where an operator has them read."""
        return self.folder / "slides.json"

    def clip(self, digest: str) -> Path:
        """Folder of what one clip has of its own: its picture, its edges."""
        return self.folder / "clips" / digest

    def small_clip(self, digest: str) -> Path:
        """Folder of the edges of the clip's small rendition."""
        return self.clip(digest) / "small"

    def poster(self, digest: str) -> Path:
        """The picture of one clip."""
        return self.clip(digest) / "poster.jpg"


def recording_files(media_folder: Path, recording_id: int) -> RecordingFiles:
    """Where the recording's files are; the folder need not exist yet."""
    return RecordingFiles(media_folder / "recordings" / str(int(recording_id)))


@contextmanager
def storing() -> Iterator[None]:
    """Translate a full disk inside the block into ``StorageFullError``."""
    try:
        yield
    except OSError as exc:
        if exc.errno in _FULL:
            raise StorageFullError(
                "The disk is full. Free some space; the work goes on by itself afterwards."
            ) from exc
        raise


@contextmanager
def written_beside(target: Path) -> Iterator[Path]:
    """Give a path to write to; when the block ends well, it becomes ``target`` at once.

    A reader sees the old file or the whole new one. When the block fails nothing is left.
    Raises ``StorageFullError`` when the disk is full.
    """
    with storing():
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.stem}.{os.getpid()}.part{target.suffix}")
        try:
            yield beside
            with beside.open("rb") as file:
                os.fsync(file.fileno())
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)


def settle(path: Path) -> None:
    """Bring to the disk what somebody has written so far.

    Hours of a recording at once would take half a minute at the end, in which nothing moves.
    """
    with path.open("rb") as file:
        os.fdatasync(file.fileno())


@contextmanager
def held(files: RecordingFiles) -> Iterator[None]:
    """Hold the recording's folder for this process; raises ``RecordingBusyError`` when taken.

    The lock is the kernel's (flock), so it ends with the process that holds it. What a killed
    holder was writing beside its place is removed.
    """
    with storing():
        files.folder.mkdir(parents=True, exist_ok=True)
        lock = (files.folder / ".lock").open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise RecordingBusyError(
                "Another worker is still at this recording. It is tried again shortly."
            ) from exc
        _sweep(files.folder)
        yield


def _sweep(folder: Path) -> None:
    for path in folder.glob(".*.part*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
