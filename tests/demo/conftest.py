"""A short broadcast, made once for all tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.broadcast import Broadcast, make_broadcast
from demo.server import serving

SHORT = 0.05
"""The whole story in less than forty seconds."""


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that finished broadcasts are kept in."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="session")
def broadcast(kept: Path) -> Broadcast:
    return make_broadcast(kept, SHORT)


@pytest.fixture
def origin(broadcast: Broadcast) -> Iterator[str]:
    """Where the broadcast is served."""
    with serving(broadcast.folder, broadcast.page) as origin:
        yield origin
