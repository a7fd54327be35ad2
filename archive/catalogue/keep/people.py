"""Keeping who takes part: people across events, and their appearances in a session."""

import unicodedata
from collections.abc import Iterator, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from archive.catalogue.engine import Db
from archive.catalogue.tables import AppearanceRow, PersonRow, SessionRow
from archive.programme.model import Appearance, Bilingual, Doubt, ProgrammeSession
from archive.sentence import Sentence


def keep_appearances(db: Db, row: SessionRow, session: ProgrammeSession) -> list[Doubt]:
    """Make the row's appearances those of the programme; says where a name was not certain.

    A known person is one with the same name in either script and the same affiliation, or no
    other affiliation to tell them apart. Otherwise they are kept as two people, with a doubt.
    """
    doubts: list[Doubt] = []
    kept: list[AppearanceRow] = []
    for appearance in session.people:
        person, doubt = _person(db, row, appearance, session)
        doubts += [doubt] if doubt else []
        kept.append(_appearance(row, person, appearance))
    for known in [known for known in row.appearances if known not in kept]:
        row.appearances.remove(known)
    db.flush()
    return doubts


def _appearance(row: SessionRow, person: PersonRow, appearance: Appearance) -> AppearanceRow:
    """The row this appearance already has, so that importing again changes nothing."""
    for known in row.appearances:
        if known.person_id == person.id and known.role == appearance.role.value:
            break
    else:
        known = AppearanceRow(person_id=person.id, role=appearance.role.value)
        row.appearances.append(known)
    known.affiliation = appearance.affiliation[:500]
    known.position = appearance.order
    return known


def _person(
    db: Db, row: SessionRow, appearance: Appearance, session: ProgrammeSession
) -> tuple[PersonRow, Doubt | None]:
    namesakes = _namesakes(db, appearance.name)
    here = {known.person_id for known in row.appearances}
    for person in namesakes:
        if person.id in here or _is_same_affiliation(person, appearance.affiliation):
            _learn_name(person, appearance.name)
            return person, None
    person = PersonRow(name_ko=appearance.name.ko[:200], name_en=appearance.name.en[:200])
    db.add(person)
    db.flush()
    return person, _doubt(appearance, namesakes, session) if namesakes else None


def _namesakes(db: Db, name: Bilingual) -> Sequence[PersonRow]:
    spellings = [
        column == text
        for column, text in ((PersonRow.name_ko, name.ko), (PersonRow.name_en, name.en))
        if text
    ]
    if not spellings:
        return ()
    return db.scalars(
        select(PersonRow)
        .where(or_(*spellings))
        .options(selectinload(PersonRow.appearances))
        .order_by(PersonRow.id)
    ).all()


def _is_same_affiliation(person: PersonRow, affiliation: str) -> bool:
    known = {_folded(appearance.affiliation) for appearance in person.appearances}
    return not known or not affiliation or _folded(affiliation) in known or known == {""}


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _learn_name(person: PersonRow, name: Bilingual) -> None:
    person.name_ko = person.name_ko or name.ko[:200]
    person.name_en = person.name_en or name.en[:200]


def _doubt(
    appearance: Appearance, namesakes: Sequence[PersonRow], session: ProgrammeSession
) -> Doubt:
    name = appearance.name.best("ko")
    others = sorted(set(_affiliations(namesakes)))
    reason = Sentence(
        "Another {name} is known, of {affiliation}; the two are kept apart.",
        {"name": name, "affiliation": ", ".join(others)},
    )
    return Doubt(session.line, f"{name} {appearance.affiliation}".strip(), reason)


def _affiliations(people: Sequence[PersonRow]) -> Iterator[str]:
    for person in people:
        for appearance in person.appearances:
            if appearance.affiliation:
                yield appearance.affiliation
