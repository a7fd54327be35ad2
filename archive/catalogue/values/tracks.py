"""Caption tracks as pages and the desk show them."""

from dataclasses import dataclass
from datetime import datetime

from archive.captions.model import Cue, Origin
from archive.captions.tracks import TrackFacts
from archive.language import Language


@dataclass(frozen=True, slots=True)
class TrackView:
    """A caption track that is shown: its facts and its cues, in recording time."""

    facts: TrackFacts
    cues: tuple[Cue, ...]

    @property
    def id(self) -> int:
        return self.facts.id

    @property
    def language(self) -> Language:
        return self.facts.language

    @property
    def origin(self) -> Origin:
        return self.facts.origin


@dataclass(frozen=True, slots=True)
class DeskTrack:
    """A track as the desk shows it: who uploaded it, for which session's code, withdrawn when."""

    facts: TrackFacts
    made_by: str | None
    session: str | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaptionFile:
    """A caption file that an editor chose; its ``digest`` names it."""

    id: int
    name: str
    digest: str
    content: bytes
    uploaded_at: datetime
