"""People found by name among those whose sessions whoever asks may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, select

from archive.catalogue.engine import Db
from archive.catalogue.tables import AppearanceRow, EventRow, SessionRow
from archive.people.directory import Directory
from archive.people.names import CERTAIN, KnownName, Match, MatchKind
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


def find_speakers(db: Db, directory: Directory, text: str, scope: Scope) -> tuple[PersonHit, ...]:
    """The people the text may mean, best first; one query.

    Who is merely like them is left out where somebody surely bears the name.
    """
    matches = {match.id: match for match in _matches(directory, text)}
    affiliations = _latest_affiliations(db, matches, scope)
    found = [match for match in matches.values() if match.id in affiliations]
    if any(match.kind in CERTAIN for match in found):
        found = [match for match in found if match.kind in CERTAIN]
    names = directory.names
    return tuple(_person_hit(names[match.id], match, affiliations) for match in found[:MOST_PEOPLE])


def sessions_of(people: Iterable[int], scope: Scope, most: int) -> Select[int]:
    """The query for the sessions these people take part in, newest first."""
    taking_part = select(AppearanceRow.session_id).where(AppearanceRow.person_id.in_(list(people)))
    query = select(SessionRow.id).where(SessionRow.id.in_(taking_part))
    return scope.applied(query).order_by(SessionRow.id.desc()).limit(most)


def _matches(directory: Directory, text: str) -> tuple[Match, ...]:
    """By the whole text; else whoever a single word of it names exactly (하정우 인공지능)."""
    whole = directory.find(text, _MOST_MATCHES)
    words = text.split()
    if whole or len(words) < 2:
        return whole
    named = (match for word in words if len(word) > 1 for match in directory.index.find(word))
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
