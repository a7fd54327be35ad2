"""What a worker looks after between steps, so that no order is ever lost."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from archive.catalogue.keep.clip_work import due_work, note_work
from archive.catalogue.keep.recording import due_recordings, note_end
from archive.catalogue.keep.worker import beat, bury, dead_workers
from archive.catalogue.queries.clip_work import tasks_under_way
from archive.catalogue.queries.work import Attempt, attempts_under_way, stale_events
from archive.catalogue.values import IngestState, WorkState
from archive.errors import ArchiveError
from archive.sentence import Sentence
from jobs.dispatch import ENDED, Dispatch, clip_work_id, ingest_id
from jobs.steps.sweeping import sweep_clips
from jobs.workshop import Workshop

_LOG = logging.getLogger(__name__)

BEAT_EVERY = timedelta(seconds=10)
REFRESH_EVERY = timedelta(seconds=15)
"""An event that can't be refreshed is not tried more often than this."""
FORGET_EVERY = timedelta(hours=1)

LOST = Sentence("The work on this recording ended without a result. Try again.")
CLIP_LOST = Sentence("The work on this clip ended without a result. Try again.")

Recover = Callable[[list[str]], object]
"""Takes over the workflows of workers that died; ``DBOS._recover_pending_workflows``."""


@dataclass(slots=True)
class Rounds:
    """One worker's rounds through what it looks after; ``last`` is when it did each thing."""

    workshop: Workshop
    dispatch: Dispatch
    recover: Recover
    last: dict[str, datetime] = field(default_factory=dict)

    def go(self, now: datetime | None = None) -> None:
        """Look after everything once; what fails is logged and looked after the next time."""
        now = now or datetime.now(UTC)
        for duty in self._duties(now):
            try:
                duty(now)
            except ArchiveError as exc:
                _LOG.warning("%s", exc)
            except Exception:
                _LOG.exception("the worker's rounds")

    def _duties(self, now: datetime) -> Iterator[Callable[[datetime], None]]:
        if self._is_time("beat", BEAT_EVERY, now):
            yield self.beat
            yield self.take_over
        yield self.call_due
        yield self.mend
        yield self.mend_clips
        yield self.refresh
        if self._is_time("forget", FORGET_EVERY, now):
            yield self.forget
            yield self.sweep

    def beat(self, now: datetime) -> None:
        """Say that this worker lives."""
        with self.workshop.catalogue.writing() as db:
            beat(db, self.workshop.settings.executor_id, now)

    def take_over(self, now: datetime) -> None:
        """Recover what dead peers left. Two living workers may do so at once: only one succeeds.

        The dead one is forgotten afterwards, so that a crash in between loses nothing.
        """
        with self.workshop.catalogue.reading() as db:
            dead = dead_workers(db, self.workshop.settings.executor_id, now)
        for executor_id in dead:
            _LOG.warning("worker %s died; its work is taken over", executor_id)
            self.recover([executor_id])
            with self.workshop.catalogue.writing() as db:
                bury(db, executor_id, now)

    def call_due(self, now: datetime) -> None:
        """Order again what was waiting for its time."""
        with self.workshop.catalogue.writing() as db:
            due_recordings(db, now)
            due_work(db, now)

    def mend(self, now: datetime) -> None:
        """See that a workflow stands behind every attempt that is said to be under way.

        An order whose second half got lost is handed on; an attempt whose workflow ended without a
        word has failed.
        """
        with self.workshop.catalogue.reading() as db:
            attempts = attempts_under_way(db)
        names = {ingest_id(attempt.recording_id, attempt.number): attempt for attempt in attempts}
        states = self.dispatch.states(list(names))
        for name, attempt in names.items():
            if name not in states:
                self.dispatch.ingest(attempt.recording_id, attempt.number)
            elif states[name] in ENDED:
                self._give_up(attempt, now)

    def mend_clips(self, now: datetime) -> None:
        """The same for what is made for clips."""
        with self.workshop.catalogue.reading() as db:
            tasks = {clip_work_id(task): task for task in tasks_under_way(db)}
        states = self.dispatch.states(list(tasks))
        for name, task in tasks.items():
            if name not in states:
                self.dispatch.clip_work(task)
            elif states[name] in ENDED:
                with self.workshop.catalogue.writing() as db:
                    note_work(db, task, WorkState.FAILED, now=now, message=CLIP_LOST)

    def refresh(self, now: datetime) -> None:
        """Have events refreshed whose programme has changed."""
        with self.workshop.catalogue.reading() as db:
            slugs = stale_events(db)
        for slug in slugs:
            if self._is_time(f"refresh {slug}", REFRESH_EVERY, now):
                self.dispatch.refresh(slug)

    def forget(self, now: datetime) -> None:
        """Let the job engine forget what ended long ago."""
        self.dispatch.forget(now)

    def sweep(self, now: datetime) -> None:
        """Drop clips that nobody can ask for any more."""
        sweep_clips(self.workshop, now)

    def _give_up(self, attempt: Attempt, now: datetime) -> None:
        # The workflow may have ended well after the attempt was read: it says so before it ends,
        # and then this notes nothing.
        with self.workshop.catalogue.writing() as db:
            number = attempt.number
            if note_end(
                db, attempt.recording_id, number, IngestState.FAILED, now=now, message=LOST
            ):
                _LOG.error("recording %s: its workflow ended without a word", attempt.recording_id)

    def _is_time(self, what: str, every: timedelta, now: datetime) -> bool:
        if what in self.last and now - self.last[what] < every:
            return False
        self.last[what] = now
        return True
