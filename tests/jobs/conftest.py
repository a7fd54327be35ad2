"""A workshop on a fresh catalogue, with little patience."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.catalogue.engine import Catalogue
from archive.media.tools import find_tools
from archive.search.analyse import Analyser
from archive.settings import Settings, read_settings
from jobs.workshop import Workshop


@pytest.fixture
def settings(catalogue_url: str, tmp_path: Path) -> Settings:
    """An installation that may fetch from the loopback."""
    return read_settings(
        {
            "DASIBOGI_HOME": str(tmp_path),
            "DASIBOGI_DATABASE_URL": catalogue_url,
            "DASIBOGI_SOURCE_HOSTS": "127.0.0.1",
            "DASIBOGI_SOURCE_NETWORKS": "127.0.0.0/8",
            "DASIBOGI_EXECUTOR_ID": "first",
        }
    )


@pytest.fixture
def catalogue(settings: Settings) -> Iterator[Catalogue]:
    catalogue = Catalogue(settings.database_url)
    yield catalogue
    catalogue.close()


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    """One for all tests: its model takes seconds to load."""
    return Analyser()


@pytest.fixture
def workshop(settings: Settings, catalogue: Catalogue, analyser: Analyser) -> Workshop:
    """Waits between tries take no time."""
    return Workshop(settings, catalogue, find_tools(), patience=0, analyser=analyser)
