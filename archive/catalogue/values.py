"""What the catalogue gives to pages and jobs: plain values, no rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from archive.alignment.model import Alternative
from archive.captions.model import Cue, Origin
from archive.captions.tracks import TrackFacts
from archive.cut import Cut, CutSpan, CutState
from archive.language import Language
from archive.licence import Licence
from archive.programme.model import (
    Bilingual,
    Doubt,
    ProgrammeEvent,
    ProgrammeSession,
    Role,
    SessionKind,
)
from archive.recording import SourceChapter
from archive.sentence import Sentence


class IngestState(StrEnum):
    """Where a recording's ingest stands."""

    ORDERED = "ordered"
    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    REFUSED = "refused"
    FAILED = "failed"
    CANCELLED = "cancelled"


ACTIVE = (IngestState.ORDERED, IngestState.WAITING, IngestState.RUNNING)


class Stage(StrEnum):
    """The steps of an ingest, in order."""

    LOOK = "look"
    DOWNLOAD = "download"
    PACK = "pack"
    MEASURE = "measure"
    CAPTIONS = "captions"
    ALIGN = "align"
    CLIPS = "clips"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one stage is: ``done`` of ``total`` in the stage's own unit (bytes or parts).

    ``rate`` is per second, ``eta_seconds`` what is left; nothing where unknown. ``note`` says why
    the work is as much as it is, and ``cost_seconds`` how long all of it takes.
    """

    done: float = 0
    total: float | None = None
    rate: float | None = None
    eta_seconds: float | None = None
    note: Sentence | None = None
    cost_seconds: float | None = None

    @property
    def fraction(self) -> float | None:
        return min(1.0, self.done / self.total) if self.total else None


class WorkKind(StrEnum):
    """What is made for one clip besides its two numbers."""

    POSTER = "poster"
    EDGES = "edges"
    MOVIE = "mp4"
    SOUND = "m4a"


class WorkState(StrEnum):
    """How far that is. ``DROPPED`` is what no session showed any more when its turn came."""

    WAITING = "waiting"
    BUILDING = "building"
    READY = "ready"
    REFUSED = "refused"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class ClipTask:
    """One try at one thing to be made for a clip."""

    digest: str
    kind: WorkKind
    attempt: int


@dataclass(frozen=True, slots=True)
class ClipWork:
    """How far something made for a clip is; when it did not go well, why.

    ``last_lines`` are a program's last words, ``not_before`` is when waiting work goes on.
    """

    kind: WorkKind
    state: WorkState
    message: Sentence | None
    last_lines: tuple[str, ...]
    not_before: datetime | None
    updated_at: datetime

    @property
    def is_under_way(self) -> bool:
        """Whether it is being made or is about to be: not when it waits for a later time."""
        is_active = self.state in (WorkState.WAITING, WorkState.BUILDING)
        return is_active and self.not_before is None

    @property
    def has_failed(self) -> bool:
        """Whether it was given up until somebody asks again."""
        return self.state in (WorkState.REFUSED, WorkState.FAILED)


class SessionState(StrEnum):
    """What a viewer may be told of a session."""

    PLANNED = "planned"
    RECORDING = "recording"
    CUTTING = "cutting"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class EventDetails:
    """What a programme does not say of its event, and an editor does; empty where nobody has."""

    organiser: Bilingual = field(default_factory=Bilingual)
    place: Bilingual = field(default_factory=Bilingual)
    licence: Licence = Licence.UNSAID


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as every page about it names it."""

    id: int
    slug: str
    title: Bilingual
    date: date | None
    timezone: str
    details: EventDetails = EventDetails()


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in one role of one session, with the affiliation of that day."""

    id: int
    name: Bilingual
    role: Role
    affiliation: str


@dataclass(frozen=True, slots=True)
class CutView:
    """A session's current cut with what an editor wants to know about it.

    ``others_in`` and ``others_out`` are where its first and last point may lie instead.
    """

    cut: Cut
    confidence_in: float
    confidence_out: float
    because_in: tuple[Sentence, ...]
    because_out: tuple[Sentence, ...]
    made_at: datetime
    made_by: str | None
    others_in: tuple[Alternative, ...] = ()
    others_out: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class CutRevision:
    """A cut a session had once, and who decided it; nobody for a proposal."""

    revision: int
    spans: tuple[CutSpan, ...]
    state: CutState
    made_by: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session as lists show it; ``starts_at`` and ``ends_at`` are the programme's."""

    id: int
    event: EventView
    code: str
    kind: SessionKind
    title: Bilingual
    room: str
    starts_at: datetime | None
    ends_at: datetime | None
    people: tuple[PersonLine, ...]
    state: SessionState
    cut: CutView | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class RecordingView:
    """A recording and how far its ingest has come."""

    id: int
    event_slug: str
    event_title: Bilingual
    timezone: str
    source_url: str
    title: str
    room: str
    started_at: datetime | None
    duration_ms: int | None
    state: IngestState
    stage: Stage | None
    progress: Progress
    message: Sentence | None
    not_before: datetime | None
    attempt: int
    updated_at: datetime
    media: dict[str, Any] = field(default_factory=dict)
    chapters: tuple[SourceChapter, ...] = ()
    description: str = ""

    @property
    def has_sound(self) -> bool:
        """Whether anything is heard in it; what was packed before that was noted has sound."""
        return self.media.get("audio_codec", "") is not None


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

    Cues are unclipped and in recording time. ``tracks`` are those shown, one of a language;
    ``choices`` all there are, each language's best first.
    """

    number: int
    cut: CutSpan
    recording: RecordingView
    tracks: tuple[TrackView, ...]
    choices: tuple[TrackFacts, ...] = ()


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


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a programme import changed."""

    event: str
    added: int
    changed: int
    gone: int
    doubts: tuple[Doubt, ...]


class ChangeKind(StrEnum):
    """What importing a programme does to one session."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """One session that a programme and the catalogue tell differently.

    ``key`` names it when it is chosen. ``before`` is what the catalogue has, ``after`` what the
    programme says; ``code`` is the session's address, nothing for a new one.
    """

    key: str
    kind: ChangeKind
    before: ProgrammeSession | None
    after: ProgrammeSession | None
    code: str = ""
    is_published: bool = False
    is_reviewed: bool = False


@dataclass(frozen=True, slots=True)
class EventDifference:
    """What the event is called and when it is, before and after; ``before`` for a known one."""

    slug: str
    before: ProgrammeEvent | None
    after: ProgrammeEvent

    @property
    def is_changed(self) -> bool:
        return self.before is not None and self.before != self.after


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A programme file that was kept."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ProgrammeImport:
    """A programme file, who brought it when, and what became of it.

    ``settled`` are the doubts that a person has dealt with: line, text and reason.
    """

    id: int
    event_slug: str
    event_title: Bilingual
    slug: str
    files: tuple[ImportFile, ...]
    edits: dict[str, Any]
    settled: frozenset[tuple[int, str, str]]
    imported_by: str
    imported_at: datetime
    applied_at: datetime | None
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What taking an import back did; ``kept`` are sessions that were edited since."""

    event: str
    restored: int
    kept: tuple[Bilingual, ...]


class AccountRole(StrEnum):
    """What an account may do: editors work at the desk, admins also manage accounts."""

    EDITOR = "editor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in."""

    id: int
    email: str
    role: AccountRole
