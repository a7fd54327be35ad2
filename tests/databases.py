"""A fresh database for each test that asks for one, on SQLite and on PostgreSQL."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.catalogue.engine import open_engine
from archive.catalogue.migrate import migrate
from tests.postgres import Server, find_programs, running_server

KINDS = ("sqlite", "postgresql")
TEMPLATE = "template_catalogue"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One server for all tests; tests that need it are skipped where it is not installed."""
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL's programs (initdb, postgres) are not installed here")
    with running_server(programs) as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    name = f"test_{uuid.uuid4().hex}"
    yield postgres_server.create(name)
    postgres_server.drop(name)


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database; the test runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'archive.sqlite'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(params=KINDS)
def catalogue_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with the catalogue's newest, empty tables, on each kind.

    Copied from one that was migrated once, which takes a tenth of the time.
    """
    with copied_catalogue(request, tmp_path) as url:
        yield url


@contextmanager
def copied_catalogue(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The same for a fixture of any scope, with the kind as its parameter."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        yield f"sqlite:///{shutil.copy(template, folder / 'archive.sqlite')}"
        return
    server: Server = request.getfixturevalue("postgres_server")
    name = f"test_{uuid.uuid4().hex}"
    yield server.create(name, template=request.getfixturevalue("postgres_template"))
    server.drop(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``copied_catalogue`` copies; whole in one file once its last connection closed."""
    path = tmp_path_factory.mktemp("template") / "archive.sqlite"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Server) -> str:
    """The name of the database that ``copied_catalogue`` copies."""
    _migrate(postgres_server.create(TEMPLATE))
    return TEMPLATE


def _migrate(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
