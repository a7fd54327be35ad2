"""What a command is given in a file, or on standard input."""

import sys
from pathlib import Path
from typing import BinaryIO

from archive.errors import RefusedError


def standard_input() -> BinaryIO:
    """Its bytes; raises ``RefusedError`` when it was closed before the command began."""
    if sys.stdin is None:
        raise RefusedError("Standard input is closed, so there is nothing to read.")
    return sys.stdin.buffer


def content_of(place: str, most: int) -> bytes:
    """The bytes of a file, or of standard input for ``-``; one more than ``most`` at most.

    Raises ``RefusedError`` when it can't be read.
    """
    try:
        if place == "-":
            return standard_input().read(most + 1)
        with Path(place).open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as exc:
        raise _unreadable(place, exc) from exc


def readable(place: str) -> Path:
    """The file, once it has been opened; raises ``RefusedError`` when it can't be read."""
    try:
        with Path(place).open("rb"):
            return Path(place)
    except (OSError, ValueError) as exc:
        raise _unreadable(place, exc) from exc


def name_of(place: str) -> str:
    """What the place is called in a sentence."""
    return "stdin" if place == "-" else shown_name(Path(place).name)


def _unreadable(place: str, exc: OSError | ValueError) -> RefusedError:
    reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
    return RefusedError("“{file}” can't be read: {reason}.", file=shown_name(place), reason=reason)


def shown_name(place: str) -> str:
    """A file's name that may hold bytes which are no text."""
    return place.encode("utf-8", "replace").decode()
