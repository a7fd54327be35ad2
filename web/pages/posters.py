"""Which clips have a picture."""

from collections.abc import Iterable

from starlette.requests import Request

from archive.catalogue.values import SessionCard, SessionState
from archive.storage import recording_files
from web.addresses import poster_address


def posters_of(request: Request, cards: Iterable[SessionCard]) -> dict[int, str]:
    """Addresses of the pictures there are, by session id; only of what everybody may watch."""
    media_folder = request.app.state.settings.media_folder
    found: dict[int, str] = {}
    for card in cards:
        if card.cut is None or card.state != SessionState.PUBLISHED:
            continue
        cut = card.cut.cut.first
        if recording_files(media_folder, cut.recording_id).poster(cut.digest).exists():
            found[card.id] = poster_address(cut.digest)
    return found
