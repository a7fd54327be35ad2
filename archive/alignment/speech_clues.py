"""Clues in when captions fall silent, for recordings whose sound nobody has listened to."""

from archive.alignment.clues import Clues
from archive.alignment.heard import Heard
from archive.alignment.sound_clues import sound_clues
from archive.alignment.spoken import Spoken, talking
from archive.timecode import Span

_CLAP_MS = 3000
_PAUSE_MS = 500


def speech_clues(spoken: Spoken) -> Clues:
    """The clues of the sound as far as captions tell of it: words, and ``[박수]``, ``[음악]``."""
    speech = tuple(talking(spoken, _PAUSE_MS))
    applause = tuple(Span(at, at + _CLAP_MS) for at in spoken.applause)
    music = tuple(Span(at, at + _CLAP_MS) for at in spoken.music)
    end = max((span.end for span in (*speech, *applause)), default=0)
    return sound_clues(Heard(speech, applause, music, speech, end))
