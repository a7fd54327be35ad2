"""Text made smaller on its way to the reader (RFC 9110, 8.4): our scripts and viewers' pages.

Pages of somebody who is signed in are sent as they are: they hold secrets beside what an address
may put into them, and the size of the two together would give the secret away.
"""

import gzip

from starlette.datastructures import Headers
from starlette.responses import Response

_LEVEL = 6
_SMALLEST = 1000
"""Bytes; what is smaller fits into one packet anyhow."""


def takes_gzip(headers: Headers) -> bool:
    """Whether a request's ``Accept-Encoding`` names gzip, and not with a weight of zero."""
    for one in headers.get("accept-encoding", "").lower().replace(" ", "").split(","):
        name, _, weight = one.partition(";q=")
        if name in ("gzip", "*"):
            return weight.strip("0.") != "" or not weight
    return False


def smaller(text: bytes) -> bytes:
    """The same as gzip, without a time of day, so that it is always the same."""
    return gzip.compress(text, _LEVEL, mtime=0)


def compress(headers: Headers, response: Response) -> None:
    """Make a response's body smaller if whoever asks takes that; caches are told of both."""
    response.headers.add_vary_header("accept-encoding")
    if len(response.body) >= _SMALLEST and takes_gzip(headers):
        response.body = smaller(bytes(response.body))
        response.headers["content-length"] = str(len(response.body))
        response.headers["content-encoding"] = "gzip"
