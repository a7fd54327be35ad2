"""What a recording leaves to align by: its sound, words and pictures, each where it has any."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest

import numpy as np

from archive.alignment.clues import Clues
from archive.alignment.heard import Heard
from archive.alignment.phrases import Phrases, phrases
from archive.alignment.picture_clues import Pictures, picture_clues
from archive.alignment.recognised import Recognised, in_turn, recognised_clues
from archive.alignment.slide_clues import slide_clues
from archive.alignment.sound_clues import ALONE, BESIDE_WORDS, sound_clues
from archive.alignment.speech_clues import speech_clues
from archive.alignment.spoken import Spoken, talking
from archive.alignment.word_clues import word_clues
from archive.alignment.written import as_written
from archive.media.slides import Slide, slides_later
from archive.timecode import Offset, Span


@dataclass(frozen=True, slots=True)
class Traces:
    """In recording time. ``spoken`` are all caption tracks, the most trusted first.

    ``recognised`` are a few words of a recording without captions.

    ``phrases`` are how hosts speak, with those of the organiser.
    A new kind of evidence is a field here, a file that makes clues of it, and a line below.
    """

    heard: Heard | None = None
    spoken: tuple[Spoken, ...] = ()
    pictures: Pictures | None = None
    phrases: Phrases = field(default_factory=phrases)
    recognised: Recognised | None = None
    slides: tuple[Slide, ...] = ()
    voices: Heard | None = field(init=False)
    """What is heard, without what captions show to be no speech."""

    def __post_init__(self) -> None:
        heard = self.heard
        voices = as_written(heard, self.spoken) if heard and self.has_words else heard
        object.__setattr__(self, "voices", voices)

    def clues(self) -> Iterator[Clues]:
        """What makes clues of it, one for each kind; pictures alone name no points."""
        if self.voices and self.voices.active:
            yield sound_clues(self.voices, BESIDE_WORDS if self.has_words else ALONE)
        elif self.has_words:
            yield speech_clues(self.spoken[0])
        for spoken in self.spoken:
            yield word_clues(spoken, self.phrases)
        if self.recognised:
            yield recognised_clues(self.recognised, self.phrases)
        is_heard = self.has_sound or self.has_words
        if is_heard and self.pictures and len(self.pictures.times) > 1:
            yield picture_clues(self.pictures)
        if is_heard and self.slides:
            yield slide_clues(self.slides)

    @property
    def speech(self) -> Sequence[Span]:
        """When somebody speaks, as far as sound or captions tell."""
        if self.voices and self.voices.active:
            return self.voices.speech
        return talking(self.spoken[0]) if self.spoken else ()

    @property
    def has_words(self) -> bool:
        """Whether captions tell what is said."""
        return any(spoken.words for spoken in self.spoken)

    @property
    def has_sound(self) -> bool:
        """Whether anything is heard."""
        return self.heard is not None and bool(self.heard.active)


NOTHING = Traces()


def one_after_another(traces: Sequence[tuple[Offset, Traces]]) -> Traces:
    """Those of recordings on one line of time, each with where its recording begins there."""
    if len(traces) == 1 and traces[0][0] == 0:
        return traces[0][1]
    heard = [_heard_later(one.heard, begins) for begins, one in traces if one.heard]
    tracks = ([_spoken_later(track, begins) for track in one.spoken] for begins, one in traces)
    pictures = [_pictures_later(one.pictures, begins) for begins, one in traces if one.pictures]
    return Traces(
        _heard_in_turn(heard) if heard else None,
        tuple(_spoken_in_turn(filter(None, several)) for several in zip_longest(*tracks)),
        _pictures_in_turn(pictures) if pictures else None,
        traces[0][1].phrases,
        in_turn([one.recognised.moved(begins) for begins, one in traces if one.recognised]),
        tuple(slide for begins, one in traces for slide in slides_later(one.slides, begins)),
    )


def _heard_later(heard: Heard, by: Offset) -> Heard:
    lists = (heard.speech, heard.applause, heard.music, heard.active)
    moved = [tuple(Span(one.start + by, one.end + by) for one in spans) for spans in lists]
    return Heard(moved[0], moved[1], moved[2], moved[3], heard.duration + by)


def _heard_in_turn(heard: Sequence[Heard]) -> Heard:
    return Heard(
        tuple(chain.from_iterable(one.speech for one in heard)),
        tuple(chain.from_iterable(one.applause for one in heard)),
        tuple(chain.from_iterable(one.music for one in heard)),
        tuple(chain.from_iterable(one.active for one in heard)),
        max(one.duration for one in heard),
    )


def _spoken_later(spoken: Spoken, by: Offset) -> Spoken:
    return Spoken(
        tuple(replace(word, start=word.start + by, end=word.end + by) for word in spoken.words),
        tuple(at + by for at in spoken.applause),
        tuple(at + by for at in spoken.music),
    )


def _spoken_in_turn(tracks: Iterable[Spoken]) -> Spoken:
    every = list(tracks)
    return Spoken(
        tuple(chain.from_iterable(one.words for one in every)),
        tuple(chain.from_iterable(one.applause for one in every)),
        tuple(chain.from_iterable(one.music for one in every)),
    )


def _pictures_later(pictures: Pictures, by: Offset) -> Pictures:
    return Pictures([at + by for at in pictures.times], pictures.brightness)


def _pictures_in_turn(pictures: Sequence[Pictures]) -> Pictures:
    times = list(chain.from_iterable(one.times for one in pictures))
    return Pictures(times, np.concatenate([one.brightness for one in pictures]))
