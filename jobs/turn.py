"""One stage's turn in one attempt: it says how far it is, and hears when it must stop."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime

from archive.catalogue.keep.recording import is_wanted, note_end, note_progress
from archive.catalogue.queries.desk import one_recording
from archive.catalogue.values import IngestState, Progress, RecordingView, Stage
from archive.errors import ArchiveError, StoppedError, ToolFailedError
from archive.storage import RecordingFiles, recording_files
from jobs.endings import ending_of, next_try, sentence_of
from jobs.workshop import WorkerStoppingError, Workshop

_LOG = logging.getLogger(__name__)

TELL_EVERY_SECONDS = 0.5
"""Progress is for people; more often only wears the database."""


class Turn:
    """What a stage is given: its recording, its files, and whom to tell."""

    def __init__(self, workshop: Workshop, recording_id: int, attempt: int, stage: Stage) -> None:
        self.workshop = workshop
        self.recording_id = recording_id
        self.attempt = attempt
        self.stage = stage
        self._began = time.monotonic()
        self._told_at = self._asked_at = 0.0
        self._is_wanted = True

    @property
    def files(self) -> RecordingFiles:
        return recording_files(self.workshop.settings.media_folder, self.recording_id)

    def recording(self) -> RecordingView:
        with self.workshop.catalogue.reading() as db:
            return one_recording(db, self.recording_id)

    def begin(self) -> None:
        """Say that the stage begins; raises when nobody wants it any more."""
        self._tell(Progress())

    def report(self, fraction: float) -> None:
        """Say how much of the stage is done, up to 1."""
        passed = time.monotonic() - self._began
        left = passed / fraction - passed if fraction > 0 else None
        self.tell(Progress(done=fraction, total=1.0, eta_seconds=left))

    def tell(self, progress: Progress) -> None:
        """Say how far the stage is; what comes too soon after the last word is left out."""
        self.workshop.check()
        if time.monotonic() - self._told_at >= TELL_EVERY_SECONDS:
            self._tell(progress)

    def stop(self) -> bool:
        """Whether the work must stop; cheap enough to ask at any time."""
        if time.monotonic() - self._asked_at >= TELL_EVERY_SECONDS:
            self._asked_at = time.monotonic()
            with self.workshop.catalogue.reading() as db:
                self._is_wanted = is_wanted(db, self.recording_id, self.attempt)
        return self.workshop.stopping.is_set() or not self._is_wanted

    def check(self) -> None:
        """Raise when the work must stop."""
        self.workshop.check()
        if self.stop():
            raise StoppedError("The work was stopped.")

    def end(self, error: Exception, state: IngestState) -> str:
        """Note how the attempt ended and give the state."""
        now = datetime.now(UTC)
        not_before = next_try(error, self.attempt, now) if state == IngestState.WAITING else None
        message = None if state == IngestState.CANCELLED else sentence_of(error)
        with self.workshop.catalogue.writing() as db:
            note_end(
                db,
                self.recording_id,
                self.attempt,
                state,
                now=now,
                message=message,
                not_before=not_before,
            )
        return str(state)

    def _tell(self, progress: Progress) -> None:
        self.workshop.check()
        self._told_at = time.monotonic()
        with self.workshop.catalogue.writing() as db:
            self._is_wanted = note_progress(
                db, self.recording_id, self.attempt, self.stage, progress, datetime.now(UTC)
            )
        if not self._is_wanted:
            raise StoppedError("The work was stopped.")


def take_turn(turn: Turn, work: Callable[[Turn], None]) -> str:
    """Run a stage; gives nothing when the next may follow, else the state the attempt ended in.

    An error is answered by its class (``jobs.endings``). Raises ``WorkerStoppingError`` when the
    worker ends meanwhile, whatever the work itself made of that.
    """

    def do() -> None:
        turn.begin()
        work(turn)

    where = f"recording {turn.recording_id}, {turn.stage}"
    return try_until_ended(turn.workshop, where, do, turn.end)


def run_errand(workshop: Workshop, name: str, work: Callable[[], None]) -> str:
    """Run work that no recording waits for; what fails for good is only logged."""
    return try_until_ended(workshop, name, work, lambda _error, state: str(state))


def try_until_ended(
    workshop: Workshop,
    name: str,
    work: Callable[[], None],
    end: Callable[[Exception, IngestState], str],
) -> str:
    """Work, again after each wait its error's class allows; then ``end`` says how it ended."""
    tries = 0
    while True:
        try:
            work()
        except Exception as error:
            if workshop.stopping.is_set():
                raise WorkerStoppingError from error
            ending = ending_of(type(error))
            log_error(name, error)
            if tries == len(ending.waits):
                return end(error, ending.state)
            workshop.wait(ending.waits[tries])
            tries += 1
        else:
            return ""


def log_error(name: str, error: Exception) -> None:
    """What an operator needs to know; a traceback only for what nobody foresaw."""
    if isinstance(error, ToolFailedError):
        _LOG.warning("%s: %s", name, error)
        _LOG.warning("%s\n%s", " ".join(error.command), "\n".join(error.last_lines))
    elif isinstance(error, ArchiveError):
        cause = f" ({error.__cause__})" if error.__cause__ else ""
        _LOG.info("%s: %s%s", name, error, cause)
    else:
        _LOG.error("%s", name, exc_info=error)
