"""The job engine's database, version and queues; everything here must agree in every process."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbos import DBOS, DBOSClient, DBOSConfig
from sqlalchemy import Engine, create_engine, event, make_url

from archive.catalogue.engine import writable
from archive.settings import Settings

APPLICATION = "dasibogi"

VERSION = "jobs-1"
"""Workflows only resume on workers of the same version: add steps at the end, keep this as it is.

Left to itself the engine takes a hash of our source, so every upgrade would strand running work.
"""


@dataclass(frozen=True, slots=True)
class WorkQueue:
    """How many of one kind of work a worker does at a time."""

    name: str
    at_once: int


INGEST = WorkQueue("ingest", 2)
"""Two: while one recording downloads, another can be packed and measured."""

EDIT = WorkQueue("edit", 1)
"""Seconds of work that an editor waits for; never behind an ingest that takes hours."""

DOWNLOAD = WorkQueue("download", 1)
"""Files to take away: gigabytes are written for some, and nobody's edit waits for that."""

QUEUES = (INGEST, EDIT, DOWNLOAD)


def migrate_engine(settings: Settings) -> None:
    """Make or update the job engine's tables; safe when several processes start at once."""
    _make_folder(settings.jobs_database_url)
    DBOS.migrate(settings.jobs_database_url)


def open_jobs_database(settings: Settings) -> Engine | None:
    """An engine for SQLite with a write-ahead log; the job engine makes its own for PostgreSQL.

    With its default rollback journal, readers and writers of SQLite wait for each other (measured:
    a third of the steps a second). ``NORMAL`` can lose the last checkpoints in a power cut, and
    then a step runs again, which it may.
    """
    if not settings.jobs_database_url.startswith("sqlite"):
        return None
    _make_folder(settings.jobs_database_url)
    engine = create_engine(settings.jobs_database_url)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def engine_config(settings: Settings, database: Engine | None) -> DBOSConfig:
    """What the worker tells the job engine."""
    return {
        "name": APPLICATION,
        "system_database_url": settings.jobs_database_url,
        "system_database_engine": database,
        "application_version": VERSION,
        "executor_id": settings.executor_id,
        "log_level": "WARNING",
        "run_migrations": False,
    }


def open_client(settings: Settings, database: Engine | None) -> DBOSClient:
    """A client that asks for work without knowing any workflow; tables must be there already."""
    return DBOSClient(
        system_database_url=settings.jobs_database_url,
        system_database_engine=database,
        application_name=APPLICATION,
        retry_connection_errors=False,
    )


def _make_folder(url: str) -> None:
    path = make_url(url).database
    if url.startswith("sqlite") and path:
        with writable(folder := Path(path).parent):
            folder.mkdir(parents=True, exist_ok=True)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = "IMMEDIATE"
    for pragma in ("busy_timeout=30000", "foreign_keys=ON", "journal_mode=WAL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA synchronous=NORMAL")
