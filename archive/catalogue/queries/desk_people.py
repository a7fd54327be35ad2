"""What the desk shows of people: lists, who may be one, and all that was done with somebody."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from archive.catalogue.engine import Db
from archive.catalogue.people import (
    DeskAppearance,
    DeskPerson,
    PeopleList,
    PersonChange,
    PersonChangeKind,
    PersonEntry,
    PersonPair,
)
from archive.catalogue.queries.people import kept_person, people_directory
from archive.catalogue.queries.person_page import other_names
from archive.catalogue.queries.rows import event_view
from archive.catalogue.tables import (
    AccountRow,
    AppearanceRow,
    EventRow,
    PersonChangeRow,
    PersonPairRow,
    PersonRow,
    SessionRow,
)
from archive.programme.model import Bilingual, Role

ON_A_PAGE = 50
MOST_PAIRS = 100
MOST_GROUPS = 50
MOST_FOUND = 30


def people_list(db: Db, page: int) -> PeopleList:
    """Everybody by name, so many on a page."""
    is_kept = PersonRow.merged_into.is_(None)
    total = db.scalar(select(func.count(PersonRow.id)).where(is_kept)) or 0
    ids = db.scalars(
        select(PersonRow.id)
        .where(is_kept)
        .order_by(PersonRow.name_ko == "", PersonRow.name_ko, PersonRow.name_en, PersonRow.id)
        .limit(ON_A_PAGE)
        .offset((page - 1) * ON_A_PAGE)
    ).all()
    return PeopleList(total, _entries_in_order(db, ids))


def people_found(db: Db, text: str, *, besides: int | None = None) -> tuple[PersonEntry, ...]:
    """Whom the text may mean, best first, ``besides`` somebody."""
    found = people_directory(db).find(text, MOST_FOUND)
    return _entries_in_order(db, [match.id for match in found if match.id != besides])


def same_names(db: Db) -> tuple[tuple[PersonEntry, ...], ...]:
    """People who share a Hangul name, the largest groups first."""
    counted = (
        select(PersonRow.name_ko)
        .where(PersonRow.merged_into.is_(None), PersonRow.name_ko != "")
        .group_by(PersonRow.name_ko)
        .having(func.count() > 1)
        .order_by(func.count().desc(), PersonRow.name_ko)
        .limit(MOST_GROUPS)
    )
    names = db.scalars(counted).all()
    rows = db.execute(
        select(PersonRow.id, PersonRow.name_ko)
        .where(PersonRow.merged_into.is_(None), PersonRow.name_ko.in_(names))
        .order_by(PersonRow.id)
    ).all()
    entries = person_entries(db, [row.id for row in rows])
    return tuple(tuple(entries[row.id] for row in rows if row.name_ko == name) for name in names)


def open_pairs(db: Db) -> tuple[PersonPair, ...]:
    """Who may be one, as nobody has said yet; the newest question first."""
    return _pairs(db, PersonPairRow.first_id.is_not(None))


def desk_person(db: Db, person_id: int) -> DeskPerson:
    """A person, or whoever they were made one with; ``NotFoundError`` when there is nobody."""
    person = kept_person(db, person_id)
    is_theirs = or_(PersonPairRow.first_id == person.id, PersonPairRow.second_id == person.id)
    return DeskPerson(
        entry=person_entries(db, [person.id])[person.id],
        list_affiliation=person.affiliation,
        other_names=other_names(db, person),
        appearances=_appearances(db, person.id),
        pairs=_pairs(db, is_theirs),
        changes=_changes(db, person.id),
    )


def person_entries(db: Db, people: Collection[int]) -> dict[int, PersonEntry]:
    """These people by id; three queries however many they are."""
    rows = db.scalars(select(PersonRow).where(PersonRow.id.in_(people))).all()
    counts: dict[int, int] = {}
    affiliations: dict[int, dict[str, None]] = {}
    listed = db.execute(
        select(AppearanceRow.person_id, AppearanceRow.affiliation)
        .join(SessionRow, SessionRow.id == AppearanceRow.session_id)
        .join(EventRow, EventRow.id == SessionRow.event_id)
        .where(AppearanceRow.person_id.in_(people))
        .order_by(EventRow.date.is_(None), EventRow.date.desc(), SessionRow.id, AppearanceRow.id)
    )
    for person_id, affiliation in listed:
        counts[person_id] = counts.get(person_id, 0) + 1
        affiliations.setdefault(person_id, {})[affiliation] = None
    return {
        row.id: PersonEntry(
            row.id,
            Bilingual(row.name_ko, row.name_en),
            tuple(filter(None, (affiliations.get(row.id, {}) | {row.affiliation: None}))),
            counts.get(row.id, 0),
            row.merged_into,
        )
        for row in rows
    }


def _entries_in_order(db: Db, ids: Sequence[int]) -> tuple[PersonEntry, ...]:
    entries = person_entries(db, ids)
    return tuple(entries[one] for one in ids if one in entries)


def _pairs(db: Db, which: ColumnElement[bool]) -> tuple[PersonPair, ...]:
    """Pairs of two who are still two, and of whom nobody has said so."""
    first, second = aliased(PersonRow), aliased(PersonRow)
    rows = db.execute(
        select(PersonPairRow.first_id, PersonPairRow.second_id)
        .join(first, first.id == PersonPairRow.first_id)
        .join(second, second.id == PersonPairRow.second_id)
        .where(
            and_(which, PersonPairRow.decided_at.is_(None)),
            first.merged_into.is_(None),
            second.merged_into.is_(None),
        )
        .order_by(PersonPairRow.raised_at.desc(), PersonPairRow.second_id, PersonPairRow.first_id)
        .limit(MOST_PAIRS)
    ).all()
    entries = person_entries(db, {one for row in rows for one in row})
    return tuple(PersonPair(entries[one], entries[other]) for one, other in rows)


def _appearances(db: Db, person_id: int) -> tuple[DeskAppearance, ...]:
    rows = db.scalars(
        select(AppearanceRow)
        .join(AppearanceRow.session)
        .join(SessionRow.event)
        .where(AppearanceRow.person_id == person_id)
        .order_by(EventRow.date.is_(None), EventRow.date.desc(), SessionRow.position, SessionRow.id)
        .options(joinedload(AppearanceRow.session).joinedload(SessionRow.event))
    )
    return tuple(
        DeskAppearance(
            id=row.id,
            event=event_view(row.session.event),
            code=row.session.code,
            title=Bilingual(row.session.title_ko, row.session.title_en),
            starts_at=row.session.starts_at,
            role=Role(row.role),
            affiliation=row.affiliation,
        )
        for row in rows
    )


def _changes(db: Db, person_id: int) -> tuple[PersonChange, ...]:
    """What was done with somebody and with those who were made one with them, newest first."""
    ids = {person_id, *_once_others(db, person_id)}
    rows = db.scalars(
        select(PersonChangeRow)
        .where(or_(PersonChangeRow.from_id.in_(ids), PersonChangeRow.to_id.in_(ids)))
        .order_by(PersonChangeRow.id.desc())
    ).all()
    entries = person_entries(db, {one for row in rows for one in (row.from_id, row.to_id)})
    editors = _editors(db, {one for row in rows for one in (row.made_by, row.undone_by)})
    return tuple(
        PersonChange(
            id=row.id,
            kind=PersonChangeKind(row.kind),
            source=entries[row.from_id],
            target=entries[row.to_id],
            moved=len(row.moved),
            made_by=editors.get(row.made_by),
            made_at=row.made_at,
            undone_by=editors.get(row.undone_by),
            undone_at=row.undone_at,
        )
        for row in rows
    )


def _once_others(db: Db, person_id: int) -> list[int]:
    found: list[int] = []
    people = [person_id]
    while people:
        merged = select(PersonRow.id).where(PersonRow.merged_into.in_(people))
        people = list(db.scalars(merged))
        found += people
    return found


def _editors(db: Db, ids: Iterable[int | None]) -> dict[int | None, str]:
    wanted = [one for one in ids if one is not None]
    rows = db.execute(select(AccountRow.id, AccountRow.email).where(AccountRow.id.in_(wanted)))
    return {row.id: row.email for row in rows}
