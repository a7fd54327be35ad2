"""Which clips have a picture, and how large it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request

from archive.catalogue.values import SessionCard, SessionState
from archive.media.picture_size import picture_size
from archive.storage import recording_files
from web.addresses import poster_address


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's address, and its size in pixels."""

    address: str
    width: int
    height: int


def posters_of(request: Request, cards: Iterable[SessionCard]) -> dict[int, str]:
    """Addresses of the pictures there are, by session id; only of what everybody may watch."""
    found: dict[int, str] = {}
    for card in cards:
        path = _path(request, card)
        if card.cut and path and path.exists():
            found[card.id] = poster_address(card.cut.cut.first.digest)
    return found


def picture_of(request: Request, cards: Iterable[SessionCard]) -> Picture | None:
    """The first picture there is, for those who show a link to the page."""
    for card in cards:
        path = _path(request, card)
        if card.cut and path and path.exists() and (size := _size(path)):
            return Picture(poster_address(card.cut.cut.first.digest), *size)
    return None


def _path(request: Request, card: SessionCard) -> Path | None:
    if card.cut is None or card.state != SessionState.PUBLISHED:
        return None
    cut = card.cut.cut.first
    files = recording_files(request.app.state.settings.media_folder, cut.recording_id)
    return files.poster(cut.digest)


@lru_cache(maxsize=4096)
def _size(path: Path) -> tuple[int, int] | None:
    """A picture's name stands for its content."""
    return picture_size(path)
