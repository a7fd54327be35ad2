"""Words recognised in a recording that has no captions: an extra, and nothing waits for it."""

import logging
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from archive.alignment.heard import listen
from archive.alignment.recognised import Recognised
from archive.alignment.recognition import (
    keep_recognised,
    read_recognised,
    recognise,
    spoken_languages,
)
from archive.alignment.whisper import model_name
from archive.catalogue.keep.recording import note_media
from archive.catalogue.queries.desk import planned_sessions
from archive.catalogue.sentences import sentence_as_json
from archive.errors import RefusedError, ToolFailedError
from archive.media.passages import passage
from archive.media.sound import read_sound
from archive.media.timeline import LEAD_SECONDS
from archive.sentence import Sentence
from archive.storage import RecordingFiles, held
from jobs.turn import Turn
from jobs.workshop import Workshop

_LOG = logging.getLogger(__name__)


def recognise_once(turn: Turn) -> None:
    """Recognise words around likely starts, unless that is off or this model did so before.

    What keeps it from being done is told, and never fails the recording.
    """
    folder = turn.workshop.settings.asr_model
    if folder is None or not turn.files.sound.is_file():
        return
    try:
        model = model_name(folder)
        if read_recognised(turn.files.recognised, model) is None:
            _recognise(turn, folder, model)
    except (RefusedError, ToolFailedError) as exc:
        _LOG.warning("recording %s: %s", turn.recording_id, exc)
        _note(turn, exc.sentence)


def recognised_in(workshop: Workshop, files: RecordingFiles) -> Recognised | None:
    """What the installation's model has recognised; nothing while it is off."""
    folder = workshop.settings.asr_model
    if folder is None or not files.recognised.is_file():
        return None
    try:
        return read_recognised(files.recognised, model_name(folder))
    except RefusedError:
        return None


def _recognise(turn: Turn, folder: Path, model: str) -> None:
    workshop, files = turn.workshop, turn.files
    recogniser = workshop.load_recogniser(folder)
    samples = partial(
        passage, workshop.tools, files.light.media, lead_seconds=LEAD_SECONDS, stop=turn.stop
    )

    def report(done: float) -> None:
        turn.check()
        turn.report(done)

    with held(files):
        heard = listen(read_sound(files.sound.read_bytes()))
        found = recognise(heard, samples, recogniser, _languages(turn), report=report)
        keep_recognised(found, model, files.recognised)
    words, windows = len(found.spoken.words), len(found.windows)
    _LOG.info("recording %s: %s words in %s windows", turn.recording_id, words, windows)


def _languages(turn: Turn) -> Sequence[str]:
    with turn.workshop.catalogue.reading() as db:
        return spoken_languages(planned_sessions(db, turn.recording().event_slug))


def _note(turn: Turn, why: Sentence) -> None:
    """Beside what else this recording had to do without."""
    recording, told = turn.recording(), sentence_as_json(why)
    missing = [one for one in recording.media.get("missing", ()) if one != told]
    with turn.workshop.catalogue.writing() as db:
        media = {**recording.media, "missing": [*missing, told]}
        note_media(db, turn.recording_id, recording.duration_ms or 0, media)
