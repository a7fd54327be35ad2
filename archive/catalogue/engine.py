"""Opening the catalogue and its transactions, on SQLite and PostgreSQL alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.orm import Session as Db
from sqlalchemy.orm import sessionmaker

from archive.errors import RefusedError, StorageFullError, TryAgainError
from archive.storage import storing

__all__ = ["Catalogue", "Db", "answering", "open_engine", "opening", "writable"]

_BUSY_MS = 30_000
_FULL = ("disk is full", "no space left on device", "could not extend file")
_FULL_CODES = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE")
"""SQLite says "disk I/O error" where a limit on a file's size, and not the disk, is reached."""

_UNUSABLE = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_PERM")
"""What stays as it is until somebody changes the file or where it is looked for."""


class Catalogue:
    """One open database; ``reading`` and ``writing`` are its only doors."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._open = sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Db]:
        """One consistent view; nothing can be changed in it."""
        with answering(), self._open() as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Db]:
        """One transaction: all of the block is kept, or nothing."""
        with answering(), self._open() as db:
            db.connection(execution_options={"is_writing": True})
            yield db
            db.commit()

    def close(self) -> None:
        self.engine.dispose()


def open_engine(url: str) -> Engine:
    """An engine whose SQLite connections use WAL and real transactions.

    Raises ``RefusedError`` for an address that names no database, or a folder that can't be made.
    """
    address = _address(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    engine = create_engine(address)
    if address.database:
        with writable(folder := Path(address.database).parent):
            folder.mkdir(parents=True, exist_ok=True)
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


def _address(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as exc:
        # The address may hold a password, so it is not repeated.
        raise RefusedError(
            "A database's address can't be read; write it as "
            "postgresql://user:password@host:5432/name or sqlite:////folder/file."
        ) from exc


@contextmanager
def writable(place: Path) -> Iterator[None]:
    """A place that can't be read or written, as ``RefusedError``; a full disk as ever."""
    try:
        with storing():
            yield
    except OSError as exc:
        raise RefusedError(
            "“{file}” can't be opened or written: {reason}.",
            file=str(exc.filename or place),
            reason=exc.strerror or str(exc),
        ) from exc


@contextmanager
def opening(url: str) -> Iterator[None]:
    """A SQLite file that can't be opened, written, or is none, as ``RefusedError``.

    Later such an error may pass by itself, so it only counts when the database is opened.
    """
    try:
        yield
    except DBAPIError as exc:
        if not _sqlite_code(exc).startswith(_UNUSABLE):
            raise
        raise RefusedError(
            "“{file}” can't be opened or written: {reason}.",
            file=make_url(url).database or "",
            reason=str(exc.orig),
        ) from exc


@contextmanager
def answering() -> Iterator[None]:
    """A full disk and a database that does not answer, in the archive's own words."""
    try:
        yield
    except DBAPIError as exc:
        if _is_full(exc):
            raise StorageFullError(
                "The disk is full, so the last change was not kept. Free some space, then ask "
                "again; work that was under way goes on by itself."
            ) from exc
        if isinstance(exc, OperationalError):
            raise TryAgainError("The database did not answer. Try again in a moment.") from exc
        raise


def _is_full(error: DBAPIError) -> bool:
    is_told = any(words in str(error.orig).lower() for words in _FULL)
    return is_told or _sqlite_code(error) in _FULL_CODES


def _sqlite_code(error: DBAPIError) -> str:
    """SQLite's name of what went wrong; empty for another database's error."""
    return str(getattr(error.orig, "sqlite_errorname", ""))
