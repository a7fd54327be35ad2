"""Where tests find the project and the real data that may lie beside it."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
SHARED_DATA = PROJECT.parent / "shared" / "data"


def shared(path: str) -> Path:
    """A file of the real data; skips the test where the data is absent."""
    found = SHARED_DATA / path
    if not found.exists():
        pytest.skip(f"real data is absent here: {path}")
    return found
