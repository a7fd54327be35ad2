"""The files of a clip to take away: which kinds there are, and where they lie."""

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
