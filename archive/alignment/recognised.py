"""Clues in words that were recognised here and there: what was not listened to says nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from archive.alignment.clues import Clue, Clues
from archive.alignment.evidence import Edge
from archive.alignment.model import PlannedSession
from archive.alignment.phrases import Phrases
from archive.alignment.spoken import Spoken
from archive.alignment.word_clues import word_clues
from archive.sentence import Sentence
from archive.timecode import Offset, Span

TRUST = 0.8
"""What is left of a clue that captions would give. Chosen on four synthetic days."""

_CUT_OFF_MS = 1000
_EARLY_MS, _SAID_MS, _LETTERS = 400, 14_000, 48


@dataclass(frozen=True, slots=True, eq=False)
class Recognised:
    """The words of some ``windows`` of a recording, in recording time.

    They are no captions: between the windows nobody knows what was said, so they tell neither when
    nobody speaks nor that a session was not named.
    """

    spoken: Spoken
    windows: tuple[Span, ...]

    def is_cut_off(self, offset: Offset) -> bool:
        """Whether a window's edge is so near that a phrase may go on beyond it."""
        return any(
            0 < window.start >= offset - _CUT_OFF_MS or window.end - _CUT_OFF_MS <= offset
            for window in self.windows
            if window.start - _CUT_OFF_MS < offset < window.end + _CUT_OFF_MS
        )

    def moved(self, by: Offset) -> "Recognised":
        """The same, so much later."""
        words = (replace(one, start=one.start + by, end=one.end + by) for one in self.spoken.words)
        windows = (Span(one.start + by, one.end + by) for one in self.windows)
        return Recognised(Spoken(tuple(words)), tuple(windows))


def in_turn(several: Sequence[Recognised]) -> Recognised | None:
    """Those of recordings that follow each other on one line of time."""
    if not several:
        return None
    words = tuple(chain.from_iterable(one.spoken.words for one in several))
    return Recognised(Spoken(words), tuple(chain.from_iterable(one.windows for one in several)))


def recognised_clues(recognised: Recognised, known: Phrases) -> Clues:
    """The clues of what was recognised, weaker than those of captions."""
    of_words = word_clues(recognised.spoken, known)

    def clues(sessions: Sequence[PlannedSession]) -> Iterable[Clue]:
        return as_recognised(recognised, of_words(sessions))

    return clues


def as_recognised(recognised: Recognised, clues: Iterable[Clue]) -> Iterator[Clue]:
    """Clues of its words as far as they are believed, each telling what was recognised there."""
    for clue in clues:
        if not recognised.is_cut_off(clue.offset):
            why = (_quote(recognised.spoken, clue), *clue.because) if clue.gain > 0 else ()
            yield replace(clue, gain=TRUST * clue.gain, because=why)


def _quote(spoken: Spoken, clue: Clue) -> Sentence:
    """What was said from a start on, or up to an end."""
    if clue.edge is Edge.END:
        words = spoken.between(clue.offset - _SAID_MS, clue.offset)
        text = " ".join(word.text for word in words)
        said = text if len(text) <= _LETTERS else "…" + text[1 - _LETTERS :]
    else:
        words = spoken.between(clue.offset - _EARLY_MS, clue.offset + _SAID_MS)
        text = " ".join(word.text for word in words)
        said = text if len(text) <= _LETTERS else text[: _LETTERS - 1] + "…"
    return Sentence("Speech recognition: “{words}”", {"words": said})
