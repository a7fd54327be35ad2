"""How files to take away are named (RFC 6266, RFC 8187)."""

import re
from urllib.parse import quote

_UNFIT = re.compile(r'[\\/:*?"<>|%;\x00-\x1f\x7f]+')
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 80


def attachment(code: str, part: int | None, ending: str, *, title: str = "") -> str:
    """The header's value: a session's file by its title where one is given, else by its code.

    Programs that don't know ``filename*`` get the code in ASCII beside the title.
    """
    rest = ending if part is None else f"part-{part}.{ending}"
    named = quote(f"{file_title(title) or code}.{rest}", safe="")
    if not title:
        return f"attachment; filename*=UTF-8''{named}"
    plain = _NOT_PLAIN.sub("_", f"{code}.{rest}")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{named}"


def file_title(title: str) -> str:
    """A title as a file may be called anywhere.

    >>> file_title("강을 되살리는 도시: 1/2"), file_title("..")
    ('강을 되살리는 도시 1 2', '')
    """
    seen = "".join(sign for sign in _UNFIT.sub(" ", title) if sign.isprintable())
    return " ".join(seen.split())[:_LONGEST].strip(" .")
