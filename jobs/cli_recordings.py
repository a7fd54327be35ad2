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
from archive.catalogue.values import ACTIVE, IngestState, RecordingView
from archive.errors import RefusedError
from archive.sentence import Sentence
from archive.settings import read_settings
from jobs.cli_output import DONE, FAILED, NOT_NOW, REFUSED, Output, table
from jobs.cli_progress import Bar
from jobs.opening import opened_catalogue

LOOK_EVERY_SECONDS = 0.5

NOBODY_WORKS = Sentence("No worker is running; start one with: dasibogi worker")

_CODES = {
    IngestState.READY: DONE,
    IngestState.REFUSED: REFUSED,
    IngestState.WAITING: NOT_NOW,
    IngestState.CANCELLED: NOT_NOW,
    IngestState.FAILED: FAILED,
}
"""What an attempt's end means to whoever waited for it."""


def ingest(options: argparse.Namespace, output: Output) -> int:
    """Order a recording, and wait for it if asked to."""
    from jobs.orders import Orders

    started_at = _instant(options.started_at)
    settings = read_settings()
    with opened_catalogue(settings) as catalogue, closing(Orders(settings, catalogue)) as orders:
        recording_id = orders.order_ingest(options.event, options.url, started_at)
        _warn_if_alone(catalogue, output)
        recording = _watched(catalogue, recording_id, output) if options.wait else None
        recording = recording or _look(catalogue, recording_id)
    output.show(_as_json(recording, output), [_line(recording, output)])
    return _CODES.get(recording.state, DONE) if options.wait else DONE


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
    except ValueError as exc:
        raise RefusedError(
            "“{text}” is no instant; write one such as 2026-05-01T09:00+09:00.", text=text
        ) from exc
    if instant.tzinfo is None:
        raise RefusedError(
            "“{text}” does not say which time zone it means; add one, such as +09:00.", text=text
        )
    return instant


def _warn_if_alone(catalogue: Catalogue, output: Output) -> None:
    with catalogue.reading() as db:
        if not is_anyone_alive(db, datetime.now(UTC)):
            output.tell(NOBODY_WORKS)


def _watched(catalogue: Catalogue, recording_id: int, output: Output) -> RecordingView:
    """The recording when its attempt has ended; meanwhile a bar shows how far it is."""
    with _bar(output) as bar:
        while True:
            recording = _look(catalogue, recording_id)
            bar.show(recording)
            if recording.state not in ACTIVE or recording.state == IngestState.WAITING:
                return recording
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
        },
        "message": output.say(recording.message) if recording.message else None,
        "not_before": recording.not_before.isoformat() if recording.not_before else None,
        "attempt": recording.attempt,
        "title": recording.title,
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
