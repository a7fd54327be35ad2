"""What most tests of sources need: a server that may be reached, and one that may not."""

from collections.abc import Iterator
from ipaddress import ip_network

import pytest

from archive.source.policy import SourcePolicy
from tests.streams import Server, Talk, publish_talk, serving

REACHABLE, FORBIDDEN = "127.0.0.1", "127.0.0.2"


@pytest.fixture
def policy() -> SourcePolicy:
    """Pages may be on any host; only the first loopback address may be connected to."""
    return SourcePolicy(
        hosts=("*",),
        networks=(ip_network(f"{REACHABLE}/32"),),
        timeout_seconds=10,
        attempts=2,
        backoff_seconds=0,
    )


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(REACHABLE) as running:
        yield running


@pytest.fixture
def inside() -> Iterator[Server]:
    """A server in a network nobody allowed."""
    with serving(FORBIDDEN) as running:
        yield running


@pytest.fixture
def talk(server: Server) -> Talk:
    return publish_talk(server)
