"""Keeping which two people may be one, until somebody says whether they are."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete

from archive.catalogue.engine import Db
from archive.catalogue.tables import PersonPairRow, PersonRow
from archive.errors import NotFoundError


def note_perhaps_same(db: Db, person_id: int, others: Iterable[int], now: datetime) -> None:
    """Ask an editor whether a person is one of the others; what was answered is not asked again."""
    for other in others:
        first, second = sorted((person_id, other))
        if first != second and db.get(PersonPairRow, (first, second)) is None:
            db.add(PersonPairRow(first_id=first, second_id=second, raised_at=now))
    db.flush()


def say_apart(
    db: Db, person_id: int, other_id: int, *, account_id: int | None, now: datetime
) -> None:
    """These are two people, whatever their names; ``NotFoundError`` when one of them is nobody."""
    first, second = sorted((person_id, other_id))
    if first == second or None in (db.get(PersonRow, first), db.get(PersonRow, second)):
        raise NotFoundError("There is no such person in the archive.")
    pair = db.get(PersonPairRow, (first, second))
    if pair is None:
        pair = PersonPairRow(first_id=first, second_id=second, raised_at=now)
        db.add(pair)
    pair.decided_by, pair.decided_at = account_id, now


def forget_answer(db: Db, person_id: int, other_id: int) -> None:
    """What was said of the two counts no more: they have been made one."""
    first, second = sorted((person_id, other_id))
    db.execute(
        delete(PersonPairRow).where(
            PersonPairRow.first_id == first, PersonPairRow.second_id == second
        )
    )
