"""Taking away altogether what an import brought and nobody has used since."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, or_, select

from archive.catalogue.engine import Db
from archive.catalogue.keep.people_state import note_people_changed
from archive.catalogue.keep.snapshots import made_person
from archive.catalogue.tables import (
    AppearanceRow,
    CaptionTrackRow,
    ChapterCheckRow,
    ClipRow,
    ClipWorkRow,
    CutRevisionRow,
    CutRevisionSpanRow,
    PersonChangeRow,
    PersonPairRow,
    PersonRow,
    SessionRow,
)
from archive.catalogue.values import KeptBecause
from archive.cut import CutState


def why_session_stays(db: Db, row: SessionRow) -> KeptBecause | None:
    """What of a session would be lost if it were no more; nothing where nobody has used it."""
    if row.published_at is not None or row.withdrawn_at is not None:
        return KeptBecause.PUBLISHED
    of_person = or_(CutRevisionRow.made_by.is_not(None), CutRevisionRow.state == CutState.REVIEWED)
    is_reviewed = row.cut is not None and row.cut.state == CutState.REVIEWED
    if is_reviewed or _is_any(db, CutRevisionRow.session_id == row.id, of_person):
        return KeptBecause.REVIEWED
    if db.get(ChapterCheckRow, row.id) is not None:
        return KeptBecause.CHAPTERED
    return KeptBecause.CAPTIONED if _is_any(db, CaptionTrackRow.session_id == row.id) else None


def take_session_away(db: Db, row: SessionRow) -> None:
    """The session, who takes part in it, and what was proposed for it."""
    revisions = select(CutRevisionRow.id).where(CutRevisionRow.session_id == row.id)
    db.execute(delete(CutRevisionSpanRow).where(CutRevisionSpanRow.revision_id.in_(revisions)))
    db.execute(delete(CutRevisionRow).where(CutRevisionRow.session_id == row.id))
    digests = db.scalars(select(ClipRow.digest).where(ClipRow.session_id == row.id)).all()
    db.execute(delete(ClipRow).where(ClipRow.session_id == row.id))
    shared = select(ClipRow.digest).where(ClipRow.digest.in_(digests))
    unused = ClipWorkRow.digest.in_(digests) & ClipWorkRow.digest.not_in(shared)
    db.execute(delete(ClipWorkRow).where(unused))
    if row.cut is not None:
        db.delete(row.cut)
        db.flush()
        db.expire(row)
    db.delete(row)
    db.flush()


def why_person_stays(db: Db, person: PersonRow, made: Mapping[str, Any]) -> KeptBecause | None:
    """What of a person whom an import has made would be lost if they were no more."""
    change = or_(PersonChangeRow.from_id == person.id, PersonChangeRow.to_id == person.id)
    if made_person(person) != made or person.affiliation or _is_any(db, change):
        return KeptBecause.PERSON_EDITED
    return KeptBecause.TAKES_PART if _is_any(db, AppearanceRow.person_id == person.id) else None


def take_person_away(db: Db, person: PersonRow) -> None:
    """The person, their names, and who they were asked about."""
    pair = or_(PersonPairRow.first_id == person.id, PersonPairRow.second_id == person.id)
    db.execute(delete(PersonPairRow).where(pair))
    db.delete(person)
    db.flush()
    note_people_changed(db)


def _is_any(db: Db, *conditions: ColumnElement[bool]) -> bool:
    return bool(db.scalar(select(exists().where(*conditions))))
