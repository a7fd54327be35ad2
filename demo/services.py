"""The archive under demonstration: its own folder, its command line, its pages and its worker."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from archive.errors import ToolFailedError

PROJECT = Path(__file__).parent.parent
PROGRAMS = Path(sys.executable).parent
START_SECONDS, STOP_SECONDS = 60, 20


@dataclass(frozen=True, slots=True)
class Archive:
    """One installation below ``home``, whose pages answer at ``port`` of the loopback."""

    home: Path
    port: int

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.home / "services.log"

    @property
    def environment(self) -> dict[str, str]:
        """Ours only: what the caller set for another installation does not reach in."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("DASIBOGI_")}
        return kept | {
            "DASIBOGI_HOME": str(self.home),
            "DASIBOGI_BASE_URL": self.base_url,
            "DASIBOGI_SOURCE_HOSTS": "127.0.0.1",
            "DASIBOGI_SOURCE_NETWORKS": "127.0.0.0/8",
            "PYTHONUNBUFFERED": "1",
        }

    def command(self, *arguments: str, given: str = "") -> Any:
        """Run ``dasibogi`` and read its JSON; its words for people pass through to stderr.

        Raises ``ToolFailedError`` when it ends with anything but 0.
        """
        ended = subprocess.run(
            [PROGRAMS / "dasibogi", *arguments, "--json"],
            cwd=PROJECT,
            env=self.environment,
            input=given.encode(),
            stdout=subprocess.PIPE,
            check=False,
        )
        if ended.returncode:
            raise ToolFailedError(
                "“dasibogi {words}” ended with {code}.",
                words=" ".join(arguments[:2]),
                code=ended.returncode,
            )
        return json.loads(ended.stdout)


def free_port(wanted: int = 0) -> int:
    """A port of the loopback that nobody uses now: the wanted one, or any."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", wanted))
        except OSError:
            door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def emptied(home: Path) -> Path:
    """The folder, with nothing in it."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    return home


@contextmanager
def running(archive: Archive) -> Iterator[None]:
    """Pages and worker of ``Procfile`` while the block runs, and nothing of them afterwards.

    Raises ``ToolFailedError`` when the pages do not answer.
    """
    with archive.log.open("ab") as log:
        honcho = subprocess.Popen(
            [PROGRAMS / "honcho", "start", "--no-colour", "--port", str(archive.port)],
            cwd=PROJECT,
            env=archive.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _await_pages(archive, honcho)
            yield
        finally:
            _stop(honcho)


def _await_pages(archive: Archive, honcho: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while not _answers(archive.port):
        if honcho.poll() is not None or time.monotonic() > until:
            raise ToolFailedError("The pages did not start; {log} says why.", log=str(archive.log))
        time.sleep(0.1)


def _answers(port: int) -> bool:
    door = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        door.request("GET", "/")
        return door.getresponse().status < 500
    except OSError:
        return False
    finally:
        door.close()


def _stop(honcho: subprocess.Popen[bytes]) -> None:
    """Ask first: honcho passes SIGTERM on and waits; what is left is killed by session."""
    honcho.terminate()
    try:
        honcho.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(honcho.pid, signal.SIGKILL)
        honcho.wait()
