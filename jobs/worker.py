"""The worker: runs what was ordered until it is told to end, and leaves nothing half done."""

import fcntl
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from types import FrameType
from urllib.parse import quote

from dbos import DBOS

from archive.alignment.phrases import phrases_of
from archive.catalogue.engine import writable
from archive.errors import RefusedError
from archive.media.tools import find_tools
from archive.settings import Settings
from jobs.dispatch import Dispatch
from jobs.engine import QUEUES, engine_config, open_jobs_database
from jobs.logs import log_to_stderr
from jobs.opening import opened_catalogue
from jobs.tending import Rounds
from jobs.workflows import register_workflows
from jobs.workshop import Workshop

_LOG = logging.getLogger(__name__)

ROUND_SECONDS = 2.0
GOODBYE_SECONDS = 4
"""How long running steps have to notice that the worker ends; programs they started end sooner."""


LONGEST_NAME = 200
"""Bytes; a file's name has 255."""


def run_worker(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT; what was begun goes on when a worker starts again.

    Raises ``RefusedError`` while a worker of the same name runs on this home.
    """
    log_to_stderr()
    with held_name(settings):
        _work(settings)
        _LOG.info("worker %s ends", settings.executor_id)
        _leave_stuck_threads()


@contextmanager
def held_name(settings: Settings) -> Iterator[None]:
    """Be the only worker of this name: a second one would start the first one's work again.

    The lock is the kernel's (flock), so it ends with the process, however that ends.
    """
    path = settings.home / f"worker-{_file_name(settings.executor_id)}.lock"
    with writable(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise RefusedError(
                "A worker named {id} is running already; give this one its own "
                "DASIBOGI_EXECUTOR_ID.",
                id=settings.executor_id,
            ) from exc
        yield


def _file_name(executor_id: str) -> str:
    """The same for the same name only; a name too long for a file is told by its digest."""
    name = quote(executor_id, safe="", errors="surrogateescape")
    return name if len(name) <= LONGEST_NAME else sha256(name.encode()).hexdigest()


def _work(settings: Settings) -> None:
    with opened_catalogue(settings) as catalogue:
        workshop = Workshop(settings, catalogue, find_tools(settings.ffmpeg_folder))
        # Phrases that can't be used are told now, not hours later when sessions are looked for.
        phrases_of(settings.phrases_folder)
        _end_on_signals(workshop.stopping)
        with closing(Dispatch(settings)) as dispatch:
            rounds = Rounds(workshop, dispatch, DBOS._recover_pending_workflows)
            # A heart beats before the work begins: what never lived is never taken over.
            rounds.beat(datetime.now(UTC))
            with _engine(workshop):
                _LOG.info("worker %s is ready", settings.executor_id)
                _make_rounds(rounds)


@contextmanager
def _engine(workshop: Workshop) -> Iterator[None]:
    """The job engine running, with its queues; in the end its steps have stopped or been left."""
    database = open_jobs_database(workshop.settings)
    DBOS(config=engine_config(workshop.settings, database))
    register_workflows(workshop)
    DBOS.launch()
    try:
        for queue in QUEUES:
            DBOS.register_queue(
                queue.name,
                worker_concurrency=queue.at_once,
                polling_interval_sec=workshop.settings.poll_seconds,
            )
        yield
    finally:
        workshop.stopping.set()
        DBOS.destroy(workflow_completion_timeout_sec=GOODBYE_SECONDS)
        if database is not None:
            database.dispose()


def _make_rounds(rounds: Rounds) -> None:
    stopping = rounds.workshop.stopping
    while not stopping.is_set():
        rounds.go()
        stopping.wait(min(ROUND_SECONDS, 4 * rounds.workshop.settings.poll_seconds))


def _end_on_signals(stopping: threading.Event) -> None:
    """End in order at the first signal; a second one ends the worker at once."""

    def end(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)


def _leave_stuck_threads() -> None:
    """End the process although a step still waits for a silent server: it begins again anyway.

    The interpreter would wait for that thread, and whoever stops us would not.
    """
    threads = [thread for thread in threading.enumerate() if not thread.daemon]
    if threads != [threading.main_thread()]:
        logging.shutdown()
        sys.stderr.flush()
        os._exit(0)
