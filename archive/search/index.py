"""Keeping the index in step with the catalogue, inside the caller's transaction."""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import selectinload

from archive.catalogue.engine import Db
from archive.catalogue.tables import (
    AppearanceRow,
    CaptionTrackRow,
    CueRow,
    PersonRow,
    SessionRow,
)
from archive.search.analyse import ANALYSER_VERSION, Analyser
from archive.search.rows import (
    remove_all,
    remove_row,
    write_body,
    write_row,
)
from archive.search.spans import read_terms
from archive.search.windows import cues_in, windows_of

__all__ = [
    "analyse_cues",
    "index_session",
    "recordings_behind",
    "reindex",
    "reindex_window",
    "remove_session",
]

BATCH = 500
"""Cues analysed at a time: half a second of Kiwi."""


def analyse_cues(db: Db, recording_id: int, analyser: Analyser, *, most: int | None = None) -> int:
    """Fill in the terms of cues that have none of this analyser's version; gives how many.

    Writing them holds SQLite's write lock, so a caller who shares the database asks for at
    ``most`` a few hundred in one transaction, again and again until the answer is 0.
    """
    analyser.add_names(_names(db))
    done = 0
    while most is None or done < most:
        batch = _old_cues(db, recording_id, BATCH if most is None else min(BATCH, most - done))
        if not batch:
            break
        _keep_terms(db, batch, analyser)
        done += len(batch)
    return done


def recordings_behind(db: Db, recordings: Collection[int]) -> list[int]:
    """Those of the recordings of which some cue has no terms of this analyser's version."""
    rows = db.scalars(
        select(CaptionTrackRow.recording_id)
        .join(CueRow, CueRow.track_id == CaptionTrackRow.id)
        .where(
            CaptionTrackRow.recording_id.in_(recordings),
            CueRow.analyser_version != ANALYSER_VERSION,
        )
        .distinct()
        .order_by(CaptionTrackRow.recording_id)
    )
    return list(rows)


def index_session(db: Db, session_id: int, analyser: Analyser) -> None:
    """Replace a session's row: its titles, its people and what is said in its window.

    Nothing is kept of a session that is gone from the programme or doesn't exist. What is said
    comes from the terms that ``analyse_cues`` stored; Korean titles and names need the
    analyser's model.
    """
    db.flush()
    session = db.scalar(
        select(SessionRow)
        .where(SessionRow.id == session_id)
        .options(selectinload(SessionRow.appearances).joinedload(AppearanceRow.person))
        .execution_options(populate_existing=True)
    )
    if session is None or session.gone_at is not None:
        remove_session(db, session_id)
        return
    title, people = _head_terms(session, analyser)
    write_row(db, session_id, title, people, _said(db, session_id))


def reindex_window(db: Db, session_id: int) -> None:
    """Replace what is said in a session's window; quick, for no model is needed.

    To call when a cut was made or moved, or when captions were analysed. Titles and people stay
    as ``index_session`` left them; a session it never saw waits for it with an empty head.
    """
    db.flush()
    said = tuple(_said(db, session_id))
    if not write_body(db, session_id, said):
        write_row(db, session_id, (), (), said)


def remove_session(db: Db, session_id: int) -> None:
    """Take a session out of the index."""
    remove_row(db, session_id)


def reindex(db: Db, analyser: Analyser) -> int:
    """Make the whole index anew from the catalogue and the stored terms; gives how many it saw."""
    db.flush()
    remove_all(db)
    analyser.add_names(_names(db))
    sessions = db.scalars(select(SessionRow.id).order_by(SessionRow.id)).all()
    for session_id in sessions:
        index_session(db, session_id, analyser)
    return len(sessions)


def _names(db: Db) -> Iterator[str]:
    yield from db.scalars(select(PersonRow.name_ko).where(PersonRow.name_ko != ""))


def _old_cues(db: Db, recording_id: int, most: int) -> list[tuple[int, int, str]]:
    rows = db.execute(
        select(CueRow.track_id, CueRow.seq, CueRow.text)
        .join(CaptionTrackRow, CaptionTrackRow.id == CueRow.track_id)
        .where(
            CaptionTrackRow.recording_id == recording_id,
            CueRow.analyser_version != ANALYSER_VERSION,
        )
        .order_by(CueRow.track_id, CueRow.seq)
        .limit(most)
    )
    return [(row.track_id, row.seq, row.text) for row in rows]


def _keep_terms(db: Db, batch: Iterable[tuple[int, int, str]], analyser: Analyser) -> None:
    cue = CueRow.__table__
    analysed = [(track, seq, analyser.analyse(text)) for track, seq, text in batch]
    db.connection().execute(
        update(CueRow)
        .where(cue.c.track_id == bindparam("of_track"), cue.c.seq == bindparam("at_seq"))
        .values(
            terms=bindparam("its_terms"),
            spans=bindparam("its_spans"),
            analyser_version=ANALYSER_VERSION,
        ),
        [
            {
                "of_track": track,
                "at_seq": seq,
                "its_terms": analysis.stored_terms,
                "its_spans": analysis.stored_spans,
            }
            for track, seq, analysis in analysed
        ],
    )


def _head_terms(session: SessionRow, analyser: Analyser) -> tuple[list[str], list[str]]:
    """The terms of both titles, and of everybody's names and affiliations."""
    people = [appearance.person for appearance in session.appearances]
    analyser.add_names(person.name_ko for person in people)
    said_of = dict.fromkeys(
        text
        for appearance in session.appearances
        for text in (appearance.person.name_ko, appearance.person.name_en, appearance.affiliation)
    )
    title = [*analyser.analyse(session.title_ko).terms, *analyser.analyse(session.title_en).terms]
    return title, [term for text in said_of for term in analyser.analyse(text).terms]


def _said(db: Db, session_id: int) -> Iterator[str]:
    """The stored terms of the cues in all parts: words in order, then the nouns inside them."""
    windows = [window for window in windows_of(db, [session_id]).values() if window.tracks]
    if not windows:
        return
    inside: list[str] = []
    for _, _, stored in db.execute(cues_in(windows, [CueRow.terms])):
        words, parts = read_terms(stored)
        yield from words
        inside += parts
    yield from inside
