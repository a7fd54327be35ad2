"""What was said as words in time: where somebody begins to speak, and where a text is heard."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from archive.alignment.folding import fold
from archive.captions.model import Cue
from archive.captions.sentences import ends_sentence
from archive.captions.sounds import sounds_in, without_sounds
from archive.timecode import Offset, Span

PAUSE_MS = 600
"""Who is silent for longer has ended a phrase."""

_CLAUSE_WORDS, _MOST_WORDS = 9, 18
"""Captions without pauses or full stops go on for minutes; nobody speaks so long in one breath."""

_WORD_MS, _LETTER_MS = 120, 45
_LONGEST_WORD_MS = 1500
_APPLAUSE = re.compile(r"박수|applau|clapp", re.IGNORECASE)
_MUSIC = re.compile(r"음악|music|[♩-♯🎵🎶]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """One word; ``end`` is when it is over as far as captions tell. ``turn``: a voice begins."""

    start: Offset
    end: Offset
    text: str
    turn: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """All words in time; ``text`` is all of them, ``flat`` the same folded, without spaces.

    ``places`` and ``flat_places`` are where each word begins in them. ``phrases`` are ``[first,
    last)`` words of what is said in one go: to a pause, a voice or a full stop.
    """

    words: tuple[Word, ...]
    applause: tuple[Offset, ...] = ()
    music: tuple[Offset, ...] = ()
    times: list[Offset] = field(init=False)
    text: str = field(init=False)
    flat: str = field(init=False)
    places: list[int] = field(init=False)
    flat_places: list[int] = field(init=False)
    phrases: tuple[tuple[int, int], ...] = field(init=False)

    def __post_init__(self) -> None:
        folded = [fold(word.text) for word in self.words]
        for name, parts, gap in (("", [w.text for w in self.words], " "), ("flat_", folded, "")):
            places, length = [], 0
            for part in parts:
                places.append(length)
                length += len(part) + len(gap)
            object.__setattr__(self, f"{name}places", places)
        object.__setattr__(self, "text", " ".join(word.text for word in self.words).casefold())
        object.__setattr__(self, "flat", "".join(folded))
        object.__setattr__(self, "times", [word.start for word in self.words])
        object.__setattr__(self, "phrases", tuple(_phrases(self.words)))

    def heard(self, texts: Iterable[str]) -> list[Offset]:
        """When any of the texts is said, in order; compared as it sounds, spaces left out."""
        found: set[int] = set()
        for flat in filter(None, map(fold, texts)):
            at = self.flat.find(flat)
            while at >= 0:
                found.add(bisect_right(self.flat_places, at) - 1)
                at = self.flat.find(flat, at + 1)
        return [self.words[number].start for number in sorted(found)]

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[Offset, re.Match[str]]]:
        """When a pattern is said, with what it matched of the text in small letters."""
        for match in pattern.finditer(self.text):
            yield self.words[bisect_right(self.places, match.start()) - 1].start, match

    def between(self, start: Offset, end: Offset) -> Sequence[Word]:
        """The words that begin in a span of time."""
        return self.words[bisect_left(self.times, start) : bisect_left(self.times, end)]


def _phrases(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    first = 0
    for number, (one, other) in enumerate(pairwise(words), start=1):
        is_long = number - first >= (_CLAUSE_WORDS if one.text.endswith(",") else _MOST_WORDS)
        if other.turn or other.start - one.end > PAUSE_MS or ends_sentence(one.text) or is_long:
            yield first, number
            first = number
    if words:
        yield first, len(words)


def spoken_in(cues: Sequence[Cue]) -> Spoken:
    """The words of a track; where the file has no times of words, they share their cue's."""
    words = [word for cue in cues for word in _words(cue)]
    words.sort(key=lambda word: word.start)
    applause, music = (
        tuple(cue.span.start for cue in cues if any(map(kind.search, sounds_in(cue.text))))
        for kind in (_APPLAUSE, _MUSIC)
    )
    return Spoken(tuple(words), applause, music)


def talking(spoken: Spoken, gap_ms: int = 1000) -> list[Span]:
    """When somebody speaks, as far as the words tell, shorter pauses closed."""
    spans: list[Span] = []
    for word in spoken.words:
        if spans and word.start - spans[-1].end <= gap_ms:
            spans[-1] = Span(spans[-1].start, max(word.end, spans[-1].end))
        else:
            spans.append(Span(word.start, word.end))
    return spans


def _words(cue: Cue) -> Iterator[Word]:
    all_texts = cue.text.split()
    texts = without_sounds(cue.text).split() if "[" in cue.text or "(" in cue.text else all_texts
    if not texts:
        return
    exact = cue.words if len(texts) == len(all_texts) == len(cue.words) else ()
    starts = list(exact) or list(_shared(cue.span, texts))
    turns = bool(cue.mark or cue.voice)
    for number, (start, text) in enumerate(zip(starts, texts, strict=True)):
        guess = start + min(_WORD_MS + _LETTER_MS * len(fold(text)), _LONGEST_WORD_MS)
        after = starts[number + 1] if number + 1 < len(starts) else cue.span.end
        end = max(min(guess, after) if exact else after, start + 1)
        yield Word(start, end, text, turns and number == 0)


def _shared(span: Span, texts: Sequence[str]) -> Iterator[Offset]:
    """The cue's time shared out by the length of the words."""
    lengths = [len(fold(text)) + 1 for text in texts]
    whole, before = sum(lengths), 0
    for length in lengths:
        yield span.start + span.duration * before // whole
        before += length
