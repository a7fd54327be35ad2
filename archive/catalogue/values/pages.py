"""What one page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.captions.tracks import TrackFacts
from archive.catalogue.values.chapters import Chapter
from archive.catalogue.values.ingest import RecordingView
from archive.catalogue.values.sessions import EventView, SessionCard
from archive.catalogue.values.tracks import TrackView
from archive.cut import CutSpan
from archive.language import Language
from archive.programme.model import (
    Doubt,
)


@dataclass(frozen=True, slots=True)
class HomePage:
    """The latest events, how many there are in all, and the sessions published last."""

    events: tuple[tuple[EventView, int], ...]
    count: int
    newest: tuple[SessionCard, ...]


@dataclass(frozen=True, slots=True)
class EventsPage:
    """Events with how many sessions each has published, latest first.

    ``years`` are all that have events, with how many; no year for those without a date.
    """

    events: tuple[tuple[EventView, int], ...]
    years: tuple[tuple[int | None, int], ...]
    year: int | None


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event's programme in order, and the recordings that were made of it.

    ``captions`` are the languages of the captions that a session has, by its id.
    """

    event: EventView
    sessions: tuple[SessionCard, ...]
    recordings: tuple[RecordingView, ...]
    captions: Mapping[int, tuple[Language, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SessionPart:
    """One span of a session's cut, its recording, and the cues it shows.

    Cues and chapters are unclipped and in recording time. ``tracks`` are those shown, one of a
    language; ``choices`` all there are, each language's best first.
    """

    number: int
    cut: CutSpan
    recording: RecordingView
    tracks: tuple[TrackView, ...]
    choices: tuple[TrackFacts, ...] = ()
    chapters: tuple[Chapter, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One session to watch; ``parts`` are those of its cut."""

    session: SessionCard
    parts: tuple[SessionPart, ...]
    previous: SessionCard | None
    following: SessionCard | None


@dataclass(frozen=True, slots=True)
class DeskEvent:
    """What the desk shows of an event: every row, every recording, what the reader doubted."""

    event: EventView
    sessions: tuple[SessionCard, ...]
    recordings: tuple[RecordingView, ...]
    doubts: tuple[Doubt, ...]
