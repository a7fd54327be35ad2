"""Two languages in one file: the Korean line above the English one."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from archive.captions.model import Cue
from archive.captions.transcript import Moment, pair
from archive.captions.write import vtt_file, vtt_text, vtt_times
from archive.language import Language
from archive.timecode import Offset, Span, print_clock


def write_bilingual(ko: Sequence[Cue], en: Sequence[Cue], *, clip: str = "") -> str:
    """A WebVTT file that shows what both tracks show, at exactly their times.

    Each language is a ``<lang>`` span. Where one changes while the other stays, a new cue begins,
    so no time is rounded and nothing is shown for longer than its own track shows it. ``clip``
    names what the times count from the beginning of.
    """
    screens = (_block(span, above, below) for span, above, below in _screens(ko, en))
    return vtt_file(["Language: ko, en", clip and f"Clip: {clip}"], screens)


def write_bilingual_txt(ko: Sequence[Cue], en: Sequence[Cue]) -> str:
    """A text file of what was said, each sentence after its time, the Korean above the English."""
    return "\n\n".join(_moment_lines(moment) for moment in pair(ko, en)) + "\n"


def _moment_lines(moment: Moment) -> str:
    said = (
        " ".join(" ".join(cue.shown.split()) for cue in cues) for cues in (moment.ko, moment.en)
    )
    return "\n".join([f"[{print_clock(moment.span.start)}]", *filter(None, said)])


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
