"""What may be asked of the job runner: ingest, cancel, try again, what clips need."""

import logging
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial

from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.clip_work import order_work
from archive.catalogue.keep.recording import cancel_recording, order_recording, retry_recording
from archive.catalogue.queries.clip_work import tasks_under_way
from archive.catalogue.values import WorkKind
from archive.errors import RefusedError, StorageFullError, TryAgainError
from archive.settings import Settings
from archive.source.address import one_address
from archive.source.policy import check_page, source_policy
from jobs.dispatch import Dispatch

_LOG = logging.getLogger(__name__)


class Orders:
    """An open counter; usable from several threads, and closed in the end.

    An order is first noted in the catalogue, then handed to the job engine. When the second half
    fails the order stands all the same: a worker finds it and hands it on. A job engine that no
    worker could use either is refused before anything is noted.
    """

    def __init__(self, settings: Settings, catalogue: Catalogue) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._opening = threading.Lock()
        self._opened: Dispatch | None = None

    def order_ingest(
        self, event_slug: str, url: str, started_at: datetime | None = None, room: str = ""
    ) -> int:
        """Ask for a recording of the event and give its id; the same video again gives the same.

        ``started_at`` is the aware instant of the recording's first picture, where a person knows
        it better than the source, and ``room`` where it was held. Raises ``SourceRefusedError`` for
        an address that is not allowed, ``NotFoundError`` when there is no such event.
        """
        url = one_address(check_page(url, source_policy(self._settings)))
        self._refuse_bad_engine()
        with _ordering(), self._catalogue.writing() as db:
            recording_id, attempt = order_recording(
                db, event_slug, url, started_at=started_at, now=_now(), room=room
            )
        self._hand_on(lambda dispatch: dispatch.ingest(recording_id, attempt))
        return recording_id

    def retry(self, recording_id: int) -> int:
        """Begin another attempt and give its number; raises ``RefusedError`` while one runs."""
        self._refuse_bad_engine()
        with _ordering(), self._catalogue.writing() as db:
            attempt = retry_recording(db, recording_id, _now())
        self._hand_on(lambda dispatch: dispatch.ingest(recording_id, attempt))
        return attempt

    def cancel(self, recording_id: int) -> None:
        """Stop an attempt; raises ``RefusedError`` when none is under way."""
        self._refuse_bad_engine()
        with self._catalogue.writing() as db:
            attempt = cancel_recording(db, recording_id, _now())
        self._hand_on(lambda dispatch: dispatch.cancel(recording_id, attempt))

    def order_clip(self, digest: str, *kinds: WorkKind) -> None:
        """Ask for things made for a clip; what is under way already is not asked for twice."""
        with self._catalogue.writing() as db:
            tasks = order_work(db, digest, kinds, _now())
        for task in tasks:
            self._hand_on(partial(Dispatch.clip_work, task=task))

    def hand_on_clips(self, digests: Collection[str]) -> None:
        """Hand on at once what the catalogue has ordered for clips; a worker does so too."""
        with self._catalogue.reading() as db:
            tasks = [task for task in tasks_under_way(db) if task.digest in digests]
        for task in tasks:
            self._hand_on(partial(Dispatch.clip_work, task=task))

    def close(self) -> None:
        with self._opening:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    def _hand_on(self, order: Callable[[Dispatch], object]) -> bool:
        """Hand an order to the job engine; false when it does not answer or can't be opened.

        That is no error of whoever ordered: the catalogue has it, and a worker hands it on later.
        """
        try:
            order(self._dispatch())
        except (RefusedError, TryAgainError) as exc:
            _LOG.warning("an order waits for a worker: %s (%s)", exc, exc.__cause__)
            return False
        return True

    def _refuse_bad_engine(self) -> None:
        """An engine that merely does not answer is no reason to refuse an order."""
        with suppress(TryAgainError):
            self._dispatch()

    def _dispatch(self) -> Dispatch:
        with self._opening:
            if self._opened is None:
                self._opened = Dispatch(self._settings)
            return self._opened


@contextmanager
def _ordering() -> Iterator[None]:
    """What was never noted does not go on by itself once there is space."""
    try:
        yield
    except StorageFullError as exc:
        raise StorageFullError(
            "The disk is full, so nothing was ordered. Free some space, then order again."
        ) from exc


def _now() -> datetime:
    return datetime.now(UTC)
