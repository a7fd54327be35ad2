"""Captions in recording time: a cue, and all cues of one language and origin."""

from dataclasses import dataclass
from enum import StrEnum

from archive.language import Language
from archive.timecode import Span


class Origin(StrEnum):
    """Who wrote a caption track; the order of the members is the order of trust."""

    PERSON = "person"
    AUTOMATIC = "automatic"
    TRANSLATED = "translated"


@dataclass(frozen=True, slots=True)
class Cue:
    """One timed text, in recording time; NFC, lines separated by a newline, never empty."""

    span: Span
    text: str
    voice: str = ""


@dataclass(frozen=True, slots=True)
class CaptionTrack:
    """All cues of one language and origin of a recording, by start time."""

    language: Language
    origin: Origin
    cues: tuple[Cue, ...]
