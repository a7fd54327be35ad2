"""Keeping which sessions the search index is in step with."""

from sqlalchemy import update

from archive.catalogue.engine import Db
from archive.catalogue.tables import SessionRow


def note_indexed(db: Db, session_id: int) -> None:
    """The session's index is brought in step in this transaction.

    To call before indexing: the row is then locked, so a change that comes meanwhile waits and
    marks the session anew.
    """
    db.execute(
        update(SessionRow)
        .where(SessionRow.id == session_id)
        .values(index_stale=False)
        .execution_options(synchronize_session=False)
    )


def note_all_indexed(db: Db) -> None:
    """As ``note_indexed``, for the whole index."""
    db.execute(
        update(SessionRow).values(index_stale=False).execution_options(synchronize_session=False)
    )
