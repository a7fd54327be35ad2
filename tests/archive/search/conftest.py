"""One analyser for all tests (its model takes seconds to load), and catalogues to search."""

from collections.abc import Iterator

import pytest

from archive.catalogue.engine import Catalogue
from archive.search.analyse import Analyser
from tests.archive.search.invented import SESSIONS, keep
from tests.databases import KINDS, copied_catalogue


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return Analyser()


@pytest.fixture
def catalogue(catalogue_url: str) -> Iterator[Catalogue]:
    """An empty one to change."""
    opened = Catalogue(catalogue_url)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=KINDS)
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, analyser: Analyser
) -> Iterator[Catalogue]:
    """One with the invented ``SESSIONS``, to read only."""
    with copied_catalogue(request, tmp_path_factory.mktemp("filled")) as url:
        opened = Catalogue(url)
        keep(opened, analyser, *SESSIONS)
        yield opened
        opened.close()
