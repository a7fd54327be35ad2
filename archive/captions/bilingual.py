"""Two languages in one WebVTT file: the Korean line above the English one."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from archive.captions.model import Cue
from archive.captions.write import vtt_text, vtt_times
from archive.language import Language
from archive.timecode import Offset, Span


def write_bilingual(ko: Sequence[Cue], en: Sequence[Cue]) -> str:
    """A WebVTT file that shows what both tracks show, at exactly their times.

    Each language is a ``<lang>`` span. Where one changes while the other stays, a new cue begins,
    so no time is rounded and nothing is shown for longer than its own track shows it.
    """
    screens = (_block(span, above, below) for span, above, below in _screens(ko, en))
    return "\n\n".join(["WEBVTT", "NOTE Language: ko, en", *screens]) + "\n"


def _screens(ko: Sequence[Cue], en: Sequence[Cue]) -> Iterator[tuple[Span, list[Cue], list[Cue]]]:
    times = sorted({time for cue in (*ko, *en) for time in (cue.span.start, cue.span.end)})
    above, below = _Showing(ko), _Showing(en)
    for start, end in pairwise(times):
        shown = above.at(start), below.at(start)
        if any(shown):
            yield Span(start, end), *shown


class _Showing:
    """What a track shows at times that only grow."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues, self._next = cues, 0
        self._shown: list[Cue] = []

    def at(self, time: Offset) -> list[Cue]:
        while self._next < len(self._cues) and self._cues[self._next].span.start <= time:
            self._shown.append(self._cues[self._next])
            self._next += 1
        self._shown = [cue for cue in self._shown if time < cue.span.end]
        return self._shown


def _block(span: Span, ko: Sequence[Cue], en: Sequence[Cue]) -> str:
    lines = [vtt_times(span), *_lines(ko, "ko"), *_lines(en, "en")]
    return "\n".join(lines)


def _lines(cues: Sequence[Cue], language: Language) -> Iterator[str]:
    if cues:
        text = "\n".join(vtt_text(cue.shown) for cue in cues)
        yield f"<lang {language}>{text}</lang>"
