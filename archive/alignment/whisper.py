"""The door to speech recognition: faster-whisper stops here; it is loaded only when asked for."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from archive.alignment.recognition import LANGUAGES, Recogniser, Utterance
from archive.alignment.spoken import Word
from archive.errors import RefusedError, ToolFailedError
from archive.media.passages import Samples

_FILES = ("model.bin", "config.json", "tokenizer.json")
"""Without its tokenizer the package would look for one elsewhere."""

_MOST_PIECES = 224
"""Of words in one window. Nobody says more; who babbles would go on for minutes."""


def model_name(folder: Path) -> str:
    """What tells a model from others whose words may be kept; refuses a folder that holds none."""
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise RefusedError(
            "{folder} holds no model for speech recognition; it lacks {files}.",
            folder=str(folder),
            files=", ".join(missing),
        )
    return f"{folder.resolve().name} {(folder / _FILES[0]).stat().st_size}"


def load_whisper(folder: Path) -> Recogniser:
    """A recogniser with the model of a folder in CTranslate2's form; nothing is ever fetched."""
    model_name(folder)
    model = _loaded(folder)

    def recognise(samples: Samples, languages: Sequence[str]) -> Sequence[Utterance]:
        try:
            return [_utterance(one) for one in _segments(model, samples, languages or LANGUAGES)]
        except Exception as exc:  # no class of error is promised
            raise ToolFailedError(
                "Speech recognition failed: {reason}.", reason=_first_line(exc)
            ) from exc

    return recognise


def _loaded(folder: Path) -> Any:
    try:
        from faster_whisper import WhisperModel  # noqa: PLC0415 (an extra that few install)
    except ImportError as exc:
        raise RefusedError(
            "Speech recognition needs the package faster-whisper: install Dasibogi's extra asr."
        ) from exc
    threads = max((os.cpu_count() or 2) // 2, 1)
    try:
        return WhisperModel(
            str(folder),
            device="cpu",
            compute_type="int8",
            cpu_threads=threads,
            local_files_only=True,
        )
    except Exception as exc:  # whatever the package and its libraries make of a damaged model
        raise RefusedError(
            "The model in {folder} could not be loaded: {reason}.",
            folder=str(folder),
            reason=_first_line(exc),
        ) from exc


def _segments(model: Any, samples: Samples, languages: Sequence[str]) -> Iterable[Any]:
    """One try at each window and nothing carried over: what fails is left out, not guessed."""
    if not samples.size:
        return ()
    is_known = len(languages) == 1
    segments, _ = model.transcribe(
        samples,
        language=languages[0] if is_known else _likeliest(model, samples, languages),
        beam_size=5,
        temperature=0.0,
        condition_on_previous_text=False,
        word_timestamps=True,
        max_new_tokens=_MOST_PIECES,
    )
    found: Iterable[Any] = segments
    return found


def _likeliest(model: Any, samples: Samples, languages: Sequence[str]) -> str:
    """Which of the languages is spoken."""
    _, _, shares = model.detect_language(samples)
    known = dict(shares)
    return max(languages, key=lambda one: known.get(one, 0.0))


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _utterance(segment: Any) -> Utterance:
    words = tuple(
        Word(round(1000 * one.start), round(1000 * one.end), one.word.strip())
        for one in segment.words or ()
        if one.word.strip()
    )
    return Utterance(words, segment.no_speech_prob, segment.avg_logprob, segment.compression_ratio)
