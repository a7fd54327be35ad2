"""Searching the archive: sessions with the seconds that matter, and the people meant."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from archive.catalogue.engine import Db
from archive.catalogue.queries.people import people_directory
from archive.catalogue.tables import AppearanceRow, SessionRow
from archive.people.names import CERTAIN
from archive.programme.model import Bilingual
from archive.search.analyse import Analyser
from archive.search.hits import CueHits, Hit, cue_hits
from archive.search.ranking import Order, Ranked, Scope, rank_sessions, title_sessions
from archive.search.speakers import PersonHit, find_speakers, sessions_of
from archive.search.wanted import Clause, Wanted, clean, read_query

FEW = 5
"""With fewer sessions the search is widened: to longer words, bare titles, and the sessions of
the people found."""

HITS_SHOWN = 3
"""Cues shown of each session in a list."""

MOST_SHOWN = 100

FURTHEST = 10_000
"""Nobody turns so many pages."""

_WIDENED = 20


@dataclass(frozen=True, slots=True)
class SessionHit:
    """A session that was found; ``more`` counts its cues beyond the best ``hits``."""

    id: int
    event_slug: str
    code: str
    title: Bilingual
    people: tuple[Bilingual, ...]
    event_title: Bilingual
    event_date: date | None
    hits: tuple[Hit, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found; ``total`` counts the sessions of all pages."""

    total: int = 0
    sessions: tuple[SessionHit, ...] = ()
    people: tuple[PersonHit, ...] = ()


def search(
    db: Db,
    analyser: Analyser,
    text: str,
    *,
    is_editor: bool = False,
    event_slug: str | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Results:
    """Sessions that have every word of the text, best first, and people it may name.

    Words between quotation marks are a phrase. Any text is taken as words: nothing found is an
    empty result, and only one of more than 200 characters raises ``RefusedError``. Viewers find
    published sessions, editors all of the programme.
    """
    typed = clean(text)
    if not typed:
        return Results()
    scope = Scope(is_editor, event_slug)
    offset = min(max(offset, 0), FURTHEST)
    end = offset + min(max(limit, 1), MOST_SHOWN)
    directory = people_directory(db)
    analyser.add_names(directory.hangul_names)
    people = find_speakers(db, directory, typed, scope)
    found = _find(db, read_query(analyser, typed), scope, max(end, FEW))
    if found.total < FEW:
        found = _more(db, typed, people, found, scope)
    sessions = _session_hits(db, found.ids[offset:end], found.clauses)
    return Results(found.total, sessions, people)


def search_in_session(
    db: Db,
    analyser: Analyser,
    session_id: int,
    text: str,
    *,
    most: int = 200,
    tracks: Collection[int] = (),
) -> CueHits:
    """The cues of one session that have a word of the text, in the order they are said.

    ``tracks`` are ids of those shown instead of their language's best. Whether whoever asks may see
    the session is for the caller to know.
    """
    wanted = read_query(analyser, clean(text))
    found = CueHits()
    for clauses in (wanted.clauses, wanted.wider):
        if clauses and not found.best:
            found = cue_hits(db, [session_id], clauses, most, tracks).get(session_id, found)
    return CueHits(tuple(sorted(found.best, key=_when)), found.more)


def _when(hit: Hit) -> tuple[int, int]:
    return hit.part, hit.offset_ms


@dataclass(frozen=True, slots=True)
class _Found:
    """The best sessions, how many there are in all, and the clauses that mark why."""

    total: int
    ids: tuple[int, ...]
    clauses: tuple[Clause, ...]


def _find(db: Db, wanted: Wanted, scope: Scope, limit: int) -> _Found:
    """The sessions that have all words; when they are few, the last word may go on."""
    whole = Ranked(0, ())
    if wanted.clauses:
        whole = rank_sessions(db, wanted, scope, Order(limit))
    if whole.total >= FEW or not wanted.wider:
        return _Found(whole.total, whole.ids, wanted.clauses)
    wide = rank_sessions(db, wanted, scope, Order(limit, first=whole.ids), is_wide=True)
    clauses = tuple(dict.fromkeys((*wanted.clauses, *wanted.wider)))
    return _Found(wide.total, wide.ids, clauses)


def _more(db: Db, typed: str, people: Iterable[PersonHit], few: _Found, scope: Scope) -> _Found:
    """The few found, then sessions of the people surely meant, then titles with the text."""
    sure = [person.id for person in people if person.kind in CERTAIN]
    theirs = db.scalars(sessions_of(sure, scope, _WIDENED)).all()
    titled = title_sessions(db, typed, scope, _WIDENED)
    every = tuple(dict.fromkeys((*few.ids, *theirs, *titled)))
    return _Found(len(every), every, few.clauses)


def _session_hits(db: Db, ids: Sequence[int], clauses: Sequence[Clause]) -> tuple[SessionHit, ...]:
    """The sessions in the order of ``ids``, each with its best cues."""
    rows = db.scalars(
        select(SessionRow)
        .where(SessionRow.id.in_(ids))
        .options(
            joinedload(SessionRow.event),
            selectinload(SessionRow.appearances).joinedload(AppearanceRow.person),
        )
    )
    by_id = {row.id: row for row in rows}
    hits = cue_hits(db, ids, clauses, HITS_SHOWN)
    return tuple(_session_hit(by_id[one], hits.get(one, CueHits())) for one in ids)


def _session_hit(row: SessionRow, hits: CueHits) -> SessionHit:
    people = (appearance.person for appearance in row.appearances)
    names = dict.fromkeys(Bilingual(person.name_ko, person.name_en) for person in people)
    return SessionHit(
        id=row.id,
        event_slug=row.event.slug,
        code=row.code,
        title=Bilingual(row.title_ko, row.title_en),
        people=tuple(names),
        event_title=Bilingual(row.event.title_ko, row.event.title_en),
        event_date=row.event.date,
        hits=hits.best,
        more=hits.more,
    )
