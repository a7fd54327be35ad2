"""How far a recording is, in words and numbers, for the page and for its script."""

from typing import Any

from archive.catalogue.sentences import sentence_from_json
from archive.catalogue.values import IngestState, RecordingView, Stage
from archive.language import Language, say
from archive.sentence import Sentence
from web.desk.words import INGEST_STATES, STAGES, written_wait
from web.formats import written_length, written_moment, written_size

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
        "message": _message(recording, language),
        "look_again": _look_again(recording, language),
    }


def _headline(recording: RecordingView, language: Language) -> str:
    """The stage while one is under way, else the state."""
    if recording.state == IngestState.RUNNING and recording.progress.note:
        return say(Sentence("Converting"), language)
    if recording.state == IngestState.RUNNING and recording.stage:
        return say(STAGES[recording.stage], language)
    return say(INGEST_STATES[recording.state], language)


def _step(recording: RecordingView, language: Language) -> str:
    if recording.state != IngestState.RUNNING or recording.stage is None:
        return ""
    place = {"step": _STAGES.index(recording.stage) + 1, "steps": len(_STAGES)}
    return say(Sentence("Step {step} of {steps}", place), language)


def _detail(recording: RecordingView, language: Language) -> str:
    """Bytes, rate and time left of a download, speed and time left of what is converted."""
    progress = recording.progress
    if recording.state != IngestState.RUNNING:
        return ""
    if recording.stage == Stage.DOWNLOAD:
        parts = _bytes(recording, language)
    elif progress.note and progress.rate:
        speed = Sentence("{times}× as fast as it plays", {"times": f"{progress.rate:.1f}"})
        parts = [say(speed, language)]
    else:
        return ""
    if progress.eta_seconds is not None:
        left = Sentence("{time} left", {"time": written_wait(progress.eta_seconds, language)})
        parts.append(say(left, language))
    return " · ".join(parts)


def _bytes(recording: RecordingView, language: Language) -> list[str]:
    parts = [written_size(recording.progress.done, language)]
    if recording.progress.rate:
        rate = written_size(recording.progress.rate, language)
        parts.append(say(Sentence("{size} a second", {"size": rate}), language))
    return parts


def _message(recording: RecordingView, language: Language) -> str:
    """What went wrong; else what must be converted, or was, and what that costs."""
    if recording.message:
        return say(recording.message, language)
    if recording.state == IngestState.READY:
        told = _converted(recording, language)
    elif recording.state == IngestState.RUNNING:
        told = _converting(recording, language)
    else:
        told = []
    return " ".join(say(sentence, language) for sentence in told)


def _converting(recording: RecordingView, language: Language) -> list[Sentence]:
    """Said before as well: whoever ordered may rather cancel than wait."""
    progress, foreign = recording.progress, recording.media.get("comes_as")
    if progress.note is None:
        is_before = recording.stage in (Stage.LOOK, Stage.DOWNLOAD)
        return [_ahead(foreign)] if foreign and is_before else []
    if progress.cost_seconds is None:
        return [progress.note, Sentence("It is being converted once.")]
    time = written_length(round(progress.cost_seconds * 1000), language)
    cost = Sentence("It is being converted once: about {time} of computing.", {"time": time})
    return [progress.note, cost]


def _ahead(codec: str) -> Sentence:
    return Sentence(
        "The source gives the picture as {codec}. After the download it is converted once, which"
        " can take as long as the recording lasts.",
        {"codec": codec},
    )


def _converted(recording: RecordingView, language: Language) -> list[Sentence]:
    told = []
    for one in recording.media.get("converted", ()):
        time = written_length(one["seconds"] * 1000, language)
        told.append(sentence_from_json(one["reason"]))
        told.append(Sentence("It was converted in {time}.", {"time": time}))
    return told


def _look_again(recording: RecordingView, language: Language) -> str:
    if recording.state != IngestState.WAITING or recording.not_before is None:
        return ""
    moment = written_moment(recording.not_before, recording.timezone, language)
    return say(Sentence("Looked at again {moment}", {"moment": moment}), language)
