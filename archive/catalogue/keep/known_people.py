"""Whether somebody a programme lists is known: by names, other names, readings, affiliation.

Nobody is made one with somebody else on a guess: where it is not sure, they are kept apart, and
an editor is asked.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from archive.catalogue.engine import Db
from archive.catalogue.keep.people_state import note_people_changed
from archive.catalogue.keep.person_names import LONGEST_NAME, learn_name
from archive.catalogue.keep.person_pairs import note_perhaps_same
from archive.catalogue.people import NameKind
from archive.catalogue.queries.people import people_directory
from archive.catalogue.tables import AppearanceRow, PersonRow, SessionRow
from archive.people.affiliations import folded
from archive.people.hangul import hangul_only, has_hangul
from archive.people.matching import NameIndex
from archive.people.names import KnownName, MatchKind
from archive.people.readings import latin_words
from archive.programme.model import Appearance, Bilingual, Doubt
from archive.sentence import Sentence

_MOST_ASKED = 5
"""People an editor is asked about for one name; who has more namesakes is searched for."""


class KnownPeople:
    """Everybody known while one programme of an event is being kept; ``made`` are the new ones."""

    def __init__(self, db: Db, event_id: int, source: str, now: datetime) -> None:
        self._db = db
        self._event_id = event_id
        self._source = source
        self._now = now
        self._directory = people_directory(db)
        self.made: list[PersonRow] = []
        self._new = NameIndex()
        self._affiliations: dict[int, set[str]] = {}

    def person(
        self,
        appearance: Appearance,
        before: Sequence[AppearanceRow],
        taken: Sequence[AppearanceRow],
        line: int,
    ) -> tuple[PersonRow, Doubt | None]:
        """Who is meant, with a doubt where somebody else may be.

        ``before`` are the session's appearances that nobody of the programme has taken yet,
        ``taken`` those that somebody has.
        """
        namesakes = self._namesakes(appearance.name)
        person = (
            _in_session(namesakes, appearance, before)
            or self._once_more(namesakes, appearance, taken)
            or self._known(namesakes, appearance, {one.person_id for one in taken})
        )
        if person is not None:
            self._learn(person, appearance.name)
            return person, None
        person = PersonRow(
            name_ko=appearance.name.ko[:LONGEST_NAME], name_en=appearance.name.en[:LONGEST_NAME]
        )
        self._db.add(person)
        self._db.flush()
        self.made.append(person)
        self._note_names(person)
        others = [one for one in namesakes if one.id not in {line.person_id for line in taken}]
        note_perhaps_same(self._db, person.id, [one.id for one in others[:_MOST_ASKED]], self._now)
        return person, self._doubt(appearance, others, line) if others else None

    def note_appearance(self, person: PersonRow, affiliation: str) -> None:
        """Whoever is listed again in this programme is known by this affiliation too."""
        self._affiliations_of(person).add(folded(affiliation))

    def _namesakes(self, name: Bilingual) -> list[PersonRow]:
        """People with this whole name in either script, those who are written so first."""
        surely: dict[int, bool] = {}
        for text in filter(None, (name.ko, name.en)):
            for match in (*self._directory.index.read(text), *self._new.read(text)):
                is_written = match.kind != MatchKind.READING
                surely[match.id] = surely.get(match.id, False) or is_written
        people = (
            self._db.get(PersonRow, one) for one in sorted(surely, key=lambda one: not surely[one])
        )
        return [one for one in people if one is not None and not self._is_contradicted(one, name)]

    def _is_contradicted(self, person: PersonRow, name: Bilingual) -> bool:
        """Many Hangul names share one romanisation: another Hangul name is another person."""
        known = {person.name_ko, *(other.text for other in person.other_names)}
        directory = self._directory.names.get(person.id)
        known |= set(directory.aliases) if directory else set()
        written = {hangul_only(text) for text in known if has_hangul(text)}
        return has_hangul(name.ko) and bool(written) and hangul_only(name.ko) not in written

    def _once_more(
        self, namesakes: Sequence[PersonRow], appearance: Appearance, taken: Sequence[AppearanceRow]
    ) -> PersonRow | None:
        """Somebody who has another part in the same session."""
        wanted = folded(appearance.affiliation)
        for person in namesakes:
            for line in taken:
                if line.person_id == person.id and (
                    not wanted or folded(line.affiliation) in (wanted, "")
                ):
                    return person
        return None

    def _known(
        self, namesakes: Sequence[PersonRow], appearance: Appearance, taken: set[int]
    ) -> PersonRow | None:
        """The one of them with this affiliation; or the only one, if nothing tells them apart."""
        free = [person for person in namesakes if person.id not in taken]
        wanted = folded(appearance.affiliation)
        same = [one for one in free if wanted and wanted in self._affiliations_of(one)]
        if same:
            return same[0] if len(same) == 1 else None
        free = [person for person in free if _is_written(person, appearance.name)]
        if not wanted and len(free) > 1:
            free = [person for person in free if self._is_of_event(person)]
        if len(free) != 1:
            return None
        is_unknown = not wanted or self._affiliations_of(free[0]) <= {""}
        return free[0] if is_unknown else None

    def _affiliations_of(self, person: PersonRow) -> set[str]:
        if person.id not in self._affiliations:
            listed = self._db.scalars(
                select(AppearanceRow.affiliation).where(AppearanceRow.person_id == person.id)
            )
            known = {person.affiliation, *listed} - {""}
            self._affiliations[person.id] = {folded(one) for one in known}
        return self._affiliations[person.id]

    def _is_of_event(self, person: PersonRow) -> bool:
        found = self._db.scalar(
            select(AppearanceRow.id)
            .join(SessionRow, SessionRow.id == AppearanceRow.session_id)
            .where(AppearanceRow.person_id == person.id, SessionRow.event_id == self._event_id)
            .limit(1)
        )
        return found is not None

    def _learn(self, person: PersonRow, name: Bilingual) -> None:
        """A script nobody knew the name in yet, or another spelling of it."""
        is_new = any(
            text and not known
            for known, text in ((person.name_ko, name.ko), (person.name_en, name.en))
        )
        person.name_ko = person.name_ko or name.ko[:LONGEST_NAME]
        person.name_en = person.name_en or name.en[:LONGEST_NAME]
        for known, text in ((person.name_ko, name.ko), (person.name_en, name.en)):
            if text and _key(text) != _key(known):
                learn_name(self._db, person, text[:LONGEST_NAME], NameKind.SPELLING, self._source)
                is_new = True
        if is_new:
            self._note_names(person)

    def _note_names(self, person: PersonRow) -> None:
        self._new.add(KnownName(person.id, person.name_ko, person.name_en))
        note_people_changed(self._db)

    def _doubt(self, appearance: Appearance, others: Sequence[PersonRow], line: int) -> Doubt:
        name = appearance.name.best("ko")
        known = Bilingual(others[0].name_ko, others[0].name_en).best("ko")
        of = ", ".join(sorted(self._printed_affiliations(others)))
        reason = Sentence(
            "Perhaps the same as {name} ({affiliation}), who is known already. Kept apart until "
            "somebody says so."
            if of
            else "Perhaps the same as {name}, who is known already. Kept apart until somebody "
            "says so.",
            {"name": known, "affiliation": of} if of else {"name": known},
        )
        return Doubt(line, f"{name} {appearance.affiliation}".strip(), reason)

    def _printed_affiliations(self, people: Iterable[PersonRow]) -> set[str]:
        ids = [person.id for person in people]
        listed = self._db.scalars(
            select(AppearanceRow.affiliation).where(AppearanceRow.person_id.in_(ids))
        )
        return {*(person.affiliation for person in people), *listed} - {""}


def _in_session(
    namesakes: Sequence[PersonRow], appearance: Appearance, before: Sequence[AppearanceRow]
) -> PersonRow | None:
    """Somebody of this name who was in the session before, most like the programme's line."""
    by_id = {person.id: person for person in namesakes}
    lines = [line for line in before if line.person_id in by_id]
    wanted = folded(appearance.affiliation)
    lines.sort(
        key=lambda line: (folded(line.affiliation) != wanted, line.role != appearance.role.value)
    )
    return by_id[lines[0].person_id] if lines else None


def _is_written(person: PersonRow, name: Bilingual) -> bool:
    """Whether a known spelling of theirs is the one of the programme."""
    known = (person.name_ko, person.name_en, *(other.text for other in person.other_names))
    return bool({*map(_key, filter(None, known))} & {*map(_key, filter(None, (name.ko, name.en)))})


def _key(text: str) -> tuple[str, frozenset[str]]:
    """A name without order, case and signs."""
    return hangul_only(text), frozenset(latin_words(text))
