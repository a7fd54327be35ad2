"""The web application, put together."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from archive.catalogue.engine import writable
from archive.errors import ArchiveError
from archive.search.analyse import Analyser
from archive.settings import Settings, read_settings
from jobs.opening import open_catalogue
from jobs.orders import Orders
from web.access import account_of
from web.errors import answer_archive_error, answer_failure, answer_http_error
from web.forms import LARGEST_FILE, read_secret
from web.headers import SafetyHeaders
from web.routes import routes
from web.static_files import StaticFolder

LARGEST_BODY = 10 * LARGEST_FILE
"""Bytes of any request, as a last resort: each form refuses far less, in the reader's language."""


def factory() -> Starlette:
    """The application of this machine's environment, as ``uvicorn --factory`` wants it."""
    app = create_app(read_settings())
    spare_the_collector()
    return app


def spare_the_collector() -> None:
    """Let the garbage collector pass over what there is now, which stays as long as the process.

    It would look through all of it now and then, in the midst of somebody's page: 50 ms and more.
    """
    gc.collect()
    gc.freeze()


def create_app(settings: Settings, analyser: Analyser | None = None) -> Starlette:
    """The application, its catalogue brought up to date; what it opens closes when it stops.

    Raises as ``open_catalogue`` does, and ``RefusedError`` for a home that can't be written.
    """
    app = Starlette(
        routes=routes(static := StaticFolder()),
        middleware=_middleware(settings),
        exception_handlers=_handlers(),
        lifespan=_lifespan,
        max_body_size=LARGEST_BODY,
    )
    # The framework would redirect to whatever host and scheme the request claims.
    app.router.redirect_slashes = False
    app.state.settings = settings
    app.state.static = static
    app.state.account_of = account_of
    with writable(settings.home):
        app.state.secret = read_secret(settings.home)
    app.state.catalogue = open_catalogue(settings)
    app.state.orders = Orders(settings, app.state.catalogue)
    app.state.analyser = analyser or Analyser()
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    """Load the language model beside the first requests; close every door in the end."""
    Thread(target=app.state.analyser.warm, name="warm-analyser", daemon=True).start()
    try:
        yield
    finally:
        app.state.orders.close()
        app.state.catalogue.close()


def _middleware(settings: Settings) -> list[Middleware]:
    """Whose address a front server names is believed only of those the operator trusts."""
    proxies = list(settings.trusted_proxies)
    trusting = [Middleware(ProxyHeadersMiddleware, trusted_hosts=proxies)] if proxies else []
    return [*trusting, Middleware(SafetyHeaders)]


def _handlers() -> dict[Any, Any]:
    return {
        ArchiveError: answer_archive_error,
        HTTPException: answer_http_error,
        Exception: answer_failure,
    }
