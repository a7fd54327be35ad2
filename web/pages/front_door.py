"""The address without a language leads to the reader's own."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from web.addresses import home_address
from web.reader import language_of


def show_front_door(request: Request) -> Response:
    """Send the reader to Korean or English, whichever the browser asks for first."""
    return RedirectResponse(
        home_address(language_of(request)),
        302,
        {"vary": "accept-language", "cache-control": "no-cache"},
    )
