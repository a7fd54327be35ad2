"""A session as a file to take away, for those who may watch it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archive.catalogue.queries.pages import session_page
from archive.clip.downloads import DownloadKind, download_file
from archive.errors import NotFoundError, TryAgainError
from web.access import account_of
from web.files import LargeFile
from web.media import ASK_AGAIN, attachment, files_of
from web.pages.asked import asked_part, path_text

_TYPES = {DownloadKind.MOVIE: "video/mp4", DownloadKind.SOUND: "audio/mp4"}


def _movie(request: Request) -> Response:
    return _download(request, DownloadKind.MOVIE)


def _sound(request: Request) -> Response:
    return _download(request, DownloadKind.SOUND)


def _download(request: Request, kind: DownloadKind) -> Response:
    """The file, or 503 and the word when to come again while it is being made."""
    slug, code = path_text(request, "slug"), path_text(request, "code")
    if request.path_params["name"] != code:
        raise NotFoundError("There is nothing at this address.")
    with request.app.state.catalogue.reading() as db:
        page = session_page(db, slug, code, is_editor=account_of(request) is not None)
    if page.session.cut is None:
        raise NotFoundError("This session has no cut yet.")
    number = asked_part(request, page.session.cut.cut)
    part = page.parts[(number or 1) - 1]
    if number is None and len(page.parts) > 1:
        raise NotFoundError("This session has several parts; each is a file of its own.")
    if kind is DownloadKind.SOUND and part.recording.media.get("audio_codec", "") is None:
        raise NotFoundError("This recording has no sound.")
    cut = part.cut
    path = download_file(files_of(request, cut.recording_id), cut.digest, kind)
    if not path.is_file():
        request.app.state.orders.order_download(page.session.id, part.number, kind)
        raise TryAgainError("This file is being prepared. It will be here in a moment.")
    headers = {
        "cache-control": ASK_AGAIN,
        "content-disposition": attachment(code, number, kind),
    }
    return LargeFile(path, headers=headers, media_type=_TYPES[kind])


_SESSION = "/{language:language}/e/{slug}/{code}"

download_routes = [
    Route(f"{_SESSION}/{{name}}.mp4", _movie),
    Route(f"{_SESSION}/{{name}}.m4a", _sound),
]
