"""Words recognised in a recording's windows, without what recognisers invent; made once, kept."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from archive.alignment.heard import Heard
from archive.alignment.model import PlannedSession
from archive.alignment.recognised import Recognised
from archive.alignment.spoken import Spoken, Word
from archive.alignment.windows import windows_in
from archive.media.output import Report, unheard
from archive.media.passages import Samples
from archive.storage import written_beside
from archive.timecode import Span

LANGUAGES = ("ko", "en")

_NO_SPEECH, _UNLIKELY, _REPEATS = 0.6, -1.0, 2.4
"""Whisper's own limits: how surely nobody speaks, how unlikely words are (the mean logarithm of
their likelihood), how well they compress. Where it would try again, they are left out here."""

_SPOKEN_SHARE = 0.3
_AROUND_MS = 500
_FORM = 1

_INVENTED = re.compile(
    r"시청\s*해\s*주셔서|구독|좋아요|알림\s*설정|다음\s*영상|영상\s*편집|자막\s*(?:제공|제작|by)"
    r"|thank(?:s| you)(?: so much| very much)? for watching|subscribe|subtitles? by|amara\.org",
    re.IGNORECASE,
)
"""What these models say where they hear nothing: they were taught by videos' captions."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What a recogniser made of a stretch of a window; words count from the window's beginning.

    ``no_speech`` is how sure it is that nobody speaks, ``likelihood`` the mean logarithm of its
    pieces' likelihood, ``repetition`` how many times shorter the text can be packed.
    """

    words: tuple[Word, ...]
    no_speech: float = 0.0
    likelihood: float = 0.0
    repetition: float = 1.0

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


class Recogniser(Protocol):
    """Makes words of one window's samples.

    It is never told the programme's names or titles: it would then hear them anywhere.
    ``languages`` are those that may be spoken.
    """

    def __call__(self, samples: Samples, languages: Sequence[str]) -> Iterable[Utterance]: ...


def recognise(
    heard: Heard,
    samples: Callable[[Span], Samples],
    recogniser: Recogniser,
    languages: Sequence[str] = LANGUAGES,
    *,
    report: Report = unheard,
) -> Recognised:
    """The believable words of the recording's windows; ``samples`` decodes one of them.

    ``report`` hears the share that is done; work is stopped by what it raises.
    """
    windows = windows_in(heard)
    words: list[Word] = []
    for number, window in enumerate(windows):
        report(number / len(windows))
        for utterance in recogniser(samples(window), languages):
            words += _believed(utterance, window, heard)
    words.sort(key=lambda word: word.start)
    return Recognised(Spoken(tuple(words)), windows)


def spoken_languages(sessions: Iterable[PlannedSession]) -> tuple[str, ...]:
    """The languages that a programme's titles are written in; both where it has none."""
    titles = " ".join(title for one in sessions for title in one.titles)
    said = {"ko": r"[가-힣]", "en": r"[A-Za-z]{2}"}
    found = tuple(language for language, letters in said.items() if re.search(letters, titles))
    return found or LANGUAGES


def _believed(utterance: Utterance, window: Span, heard: Heard) -> Iterator[Word]:
    """The utterance's words in recording time; none of what is likely to be invented."""
    if not _is_sure(utterance) or _INVENTED.search(utterance.text):
        return
    words = [
        Word(window.start + word.start, window.start + max(word.end, word.start + 1), word.text)
        for word in utterance.words
        if word.start < window.duration
    ]
    spoken = sum(_is_in_speech(word, heard) for word in words)
    if words and spoken >= _SPOKEN_SHARE * len(words):
        yield from words


def _is_sure(utterance: Utterance) -> bool:
    return (
        utterance.no_speech <= _NO_SPEECH
        and utterance.likelihood >= _UNLIKELY
        and utterance.repetition <= _REPEATS
    )


def _is_in_speech(word: Word, heard: Heard) -> bool:
    near = Span(max(word.start - _AROUND_MS, 0), word.end + _AROUND_MS)
    return any(near.overlap(span) for span in heard.speech)


def keep_recognised(recognised: Recognised, model: str, target: Path) -> None:
    """Write what a model recognised beside the recording's other evidence."""
    value = {
        "form": _FORM,
        "model": model,
        "windows": [[one.start, one.end] for one in recognised.windows],
        "words": [[one.start, one.end, one.text] for one in recognised.spoken.words],
    }
    with written_beside(target) as beside:
        beside.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def read_recognised(path: Path, model: str) -> Recognised | None:
    """What this model recognised before; nothing where it has not, or the file is damaged."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        return _read(value) if (value["form"], value["model"]) == (_FORM, model) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _read(value: dict[str, Any]) -> Recognised:
    words = tuple(Word(int(start), int(end), str(text)) for start, end, text in value["words"])
    windows = tuple(Span(int(start), int(end)) for start, end in value["windows"])
    return Recognised(Spoken(words), windows)
