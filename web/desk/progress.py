"""How far a recording is, in words and numbers, for the page and for its script."""

from typing import Any

from archive.catalogue.values import IngestState, RecordingView, Stage
from archive.language import Language, say
from archive.sentence import Sentence
from web.desk.words import INGEST_STATES, STAGES, written_size, written_wait
from web.formats import written_moment

_STAGES = list(Stage)


def progress_of(recording: RecordingView, language: Language) -> dict[str, Any]:
    """What is shown of an ingest; ``percent`` is of the stage, nothing where unknown."""
    fraction = recording.progress.fraction
    return {
        "id": recording.id,
        "state": recording.state.value,
        "headline": _headline(recording, language),
        "detail": _detail(recording, language),
        "percent": None if fraction is None else round(fraction * 100),
        "step_text": _step(recording, language),
        "message": say(recording.message, language) if recording.message else "",
        "look_again": _look_again(recording, language),
    }


def _headline(recording: RecordingView, language: Language) -> str:
    """The stage while one is under way, else the state."""
    if recording.state == IngestState.RUNNING and recording.stage:
        return say(STAGES[recording.stage], language)
    return say(INGEST_STATES[recording.state], language)


def _step(recording: RecordingView, language: Language) -> str:
    if recording.state != IngestState.RUNNING or recording.stage is None:
        return ""
    place = {"step": _STAGES.index(recording.stage) + 1, "steps": len(_STAGES)}
    return say(Sentence("Step {step} of {steps}", place), language)


def _detail(recording: RecordingView, language: Language) -> str:
    """Bytes, rate and time left of a download; nothing for other stages."""
    progress = recording.progress
    if recording.state != IngestState.RUNNING or recording.stage != Stage.DOWNLOAD:
        return ""
    parts = [written_size(progress.done, language)]
    if progress.rate:
        rate = Sentence("{size} a second", {"size": written_size(progress.rate, language)})
        parts.append(say(rate, language))
    if progress.eta_seconds is not None:
        left = Sentence("{time} left", {"time": written_wait(progress.eta_seconds, language)})
        parts.append(say(left, language))
    return " · ".join(parts)


def _look_again(recording: RecordingView, language: Language) -> str:
    if recording.state != IngestState.WAITING or recording.not_before is None:
        return ""
    moment = written_moment(recording.not_before, recording.timezone, language)
    return say(Sentence("Looked at again {moment}", {"moment": moment}), language)
