"""Opening the catalogue and its transactions, on SQLite and PostgreSQL alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session as Db
from sqlalchemy.orm import sessionmaker

from archive.errors import StorageFullError, TryAgainError

__all__ = ["Catalogue", "Db", "open_engine"]

_BUSY_MS = 30_000
_FULL = ("disk is full", "no space left on device", "could not extend file")


class Catalogue:
    """One open database; ``reading`` and ``writing`` are its only doors."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._open = sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Db]:
        """One consistent view; nothing can be changed in it."""
        with _translated(), self._open() as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Db]:
        """One transaction: all of the block is kept, or nothing."""
        with _translated(), self._open() as db:
            db.connection(execution_options={"is_writing": True})
            yield db
            db.commit()

    def close(self) -> None:
        self.engine.dispose()


def open_engine(url: str) -> Engine:
    """An engine whose SQLite connections use WAL and real transactions."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url)
    if engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver would open transactions late and upgrade them from read to write, which fails
    # with "database is locked" whatever the timeout; we begin them ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={_BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("is_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


@contextmanager
def _translated() -> Iterator[None]:
    """A full disk and a database that does not answer, in the archive's own words."""
    try:
        yield
    except DBAPIError as exc:
        if any(words in str(exc.orig).lower() for words in _FULL):
            raise StorageFullError(
                "The disk is full. Free some space; the work goes on by itself afterwards."
            ) from exc
        if isinstance(exc, OperationalError):
            raise TryAgainError("The database did not answer. Try again in a moment.") from exc
        raise
