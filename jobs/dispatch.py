"""Handing work to the job engine and asking what became of it."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from dbos import EnqueueOptions, error
from sqlalchemy.exc import SQLAlchemyError

from archive.catalogue.engine import opening
from archive.catalogue.values import ClipTask, WorkKind
from archive.errors import TryAgainError
from archive.settings import Settings
from jobs.engine import (
    DOWNLOAD,
    EDIT,
    INGEST,
    VERSION,
    WorkQueue,
    migrate_engine,
    open_client,
    open_jobs_database,
)

ENDED = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
"""States a workflow never leaves by itself."""

_QUEUES = {
    WorkKind.POSTER: EDIT,
    WorkKind.EDGES: EDIT,
    WorkKind.MOVIE: DOWNLOAD,
    WorkKind.SOUND: DOWNLOAD,
}
_KEPT_FOR = timedelta(days=30)
_FORGOTTEN_AT_ONCE = 200


def ingest_id(recording_id: int, attempt: int) -> str:
    """The workflow behind one attempt: a new one each time, so that old errors are not replayed."""
    return f"ingest-{recording_id}-{attempt}"


def clip_work_id(task: ClipTask) -> str:
    """The workflow behind one attempt at something made for a clip."""
    return f"clip-{task.digest}-{task.kind}-{task.attempt}"


class Dispatch:
    """An open door to the job engine; usable from several threads.

    Every method raises ``TryAgainError`` when the engine's database does not answer. It opens only
    on a database that can be opened and written, else ``RefusedError``.
    """

    def __init__(self, settings: Settings) -> None:
        with _translated(), opening(settings.jobs_database_url):
            migrate_engine(settings)
            self._database = open_jobs_database(settings)
            self._client = open_client(settings, self._database)

    def ingest(self, recording_id: int, attempt: int) -> bool:
        """Ask for an attempt; false when an earlier attempt at the recording still is at it.

        Asking again for the same attempt changes nothing.
        """
        options = _options("ingest", INGEST, ingest_id(recording_id, attempt))
        options["deduplication_id"] = str(recording_id)
        return self._enqueue(options, recording_id, attempt)

    def clip_work(self, task: ClipTask) -> None:
        """Ask for what a clip needs made; asking again for the same attempt changes nothing."""
        options = _options("clip_work", _QUEUES[task.kind], clip_work_id(task))
        self._enqueue(options, task.digest, task.kind.value, task.attempt)

    def refresh(self, event_slug: str) -> bool:
        """Ask to bring cuts and index in line with a changed programme; false when under way."""
        options = _options("refresh", EDIT, f"refresh-{event_slug}-{uuid.uuid4()}")
        options["deduplication_id"] = event_slug
        return self._enqueue(options, event_slug)

    def cancel(self, recording_id: int, attempt: int) -> None:
        """Take an attempt off its queue; one that runs notices by itself."""
        with _translated():
            self._client.cancel_workflows([ingest_id(recording_id, attempt)])

    def states(self, workflow_ids: Sequence[str]) -> dict[str, str]:
        """The engine's word for each workflow it knows of."""
        if not workflow_ids:
            return {}
        with _translated():
            found = self._client.list_workflows(
                workflow_ids=list(workflow_ids), load_input=False, load_output=False
            )
        return {workflow.workflow_id: workflow.status for workflow in found}

    def forget(self, now: datetime) -> int:
        """Delete what ended long ago, a part at a time; the engine itself keeps all for good."""
        with _translated():
            old = self._client.list_workflows(
                status=list(ENDED),
                completed_before=(now - _KEPT_FOR).isoformat(),
                limit=_FORGOTTEN_AT_ONCE,
                load_input=False,
                load_output=False,
            )
            self._client.delete_workflows([workflow.workflow_id for workflow in old])
        return len(old)

    def close(self) -> None:
        self._client.destroy()
        if self._database is not None:
            self._database.dispose()

    def _enqueue(self, options: EnqueueOptions, *values: str | int) -> bool:
        with _translated():
            try:
                self._client.enqueue(options, *values)
            except error.DBOSQueueDeduplicatedError:
                return False
        return True


def _options(workflow: str, queue: WorkQueue, name: str) -> EnqueueOptions:
    return {
        "workflow_name": workflow,
        "queue_name": queue.name,
        "workflow_id": name,
        "app_version": VERSION,
    }


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except error.DBOSQueueDeduplicatedError:
        raise
    except (SQLAlchemyError, error.DBOSException, OSError) as exc:
        raise TryAgainError("The job runner did not answer. Try again in a moment.") from exc
