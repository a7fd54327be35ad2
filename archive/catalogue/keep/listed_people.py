"""Keeping a list of people: thousands at once, and nothing new when it is read again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert, select, update

from archive.catalogue.engine import Db
from archive.catalogue.keep.people_state import note_people_changed, note_sessions_stale
from archive.catalogue.people import PeopleImport
from archive.catalogue.tables import AppearanceRow, PersonPairRow, PersonRow
from archive.people.affiliations import folded
from archive.people.hangul import hangul_only
from archive.people.listed import ListedPerson
from archive.people.readings import latin_words

FIELDS = ("name_ko", "name_en", "affiliation")


@dataclass(slots=True, eq=False)
class _Known:
    """Somebody known, by an id, or so far only from the list."""

    id: int | None
    name_ko: str
    name_en: str
    affiliation: str
    affiliations: set[str] = field(default_factory=set)
    is_changed: bool = False
    perhaps: tuple[int, ...] = ()


def keep_listed_people(db: Db, people: Sequence[ListedPerson], now: datetime) -> PeopleImport:
    """Make everybody known whom the list names.

    A row is somebody known when a name is theirs and nothing tells them apart: neither another
    affiliation nor another spelling. Who has only the name of somebody known before is kept apart,
    and an editor is asked; two rows of one list are two people because the list says so.
    """
    known = _Names()
    for one in _everybody(db):
        known.add(one)
    added: list[_Known] = []
    for listed in people:
        same = known.same(listed)
        if same is not None:
            _learn(same, listed)
            known.note(same)
            continue
        new = _Known(None, listed.name_ko, listed.name_en, listed.affiliation)
        new.affiliations = {folded(listed.affiliation)} - {""}
        new.perhaps = tuple(one.id for one in known.namesakes(listed) if one.id is not None)
        known.add(new)
        added.append(new)
    changed = [one for one in known.everybody if one.is_changed and one.id is not None]
    _write(db, added, changed, now)
    return PeopleImport(len(added), len(changed), len(people) - len(added) - len(changed))


class _Names:
    """Everybody by name, in one script and in the other."""

    def __init__(self) -> None:
        self.everybody: list[_Known] = []
        self._ko: dict[str, dict[int, _Known]] = {}
        self._en: dict[str, dict[int, _Known]] = {}

    def add(self, one: _Known) -> None:
        self.everybody.append(one)
        self.note(one)

    def note(self, one: _Known) -> None:
        for names, key in ((self._ko, _ko_key(one.name_ko)), (self._en, _en_key(one.name_en))):
            if key:
                names.setdefault(key, {})[id(one)] = one

    def namesakes(self, listed: ListedPerson) -> list[_Known]:
        """People who share a name in one script, without another in Hangul."""
        ko, en = _ko_key(listed.name_ko), _en_key(listed.name_en)
        found = [*self._ko.get(ko, {}).values()]
        return found + [one for one in self._en.get(en, {}).values() if not (ko and one.name_ko)]

    def same(self, listed: ListedPerson) -> _Known | None:
        wanted = folded(listed.affiliation)
        namesakes = self.namesakes(listed)
        if wanted:
            found = next((one for one in namesakes if wanted in one.affiliations), None)
            if found is not None:
                return found
        spelt = [one for one in namesakes if _is_spelt_alike(one, listed)]
        return next((one for one in spelt if not wanted or not one.affiliations), None)


def _is_spelt_alike(one: _Known, listed: ListedPerson) -> bool:
    keys = _en_key(one.name_en), _en_key(listed.name_en)
    return not all(keys) or keys[0] == keys[1]


def _learn(one: _Known, listed: ListedPerson) -> None:
    """What the list knows and we did not."""
    for name in FIELDS:
        is_new = not getattr(one, name) and getattr(listed, name)
        if is_new and not (name == "affiliation" and one.affiliations):
            setattr(one, name, getattr(listed, name))
            one.is_changed = True
    one.affiliations |= {folded(one.affiliation)} - {""}


def _everybody(db: Db) -> Iterator[_Known]:
    """Everybody known, each with all their affiliations and those of whom they are one with."""
    affiliations: dict[int, set[str]] = {}
    rows = db.execute(select(AppearanceRow.person_id, AppearanceRow.affiliation).distinct())
    for person_id, affiliation in rows:
        affiliations.setdefault(person_id, set()).add(folded(affiliation))
    people = db.execute(
        select(
            PersonRow.id,
            PersonRow.name_ko,
            PersonRow.name_en,
            PersonRow.affiliation,
            PersonRow.merged_into,
        ).order_by(PersonRow.id)
    )
    for row in people:
        known = affiliations.get(row.merged_into or row.id, set()) | {folded(row.affiliation)}
        yield _Known(row.id, row.name_ko, row.name_en, row.affiliation, known - {""})


def _write(db: Db, added: Sequence[_Known], changed: Sequence[_Known], now: datetime) -> None:
    if not added and not changed:
        return
    if changed:
        db.execute(
            update(PersonRow),
            [{"id": one.id, **{name: getattr(one, name) for name in FIELDS}} for one in changed],
        )
        note_sessions_stale(db, [one.id for one in changed if one.id is not None])
    if added:
        ids = db.scalars(
            insert(PersonRow).returning(PersonRow.id, sort_by_parameter_order=True),
            [{name: getattr(one, name) for name in FIELDS} for one in added],
        ).all()
        pairs = [
            {"first_id": other, "second_id": new, "raised_at": now}
            for new, one in zip(ids, added, strict=True)
            for other in one.perhaps[:1]
        ]
        if pairs:
            db.execute(insert(PersonPairRow), pairs)
    note_people_changed(db)


def _ko_key(name: str) -> str:
    return hangul_only(name) or " ".join(sorted(latin_words(name))) or name.casefold()


def _en_key(name: str) -> str:
    return " ".join(sorted(latin_words(name))) or name.casefold()
