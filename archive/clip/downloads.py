"""The files of a clip to take away: which kinds there are, and which of them nobody can get now."""

from collections.abc import Collection, Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from archive.storage import RecordingFiles


class DownloadKind(StrEnum):
    """What is taken away; the value ends the file's name."""

    MOVIE = "mp4"
    SOUND = "m4a"


def download_file(files: RecordingFiles, digest: str, kind: DownloadKind) -> Path:
    """Where the file of a clip is, or will be."""
    return files.poster(digest).with_name(f"clip.{kind}")


def drop_stale(files: RecordingFiles, shown: Collection[str], before: datetime) -> list[Path]:
    """Remove files of clips that are not ``shown`` by their digest, and were made ``before``.

    So does what a killed worker was writing. Whoever is just reading one reads on: the file goes
    when it is closed. Gives what was removed.
    """
    stale = [path for path in _kept(files, shown) if path.stat().st_mtime < before.timestamp()]
    for path in stale:
        path.unlink(missing_ok=True)
    return stale


def _kept(files: RecordingFiles, shown: Collection[str]) -> Iterator[Path]:
    for kind in DownloadKind:
        for path in (files.folder / "clips").glob(f"*/clip.{kind}"):
            if path.parent.name not in shown:
                yield path
        yield from (files.folder / "clips").glob(f"*/.clip.*.part.{kind}")
