"""Who is known: everybody for finding, and one person behind all that were made one with them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select

from archive.catalogue.engine import Db
from archive.catalogue.tables import (
    AppearanceRow,
    EventRow,
    PeopleStateRow,
    PersonNameRow,
    PersonRow,
    SessionRow,
)
from archive.errors import NotFoundError
from archive.people.directory import Directory
from archive.people.names import KnownName

State = tuple[str | None, int | None, int | None]

_KEPT: "WeakKeyDictionary[Engine, tuple[State, Directory]]" = WeakKeyDictionary()


def kept_person(db: Db, person_id: int) -> PersonRow:
    """The person, or who they were made one with; ``NotFoundError`` when there is nobody."""
    person = db.get(PersonRow, person_id)
    while person is not None and person.merged_into is not None:
        person = db.get(PersonRow, person.merged_into)
    if person is None:
        raise NotFoundError("There is no such person in the archive.")
    return person


def people_directory(db: Db) -> Directory:
    """Everybody, made ready to be found; made again only when somebody has changed.

    Building takes a second or two for 50,000 people, asking whether anything changed a moment.
    """
    engine = db.get_bind().engine
    state = _state(db)
    kept = _KEPT.get(engine)
    if kept is None or kept[0] != state:
        kept = state, Directory(known_names(db))
        _KEPT[engine] = kept
    return kept[1]


def known_names(db: Db) -> Iterator[KnownName]:
    """Everybody who was not made one with somebody else, with all that those are called."""
    everybody = {row.id: row for row in _everybody(db)}
    others: dict[int, list[str]] = {}
    for row in db.execute(
        select(PersonNameRow.person_id, PersonNameRow.text).order_by(PersonNameRow.id)
    ):
        others.setdefault(_kept_id(everybody, row.person_id), []).append(row.text)
    affiliations: dict[int, list[str]] = {}
    for person in everybody.values():
        if person.affiliation:
            affiliations.setdefault(_kept_id(everybody, person.id), []).append(person.affiliation)
        if person.merged_into is not None:
            names = others.setdefault(_kept_id(everybody, person.id), [])
            names += filter(None, (person.ko, person.en))
    for person_id, affiliation in db.execute(
        select(AppearanceRow.person_id, AppearanceRow.affiliation)
        .where(AppearanceRow.affiliation != "")
        .distinct()
    ):
        affiliations.setdefault(person_id, []).append(affiliation)
    counted = select(AppearanceRow.person_id, func.count()).group_by(AppearanceRow.person_id)
    times = {row[0]: row[1] for row in db.execute(counted)}
    for one in everybody.values():
        if one.merged_into is None:
            aliases, of = others.get(one.id, ()), affiliations.get(one.id, ())
            often = times.get(one.id, 0)
            yield KnownName(one.id, one.ko, one.en, tuple(aliases), tuple(of), often)


def latest_affiliations(db: Db, people: Iterable[int]) -> dict[int, str]:
    """The affiliation each of these had last; else what a list says of them, else nothing."""
    ids = list(people)
    listed = db.execute(select(PersonRow.id, PersonRow.affiliation).where(PersonRow.id.in_(ids)))
    latest = {row.id: row.affiliation for row in listed}
    found = db.execute(
        select(AppearanceRow.person_id, AppearanceRow.affiliation)
        .join(SessionRow, SessionRow.id == AppearanceRow.session_id)
        .join(EventRow, EventRow.id == SessionRow.event_id)
        .where(AppearanceRow.person_id.in_(ids), AppearanceRow.affiliation != "")
        .order_by(EventRow.date.is_not(None), EventRow.date, SessionRow.id, AppearanceRow.id)
    )
    return latest | {row.person_id: row.affiliation for row in found}


@dataclass(frozen=True, slots=True)
class _Somebody:
    id: int
    ko: str
    en: str
    affiliation: str
    merged_into: int | None


def _everybody(db: Db) -> Iterator[_Somebody]:
    rows = db.execute(
        select(
            PersonRow.id,
            PersonRow.name_ko,
            PersonRow.name_en,
            PersonRow.affiliation,
            PersonRow.merged_into,
        ).order_by(PersonRow.id)
    )
    return (_Somebody(*row) for row in rows)


def _kept_id(everybody: dict[int, _Somebody], person_id: int) -> int:
    while (other := everybody[person_id].merged_into) is not None:
        person_id = other
    return person_id


def _state(db: Db) -> State:
    """What is another when anybody has changed; the numbers show rows that others wrote."""
    token = db.scalar(select(PeopleStateRow.token).where(PeopleStateRow.id == 1))
    newest = select(func.max(PersonRow.id)).scalar_subquery()
    count = select(func.count(PersonRow.id)).scalar_subquery()
    row = db.execute(select(newest, count)).one()
    return token, row[0], row[1]
