"""Where tests find the project and the real data that may lie beside it."""

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
SHARED_DATA = PROJECT.parent / "shared" / "data"

FULL_MATRIX = bool(os.environ.get("FULL_MATRIX"))
"""Whether tests that try many pairs try all of them, and more at random."""


def shared(path: str) -> Path:
    """A file of the real data; skips the test where the data is absent."""
    found = SHARED_DATA / path
    if not found.exists():
        pytest.skip(f"real data is absent here: {path}")
    return found
