"""Forms: the hidden token that proves a form is ours, and what was typed into it."""

import hashlib
import os
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from archive.errors import AccessRefusedError, RefusedError
from archive.settings import Settings
from web.access import account_at_work, cookie_name

TOKEN_FIELD = "form_token"  # noqa: S105 -- the name of a field, not a secret
TOKEN_AGE_SECONDS = 12 * 3600
LARGEST_FILE = 10 * 1024 * 1024
"""Bytes of an uploaded programme or pasted text."""
LARGEST_FORM = 64 * 1024
"""Bytes of a form without one: nobody has to be signed in to send it."""
MOST_FIELDS, MOST_FILES = 50, 2
AROUND_FIELDS = 64 * 1024
"""Bytes for the names of fields and what stands between them."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody chose: its name as their machine calls it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed into a form whose token was right."""

    fields: dict[str, str]
    files: dict[str, Upload]

    def text(self, name: str) -> str:
        """The field, trimmed; empty when it wasn't there."""
        return self.fields.get(name, "").strip()

    def whole_number(self, name: str) -> int:
        """The field as a number; raises ``RefusedError`` when it is none."""
        text = self.text(name)
        if not (text.isascii() and text.isdecimal() and len(text) < 16):
            raise RefusedError("The form is incomplete. Load the page again, then send it again.")
        return int(text)


FormHandler = Callable[[Request, Form], Response]


def read_form(
    handler: FormHandler,
    *,
    needs_account: bool = False,
    largest: int = LARGEST_FORM,
    most_fields: int = MOST_FIELDS,
) -> Callable[[Request], Awaitable[Response]]:
    """Check who sends the form, its token and origin, then run ``handler`` in the thread pool.

    Raises ``AccessRefusedError`` before ``handler`` sees anything when one of them is wrong, and
    answers 413 before reading more than ``largest`` bytes.
    """

    async def endpoint(request: Request) -> Response:
        _refuse_other_sites(request)
        if needs_account:
            await run_in_threadpool(account_at_work, request)
        bounded = _bounded(request, largest + AROUND_FIELDS)
        async with bounded.form(
            max_files=MOST_FILES, max_fields=most_fields, max_part_size=largest
        ) as data:
            _refuse_wrong_token(request, data)
            form = await _form(data)
        return await run_in_threadpool(handler, request, form)

    return endpoint


def form_token(request: Request) -> str:
    """The token for a form on the page being made; bound to the browser's own cookie."""
    return _serializer(request).dumps(_binding(request))


def set_form_cookie(request: Request, response: Response) -> None:
    """Give the browser the cookie that its form's token is bound to, if it has none yet."""
    fresh: str | None = getattr(request.state, "fresh_form_cookie", None)
    if fresh:
        settings: Settings = request.app.state.settings
        response.set_cookie(
            _cookie_name(settings), fresh, httponly=True, samesite="lax", secure=settings.https
        )


def read_secret(home: Path) -> str:
    """The installation's secret, made on first use and readable by its owner only."""
    path = home / "secret"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        beside = home / f".secret.{os.getpid()}"
        beside.touch(mode=0o600)
        beside.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            # Two processes may start at once: the first link wins, both read the same file.
            path.hardlink_to(beside)
        except FileExistsError:
            pass
        finally:
            beside.unlink()
    return path.read_text(encoding="ascii")


def _refuse_other_sites(request: Request) -> None:
    is_cross = request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}
    if is_cross or not _is_our_origin(request):
        raise AccessRefusedError("This form was sent from another site, so nothing was changed.")


def _is_our_origin(request: Request) -> bool:
    """Whether the browser names us; a proxy in front may ask us by another name than it did."""
    origin = request.headers.get("origin")
    if origin is None:
        return True
    settings: Settings = request.app.state.settings
    try:
        named = urlsplit(origin).netloc
    except ValueError:
        return False
    return bool(named) and named in {
        request.headers.get("host"),
        urlsplit(settings.base_url).netloc,
    }


def _bounded(request: Request, largest: int) -> Request:
    """The request, refused as soon as it is known to send more than ``largest`` bytes."""
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdecimal() and int(length[:20]) > largest:
        raise HTTPException(413)
    received = 0

    async def receive() -> Message:
        nonlocal received
        message = await request.receive()
        received += len(message.get("body", b""))
        if received > largest:
            raise HTTPException(413)
        return message

    return Request(request.scope, receive)


def _refuse_wrong_token(request: Request, data: FormData) -> None:
    token = data.get(TOKEN_FIELD)
    try:
        binding = _serializer(request).loads(str(token), max_age=TOKEN_AGE_SECONDS)
        is_right = secrets.compare_digest(str(binding), _binding(request))
    except BadData:
        is_right = False
    if not is_right:
        raise AccessRefusedError(
            "The form has expired or is not from this page, so nothing was changed. "
            "Load the page again, then send it again."
        )


async def _form(data: FormData) -> Form:
    fields: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                files[name] = Upload(value.filename, await value.read())
        else:
            fields[name] = _storable(value)
    return Form(fields, files)


def _storable(text: str) -> str:
    """Without halves of characters and NUL, which no database keeps."""
    return text.encode(errors="replace").decode().replace("\0", "\ufffd")


def _serializer(request: Request) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(request.app.state.secret, salt="form")


def _binding(request: Request) -> str:
    """What the browser holds and another site can't read: its sign-in, else a form cookie."""
    settings: Settings = request.app.state.settings
    cookies = request.cookies
    held = cookies.get(cookie_name(settings)) or cookies.get(_cookie_name(settings))
    if not held:
        if not hasattr(request.state, "fresh_form_cookie"):
            request.state.fresh_form_cookie = secrets.token_urlsafe(24)
        held = request.state.fresh_form_cookie
    return hashlib.sha256(held.encode()).hexdigest()


def _cookie_name(settings: Settings) -> str:
    return "__Host-form" if settings.https else "form"
