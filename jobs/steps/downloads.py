"""Files to take away, made on publishing or when somebody first asks."""

from collections.abc import Callable

from archive.clip.downloads import DownloadKind, download_file
from archive.clip.movie import make_movie, make_sound
from archive.cut import CutSpan
from archive.media.ffmpeg import Stop
from archive.media.fragments import load_fragment_index
from archive.storage import RecordingFiles, held, recording_files
from jobs.workshop import Workshop


def make_movie_of(workshop: Workshop, clip: CutSpan, stop: Stop) -> None:
    """The clip as an MP4, unless it is there.

    Raises ``RecordingBusyError`` while somebody else makes it, and what ``make_movie`` raises.
    """
    _make(workshop, clip, DownloadKind.MOVIE, make_movie, stop)


def make_sound_of(workshop: Workshop, clip: CutSpan, stop: Stop) -> None:
    """Its sound alone, unless it is there; raises the same, and ``RefusedError`` without sound."""
    _make(workshop, clip, DownloadKind.SOUND, make_sound, stop)


def _make(
    workshop: Workshop,
    clip: CutSpan,
    kind: DownloadKind,
    write: Callable[..., object],
    stop: Stop,
) -> None:
    files = recording_files(workshop.settings.media_folder, clip.recording_id)
    target = download_file(files, clip.digest, kind)
    with held(RecordingFiles(target.parent)):
        if not target.exists():
            write(files.media, load_fragment_index(files.fragments), clip.span, target, stop=stop)
