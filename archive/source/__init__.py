"""From an address to the files on disk, and the only door to yt-dlp.

``inspect_source`` says what is behind an address; ``download_source`` brings it here. Extraction
(``engine``), choosing (``read``, ``formats``, ``subtitles``: pure) and fetching (``fetch``,
``fragments``) stand apart; ``guard`` decides which addresses may be connected to, and
``failures`` what an error means. yt-dlp only fetches bytes: it neither merges nor mends, starts no
ffmpeg, and nothing of it (no info dict, no ``DownloadError``) leaves this package.
"""

from archive.source.download import download_source
from archive.source.facts import (
    CaptionOrigin,
    ChosenFormat,
    ChosenSubtitle,
    DownloadedSource,
    DownloadedSubtitle,
    LiveStatus,
    SourceFacts,
)
from archive.source.inspection import inspect_source
from archive.source.policy import SourcePolicy, source_policy
from archive.source.progress import Download

__all__ = [
    "CaptionOrigin",
    "ChosenFormat",
    "ChosenSubtitle",
    "Download",
    "DownloadedSource",
    "DownloadedSubtitle",
    "LiveStatus",
    "SourceFacts",
    "SourcePolicy",
    "download_source",
    "inspect_source",
    "source_policy",
]
