"""The network guard: every connection yt-dlp opens is checked against the address it goes to.

What this leans on in yt-dlp (2026.08) and in CPython, none of it promised to stay:

- ``YoutubeDL.build_request_director(handlers, preferences)`` makes the only door to the network
  that extractors and downloaders use (``YoutubeDL.urlopen``), and calls each handler as a factory;
- ``UrllibRH._create_instance`` makes the ``urllib`` opener, ``UrllibRH._check_url_scheme`` is asked
  before each request, and a ``RequestError`` of ours travels through both unharmed;
- ``http.client.HTTPConnection`` opens its socket with ``self._create_connection``.

``tests/archive/source/test_guard.py`` makes real connections, so an upgrade that moves one of
these shows there. Proxies named in the environment are ignored: behind a proxy nobody here could
tell which address is reached.
"""

import functools
import http.client
import socket
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from yt_dlp import YoutubeDL
from yt_dlp.networking import Request, RequestDirector, Response
from yt_dlp.networking._urllib import HTTPHandler, RedirectHandler, UrllibRH
from yt_dlp.networking.exceptions import HTTPError, RequestError

from archive.errors import ArchiveError, SourceRefusedError
from archive.source.policy import SourcePolicy, parse_address

_SCHEMES = ("http", "https")


class HaltError(RequestError):  # type: ignore[misc]  # yt-dlp has no types
    """An error of ours on its way out through yt-dlp, which passes a ``RequestError`` on."""

    def __init__(self, reason: ArchiveError) -> None:
        super().__init__(str(reason))
        self.reason = reason


class GuardedYoutubeDL(YoutubeDL):  # type: ignore[misc]
    """A ``YoutubeDL`` whose only request handler is the guarded one.

    ``check`` is called before each request, and may stop everything with an ``ArchiveError``.
    """

    def __init__(
        self, params: dict[str, Any], policy: SourcePolicy, check: Callable[[], None]
    ) -> None:
        self._guarded = functools.partial(GuardedRH, policy=policy, check=check)
        super().__init__(params)

    def build_request_director(
        self, handlers: object, preferences: object = None
    ) -> RequestDirector:
        return super().build_request_director([self._guarded])


class GuardedRH(UrllibRH):  # type: ignore[misc]
    """http and https, straight to the server, to allowed addresses only."""

    _SUPPORTED_URL_SCHEMES = _SCHEMES

    def __init__(self, *, policy: SourcePolicy, check: Callable[[], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._policy, self._check = policy, check
        self._open: list[Response] = []

    def close(self) -> None:
        """Hang up: yt-dlp leaves error pages, and media it only looked at, half read."""
        for response in self._open:
            response.close()
        self._open.clear()
        super().close()

    def _send(self, request: Request) -> Response:
        self._open = [response for response in self._open if not response.closed]
        try:
            self._check()
            response = super()._send(request)
        except ArchiveError as exc:
            raise HaltError(exc) from exc
        except HTTPError as exc:
            self._open.append(exc.response)
            raise
        self._open.append(response)
        return response

    def _check_url_scheme(self, request: Request) -> str:
        scheme = urlsplit(str(request.url)).scheme.lower()
        if scheme not in _SCHEMES:
            raise HaltError(_other_scheme(scheme))
        return scheme

    def _create_instance(
        self, proxies: object, cookiejar: Any, legacy_ssl_support: bool | None = None
    ) -> urllib.request.OpenerDirector:
        opener = urllib.request.OpenerDirector()
        context = self._make_sslcontext(legacy_ssl_support=legacy_ssl_support)
        for handler in (
            _GuardedHandler(self._policy, context=context),
            urllib.request.HTTPCookieProcessor(cookiejar),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            RedirectHandler(),
            _NoOtherScheme(),
        ):
            opener.add_handler(handler)
        opener.addheaders = []
        return opener


class _NoOtherScheme(urllib.request.BaseHandler):
    """What no other handler takes: a redirect away from http, such as ``ftp:``."""

    def unknown_open(self, request: urllib.request.Request) -> None:
        raise HaltError(_other_scheme(request.type))


class _GuardedHandler(HTTPHandler):  # type: ignore[misc]
    def __init__(self, policy: SourcePolicy, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._policy = policy

    def http_open(self, req: urllib.request.Request) -> Any:
        return self.do_open(functools.partial(_GuardedHTTP, policy=self._policy), req)

    def https_open(self, req: urllib.request.Request) -> Any:
        connection = functools.partial(_GuardedHTTPS, policy=self._policy)
        return self.do_open(connection, req, context=self._context)


class _GuardedHTTP(http.client.HTTPConnection):
    def __init__(self, *args: Any, policy: SourcePolicy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._policy = policy
        self._create_connection = functools.partial(open_connection, policy)

    def connect(self) -> None:
        super().connect()
        _check_peer(self.sock, self._policy)


class _GuardedHTTPS(http.client.HTTPSConnection):
    def __init__(self, *args: Any, policy: SourcePolicy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._policy = policy
        self._create_connection = functools.partial(open_connection, policy)

    def connect(self) -> None:
        super().connect()
        _check_peer(self.sock, self._policy)


def open_connection(
    policy: SourcePolicy,
    address: tuple[str, int],
    timeout: Any = None,
    source_address: tuple[str, int] | None = None,
) -> socket.socket:
    """A socket to the first allowed address of ``(host, port)`` that answers.

    The name is resolved once and the connection goes to the very address that was checked, so a
    name cannot change its address between check and connection.
    Raises ``HaltError`` when none is allowed, ``OSError`` when none answers.
    """
    host, port = address
    failure: OSError | None = None
    for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        number = str(place[0])
        if not policy.allows_address(parse_address(number)):
            continue
        try:
            return socket.create_connection((number, port), timeout, source_address)
        except OSError as exc:
            failure = exc
    raise failure or HaltError(_forbidden(host))


def _check_peer(sock: socket.socket, policy: SourcePolicy) -> None:
    """Look again at where the connection really ended, whoever opened it."""
    number = sock.getpeername()[0]
    if not policy.allows_address(parse_address(number)):
        sock.close()
        raise HaltError(_forbidden(number))


def _forbidden(host: str) -> SourceRefusedError:
    return SourceRefusedError(
        "The source leads to {host}, which is an address inside a private network. Whoever runs "
        "this archive can allow the network in DASIBOGI_SOURCE_NETWORKS.",
        host=host,
    )


def _other_scheme(scheme: str) -> SourceRefusedError:
    return SourceRefusedError(
        "The source leads to an address that begins with {scheme}:, and only http and https are "
        "fetched.",
        scheme=scheme,
    )
