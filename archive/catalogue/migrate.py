"""Bringing a database to the newest tables; alembic stops here."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine

from archive.errors import RefusedError

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0xDA51B061


def migrate(engine: Engine) -> None:
    """Make or update the tables; safe when several processes start at once, and when done.

    SQLite's write lock, or an advisory lock on PostgreSQL, lets one process in at a time. Raises
    ``RefusedError`` for tables that a newer version has made.
    """
    with engine.connect() as plain:
        if _revision(plain) == _newest():
            return
    with engine.connect().execution_options(is_writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        if _revision(connection) != _newest():
            _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    try:
        command.upgrade(_config(connection), "head")
    except CommandError as exc:
        raise RefusedError(
            "The database was made by a newer version of this program. Install that one."
        ) from exc


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _newest() -> str | None:
    return ScriptDirectory(str(_FOLDER)).get_current_head()
