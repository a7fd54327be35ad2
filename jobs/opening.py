"""The catalogue, opened for a command, a worker or the web pages."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from archive.catalogue.engine import Catalogue, answering, opening
from archive.catalogue.migrate import migrate
from archive.settings import Settings


def open_catalogue(settings: Settings) -> Catalogue:
    """The catalogue with its newest tables; to be closed in the end.

    Raises ``TryAgainError`` when its database does not answer, ``RefusedError`` when it can't be
    opened or written until somebody changes something.
    """
    catalogue = Catalogue(settings.database_url)
    try:
        with answering(), opening(settings.database_url):
            migrate(catalogue.engine)
    except BaseException:
        catalogue.close()
        raise
    return catalogue


@contextmanager
def opened_catalogue(settings: Settings) -> Iterator[Catalogue]:
    """As ``open_catalogue``, closed with the block."""
    with closing(open_catalogue(settings)) as catalogue:
        yield catalogue
