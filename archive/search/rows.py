"""The index's one row for each session, on SQLite's FTS5 and on PostgreSQL.

The table ``session_search`` itself is made by the catalogue's migrations.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from archive.catalogue.engine import Db
from archive.search.grammar import lexeme

_LAST_POSITION = 16_383
_MOST_POSITIONS = 255
_MOST_BYTES = 900_000
"""What a tsvector can hold (PostgreSQL's manual, section 12.11): positions, positions of one
lexeme, and bytes (1 MB, less some room)."""


def is_postgres(connection: Connection) -> bool:
    """Which of the two databases this is."""
    return connection.dialect.name == "postgresql"


def write_row(
    db: Db, session_id: int, title: Sequence[str], people: Sequence[str], body: Iterable[str]
) -> None:
    """Replace a session's whole row with these terms."""
    connection = db.connection()
    remove_row(db, session_id)
    if is_postgres(connection):
        connection.execute(
            text(
                "INSERT INTO session_search (session_id, head, body)"
                " VALUES (:id, CAST(:head AS tsvector), CAST(:body AS tsvector))"
            ),
            {"id": session_id, "head": _head(title, people), "body": tsvector(body)},
        )
        return
    connection.execute(
        text("INSERT INTO session_search (rowid, title, people, body) VALUES (:id, :t, :p, :b)"),
        {"id": session_id, "t": " ".join(title), "p": " ".join(people), "b": " ".join(body)},
    )


def write_body(db: Db, session_id: int, body: Iterable[str]) -> bool:
    """Replace only what was said; false when the session has no row yet."""
    connection = db.connection()
    terms = tuple(body)
    if is_postgres(connection):
        statement = (
            "UPDATE session_search SET body = CAST(:body AS tsvector) WHERE session_id = :id"
        )
        said = tsvector(terms)
    else:
        statement = "UPDATE session_search SET body = :body WHERE rowid = :id"
        said = " ".join(terms)
    return bool(connection.execute(text(statement), {"id": session_id, "body": said}).rowcount)


def remove_row(db: Db, session_id: int) -> None:
    """Take a session out of the index."""
    connection = db.connection()
    column = "session_id" if is_postgres(connection) else "rowid"
    connection.execute(
        text(f"DELETE FROM session_search WHERE {column} = :id"),  # noqa: S608 -- our own names
        {"id": session_id},
    )


def remove_all(db: Db) -> None:
    """Empty the index."""
    db.connection().execute(text("DELETE FROM session_search"))


def tsvector(terms: Iterable[str], weight: str = "", first: int = 0) -> str:
    """A tsvector literal: every term with its positions.

    Positions end at 16,383, so those of a longer session begin again: a phrase is still found,
    at the price of a false one where two rounds meet by chance.
    """
    places: dict[str, dict[int, None]] = {}
    for at, term in enumerate(terms, start=first):
        known = places.setdefault(term, {})
        if len(known) < _MOST_POSITIONS:
            known[at % _LAST_POSITION + 1] = None
    return " ".join(_fitting(places, weight))


def _fitting(places: dict[str, dict[int, None]], weight: str) -> Iterable[str]:
    size = 0
    for term, positions in places.items():
        size += len(term.encode()) + 2 * len(positions) + 8
        if size > _MOST_BYTES:
            return
        yield f"{lexeme(term)}:{','.join(f'{at}{weight}' for at in positions)}"


def _head(title: Sequence[str], people: Sequence[str]) -> str:
    """Title and people in one tsvector; a phrase can't begin in one and end in the other."""
    return f"{tsvector(title, 'A')} {tsvector(people, 'B', len(title) + 1)}"
