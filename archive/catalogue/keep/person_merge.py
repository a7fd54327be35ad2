"""Keeping that two people are one, or one is two, so that it can be undone.

A merged person stays in the table and leads to the one who was kept: addresses given out go on
working, and a change of mind needs nothing but the record of what had moved.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from archive.catalogue.engine import Db
from archive.catalogue.keep.chapters import hand_over_chapters
from archive.catalogue.keep.people_state import note_people_changed, note_sessions_stale
from archive.catalogue.keep.person_pairs import say_apart
from archive.catalogue.people import PersonChangeKind
from archive.catalogue.queries.people import kept_person
from archive.catalogue.tables import AppearanceRow, PersonChangeRow, PersonRow
from archive.errors import NotFoundError, RefusedError

SCRIPTS = ("name_ko", "name_en")


def merge_people(
    db: Db, merged_id: int, kept_id: int, *, account_id: int | None, now: datetime
) -> int:
    """Make two people one, the second; gives the change's id.

    The kept one's own names stay and only a missing script is taken over. Raises ``RefusedError``
    when they are one already.
    """
    merged, kept = kept_person(db, merged_id), kept_person(db, kept_id)
    if merged.id == kept.id:
        raise RefusedError("These are one person already.")
    learned = {
        script: getattr(merged, script)
        for script in SCRIPTS
        if getattr(merged, script) and not getattr(kept, script)
    }
    moved = _appearances(db, merged.id)
    note_sessions_stale(db, (merged.id, kept.id))
    _hand_over(db, moved, merged.id, kept.id)
    for script, name in learned.items():
        setattr(kept, script, name)
    merged.merged_into = kept.id
    change = PersonChangeRow(
        kind=PersonChangeKind.MERGE, from_id=merged.id, to_id=kept.id, moved=moved, learned=learned,
        made_by=account_id, made_at=now,
    )  # fmt: skip
    return _keep(db, change)


def split_person(
    db: Db,
    person_id: int,
    appearance_ids: Collection[int],
    *,
    account_id: int | None,
    now: datetime,
) -> int:
    """Give some of somebody's appearances to a new person of the same name; gives the change's id.

    Raises ``RefusedError`` unless at least one is chosen and one is left.
    """
    person = kept_person(db, person_id)
    theirs = _appearances(db, person.id)
    moved = [one for one in theirs if one in appearance_ids]
    if len(moved) < len(set(appearance_ids)):
        raise RefusedError("The form is incomplete. Load the page again, then send it again.")
    if not moved or len(moved) == len(theirs):
        raise RefusedError("Choose some of the appearances, and leave at least one.")
    new = PersonRow(name_ko=person.name_ko, name_en=person.name_en)
    db.add(new)
    db.flush()
    note_sessions_stale(db, (person.id,))
    _hand_over(db, moved, person.id, new.id)
    say_apart(db, person.id, new.id, account_id=account_id, now=now)
    change = PersonChangeRow(
        kind=PersonChangeKind.SPLIT, from_id=person.id, to_id=new.id, moved=moved, learned={},
        made_by=account_id, made_at=now,
    )  # fmt: skip
    return _keep(db, change)


def undo_change(db: Db, change_id: int, *, account_id: int | None, now: datetime) -> None:
    """Give back exactly what had moved; what came to the receiver since stays with them.

    Raises ``RefusedError`` when it was undone before, or when whoever would get it back is by now
    one with somebody else: that has to be undone first.
    """
    change = db.get(PersonChangeRow, change_id, with_for_update=True)
    if change is None:
        raise NotFoundError("There is no such change.")
    if change.undone_at is not None:
        raise RefusedError("This was undone before.")
    source, target = db.get_one(PersonRow, change.from_id), db.get_one(PersonRow, change.to_id)
    is_merge = change.kind == PersonChangeKind.MERGE
    _refuse_later_changes(db, change, source if is_merge else target)
    holder = kept_person(db, target.id)
    receiver = source if is_merge else kept_person(db, source.id)
    note_sessions_stale(db, (receiver.id, holder.id))
    still = set(_appearances(db, holder.id))
    moved = [one for one in change.moved if one in still]
    _hand_over(db, moved, holder.id, receiver.id)
    if is_merge:
        source.merged_into = None
        _unlearn(target, change.learned)
        say_apart(db, source.id, target.id, account_id=account_id, now=now)
    else:
        _hand_over(db, _appearances(db, target.id), target.id, receiver.id)
        target.merged_into = receiver.id
    change.undone_by, change.undone_at = account_id, now
    db.flush()
    note_people_changed(db)


def _refuse_later_changes(db: Db, change: PersonChangeRow, gone: PersonRow) -> None:
    """A merged person must still lead to the kept one; a split one must still stand alone."""
    if change.kind == PersonChangeKind.MERGE and gone.merged_into == change.to_id:
        return
    if change.kind == PersonChangeKind.SPLIT and gone.merged_into is None:
        return
    raise RefusedError("Something later was done with this person. Undo that first.")


def _unlearn(person: PersonRow, learned: dict[str, str]) -> None:
    """The names taken over, unless somebody has written others since."""
    for script, name in learned.items():
        if getattr(person, script) == name:
            setattr(person, script, "")


def _appearances(db: Db, person_id: int) -> list[int]:
    found = db.scalars(
        select(AppearanceRow.id)
        .where(AppearanceRow.person_id == person_id)
        .order_by(AppearanceRow.id)
    )
    return list(found)


def _hand_over(db: Db, appearances: Collection[int], giver_id: int, receiver_id: int) -> None:
    """Appearances, and the chapters of their sessions with them."""
    hand_over_chapters(db, appearances, giver_id, receiver_id)
    db.execute(
        update(AppearanceRow)
        .where(AppearanceRow.id.in_(list(appearances)))
        .values(person_id=receiver_id)
        .execution_options(synchronize_session="fetch")
    )


def _keep(db: Db, change: PersonChangeRow) -> int:
    db.add(change)
    db.flush()
    note_people_changed(db)
    return change.id
