"""An installation of its own for one test: a home, the command line, workers that can be killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.programme import keep_programme
from archive.catalogue.migrate import migrate
from archive.catalogue.queries.desk import one_recording
from archive.catalogue.values import RecordingView, Stage
from archive.programme.model import (
    Appearance,
    Bilingual,
    Programme,
    ProgrammeEvent,
    ProgrammeSession,
    Role,
    SessionKind,
)
from archive.settings import Settings, read_settings
from archive.storage import RecordingFiles, recording_files
from jobs.cli import main
from tests.paths import PROJECT

PATIENCE_SECONDS = 120
SLUG = "archive-day"
BEGAN = datetime(2025, 6, 10, 0, 0, tzinfo=UTC)
"""When the tests' talk begins: its sessions take three seconds and five."""

Seen = TypeVar("Seen")


@dataclass(slots=True)
class Installation:
    """Where it lives, and the environment its processes get."""

    home: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "LC_ALL": "C.UTF-8",
            "DASIBOGI_HOME": str(self.home),
            "DASIBOGI_SOURCE_HOSTS": "127.0.0.1",
            "DASIBOGI_SOURCE_NETWORKS": "127.0.0.0/8",
            "DASIBOGI_POLL_SECONDS": "0.1",
            "DASIBOGI_EXECUTOR_ID": "first",
            **self.variables,
        }

    @property
    def settings(self) -> Settings:
        return read_settings(self.environment)

    @contextmanager
    def catalogue(self) -> Iterator[Catalogue]:
        catalogue = Catalogue(self.settings.database_url)
        try:
            migrate(catalogue.engine)
            yield catalogue
        finally:
            catalogue.close()

    def run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        """One command of the command line, to its end."""
        line = (sys.executable, "-m", "jobs.cli", *words)
        return subprocess.run(
            line, env=self.environment, cwd=PROJECT, capture_output=True, check=False
        )

    def answer(self, *words: str) -> Any:
        """What a command that must succeed says in JSON.

        It runs in this process: another would take seconds only to begin.
        """
        said, complaint = TextIOWrapper(BytesIO(), "utf-8"), StringIO()
        with (
            patch.dict(os.environ, self.environment, clear=True),
            redirect_stdout(said),
            redirect_stderr(complaint),
        ):
            code = main((*words, "--json"))
        assert code == 0, complaint.getvalue()
        said.seek(0)
        return json.load(said)

    def import_programme(self, programme: Programme | None = None) -> None:
        """An event of two sessions, three seconds and five, named as the talk's chapters."""
        with self.catalogue() as catalogue, catalogue.writing() as db:
            keep_programme(
                db,
                programme or PROGRAMME,
                content=b"",
                file_name="programme.txt",
                slug=SLUG,
                now=BEGAN,
            )

    def recording(self, recording_id: int = 1) -> RecordingView:
        with self.catalogue() as catalogue, catalogue.reading() as db:
            return one_recording(db, recording_id)

    def files(self, recording_id: int = 1) -> RecordingFiles:
        return recording_files(self.settings.media_folder, recording_id)


@dataclass(slots=True)
class Worker:
    """A running worker process."""

    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.wait()

    def terminate(self) -> int:
        """As an operator does; gives the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_SECONDS)

    def freeze(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)


@contextmanager
def working(installation: Installation, name: str = "first") -> Iterator[Worker]:
    """A worker of its own name; it is ended with the block, and must have logged no traceback."""
    log = installation.home / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    environment = {**installation.environment, "DASIBOGI_EXECUTOR_ID": name}
    with log.open("ab") as written:
        process = subprocess.Popen(
            (sys.executable, "-m", "jobs.cli", "worker"),
            env=environment,
            cwd=PROJECT,
            stderr=written,
        )
    worker = Worker(process, log)
    try:
        yield worker
    finally:
        if process.poll() is None:
            worker.thaw()
            worker.terminate()
        assert "Traceback" not in log.read_text(), log.read_text()


def wait_for(look: Callable[[], Seen | None], what: str) -> Seen:
    """What ``look`` sees once it sees something; fails when it never does."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if seen := look():
            return seen
        time.sleep(0.02)
    raise AssertionError(f"never happened: {what}")


def wait_for_state(installation: Installation, state: str, recording_id: int = 1) -> RecordingView:
    """The recording once its work stands so."""

    with installation.catalogue() as catalogue:

        def seen() -> RecordingView | None:
            with catalogue.reading() as db:
                recording = one_recording(db, recording_id)
            return recording if recording.state == state else None

        return wait_for(seen, f"recording {recording_id} {state}")


def wait_for_stage(installation: Installation, stage: Stage, recording_id: int = 1) -> None:
    """Return as soon as the recording is at this stage."""
    with installation.catalogue() as catalogue:

        def is_there() -> bool:
            with catalogue.reading() as db:
                return one_recording(db, recording_id).stage == stage

        wait_for(is_there, f"stage {stage}")


def processes_naming(words: str) -> list[str]:
    """Command lines of running processes that name these words."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if words in line and int(entry.name) != os.getpid():
                found.append(line)
    return found


def _session(
    code: str, kind: SessionKind, title: Bilingual, seconds: tuple[int, int]
) -> ProgrammeSession:
    person = Appearance(Bilingual("노을", "Noh Eul"), "물길연구소", Role.PRESENTER, 1)
    start, end = (BEGAN + timedelta(seconds=second) for second in seconds)
    people = (person,) if kind == SessionKind.SESSION else ()
    return ProgrammeSession(code, kind, title, "", start, end, people, 1)


_EVENT = ProgrammeEvent(Bilingual("기록의 날", "Archive Day"), date(2025, 6, 10), "Asia/Seoul")
_OPENING = _session("opening", SessionKind.OPENING, Bilingual("여는 말", "Opening words"), (0, 3))
_FIRST, _SHORTER = (
    _session("session-1", SessionKind.SESSION, Bilingual("첫 발표", "First talk"), (3, end))
    for end in (8, 6)
)
_CLOSING = _session("closing", SessionKind.CLOSING, Bilingual("맺는 말", "Closing"), (6, 8))

PROGRAMME = Programme(_EVENT, (_OPENING, _FIRST))
REVISED = Programme(_EVENT, (_OPENING, _SHORTER, _CLOSING))
"""The same day as it was announced later: a session more at the end."""
