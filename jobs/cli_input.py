"""What a command is given on standard input."""

import sys
from typing import BinaryIO

from archive.errors import RefusedError


def standard_input() -> BinaryIO:
    """Its bytes; raises ``RefusedError`` when it was closed before the command began."""
    if sys.stdin is None:
        raise RefusedError("Standard input is closed, so there is nothing to read.")
    return sys.stdin.buffer
