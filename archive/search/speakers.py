"""People found by name among those whose sessions whoever asks may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Select, select

from archive.catalogue.engine import Db
from archive.catalogue.tables import AppearanceRow, EventRow, PersonRow, SessionRow
from archive.people.matching import KnownName, Match, MatchKind, NameIndex
from archive.programme.model import Bilingual
from archive.search.ranking import Scope

MOST_PEOPLE = 8
"""People shown beside the sessions found."""

_MOST_MATCHES = 200


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person found, with the affiliation of their latest session; empty where none is given."""

    id: int
    name: Bilingual
    affiliation: str
    kind: MatchKind


def known_names(db: Db) -> tuple[KnownName, ...]:
    """Everybody in the catalogue; one query."""
    rows = db.execute(
        select(PersonRow.id, PersonRow.name_ko, PersonRow.name_en).order_by(PersonRow.id)
    )
    return tuple(KnownName(row.id, row.name_ko, row.name_en) for row in rows)


def find_speakers(
    db: Db, names: tuple[KnownName, ...], text: str, scope: Scope
) -> tuple[PersonHit, ...]:
    """The people the text may mean, best first; one query."""
    matches = {match.id: match for match in _matches(_index_of(names), text)}
    affiliations = _latest_affiliations(db, matches, scope)
    by_id = {name.id: name for name in names}
    found = [match for match in matches.values() if match.id in affiliations]
    return tuple(_person_hit(by_id[match.id], match, affiliations) for match in found[:MOST_PEOPLE])


def sessions_of(people: Iterable[int], scope: Scope, most: int) -> Select[int]:
    """The query for the sessions these people take part in, newest first."""
    taking_part = select(AppearanceRow.session_id).where(AppearanceRow.person_id.in_(list(people)))
    query = select(SessionRow.id).where(SessionRow.id.in_(taking_part))
    return scope.applied(query).order_by(SessionRow.id.desc()).limit(most)


@lru_cache(maxsize=2)
def _index_of(names: tuple[KnownName, ...]) -> NameIndex:
    """Building takes half a second for 15,000 names; they seldom change."""
    return NameIndex(names)


def _matches(index: NameIndex, text: str) -> tuple[Match, ...]:
    """By the whole text; else whoever a single word of it names exactly (하정우 인공지능)."""
    whole = index.find(text, _MOST_MATCHES)
    words = text.split()
    if whole or len(words) < 2:
        return whole
    named = (match for word in words if len(word) > 1 for match in index.find(word))
    return tuple(match for match in named if match.score >= 1.0)


def _latest_affiliations(db: Db, people: Iterable[int], scope: Scope) -> dict[int, str]:
    """The affiliation each visible person had last; people without a session are left out."""
    query = (
        select(AppearanceRow.person_id, AppearanceRow.affiliation)
        .join(SessionRow, SessionRow.id == AppearanceRow.session_id)
        .join(EventRow, EventRow.id == SessionRow.event_id)
        .where(AppearanceRow.person_id.in_(list(people)))
        .order_by(EventRow.date.is_not(None), EventRow.date, SessionRow.id, AppearanceRow.id)
    )
    latest: dict[int, str] = {}
    for person, affiliation in db.execute(scope.applied(query)):
        latest[person] = affiliation or latest.get(person, "")
    return latest


def _person_hit(name: KnownName, match: Match, affiliations: dict[int, str]) -> PersonHit:
    return PersonHit(name.id, Bilingual(name.ko, name.en), affiliations[name.id], match.kind)
