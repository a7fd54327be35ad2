"""The catalogue, opened for a command or a worker."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from archive.catalogue.engine import Catalogue
from archive.catalogue.migrate import migrate
from archive.settings import Settings


@contextmanager
def opened_catalogue(settings: Settings) -> Iterator[Catalogue]:
    """The catalogue with its newest tables, closed in the end.

    Raises ``TryAgainError`` when its database does not answer.
    """
    with closing(Catalogue(settings.database_url)) as catalogue:
        with catalogue.reading() as db:
            db.connection()
        migrate(catalogue.engine)
        yield catalogue
