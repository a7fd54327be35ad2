"""Captions in recording time: a cue, and all cues of one language and origin."""

from dataclasses import dataclass
from enum import StrEnum

from archive.captions.sounds import sounds_in, without_sounds
from archive.language import Language
from archive.timecode import Offset, Span


class Origin(StrEnum):
    """Who wrote a caption track; the order of the members is the order of trust."""

    PERSON = "person"
    AUTOMATIC = "automatic"
    TRANSLATED = "translated"


class Way(StrEnum):
    """How a caption track came here: with its recording, or in a file that somebody chose."""

    SOURCE = "source"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Cue:
    """One timed text, in recording time; NFC, lines separated by a newline, never empty.

    ``voice`` is who speaks, where the file names somebody. ``mark`` is how the file marked that
    somebody begins to speak (``>>``, ``-``, ``>> KIM:``): it is no part of the text, but a
    transcript can show it again. ``words`` says when each word of ``text.split()`` begins, never
    falling and inside the span, or is empty where the file doesn't say it.
    """

    span: Span
    text: str
    voice: str = ""
    mark: str = ""
    words: tuple[Offset, ...] = ()

    @property
    def said(self) -> str:
        """The words of the text; empty for a cue that only tells of a sound, such as ``[음악]``."""
        return without_sounds(self.text)

    @property
    def sounds(self) -> tuple[str, ...]:
        """The sounds the text tells of, without their brackets."""
        return sounds_in(self.text)

    @property
    def shown(self) -> str:
        """The text with its speaker, as plain files and transcripts without columns show it."""
        name = "" if not self.voice else f"{self.voice}:"
        return f"{self.mark or name} {self.text}".lstrip()


@dataclass(frozen=True, slots=True)
class CaptionTrack:
    """Cues of one language and origin of a recording, by start time.

    ``source`` says where the track is from: an address, or a file's name.
    """

    language: Language
    origin: Origin
    cues: tuple[Cue, ...]
    source: str = ""
