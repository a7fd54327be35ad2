"""What the desk and the command line show of work under way."""

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from archive.alignment.model import PlannedPerson, PlannedSession
from archive.captions.model import Cue, Origin
from archive.captions.packed import unpack_words
from archive.catalogue.engine import Db
from archive.catalogue.queries.pages import event_row, recordings_of
from archive.catalogue.queries.rows import (
    CARD,
    cut_value,
    event_view,
    recording_view,
    session_cards,
)
from archive.catalogue.sentences import sentence_from_json
from archive.catalogue.tables import (
    AccountRow,
    CaptionTrackRow,
    CueRow,
    CutRevisionRow,
    CutRow,
    EventRow,
    ProgrammeImportRow,
    RecordingRow,
    SessionRow,
)
from archive.catalogue.values import (
    ACTIVE,
    CutRevision,
    DeskEvent,
    EventView,
    IngestState,
    RecordingView,
    SessionCard,
)
from archive.cut import CutSpan, CutState
from archive.errors import NotFoundError
from archive.programme.model import Doubt, Role, SessionKind
from archive.timecode import Span


def all_recordings(db: Db) -> tuple[RecordingView, ...]:
    """Every recording, the one touched last first."""
    rows = db.scalars(
        select(RecordingRow)
        .options(joinedload(RecordingRow.event))
        .order_by(RecordingRow.updated_at.desc(), RecordingRow.id.desc())
    )
    return tuple(recording_view(row, row.event) for row in rows)


def all_events(db: Db) -> tuple[EventView, ...]:
    """Every event, latest first."""
    rows = db.scalars(
        select(EventRow).order_by(EventRow.date.is_(None), EventRow.date.desc(), EventRow.id)
    )
    return tuple(event_view(row) for row in rows)


def one_event(db: Db, slug: str) -> EventView:
    """An event; ``NotFoundError`` if there is none."""
    return event_view(event_row(db, slug))


def one_recording(db: Db, recording_id: int) -> RecordingView:
    """A recording; ``NotFoundError`` if there is none."""
    row = db.get(RecordingRow, recording_id, options=[joinedload(RecordingRow.event)])
    if row is None:
        raise NotFoundError("There is no recording {id}.", id=recording_id)
    return recording_view(row, row.event)


def desk_event(db: Db, slug: str) -> DeskEvent:
    """Every session of the event, gone ones too, and the doubts of its last import."""
    event = event_row(db, slug)
    rows = db.scalars(
        select(SessionRow)
        .where(SessionRow.event_id == event.id)
        .order_by(SessionRow.gone_at.is_not(None), SessionRow.position, SessionRow.id)
        .options(*CARD)
    ).all()
    return DeskEvent(
        event_view(event), session_cards(db, rows), recordings_of(db, event), _doubts(db, event)
    )


def desk_session(db: Db, slug: str, code: str) -> tuple[SessionCard, tuple[RecordingView, ...]]:
    """A session with its cut, and the recording that each part of it lies in."""
    event = event_row(db, slug)
    row = db.scalar(
        select(SessionRow)
        .where(SessionRow.event_id == event.id, SessionRow.code == code)
        .options(*CARD)
    )
    if row is None or row.cut is None:
        raise NotFoundError("This session has no cut yet.")
    recordings = tuple(recording_view(one.recording, event) for one in row.cut.spans)
    return session_cards(db, [row])[0], recordings


def cut_history(db: Db, session_id: int) -> tuple[CutRevision, ...]:
    """Every cut the session ever had, the newest first."""
    rows = db.execute(
        select(CutRevisionRow, AccountRow.email)
        .outerjoin(AccountRow, AccountRow.id == CutRevisionRow.made_by)
        .where(CutRevisionRow.session_id == session_id)
        .options(selectinload(CutRevisionRow.spans))
        .order_by(CutRevisionRow.revision.desc())
    )
    return tuple(
        CutRevision(row.revision, _spans(row), CutState(row.state), email, row.made_at)
        for row, email in rows
    )


def _spans(row: CutRevisionRow) -> tuple[CutSpan, ...]:
    return tuple(CutSpan(one.recording_id, Span(one.in_ms, one.out_ms)) for one in row.spans)


def planned_sessions(db: Db, event_slug: str) -> tuple[PlannedSession, ...]:
    """The event's sessions as alignment takes them; a key is the session's id as text.

    Times are on the event's own clock, as its programme prints them.
    """
    event = event_row(db, event_slug)
    zone = ZoneInfo(event.timezone)
    rows = db.scalars(
        select(SessionRow)
        .where(SessionRow.event_id == event.id, SessionRow.gone_at.is_(None))
        .order_by(SessionRow.position)
        .options(*CARD)
    )
    return tuple(
        PlannedSession(
            key=str(row.id),
            kind=SessionKind(row.kind),
            titles=tuple(title for title in (row.title_ko, row.title_en) if title),
            names=tuple(
                name
                for appearance in row.appearances
                for name in (appearance.person.name_ko, appearance.person.name_en)
                if name
            ),
            start=row.starts_at and row.starts_at.astimezone(zone),
            end=row.ends_at and row.ends_at.astimezone(zone),
            room=row.room,
            people=tuple(
                PlannedPerson(
                    tuple(filter(None, (one.person.name_ko, one.person.name_en))),
                    Role(one.role),
                    one.affiliation,
                    key=str(one.person_id),
                )
                for one in row.appearances
            ),
            event=tuple(title for title in (event.title_ko, event.title_en) if title),
        )
        for row in rows
    )


def recordings_to_align(db: Db, event_slug: str) -> tuple[RecordingView, ...]:
    """The event's recordings that are measured, and not given up since."""
    event = event_row(db, event_slug)
    rows = db.scalars(
        select(RecordingRow)
        .where(
            RecordingRow.event_id == event.id,
            RecordingRow.duration_ms > 0,
            RecordingRow.state.in_((*ACTIVE, IngestState.READY)),
        )
        .order_by(RecordingRow.id)
    )
    return tuple(recording_view(row, event) for row in rows)


def said_in(db: Db, recording_id: int) -> tuple[tuple[Cue, ...], ...]:
    """The cues of each of a recording's tracks, the most trusted track first."""
    trust = tuple(Origin)
    tracks = db.scalars(select(CaptionTrackRow).where(CaptionTrackRow.recording_id == recording_id))
    ordered = sorted(tracks, key=lambda one: (trust.index(Origin(one.origin)), one.language))
    return tuple(_cues(db, track.id) for track in ordered)


def _cues(db: Db, track_id: int) -> tuple[Cue, ...]:
    rows = db.execute(
        select(CueRow.start_ms, CueRow.end_ms, CueRow.text, CueRow.voice, CueRow.mark, CueRow.words)
        .where(CueRow.track_id == track_id)
        .order_by(CueRow.start_ms, CueRow.seq)
    )
    return tuple(
        Cue(Span(start, end), text, voice, mark, unpack_words(words, start))
        for start, end, text, voice, mark, words in rows
    )


def reviewed_cuts(db: Db, event_slug: str) -> dict[str, tuple[CutSpan, ...]]:
    """What people have decided of an event's sessions, by session id as text."""
    rows = db.scalars(
        select(CutRow)
        .join(CutRow.session)
        .where(
            SessionRow.event_id == event_row(db, event_slug).id,
            CutRow.state == CutState.REVIEWED,
        )
        .options(selectinload(CutRow.spans))
    )
    return {str(row.session_id): cut_value(row).spans for row in rows}


def _doubts(db: Db, event: EventRow) -> tuple[Doubt, ...]:
    kept = db.scalar(
        select(ProgrammeImportRow.doubts)
        .where(
            ProgrammeImportRow.event_id == event.id,
            ProgrammeImportRow.applied_at.is_not(None),
            ProgrammeImportRow.undone_at.is_(None),
        )
        .order_by(ProgrammeImportRow.id.desc())
        .limit(1)
    )
    return tuple(
        Doubt(doubt["line"], doubt["text"], sentence_from_json(doubt["reason"]))
        for doubt in kept or ()
    )
