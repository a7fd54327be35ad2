"""A catalogue to write into, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest

from archive.catalogue.engine import Catalogue
from archive.catalogue.migrate import migrate


@pytest.fixture
def catalogue(database_url: str) -> Iterator[Catalogue]:
    opened = Catalogue(database_url)
    migrate(opened.engine)
    yield opened
    opened.close()
