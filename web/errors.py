"""Every refusal and failure as an answer a person can act on."""

import logging
from datetime import UTC, datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from archive.errors import (
    AccessRefusedError,
    ArchiveError,
    CaptionsUnreadableError,
    ChaptersChangedError,
    CutChangedError,
    CutOutsideError,
    NotFoundError,
    PeopleUnreadableError,
    ProgrammeUnreadableError,
    RefusedError,
    SourceRefusedError,
    SourceUnavailableError,
    StoppedError,
    StorageFullError,
    ToolFailedError,
    TooManyAttemptsError,
    TryAgainError,
)
from archive.sentence import Sentence
from web.headers import add_safety
from web.rendering import page, sentence_in

_LOG = logging.getLogger(__name__)

STATUSES: dict[type[ArchiveError], int] = {
    RefusedError: 400,
    NotFoundError: 404,
    AccessRefusedError: 403,
    TooManyAttemptsError: 429,
    ProgrammeUnreadableError: 422,
    CaptionsUnreadableError: 422,
    PeopleUnreadableError: 422,
    SourceRefusedError: 422,
    CutOutsideError: 422,
    CutChangedError: 409,
    ChaptersChangedError: 409,
    TryAgainError: 503,
    StorageFullError: 507,
    ToolFailedError: 500,
    StoppedError: 409,
    ArchiveError: 500,
}
"""A class that isn't named is answered as the nearest one above it."""

RETRY_SECONDS = {429: 15 * 60, 503: 30}
"""When nobody knows better."""

TITLES = {
    400: Sentence("That didn't work as asked"),
    403: Sentence("Not without permission"),
    404: Sentence("Nothing at this address"),
    405: Sentence("Not possible at this address"),
    409: Sentence("Something changed meanwhile"),
    413: Sentence("Too large"),
    422: Sentence("That can't be read"),
    429: Sentence("One moment, please"),
    503: Sentence("Not ready yet"),
    507: Sentence("The disk is full"),
}
FAILED = Sentence("Something went wrong here")

SENTENCES = {
    404: Sentence("The page was moved or never existed. Search for what you were looking for."),
    405: Sentence("This address can't be used that way."),
    413: Sentence("What was sent is larger than this site takes."),
}
UNKNOWN_REFUSAL = Sentence("The request can't be answered. Load the page again.")
UNKNOWN_FAILURE = Sentence(
    "The fault is ours, and it was written down. Try again; if it stays, tell the operator."
)


def answer_archive_error(request: Request, exc: Exception) -> Response:
    """The one handler of the whole error tree."""
    if not isinstance(exc, ArchiveError):
        raise exc
    status = status_of(type(exc))
    if status == 503:
        _LOG.info("%s %s: %s", request.method, request.url.path, exc)
    elif status >= 500:
        _LOG.error("%s %s: %s", request.method, request.url.path, exc, exc_info=exc)
    response = _answer(request, status, exc.sentence)
    if status in RETRY_SECONDS:
        response.headers["retry-after"] = str(_seconds_to_wait(exc, status))
    return response


def answer_http_error(request: Request, exc: Exception) -> Response:
    """What the framework refuses: no such address, wrong method, too large."""
    if not isinstance(exc, HTTPException):
        raise exc
    if exc.status_code in (204, 304):
        return Response(status_code=exc.status_code, headers=exc.headers)
    response = _answer(request, exc.status_code, SENTENCES.get(exc.status_code, UNKNOWN_REFUSAL))
    response.headers.update(exc.headers or {})
    return response


def answer_failure(request: Request, _exc: Exception) -> Response:
    """A mistake of ours, which the server logs; the layer that adds headers does not see it."""
    response = _answer(request, 500, UNKNOWN_FAILURE)
    add_safety(response.headers)
    return response


def status_of(kind: type[ArchiveError]) -> int:
    """The status of an error's class, or of the nearest class above it that has one."""
    return next(STATUSES[parent] for parent in kind.__mro__ if parent in STATUSES)


def _answer(request: Request, status: int, sentence: Sentence) -> Response:
    if _wants_json(request):
        return JSONResponse({"error": sentence_in(request, sentence)}, status)
    if not hasattr(request.state, "account"):
        # Who asks is not worth a query: the database may be what failed.
        request.state.account = None
    title = TITLES.get(status, FAILED if status >= 500 else TITLES[400])
    values = {"status": status, "title": title, "sentence": sentence}
    return page(request, "error.html", values, status_code=status)


def _wants_json(request: Request) -> bool:
    accepted = request.headers.get("accept", "")
    if "application/json" in accepted:
        return True
    sent = request.headers.get("content-type", "")
    return sent.startswith("application/json") and "text/html" not in accepted


def _seconds_to_wait(exc: ArchiveError, status: int) -> int:
    not_before = exc.not_before if isinstance(exc, SourceUnavailableError) else None
    if not_before is None:
        return RETRY_SECONDS[status]
    return max(1, round((not_before - datetime.now(UTC)).total_seconds()))
