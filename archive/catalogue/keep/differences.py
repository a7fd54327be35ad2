"""What a programme says differently from the catalogue: added, changed, moved, gone."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from archive.catalogue.engine import Db
from archive.catalogue.keep.all_names import all_names
from archive.catalogue.keep.same_session import match_sessions
from archive.catalogue.queries.programme import event_of_row, session_of_row
from archive.catalogue.tables import AppearanceRow, EventRow, PersonRow, SessionRow
from archive.catalogue.values import ChangeKind, Difference, EventDifference
from archive.cut import CutState
from archive.programme.edits import dated
from archive.programme.model import (
    Appearance,
    Bilingual,
    Programme,
    ProgrammeEvent,
    ProgrammeSession,
)

THE_EVENT = "event:"
"""The key of the event's own title and date among the differences."""

_TITLE, _ROOM, _NAME, _AFFILIATION = 500, 200, 200, 500
"""What the catalogue keeps at most of each text."""


def programme_differences(
    db: Db, programme: Programme, slug: str
) -> tuple[EventDifference, tuple[Difference, ...]]:
    """What importing this programme at this address would do, in the programme's order.

    What is gone comes last.
    """
    event = db.scalar(select(EventRow).where(EventRow.slug == slug))
    programme = on_known_day(programme, event)
    rows = session_rows(db, event) if event else []
    matches = match_sessions(rows, programme.sessions)
    sessions = completed(programme.sessions, matches)
    before = event_of_row(event) if event else None
    whole = EventDifference(slug, before, completed_event(programme.event, before))
    return whole, tuple(differences(sessions, matches, rows))


def every_key(db: Db, programme: Programme, slug: str) -> frozenset[str]:
    """The keys of all that importing this programme would change, what it hides included."""
    _, found = programme_differences(db, programme, slug)
    return frozenset({THE_EVENT, *(one.key for one in found)})


def on_known_day(programme: Programme, event: EventRow | None) -> Programme:
    """A programme that prints no date, on the day its event is known to be."""
    if programme.event.date is not None or event is None or event.date is None:
        return programme
    return dated(programme, event.date)


def session_rows(db: Db, event: EventRow) -> list[SessionRow]:
    """All sessions the event ever had, with their people and cuts."""
    return list(
        db.scalars(
            select(SessionRow)
            .where(SessionRow.event_id == event.id)
            .order_by(SessionRow.gone_at.is_not(None), SessionRow.position, SessionRow.id)
            .options(
                selectinload(SessionRow.appearances)
                .selectinload(AppearanceRow.person)
                .options(selectinload(PersonRow.other_names), selectinload(PersonRow.merged)),
                selectinload(SessionRow.cut),
                selectinload(SessionRow.event),
            )
        )
    )


def differences(
    sessions: Sequence[ProgrammeSession],
    matches: Sequence[SessionRow | None],
    rows: Sequence[SessionRow],
) -> list[Difference]:
    """Each session that is not the same on both sides."""
    pairs = list(zip(sessions, matches, strict=True))
    found = [one for session, row in pairs if (one := _difference(session, row))]
    matched = {row.id for row in matches if row is not None}
    gone = [row for row in rows if row.id not in matched and row.gone_at is None]
    return found + [_of_row(ChangeKind.GONE, row, None) for row in gone]


def completed(
    sessions: Sequence[ProgrammeSession], matches: Sequence[SessionRow | None]
) -> tuple[ProgrammeSession, ...]:
    """The sessions with what their programme does not speak of, as it is known already.

    A programme in one language says nothing of the other one's titles, as long as its own are the
    same; one without any room says nothing of rooms.
    """
    has_rooms = any(session.room for session in sessions)
    return tuple(
        session if row is None else _completed(session, row, has_rooms=has_rooms)
        for session, row in zip(sessions, matches, strict=True)
    )


def completed_event(event: ProgrammeEvent, known: ProgrammeEvent | None) -> ProgrammeEvent:
    """The event with the title of the other language and the day, where those are known already."""
    title = Bilingual(event.title.ko[:_TITLE], event.title.en[:_TITLE])
    if known is None:
        return replace(event, title=title)
    return replace(event, title=_both(title, known.title), date=event.date or known.date)


def _both(title: Bilingual, known: Bilingual) -> Bilingual:
    """A title with what it was called in the other language, as long as its own is the same."""
    if title.ko and title.ko == known.ko:
        return Bilingual(title.ko, title.en or known.en)
    if title.en and title.en == known.en:
        return Bilingual(title.ko or known.ko, title.en)
    return title


def _completed(session: ProgrammeSession, row: SessionRow, *, has_rooms: bool) -> ProgrammeSession:
    title = _both(session.title, Bilingual(row.title_ko, row.title_en))
    return replace(session, title=title, room=session.room if has_rooms else row.room)


def changed_fields(before: ProgrammeSession, after: ProgrammeSession) -> tuple[str, ...]:
    """The fields a reader would notice a change in."""
    fields = ["title", "room", "start", "end", "kind"]
    found = [name for name in fields if getattr(before, name) != getattr(after, name)]
    return (*found, *([] if _same_people(before.people, after.people) else ["people"]))


def key_of(session: ProgrammeSession, row: SessionRow | None) -> str:
    """What a difference is chosen by: the session's address, or its new code."""
    return row.code if row is not None else f"new:{session.code}"


def as_kept(session: ProgrammeSession) -> ProgrammeSession:
    """The session with its texts as long as the catalogue keeps them."""
    return replace(
        session,
        title=Bilingual(session.title.ko[:_TITLE], session.title.en[:_TITLE]),
        room=session.room[:_ROOM],
    )


def _difference(session: ProgrammeSession, row: SessionRow | None) -> Difference | None:
    after = as_kept(session)
    if row is None:
        return Difference(key_of(session, None), ChangeKind.ADDED, None, after)
    if row.gone_at is not None:
        return _of_row(ChangeKind.ADDED, row, after)
    fields = changed_fields(_as_printed(row, after), after)
    if not fields:
        return None
    is_moved = set(fields) <= {"room", "start", "end"}
    return _of_row(ChangeKind.MOVED if is_moved else ChangeKind.CHANGED, row, after)


def _of_row(kind: ChangeKind, row: SessionRow, after: ProgrammeSession | None) -> Difference:
    return Difference(
        row.code,
        kind,
        session_of_row(row) if after is None else _as_printed(row, after),
        after,
        row.code,
        is_published=row.published_at is not None,
        is_reviewed=row.cut is not None and row.cut.state == CutState.REVIEWED,
    )


def _as_printed(row: SessionRow, after: ProgrammeSession) -> ProgrammeSession:
    """The session as it is kept, its people by the names that the programme has for them.

    Somebody may have been merged into another person, or be known by another spelling since.
    """
    before = session_of_row(row)
    rows = sorted(row.appearances, key=lambda one: one.position)
    people = tuple(
        replace(one, name=printed.name)
        if {printed.name.ko[:_NAME], printed.name.en[:_NAME]} - {""} <= all_names(kept.person)
        else one
        for one, kept, printed in zip(before.people, rows, after.people, strict=False)
    )
    return replace(before, people=(*people, *before.people[len(people) :]))


def _same_people(before: Sequence[Appearance], after: Sequence[Appearance]) -> bool:
    """A known person may have a name the programme does not print; that is no change."""
    return len(before) == len(after) and all(
        _fits(one.name.ko, other.name.ko)
        and _fits(one.name.en, other.name.en)
        and one.role == other.role
        and one.affiliation == other.affiliation[:_AFFILIATION]
        for one, other in zip(before, after, strict=True)
    )


def _fits(known: str, printed: str) -> bool:
    return not printed or known == printed[:_NAME]
