"""Cues as running text: paragraphs where speakers, pauses or sentences end them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.captions.model import Cue
from archive.captions.sentences import LONGEST_PAUSE_MS, ends_sentence
from archive.timecode import Offset, print_clock

PAUSE_MS = 2000
"""A pause this long after a sentence begins a paragraph."""

LONG_TEXT = 500
"""Characters after which a paragraph ends with its sentence."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is said without a break, and when it begins; ``speaker`` as the captions mark it."""

    start: Offset
    text: str
    speaker: str = ""


def paragraphs(cues: Sequence[Cue]) -> tuple[Paragraph, ...]:
    """The text of a track; sounds stand alone."""
    return tuple(_paragraph(part) for part in _parts(cues))


def write_txt(cues: Sequence[Cue], *, times: bool = False) -> str:
    """A text file with a blank line between paragraphs, each after its time if that is asked."""
    return "\n\n".join(_printed(one, times=times) for one in paragraphs(cues)) + "\n"


def _printed(paragraph: Paragraph, *, times: bool) -> str:
    parts = (
        f"[{print_clock(paragraph.start)}]" if times else "",
        paragraph.speaker,
        paragraph.text,
    )
    return " ".join(part for part in parts if part)


def _parts(cues: Iterable[Cue]) -> Iterator[list[Cue]]:
    part: list[Cue] = []
    for cue in cues:
        if part and _begins_anew(part, cue):
            yield part
            part = []
        part.append(cue)
    if part:
        yield part


def _begins_anew(part: Sequence[Cue], cue: Cue) -> bool:
    before = part[-1]
    if cue.mark or cue.voice != part[0].voice or not cue.said or not before.said:
        return True
    pause = cue.span.start - before.span.end
    is_long = sum(len(one.text) for one in part) >= LONG_TEXT
    return pause > LONGEST_PAUSE_MS or (
        ends_sentence(before.said) and (is_long or pause > PAUSE_MS)
    )


def _paragraph(part: Sequence[Cue]) -> Paragraph:
    speaker = part[0].mark or (f"{part[0].voice}:" if part[0].voice else "")
    text = " ".join(" ".join(cue.text.split()) for cue in part)
    return Paragraph(part[0].span.start, text, speaker)
