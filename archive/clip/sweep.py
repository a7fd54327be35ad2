"""Freeing the space of clips that nobody can watch any more."""

import re
import shutil
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from pathlib import Path

from archive.errors import RecordingBusyError
from archive.storage import RecordingFiles, held

_NAME = re.compile("[0-9a-f]{20}")


def drop_stale_clips(
    files: RecordingFiles, before: datetime, kept: Callable[[], Collection[str]]
) -> list[str]:
    """Remove the folders of clips that are not ``kept`` and had nothing made since ``before``.

    ``kept`` gives digests and is asked again while a folder is held, so that a cut that comes back
    to a clip keeps it. Whoever is just reading a file reads on: it goes when it is closed. Gives
    the digests of what was removed; a clip somebody is at stays until the next time.
    """
    known = kept()
    stale = [folder for folder in _folders(files) if folder.name not in known]
    return [
        folder.name
        for folder in stale
        if _newest(folder) < before.timestamp() and _removed(folder, kept)
    ]


def drop_unfinished(files: RecordingFiles, before: datetime) -> None:
    """Remove what a killed worker was writing ``before``."""
    for path in (files.folder / "clips").glob("**/.*.part.*"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def _folders(files: RecordingFiles) -> Iterator[Path]:
    for folder in (files.folder / "clips").glob("*"):
        if folder.is_dir() and _NAME.fullmatch(folder.name):
            yield folder


def _newest(folder: Path) -> float:
    """When the last file was made; a lock is no such file, nor is a folder that lost one."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return max((path.stat().st_mtime for path in files), default=0.0)


def _removed(folder: Path, kept: Callable[[], Collection[str]]) -> bool:
    try:
        with held(RecordingFiles(folder)):
            if folder.name in kept():
                return False
            shutil.rmtree(folder)
    except RecordingBusyError:
        return False
    return True
