"""The story laid out in recording time: what is said, heard and shown when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from archive.timecode import Offset, Span
from demo.story import Part, Story, Utterance

SYLLABLES_PER_SECOND = 5.5
BETWEEN_ROWS, BEFORE_SPEECH, BETWEEN_UTTERANCES, AFTER_SPEECH = 1_500, 800, 500, 400
APPLAUSE = 3_400

Sound = Literal["music", "applause"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One utterance in time."""

    span: Span
    by: str
    syllables: int


@dataclass(frozen=True, slots=True)
class Caption:
    """One cue of one language."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything of the broadcast in recording time, each list by start."""

    duration: int = 0
    spoken: tuple[Spoken, ...] = ()
    heard: tuple[tuple[Span, Sound], ...] = ()
    shown: tuple[tuple[Span, Part], ...] = ()
    ko: tuple[Caption, ...] = ()
    en: tuple[Caption, ...] = ()

    def rows(self) -> dict[int, Span]:
        """The truth: per row of the programme, from its first sound to the end of its last."""
        return {
            row: Span(min(s.start for s in spans), max(s.end for s in spans))
            for row, spans in self._sounds_of_rows().items()
        }

    def _sounds_of_rows(self) -> dict[int, list[Span]]:
        sounds = [each.span for each in self.spoken] + [span for span, _ in self.heard]
        found: dict[int, list[Span]] = {}
        for shown, part in self.shown:
            inside = [span for span in sounds if shown.contains(span.start)]
            if part.row and inside:
                found.setdefault(part.row, []).extend(inside)
        return found


@dataclass(slots=True)
class _Clock:
    """Recording time while laying out; every step is stretched by ``scale``."""

    scale: float
    now: Offset = 0
    spoken: list[Spoken] = field(default_factory=list)
    heard: list[tuple[Span, Sound]] = field(default_factory=list)
    ko: list[Caption] = field(default_factory=list)
    en: list[Caption] = field(default_factory=list)

    def step(self, milliseconds: float) -> Span:
        start, self.now = self.now, self.now + max(round(milliseconds * self.scale), 2)
        return Span(start, self.now)


def lay_out(story: Story, scale: float = 1.0) -> Timeline:
    """The whole broadcast; ``scale`` 0.1 tells the same story in a tenth of the time."""
    clock, shown, row = _Clock(scale), [], 0
    for part in story.parts:
        begin = clock.now
        if part.row != row:
            clock.step(BETWEEN_ROWS)
        row = part.row
        _perform(clock, part)
        shown.append((Span(begin, clock.now), part))
    return Timeline(
        clock.now,
        tuple(clock.spoken),
        tuple(clock.heard),
        tuple(shown),
        tuple(clock.ko),
        tuple(clock.en),
    )


def _perform(clock: _Clock, part: Part) -> None:
    if part.sound == "music":
        clock.heard.append((clock.step(part.lasts * 1000), "music"))
    if part.say:
        clock.step(BEFORE_SPEECH - BETWEEN_UTTERANCES)
    for utterance in part.say:
        clock.step(BETWEEN_UTTERANCES)
        _speak(clock, utterance)
    if part.then == "applause":
        clock.step(BETWEEN_UTTERANCES)
        clock.heard.append((clock.step(APPLAUSE), "applause"))
    clock.step(AFTER_SPEECH)


def _speak(clock: _Clock, utterance: Utterance) -> None:
    syllables = len(re.findall("[가-힣]", "".join(utterance.ko)))
    span = clock.step(syllables * 1000 / SYLLABLES_PER_SECOND)
    clock.spoken.append(Spoken(span, utterance.by, syllables))
    clock.ko.extend(_captions(span, utterance.ko))
    clock.en.extend(_captions(span, utterance.en))


def _captions(span: Span, texts: tuple[str, ...]) -> Iterator[Caption]:
    """The texts one after another, each with the share of time that its length asks for."""
    total, start, read = sum(map(len, texts)), span.start, 0
    for text in texts:
        read += len(text)
        end = span.start + round(span.duration * read / total)
        yield Caption(Span(start, end), text)
        start = end
