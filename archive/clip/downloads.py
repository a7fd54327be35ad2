"""The files of a clip to take away: which kinds there are, and where they lie."""

from enum import StrEnum
from pathlib import Path

from archive.storage import RecordingFiles


class DownloadKind(StrEnum):
    """What is taken away; the value ends the file's name."""

    MOVIE = "mp4"
    SOUND = "m4a"


def download_file(files: RecordingFiles, digest: str, kind: DownloadKind) -> Path:
    """Where the file of a clip is, or will be.

    Each is alone in its folder, which has a lock: nobody waits for the other, nor for its edges.
    """
    return files.clip(digest) / kind / f"clip.{kind}"
