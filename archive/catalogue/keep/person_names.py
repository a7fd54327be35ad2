"""Keeping what a person is called: both scripts, aliases, former names, other spellings."""

from sqlalchemy import select

from archive.catalogue.engine import Db
from archive.catalogue.keep.people_state import note_people_changed, note_sessions_stale
from archive.catalogue.people import NameKind
from archive.catalogue.queries.people import kept_person
from archive.catalogue.tables import PersonNameRow, PersonRow
from archive.errors import NotFoundError, RefusedError

LONGEST_NAME = 200
LONGEST_SOURCE = 300
LONGEST_AFFILIATION = 500


def rename_person(db: Db, person_id: int, *, ko: str, en: str, affiliation: str = "") -> None:
    """Write somebody's names anew; raises ``RefusedError`` unless one script has a name."""
    person = kept_person(db, person_id)
    if not (ko or en):
        raise RefusedError("A person needs a name in at least one script.")
    _refuse_long(ko, en)
    person.name_ko, person.name_en = ko, en
    person.affiliation = affiliation[:LONGEST_AFFILIATION]
    db.flush()
    note_sessions_stale(db, (person.id,))
    note_people_changed(db)


def add_name(
    db: Db, person_id: int, text: str, kind: NameKind = NameKind.ALIAS, source: str = ""
) -> None:
    """One more name of somebody; one they have already is not kept twice."""
    person = kept_person(db, person_id)
    if not text:
        raise RefusedError("Write the name.")
    _refuse_long(text)
    learn_name(db, person, text, kind, source)


def learn_name(db: Db, person: PersonRow, text: str, kind: NameKind, source: str) -> None:
    """The same, where it is already known who is meant."""
    known = db.scalars(select(PersonNameRow.text).where(PersonNameRow.person_id == person.id))
    if text in {person.name_ko, person.name_en, *known}:
        return
    db.add(
        PersonNameRow(
            person_id=person.id, text=text, kind=kind.value, source=source[:LONGEST_SOURCE]
        )
    )
    db.flush()
    note_people_changed(db)


def remove_name(db: Db, person_id: int, name_id: int) -> None:
    """Somebody is not called so; ``NotFoundError`` when they never were."""
    row = db.get(PersonNameRow, name_id)
    if row is None or kept_person(db, row.person_id).id != kept_person(db, person_id).id:
        raise NotFoundError("There is no such name.")
    db.delete(row)
    db.flush()
    note_people_changed(db)


def _refuse_long(*names: str) -> None:
    if any(len(name) > LONGEST_NAME for name in names):
        raise RefusedError("A name has at most {most} characters.", most=LONGEST_NAME)
