"""A session as a file to take away, for those who may watch it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archive.catalogue.queries.clip_work import clip_work
from archive.catalogue.queries.pages import session_page
from archive.catalogue.values import ClipWork, SessionPage, SessionPart, WorkKind, WorkState
from archive.clip.downloads import DownloadKind, download_file
from archive.errors import ArchiveError, NotFoundError, ToolFailedError, TryAgainError
from archive.sentence import Sentence
from web.access import account_of
from web.addresses import session_download_address
from web.attachments import attachment
from web.files import LargeFile
from web.media import ASK_AGAIN, files_of
from web.pages.asked import asked_part, path_text
from web.reader import language_of
from web.rendering import sentence_in

ORDERED_AGAIN_AFTER = timedelta(minutes=10)
"""Viewers who ask for what has failed have it tried again no more often than this."""

NAMES = {
    DownloadKind.MOVIE: Sentence("Video (MP4)"),
    DownloadKind.SOUND: Sentence("Sound (M4A)"),
}
_TYPES = {DownloadKind.MOVIE: "video/mp4", DownloadKind.SOUND: "audio/mp4"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that a session's page leads to; ``size`` in bytes once it is there."""

    kind: DownloadKind
    name: Sentence
    address: str
    size: int | None


def offered(request: Request, shown: SessionPage, part: SessionPart) -> tuple[Offer, ...]:
    """The files of a part of a session, there or not; its only part needs no number."""
    language, session = language_of(request), shown.session
    files = files_of(request, part.cut.recording_id)
    number = part.number if len(shown.parts) > 1 else None
    return tuple(
        Offer(
            kind,
            NAMES[kind],
            session_download_address(language, session.event.slug, session.code, kind, part=number),
            path.stat().st_size
            if (path := download_file(files, part.cut.digest, kind)).is_file()
            else None,
        )
        for kind in kinds_of(has_sound=part.recording.has_sound)
    )


def kinds_of(*, has_sound: bool) -> tuple[DownloadKind, ...]:
    """What can be taken away of a recording."""
    return tuple(DownloadKind) if has_sound else (DownloadKind.MOVIE,)


def _movie(request: Request) -> Response:
    return _download(request, DownloadKind.MOVIE)


def _sound(request: Request) -> Response:
    return _download(request, DownloadKind.SOUND)


def _download(request: Request, kind: DownloadKind) -> Response:
    """The file; while it is being made 503 and the word when to come again, else why it is not."""
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
    if kind not in kinds_of(has_sound=part.recording.has_sound):
        raise NotFoundError("This recording has no sound.")
    cut = part.cut
    path = download_file(files_of(request, cut.recording_id), cut.digest, kind)
    if not path.is_file():
        raise _why_not_yet(request, cut.digest, WorkKind(kind.value))
    headers = {
        "cache-control": ASK_AGAIN,
        "content-disposition": attachment(code, number, kind),
    }
    return LargeFile(path, headers=headers, media_type=_TYPES[kind])


def _why_not_yet(request: Request, digest: str, kind: WorkKind) -> ArchiveError:
    """Have it made, unless that was just tried in vain, and say what to expect."""
    with request.app.state.catalogue.reading() as db:
        work = clip_work(db, digest).get(kind)
    if work is None or _may_be_ordered(work):
        request.app.state.orders.order_clip(digest, kind)
    elif work.message is not None:
        return _failure(work.state, sentence_in(request, work.message))
    return TryAgainError("This file is being prepared. It will be here in a moment.")


def _may_be_ordered(work: ClipWork) -> bool:
    if work.has_failed:
        return datetime.now(UTC) - work.updated_at >= ORDERED_AGAIN_AFTER
    return work.not_before is None


def _failure(state: WorkState, reason: str) -> ArchiveError:
    if state == WorkState.FAILED:
        return ToolFailedError(
            "This file could not be prepared: {reason} Ask again in ten minutes, and it is tried "
            "once more.",
            reason=reason,
        )
    if state == WorkState.REFUSED:
        return NotFoundError("This file can't be had: {reason}", reason=reason)
    return TryAgainError("This file can't be prepared just now: {reason}", reason=reason)


_SESSION = "/{language:language}/e/{slug}/{code}"

download_routes = [
    Route(f"{_SESSION}/{{name}}.mp4", _movie),
    Route(f"{_SESSION}/{{name}}.m4a", _sound),
]
