"""A real nginx in front of the real server, with the lines that operators are given."""

import os
import pwd
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from tests.paths import PROJECT

_CONFIG = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    sendfile on;
    {temporary}
    server {{
        listen 127.0.0.1:{port};
        {lines}
        {more}
    }}
}}
"""
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def find_nginx() -> str | None:
    """The program, also where only administrators look for it."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def operating_lines() -> str:
    """What ``docs/operating.md`` says to write into nginx's configuration."""
    found = re.search(
        r"```nginx\n(.+?)```", (PROJECT / "docs" / "operating.md").read_text(), re.DOTALL
    )
    assert found
    return found[1]


@contextmanager
def listening() -> Iterator[socket.socket]:
    """A free port that the server takes over."""
    opened = socket.create_server(("127.0.0.1", 0))
    yield opened
    opened.close()


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """The application under its server; gives its address."""
    with listening() as taken:
        config = uvicorn.Config(app, log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
        thread.start()
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@contextmanager
def in_front(program: str, behind: str, media: Path, folder: Path, more: str = "") -> Iterator[str]:
    """nginx in front of an address, with ``more`` lines; gives its own. It ends with the block."""
    with listening() as free:
        port = free.getsockname()[1]
    lines = operating_lines().replace("http://127.0.0.1:8000", behind)
    lines = lines.replace("/path/to/HOME/media/", f"{media}/")
    user = f"user {pwd.getpwuid(os.getuid()).pw_name};" if os.getuid() == 0 else ""
    temporary = "\n".join(f"{name}_temp_path {folder}/{name};" for name in _TEMPORARY)
    config = folder / "nginx.conf"
    config.write_text(
        _CONFIG.format(
            user=user, folder=folder, temporary=temporary, port=port, lines=lines, more=more
        )
    )
    started = subprocess.Popen([program, "-p", str(folder), "-c", str(config)])
    try:
        _wait_for(port, started)
        yield f"http://127.0.0.1:{port}"
    finally:
        started.terminate()
        started.wait()


def _wait_for(port: int, started: subprocess.Popen[bytes]) -> None:
    while started.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.1).close()
        except OSError:
            continue
        return
    raise AssertionError(f"nginx ended with {started.returncode}")
