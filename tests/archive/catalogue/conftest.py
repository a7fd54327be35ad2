"""A catalogue to write into, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest

from archive.catalogue.engine import Catalogue


@pytest.fixture
def catalogue(catalogue_url: str) -> Iterator[Catalogue]:
    opened = Catalogue(catalogue_url)
    yield opened
    opened.close()
