"""The catalogue's tables; everything timed is in recording time, every instant is aware UTC."""

from archive.catalogue.tables.accounts import AccountRow, SignInAttemptRow, SignInRow
from archive.catalogue.tables.base import Instant, Table
from archive.catalogue.tables.captions import CaptionFileRow, CaptionTrackRow, CueRow
from archive.catalogue.tables.chapters import ChapterCheckRow, ChapterRow
from archive.catalogue.tables.clips import ClipRow, ClipWorkRow
from archive.catalogue.tables.cuts import CutRevisionRow, CutRevisionSpanRow, CutRow, CutSpanRow
from archive.catalogue.tables.people import (
    PeopleStateRow,
    PersonChangeRow,
    PersonNameRow,
    PersonPairRow,
    PersonRow,
)
from archive.catalogue.tables.programme import (
    AppearanceRow,
    EventRow,
    ProgrammeImportRow,
    SessionRow,
)
from archive.catalogue.tables.recordings import RecordingRow, WorkerRow

__all__ = [
    "AccountRow",
    "AppearanceRow",
    "CaptionFileRow",
    "CaptionTrackRow",
    "ChapterCheckRow",
    "ChapterRow",
    "ClipRow",
    "ClipWorkRow",
    "CueRow",
    "CutRevisionRow",
    "CutRevisionSpanRow",
    "CutRow",
    "CutSpanRow",
    "EventRow",
    "Instant",
    "PeopleStateRow",
    "PersonChangeRow",
    "PersonNameRow",
    "PersonPairRow",
    "PersonRow",
    "ProgrammeImportRow",
    "RecordingRow",
    "SessionRow",
    "SignInAttemptRow",
    "SignInRow",
    "Table",
    "WorkerRow",
]
