"""Telling whoever keeps people's names in memory that they have changed."""

import uuid
from collections.abc import Iterable

from sqlalchemy import insert, select, update

from archive.catalogue.engine import Db
from archive.catalogue.tables import AppearanceRow, PeopleStateRow, SessionRow


def note_people_changed(db: Db) -> None:
    """To call whenever a name, an alias, an affiliation or who is one with whom has changed.

    A change that is rolled back leaves the token that was there, and nobody else ever makes the
    same: so what was read in the meantime is never taken for what is kept.
    """
    token = {"token": uuid.uuid4().hex}
    changed = db.execute(
        update(PeopleStateRow)
        .where(PeopleStateRow.id == 1)
        .values(token)
        .execution_options(synchronize_session=False)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        db.execute(insert(PeopleStateRow).values(id=1, **token))


def note_sessions_stale(db: Db, people: Iterable[int]) -> None:
    """The sessions these people take part in are to be indexed again: their names stand there."""
    theirs = select(AppearanceRow.session_id).where(AppearanceRow.person_id.in_(list(people)))
    db.execute(
        update(SessionRow)
        .where(SessionRow.id.in_(theirs))
        .values(index_stale=True)
        .execution_options(synchronize_session=False)
    )
