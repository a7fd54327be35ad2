"""Which sessions are found, and in which order, on both databases."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    cast,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from archive.catalogue.engine import Db
from archive.catalogue.tables import EventRow, SessionRow
from archive.search.grammar import any_as_tsquery, as_fts5, as_tsquery
from archive.search.rows import is_postgres
from archive.search.wanted import Clause, Wanted

CAP = 10_000
"""When more sessions are found, only titles and people are ranked, the rest by age: ranking
every one would take a second."""

_RANK_BODY = 500
"""PostgreSQL unpacks what was said in each session it ranks; so many it does in a moment."""

_INDEX = table(
    "session_search", column("rowid"), column("session_id"), column("head"), column("body")
)


_Query = TypeVar("_Query", bound=Select[*tuple[Any, ...]])


@dataclass(frozen=True, slots=True)
class Scope:
    """Which sessions whoever asks may find."""

    is_editor: bool = False
    event_slug: str | None = None

    def applied(self, query: _Query) -> _Query:
        """The query, which has ``SessionRow``, for those sessions only."""
        query = query.where(SessionRow.gone_at.is_(None))
        if not self.is_editor:
            query = query.where(SessionRow.published_at.is_not(None))
        if self.event_slug is not None:
            events = select(EventRow.id).where(EventRow.slug == self.event_slug)
            query = query.where(SessionRow.event_id.in_(events))
        return query


@dataclass(frozen=True, slots=True)
class Ranked:
    """The ids of the best sessions, best first; ``total`` counts the others too."""

    total: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """How many of the best are wanted, and which come before all others.

    Beyond ``cap`` sessions only titles and people are ranked.
    """

    limit: int
    first: tuple[int, ...] = ()
    cap: int = CAP


def rank_sessions(
    db: Db, wanted: Wanted, scope: Scope, order: Order, *, is_wide: bool = False
) -> Ranked:
    """The sessions that have all that is wanted; two queries, or three beyond the cap."""
    if is_postgres(db.connection()):
        return _with_index_only(db, _Tsvector(wanted, is_wide), scope, order)
    return _ranked(db, _Fts5(wanted, is_wide), scope, order)


class _Fts5:
    """Matching and ranking in SQLite's FTS5; bm25 counts a title 10, people 5, speech 1."""

    key = _INDEX.c.rowid

    def __init__(self, wanted: Wanted, is_wide: bool) -> None:
        self._said = as_fts5(wanted, is_wide=is_wide)
        self._head = as_fts5(wanted, is_wide=is_wide, columns=("title", "people"))

    def found(self) -> ColumnElement[bool]:
        return literal_column("session_search").op("MATCH")(literal(self._said))

    def found_in_head(self) -> ColumnElement[bool]:
        return literal_column("session_search").op("MATCH")(literal(self._head))

    def order(self, _total: int) -> ColumnElement[Any]:
        return func.bm25(literal_column("session_search"), 10.0, 5.0, 1.0)


class _Tsvector:
    """The same in PostgreSQL; beyond ``_RANK_BODY`` sessions only titles and people rank."""

    key = _INDEX.c.session_id

    def __init__(self, wanted: Wanted, is_wide: bool) -> None:
        self._ways = [way for way in (wanted.clauses, wanted.wider if is_wide else ()) if way]
        self._any = any_as_tsquery(clause for way in self._ways for clause in way)

    def found(self) -> ColumnElement[bool]:
        return or_(*(and_(*map(self._has, way)) for way in self._ways))

    def found_in_head(self) -> ColumnElement[bool]:
        return or_(*(and_(*(_matches("head", one) for one in way)) for way in self._ways))

    def order(self, total: int) -> ColumnElement[Any]:
        query = _tsquery(self._any)
        rank: ColumnElement[Any] = 10 * func.ts_rank(_INDEX.c.head, query)
        if total <= _RANK_BODY:
            rank += func.ts_rank(_INDEX.c.body, query)
        return rank.desc()

    def _has(self, clause: Clause) -> ColumnElement[bool]:
        return or_(_matches("head", clause), _matches("body", clause))


def _matches(name: str, clause: Clause) -> ColumnElement[bool]:
    return _INDEX.c[name].op("@@", is_comparison=True)(_tsquery(as_tsquery(clause)))


def _tsquery(said: str) -> ColumnElement[Any]:
    return cast(literal(said), TSQUERY)


def _with_index_only(db: Db, index: _Tsvector, scope: Scope, order: Order) -> Ranked:
    """The planner thinks a scan of the table cheaper, for it doesn't count the unpacking."""
    db.execute(text("SELECT set_config('enable_seqscan', 'off', true)"))
    ranked = _ranked(db, index, scope, order)
    db.execute(text("SELECT set_config('enable_seqscan', 'on', true)"))
    return ranked


def _ranked(db: Db, index: _Fts5 | _Tsvector, scope: Scope, order: Order) -> Ranked:
    total = db.scalar(_select(index, scope, func.count()).where(index.found())) or 0
    if total > order.cap:
        return Ranked(total, _capped(db, index, scope, order))
    is_later = case((SessionRow.id.in_(order.first), 0), else_=1)
    ids = db.scalars(
        _select(index, scope, SessionRow.id)
        .where(index.found())
        .order_by(is_later, index.order(total), SessionRow.id.desc())
        .limit(order.limit)
    )
    return Ranked(total, tuple(ids))


def _capped(db: Db, index: _Fts5 | _Tsvector, scope: Scope, order: Order) -> tuple[int, ...]:
    """Sessions whose title or people have it, best first; then the others, newest first."""
    head = db.scalars(
        _select(index, scope, SessionRow.id)
        .where(index.found_in_head())
        .order_by(index.order(order.cap), SessionRow.id.desc())
        .limit(order.limit)
    ).all()
    rest = db.scalars(
        _select(index, scope, SessionRow.id)
        .where(index.found(), SessionRow.id.not_in(head))
        .order_by(SessionRow.id.desc())
        .limit(order.limit - len(head))
    )
    return (*head, *rest)


def _select(index: _Fts5 | _Tsvector, scope: Scope, what: Any) -> Select[Any]:
    joined = select(what).select_from(_INDEX).join(SessionRow, SessionRow.id == index.key)
    return scope.applied(joined)


def title_sessions(db: Db, typed: str, scope: Scope, most: int) -> Sequence[int]:
    """Sessions whose title has the text as it was typed, newest first."""
    query = select(SessionRow.id).where(
        or_(
            SessionRow.title_ko.icontains(typed, autoescape=True),
            SessionRow.title_en.icontains(typed, autoescape=True),
        )
    )
    return db.scalars(scope.applied(query).order_by(SessionRow.id.desc()).limit(most)).all()
