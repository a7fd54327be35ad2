"""A migrated database is what the code expects."""

import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from archive.catalogue.engine import Catalogue
from archive.catalogue.migrate import NEWEST, migrate
from archive.catalogue.tables import Table
from archive.errors import RefusedError
from tests.paths import PROJECT


def test_the_migrations_make_the_tables_that_the_code_declares(catalogue: Catalogue) -> None:
    ours = set(Table.metadata.tables)
    options = {"include_object": lambda _o, name, kind, *_: kind != "table" or name in ours}
    with catalogue.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)

        assert compare_metadata(context, Table.metadata) == []


def test_the_newest_tables_are_those_of_the_last_migration() -> None:
    assert (
        ScriptDirectory(str(PROJECT / "archive" / "catalogue" / "migrations")).get_current_head()
        == NEWEST
    )


def test_several_processes_may_migrate_at_once(database_url: str) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        opened = Catalogue(database_url)
        try:
            migrate(opened.engine)
        except BaseException as exc:
            failures.append(exc)
        finally:
            opened.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    opened = Catalogue(database_url)
    tables = set(inspect(opened.engine).get_table_names())
    opened.close()

    assert failures == []
    assert {*Table.metadata.tables, "session_search"} <= tables


def test_a_database_of_a_newer_version_is_refused(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RefusedError, match="newer version"):
        migrate(catalogue.engine)
