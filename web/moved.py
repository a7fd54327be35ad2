"""Addresses of clips that a moved cut has replaced: they lead to what took their place."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from archive.catalogue.queries.media import clips_now
from archive.errors import NotFoundError
from web.addresses import POSTER, clip_address
from web.media import ASK_AGAIN

Answer = Callable[[Request], Response]


def or_lead_on(answer: Answer) -> Answer:
    """Where there is nothing any more, the address of the same of the session's clips now."""

    def answer_or_lead_on(request: Request) -> Response:
        try:
            return answer(request)
        except NotFoundError:
            address = _address_now(request)
            if address is None:
                raise
            return RedirectResponse(address, 307, {"cache-control": ASK_AGAIN})

    return answer_or_lead_on


def _address_now(request: Request) -> str | None:
    """Without what the old address asked of its own clips; a poster is the first clip's."""
    params = request.path_params
    asked: tuple[str, ...] = params.get("digests") or (params["digest"],)
    with request.app.state.catalogue.reading() as db:
        now = clips_now(db, asked)
    file = request.url.path.rpartition("/")[2]
    shown = now[:1] if file == POSTER else now
    return clip_address("+".join(shown), file) if shown and shown != asked else None
