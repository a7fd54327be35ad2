"""Which files of a published session are there already, and how large they are."""

from collections.abc import Sequence
from pathlib import Path

from starlette.requests import Request

from archive.catalogue.queries.feeds import FeedEntry
from archive.clip.downloads import DownloadKind, download_file
from archive.storage import recording_files
from web.feeds.rss import Offered
from web.pages.posters import posters_of


def offered(request: Request, entries: Sequence[FeedEntry]) -> tuple[Offered, ...]:
    """The entries with their files' sizes in bytes; nothing for one that is not made yet."""
    posters = posters_of(request, [entry.card for entry in entries])
    return tuple(
        Offered(
            entry,
            _size(request, entry, DownloadKind.MOVIE),
            _size(request, entry, DownloadKind.SOUND) if entry.has_sound else None,
            posters.get(entry.card.id),
        )
        for entry in entries
    )


def _size(request: Request, entry: FeedEntry, kind: DownloadKind) -> int | None:
    path = _file(request, entry, kind)
    try:
        return path.stat().st_size if path else None
    except FileNotFoundError:
        return None


def _file(request: Request, entry: FeedEntry, kind: DownloadKind) -> Path | None:
    """Of a session in several parts there is no one file."""
    if entry.card.cut is None or len(entry.card.cut.cut.spans) > 1:
        return None
    cut = entry.card.cut.cut.first
    files = recording_files(request.app.state.settings.media_folder, cut.recording_id)
    return download_file(files, cut.digest, kind)
