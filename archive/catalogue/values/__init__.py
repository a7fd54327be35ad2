"""What the catalogue gives to pages and jobs: plain values, no rows."""

from archive.catalogue.values.accounts import Account, AccountRole
from archive.catalogue.values.imports import (
    ChangeKind,
    Difference,
    EventDifference,
    ImportFile,
    ImportResult,
    ProgrammeImport,
    UndoResult,
)
from archive.catalogue.values.ingest import (
    ACTIVE,
    ClipTask,
    ClipWork,
    IngestState,
    Progress,
    RecordingView,
    Stage,
    WorkKind,
    WorkState,
)
from archive.catalogue.values.pages import (
    DeskEvent,
    EventPage,
    EventsPage,
    HomePage,
    SessionPage,
    SessionPart,
)
from archive.catalogue.values.sessions import (
    CutRevision,
    CutView,
    EventDetails,
    EventView,
    PersonLine,
    SessionCard,
    SessionState,
)
from archive.catalogue.values.tracks import CaptionFile, DeskTrack, TrackView

__all__ = [
    "ACTIVE",
    "Account",
    "AccountRole",
    "CaptionFile",
    "ChangeKind",
    "ClipTask",
    "ClipWork",
    "CutRevision",
    "CutView",
    "DeskEvent",
    "DeskTrack",
    "Difference",
    "EventDetails",
    "EventDifference",
    "EventPage",
    "EventView",
    "EventsPage",
    "HomePage",
    "ImportFile",
    "ImportResult",
    "IngestState",
    "PersonLine",
    "ProgrammeImport",
    "Progress",
    "RecordingView",
    "SessionCard",
    "SessionPage",
    "SessionPart",
    "SessionState",
    "Stage",
    "TrackView",
    "UndoResult",
    "WorkKind",
    "WorkState",
]
