"""How far a recording's ingest and a clip's files are."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from archive.programme.model import (
    Bilingual,
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
