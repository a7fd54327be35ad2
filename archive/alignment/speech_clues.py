"""Clues in when captions fall silent, for recordings whose sound nobody has listened to."""

from collections.abc import Iterable, Iterator, Sequence

from archive.alignment.clues import Clue, Clues, Place
from archive.alignment.evidence import Edge
from archive.alignment.heard import Heard
from archive.alignment.model import PlannedSession
from archive.alignment.sound_clues import sound_clues
from archive.alignment.spoken import Spoken, talking
from archive.timecode import Span

_CLAP_MS = 3000
_PAUSE_MS = 500
_WEIGHT = 0.6
"""Captions tell less exactly than the sound when nobody speaks."""

_SILENT_MS = 60_000
"""How long nobody is taken to speak behind the last word."""


def speech_clues(spoken: Spoken) -> Clues:
    """The clues of the sound as far as captions tell of it: words, and ``[박수]``, ``[음악]``."""
    speech = tuple(talking(spoken, _PAUSE_MS))
    applause = tuple(Span(at, at + _CLAP_MS) for at in spoken.applause)
    music = tuple(Span(at, at + _CLAP_MS) for at in spoken.music)
    end = max((span.end for span in (*speech, *applause)), default=0) + _SILENT_MS
    of_sound = sound_clues(Heard(speech, applause, music, speech, end), _WEIGHT)

    def clues(sessions: Sequence[PlannedSession]) -> Iterable[Clue]:
        return (*of_sound(sessions), *_phrase_ends(spoken))

    return clues


def _phrase_ends(spoken: Spoken) -> Iterator[Clue]:
    """Where a turn hands over at once captions show no pause, yet something may end there."""
    for _, last in spoken.phrases:
        yield Clue(Edge.END, spoken.words[last - 1].end, 0.0, place=Place.NEAR)
