"""Wanted terms in the grammar of each database; every term is quoted."""

from collections.abc import Iterable, Sequence

from archive.search.wanted import Clause, Phrase, Wanted


def as_fts5(wanted: Wanted, *, is_wide: bool = False, columns: Sequence[str] = ()) -> str:
    """A MATCH expression of SQLite's FTS5 (sqlite.org/fts5.html, section 3)."""
    ways = [wanted.clauses, wanted.wider] if is_wide else [wanted.clauses]
    said = " OR ".join(f"({' AND '.join(map(_fts5_clause, way))})" for way in ways if way)
    return f"{{{' '.join(columns)}}} : ({said})" if columns else said


def as_tsquery(clause: Clause) -> str:
    """One clause as PostgreSQL's tsquery literal (its manual, section 8.11.2)."""
    return " | ".join(f"({_tsquery_phrase(phrase)})" for phrase in clause)


def any_as_tsquery(clauses: Iterable[Clause]) -> str:
    """All clauses with "or" between them: for ranking."""
    return " | ".join(map(as_tsquery, clauses))


def lexeme(term: str) -> str:
    """A term quoted for a tsvector or tsquery literal."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def _fts5_clause(clause: Clause) -> str:
    return "(" + " OR ".join(map(_fts5_phrase, clause)) + ")"


def _fts5_phrase(phrase: Phrase) -> str:
    words = " ".join(phrase.terms).replace('"', '""')
    return f'"{words}"' + (" *" if phrase.is_prefix else "")


def _tsquery_phrase(phrase: Phrase) -> str:
    words = " <-> ".join(map(lexeme, phrase.terms))
    return words + (":*" if phrase.is_prefix else "")
