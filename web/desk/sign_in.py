"""Signing in to the desk, and out again."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.account import (
    SIGNED_IN_FOR,
    check_password,
    forget_attempt,
    note_attempt,
    sign_in,
    sign_out,
)
from archive.errors import AccessRefusedError, TooManyAttemptsError
from archive.settings import Settings
from web.access import account_of, cookie_name
from web.addresses import desk_address, home_address
from web.forms import Form, form_token, read_form, set_form_cookie
from web.reader import language_of
from web.rendering import page

LONGEST_PATH = 2000


def local_path(address: str, otherwise: str) -> str:
    """``address`` when it leads to a page of ours, else ``otherwise``.

    Browsers read a backslash as a slash and leave out tabs, so neither may stand in it.
    """
    is_path = address.startswith("/") and not address.startswith("//")
    is_plain = address.isprintable() and "\\" not in address
    return address if is_path and is_plain and len(address) <= LONGEST_PATH else otherwise


def _show_sign_in(request: Request) -> Response:
    following = request.query_params.get("next", "")
    if account_of(request):
        return RedirectResponse(local_path(following, desk_address(language_of(request))), 303)
    return _sign_in_page(request, following)


def _sign_in(request: Request, form: Form) -> Response:
    language = language_of(request)
    following = local_path(form.text("next"), desk_address(language))
    try:
        token = _token_for(request, form.text("email"), form.text("password"))
    except (AccessRefusedError, TooManyAttemptsError) as exc:
        status = 429 if isinstance(exc, TooManyAttemptsError) else 403
        return _sign_in_page(
            request, form.text("next"), status=status, email=form.text("email"), refusal=exc
        )
    response = RedirectResponse(following, 303)
    settings: Settings = request.app.state.settings
    response.set_cookie(
        cookie_name(settings),
        token,
        max_age=int(SIGNED_IN_FOR.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=settings.https,
    )
    return response


def _token_for(request: Request, email: str, password: str) -> str:
    """A token for whoever these open, in place of the one the browser had.

    Every try is counted before it is made and forgotten when it was right: many at once get no
    more guesses than one after the other.
    """
    catalogue: Catalogue = request.app.state.catalogue
    address = request.client.host if request.client else ""
    now = datetime.now(UTC)
    with catalogue.writing() as db:
        attempt_id = note_attempt(db, email, address, now)
    with catalogue.reading() as db:
        account = check_password(db, email, password)
    with catalogue.writing() as db:
        forget_attempt(db, attempt_id)
        sign_out(db, request.cookies.get(cookie_name(request.app.state.settings), ""))
        return sign_in(db, account.id, now)


def _sign_out(request: Request, _form: Form) -> Response:
    settings: Settings = request.app.state.settings
    name = cookie_name(settings)
    with request.app.state.catalogue.writing() as db:
        sign_out(db, request.cookies.get(name, ""))
    response = RedirectResponse(home_address(language_of(request)), 303)
    response.delete_cookie(name, httponly=True, samesite="lax", secure=settings.https)
    return response


def _sign_in_page(
    request: Request,
    following: str,
    *,
    status: int = 200,
    email: str = "",
    refusal: AccessRefusedError | TooManyAttemptsError | None = None,
) -> Response:
    response = page(
        request,
        "desk/sign_in.html",
        {
            "following": following,
            "email": email,
            "refusal": refusal,
            "form_token": form_token(request),
        },
        status_code=status,
    )
    set_form_cookie(request, response)
    response.headers["cache-control"] = "no-store"
    if status == 429:
        response.headers["retry-after"] = "900"
    return response


sign_in_routes = [
    Route("/{language:language}/desk/sign-in", _show_sign_in, methods=["GET"]),
    Route("/{language:language}/desk/sign-in", read_form(_sign_in), methods=["POST"]),
    Route("/{language:language}/desk/sign-out", read_form(_sign_out), methods=["POST"]),
]
