"""What is known of a source before and after its bytes are here."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from archive.language import Language
from archive.recording import SourceChapter
from archive.sentence import Sentence

LiveStatus = Literal["not_live", "was_live"]

CaptionOrigin = Literal["person", "automatic", "translated"]
"""Who wrote a caption track, in the words of ``archive.captions.model.Origin``."""


@dataclass(frozen=True, slots=True)
class ChosenFormat:
    """One media file to fetch. ``height`` is in pixels, ``size`` in bytes; none when unknown.

    A file with a picture may hold the sound as well; a codec that the source does not name is none.
    """

    format_id: str
    has_picture: bool
    extension: str
    protocol: str
    video_codec: str | None
    audio_codec: str | None
    height: int | None
    size: int | None


@dataclass(frozen=True, slots=True)
class ChosenSubtitle:
    """One caption track to fetch; ``code`` is what the source calls its language."""

    language: Language
    origin: CaptionOrigin
    code: str
    extension: str


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a source says of itself.

    ``started_at`` is the aware UTC instant at which a past livestream began, else nothing: the
    day a video was put online says nothing about when it was filmed. ``duration_ms`` is in
    milliseconds. ``formats`` is one file with picture and sound, or one of each; ``small`` is the
    same picture for small screens and slow lines, where the source has one.
    """

    url: str
    title: str
    description: str
    started_at: datetime | None
    duration_ms: int | None
    live_status: LiveStatus
    chapters: tuple[SourceChapter, ...]
    formats: tuple[ChosenFormat, ...]
    subtitles: tuple[ChosenSubtitle, ...]
    small: ChosenFormat | None = None


@dataclass(frozen=True, slots=True)
class DownloadedSubtitle:
    """A caption track on disk, as the source wrote it (WebVTT, or SubRip where it has no other)."""

    language: Language
    origin: CaptionOrigin
    path: Path


@dataclass(frozen=True, slots=True)
class DownloadedSource:
    """A source on disk. ``missing`` says which captions the source promised and did not give.

    ``small`` is the small picture's file; one that is offered and could not be fetched is lacking.
    """

    facts: SourceFacts
    media: tuple[Path, ...]
    subtitles: tuple[DownloadedSubtitle, ...]
    missing: tuple[Sentence, ...]
    small: Path | None = None

    @property
    def lacks_small(self) -> bool:
        return self.facts.small is not None and self.small is None

    @property
    def title(self) -> str:
        return self.facts.title

    @property
    def started_at(self) -> datetime | None:
        return self.facts.started_at
