"""A PostgreSQL of our own: in a folder of its own, on a socket of its own, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

USER = "postgres"
_UNPRIVILEGED = ("postgres", "nobody")
_DEBIAN = Path("/usr/lib/postgresql")

_CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
shared_buffers = 32MB
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; ``folder`` holds its socket."""

    folder: Path

    def url(self, database: str) -> str:
        """The address of one of its databases, for SQLAlchemy."""
        return f"postgresql+psycopg://{USER}@/{database}?host={self.folder}"

    def create(self, database: str, template: str = "template0") -> str:
        """Make a database, empty or like its template, and give its address."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        names = map(sql.Identifier, (database, template))
        with self._connect() as connection:
            connection.execute(statement.format(*names))
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected to it."""
        with self._connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
            )

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(host=str(self.folder), user=USER, dbname=USER, autocommit=True)


def find_programs() -> Path | None:
    """The folder of ``initdb`` and ``postgres``, or nothing where they aren't installed."""
    newest_first = sorted(
        _DEBIAN.glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True
    )
    on_path = shutil.which("postgres")
    for folder in [*([Path(on_path).resolve().parent] if on_path else []), *newest_first]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


@contextmanager
def running_server(programs: Path) -> Iterator[Server]:
    """Start a server; stop it, and it alone, when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path has 107 bytes at most
    data = folder / "data"
    try:
        _make(programs, folder, data)
        _run(programs / "pg_ctl", "start", "-w", "-D", data, "-l", folder / "log", folder=folder)
        try:
            yield Server(folder)
        finally:
            _run(programs / "pg_ctl", "stop", "-w", "-m", "fast", "-D", data, folder=folder)
    finally:
        shutil.rmtree(folder)


def _make(programs: Path, folder: Path, data: Path) -> None:
    account = _account()
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    which = ("-D", data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    _run(programs / "initdb", *which, "--no-sync", folder=folder)
    with (data / "postgresql.conf").open("a") as configuration:
        configuration.write(_CONFIGURATION.format(folder=folder))


def _account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then somebody who may do nothing else runs it."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in _UNPRIVILEGED if name in known)


def _run(*command: str | Path, folder: Path) -> None:
    account = _account()
    subprocess.run(
        command,
        check=True,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # a pipe would stay open in the server and never end
        stderr=subprocess.DEVNULL,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
    )
