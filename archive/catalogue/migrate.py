"""Seeing to it that a database has the newest tables, whoever opens it first."""

from importlib import import_module

from sqlalchemy import Connection, Engine, inspect, text

NEWEST = "0002"
"""The last of ``migrations/versions``."""

_LOCK = 0xDA51B061


def migrate(engine: Engine) -> None:
    """Make or update the tables; safe when several processes start at once, and when done.

    SQLite's write lock, or an advisory lock on PostgreSQL, lets one process in at a time. Raises
    ``RefusedError`` for tables that a newer version has made.
    """
    with engine.connect() as plain:
        if _revision(plain) == NEWEST:
            return
    with engine.connect().execution_options(is_writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        if _revision(connection) != NEWEST:
            # Named here and not at the top: alembic is a fifth of what a command loads, and every
            # command comes by.
            import_module("archive.catalogue.upgrade").upgrade(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
