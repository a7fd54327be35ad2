"""What every page of the desk knows: its forms' token, what was done, why it was refused."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from archive.errors import ArchiveError
from web.desk.words import certainty, certainty_class, done_message
from web.errors import status_of
from web.forms import form_token
from web.rendering import page


def framed(
    request: Request,
    template: str,
    values: Mapping[str, Any],
    refusal: ArchiveError | None = None,
) -> Response:
    """A page of the desk, which no browser keeps; of a refused form with why, and its status."""
    told = {
        "refusal": refusal,
        "form_token": form_token(request),
        "done": done_message(request),
        "certainty": certainty,
        "certainty_class": certainty_class,
    }
    status = status_of(type(refusal)) if refusal else 200
    response = page(request, f"desk/{template}", {**told, **values}, status_code=status)
    response.headers["cache-control"] = "no-store"
    return response


def sent_back(address: str, done: str) -> Response:
    """To a page of the desk, which says what was done."""
    return RedirectResponse(f"{address}?done={done}", 303)
