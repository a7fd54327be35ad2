"""Keeping who takes part in a session, as the programme says, for people known and new."""

from archive.catalogue.engine import Db
from archive.catalogue.keep.known_people import KnownPeople
from archive.catalogue.tables import AppearanceRow, PersonRow, SessionRow
from archive.programme.model import Appearance, Doubt, ProgrammeSession


def keep_appearances(
    db: Db, known: KnownPeople, row: SessionRow, session: ProgrammeSession
) -> list[Doubt]:
    """Make the row's appearances those of the programme; says where a name was not certain.

    Whoever an editor has put into a session stays there, under whatever name the programme lists
    them, so that importing again undoes nothing.
    """
    doubts: list[Doubt] = []
    kept: list[AppearanceRow] = []
    for appearance in session.people:
        before = [line for line in row.appearances if line not in kept]
        person, doubt = known.person(appearance, before, kept, session.line)
        doubts += [doubt] if doubt else []
        kept.append(_appearance(row, person, appearance, kept))
        known.note_appearance(person, appearance.affiliation)
    for line in [line for line in row.appearances if line not in kept]:
        row.appearances.remove(line)
    db.flush()
    return doubts


def _appearance(
    row: SessionRow, person: PersonRow, appearance: Appearance, kept: list[AppearanceRow]
) -> AppearanceRow:
    """The row this appearance already has, so that importing again changes nothing."""
    same = [
        line
        for line in row.appearances
        if line.person_id == person.id and line.role == appearance.role.value
    ]
    known = next((line for line in same if line not in kept), same[0] if same else None)
    if known is None:
        known = AppearanceRow(person_id=person.id, role=appearance.role.value)
        row.appearances.append(known)
    known.affiliation = appearance.affiliation[:500]
    known.position = appearance.order
    return known
