"""Who is asking: the browser's cookie, and the right to the desk."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.account import account_signed_in
from archive.catalogue.values import Account
from archive.errors import AccessRefusedError
from archive.settings import Settings
from web.addresses import sign_in_address
from web.reader import language_of

Handler = Callable[[Request], Response]


def account_of(request: Request) -> Account | None:
    """Whoever is signed in, looked up once a request; reads the cookie and never sets one."""
    if not hasattr(request.state, "account"):
        token = request.cookies.get(cookie_name(request.app.state.settings), "")
        request.state.account = _account(request.app.state.catalogue, token) if token else None
    account: Account | None = request.state.account
    return account


def account_at_work(request: Request) -> Account:
    """Whoever is signed in; raises ``AccessRefusedError`` when nobody is."""
    account = account_of(request)
    if account is None:
        raise AccessRefusedError("You are not signed in any more. Sign in and try again.")
    return account


def signed_in(handler: Handler) -> Handler:
    """Let only signed-in people through; others are asked to sign in and sent back here."""

    @wraps(handler)
    def guarded(request: Request) -> Response:
        if account_of(request) is None:
            here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            address = f"{sign_in_address(language_of(request))}?next={quote(here, safe='')}"
            return RedirectResponse(address, 303)
        response = handler(request)
        # Nor in the browser: "back" after signing out must not show the desk again.
        response.headers["cache-control"] = "no-store"
        return response

    return guarded


def cookie_name(settings: Settings) -> str:
    """Browsers let nobody but this very host set a ``__Host-`` cookie."""
    return "__Host-desk" if settings.https else "desk"


def _account(catalogue: Catalogue, token: str) -> Account | None:
    with catalogue.reading() as db:
        return account_signed_in(db, token, datetime.now(UTC))
