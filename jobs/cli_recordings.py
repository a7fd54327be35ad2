"""The commands about recordings: ``ingest``, ``status``, ``cancel`` and ``retry``."""

import argparse
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Any

from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.worker import is_anyone_alive
from archive.catalogue.queries.desk import all_recordings, one_recording
from archive.catalogue.values import IngestState, RecordingView
from archive.errors import RefusedError
from archive.sentence import Sentence
from archive.settings import read_settings
from jobs.cli_output import DONE, FAILED, NOT_NOW, REFUSED, Output, table
from jobs.cli_progress import Bar
from jobs.opening import opened_catalogue

LOOK_EVERY_SECONDS = 0.5

PATIENCE_SECONDS = 60
"""How long somebody who waits is left hoping that a worker starts."""

EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""What is outside is a slip, and would not survive being added to."""

NOBODY_CAME = Sentence(
    "No worker is running, so nothing happens. The order stands; start one with: dasibogi worker"
)
STOPPED = Sentence("The work was stopped.")
NOBODY_WORKS = Sentence("No worker is running; start one with: dasibogi worker")

_CODES = {
    IngestState.READY: DONE,
    IngestState.REFUSED: REFUSED,
    IngestState.WAITING: NOT_NOW,
    IngestState.CANCELLED: NOT_NOW,
    IngestState.FAILED: FAILED,
}
"""What an attempt's end means to whoever waited for it."""


def ingest(
    options: argparse.Namespace, output: Output, *, patience_seconds: float = PATIENCE_SECONDS
) -> int:
    """Order a recording, and wait for it if asked to."""
    from jobs.orders import Orders

    started_at = _instant(options.started_at)
    settings = read_settings()
    with opened_catalogue(settings) as catalogue, closing(Orders(settings, catalogue)) as orders:
        recording_id = orders.order_ingest(options.event, options.url, started_at, options.room)
        _warn_if_alone(catalogue, output)
        if options.wait:
            _watch(catalogue, recording_id, output, patience_seconds)
        recording = _look(catalogue, recording_id)
    output.show(_as_json(recording, output), [_line(recording, output)])
    return _told(recording, output) if options.wait else DONE


def _told(recording: RecordingView, output: Output) -> int:
    """Say why a recording is not ready, and give the exit code."""
    if recording.state == IngestState.CANCELLED:
        output.tell(STOPPED)
    elif recording.state not in _CODES:
        output.tell(NOBODY_CAME)
    elif recording.message is not None:
        output.tell(recording.message)
    return _CODES.get(recording.state, NOT_NOW)


def status(_options: argparse.Namespace, output: Output) -> int:
    """List every recording, the one touched last first."""
    with opened_catalogue(read_settings()) as catalogue, catalogue.reading() as db:
        recordings = all_recordings(db)
    rows = [_row(recording, output) for recording in recordings]
    output.show([_as_json(recording, output) for recording in recordings], table(rows))
    return 0


def cancel(options: argparse.Namespace, output: Output) -> int:
    """Stop the work on a recording."""
    from jobs.orders import Orders

    settings = read_settings()
    with opened_catalogue(settings) as catalogue, closing(Orders(settings, catalogue)) as orders:
        orders.cancel(options.id)
        _show(catalogue, options.id, output)
    return 0


def retry(options: argparse.Namespace, output: Output) -> int:
    """Begin another attempt at a recording."""
    from jobs.orders import Orders

    settings = read_settings()
    with opened_catalogue(settings) as catalogue, closing(Orders(settings, catalogue)) as orders:
        orders.retry(options.id)
        _warn_if_alone(catalogue, output)
        _show(catalogue, options.id, output)
    return 0


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
        is_sensible = instant.tzinfo is None or EARLIEST < instant.astimezone(UTC) < LATEST
    except (ValueError, OverflowError) as exc:
        raise RefusedError(
            "“{text}” is no instant; write one such as 2026-05-01T09:00+09:00.", text=text
        ) from exc
    if instant.tzinfo is None:
        raise RefusedError(
            "“{text}” does not say which time zone it means; add one, such as +09:00.", text=text
        )
    if not is_sensible:
        raise RefusedError("No recording can have begun on {text}.", text=text)
    return instant


def _warn_if_alone(catalogue: Catalogue, output: Output) -> None:
    if not _is_anyone_alive(catalogue):
        output.tell(NOBODY_WORKS)


def _is_anyone_alive(catalogue: Catalogue) -> bool:
    with catalogue.reading() as db:
        return is_anyone_alive(db, datetime.now(UTC))


def _watch(catalogue: Catalogue, recording_id: int, output: Output, patience: float) -> None:
    """Stay until the attempt has ended, or no worker is there; a bar shows how far it is.

    A worker that was there and whose heart stopped has had its time already.
    """
    began = time.monotonic()
    with _bar(output) as bar:
        while True:
            recording = _look(catalogue, recording_id)
            bar.show(recording)
            if recording.state in _CODES:
                return
            if _is_anyone_alive(catalogue):
                patience = 0.0
            elif time.monotonic() - began >= patience:
                return
            time.sleep(LOOK_EVERY_SECONDS)


@contextmanager
def _bar(output: Output) -> Iterator[Bar]:
    bar = Bar(output)
    try:
        yield bar
    finally:
        bar.close()


def _look(catalogue: Catalogue, recording_id: int) -> RecordingView:
    with catalogue.reading() as db:
        return one_recording(db, recording_id)


def _show(catalogue: Catalogue, recording_id: int, output: Output) -> None:
    recording = _look(catalogue, recording_id)
    output.show(_as_json(recording, output), [_line(recording, output)])


def _as_json(recording: RecordingView, output: Output) -> dict[str, Any]:
    progress = recording.progress
    return {
        "id": recording.id,
        "event": recording.event_slug,
        "url": recording.source_url,
        "state": recording.state,
        "stage": recording.stage,
        "progress": {
            "done": progress.done,
            "total": progress.total,
            "rate": progress.rate,
            "eta_seconds": progress.eta_seconds,
            "fraction": progress.fraction,
            "note": output.say(progress.note) if progress.note else None,
            "cost_seconds": progress.cost_seconds,
        },
        "message": output.say(recording.message) if recording.message else None,
        "not_before": recording.not_before.isoformat() if recording.not_before else None,
        "attempt": recording.attempt,
        "title": recording.title,
        "room": recording.room,
        "duration_ms": recording.duration_ms,
    }


def _row(recording: RecordingView, output: Output) -> tuple[object, ...]:
    fraction = recording.progress.fraction
    is_running = recording.state == IngestState.RUNNING
    return (
        recording.id,
        recording.event_slug,
        recording.state,
        recording.stage if is_running else None,
        f"{fraction:.0%}" if is_running and fraction is not None else None,
        recording.title or recording.source_url,
        output.say(recording.message) if recording.message else None,
    )


def _line(recording: RecordingView, output: Output) -> str:
    return table([_row(recording, output)])[0]
