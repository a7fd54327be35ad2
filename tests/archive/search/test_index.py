"""The index in step with the catalogue, on both databases."""

from typing import Any

import pytest
from sqlalchemy import select, text, update

from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.tables import CaptionTrackRow, CueRow, SessionRow
from archive.search.analyse import ANALYSER_VERSION, Analyser
from archive.search.grammar import lexeme
from archive.search.index import (
    analyse_cues,
    index_session,
    reindex,
    reindex_window,
    remove_session,
)
from archive.search.query import search
from archive.search.rows import is_postgres, remove_all, tsvector
from tests.archive.search.invented import CUE_MS, NOW, Invented, Someone, keep, move

TALK = Invented(
    "talk",
    ko="강과 도시",
    en="Rivers and cities",
    people=(Someone("표하린", "Pyo Harin", "강변대"),),
    korean=("둑을 낮춥니다.", "다리를 놓습니다.", "국립중앙도서관에 갑니다."),
    english=("We lower the banks.", "We build a bridge."),
)


def rows(db: Db) -> list[tuple[Any, ...]]:
    """The whole index, as the database prints it."""
    if is_postgres(db.connection()):
        query = "SELECT session_id, head::text, body::text FROM session_search ORDER BY 1"
    else:
        query = "SELECT rowid, title, people, body FROM session_search ORDER BY 1"
    return [tuple(row) for row in db.execute(text(query))]


def total(db: Db, analyser: Analyser, typed: str) -> int:
    return search(db, analyser, typed).total


def test_moving_the_window_changes_what_is_found(catalogue: Catalogue, analyser: Analyser) -> None:
    session_id = keep(catalogue, analyser, TALK)["talk"]
    with catalogue.writing() as db:
        assert (total(db, analyser, "둑"), total(db, analyser, "bridge")) == (1, 1)
        move(db, session_id, CUE_MS, 2 * CUE_MS)
        reindex_window(db, session_id)
        assert (total(db, analyser, "둑"), total(db, analyser, "bridge")) == (0, 1)
        move(db, session_id, 0, CUE_MS)
        reindex_window(db, session_id)
        assert (total(db, analyser, "둑"), total(db, analyser, "bridge")) == (1, 0)
        assert (total(db, analyser, "rivers"), total(db, analyser, "강변대")) == (1, 1)


def test_a_cue_that_reaches_into_the_window_begins_with_it(
    catalogue: Catalogue, analyser: Analyser
) -> None:
    session_id = keep(catalogue, analyser, TALK)["talk"]
    with catalogue.writing() as db:
        move(db, session_id, CUE_MS + 1, 2 * CUE_MS)
        reindex_window(db, session_id)
        hits = search(db, analyser, "bridge").sessions[0].hits
        assert [hit.offset_ms for hit in hits] == [CUE_MS + 1]


def test_a_window_indexed_alone_equals_the_whole_session_indexed(
    catalogue: Catalogue, analyser: Analyser
) -> None:
    session_id = keep(catalogue, analyser, TALK)["talk"]
    with catalogue.writing() as db:
        move(db, session_id, 0, CUE_MS)
        reindex_window(db, session_id)
        alone = rows(db)
        index_session(db, session_id, analyser)
        assert rows(db) == alone


def test_indexing_twice_leaves_the_same_rows(catalogue: Catalogue, analyser: Analyser) -> None:
    session_id = keep(catalogue, analyser, TALK)["talk"]
    with catalogue.writing() as db:
        before = rows(db)
        index_session(db, session_id, analyser)
        reindex_window(db, session_id)
        assert rows(db) == before
        assert len(before) == 1


def test_a_rebuilt_index_equals_the_one_that_grew(catalogue: Catalogue, analyser: Analyser) -> None:
    keep(catalogue, analyser, TALK, Invented("other", ko="다리", korean=("다리 이야기",)))
    with catalogue.writing() as db:
        before = rows(db)
        db.execute(text("DELETE FROM session_search"))
        assert reindex(db, analyser) == 2
        assert rows(db) == before


def test_a_window_of_a_session_never_indexed_waits_for_its_titles(
    catalogue: Catalogue, analyser: Analyser
) -> None:
    session_id = keep(catalogue, analyser, TALK)["talk"]
    with catalogue.writing() as db:
        whole = rows(db)
        remove_session(db, session_id)
        reindex_window(db, session_id)
        assert (total(db, analyser, "둑"), total(db, analyser, "강변대")) == (1, 0)
        index_session(db, session_id, analyser)
        assert rows(db) == whole


def test_a_changed_title_is_found_and_the_old_one_is_not(
    catalogue: Catalogue, analyser: Analyser
) -> None:
    session_id = keep(catalogue, analyser, TALK)["talk"]
    with catalogue.writing() as db:
        db.get_one(SessionRow, session_id).title_en = "Mountains"
        index_session(db, session_id, analyser)
    with catalogue.reading() as db:
        assert (total(db, analyser, "mountain"), total(db, analyser, "rivers")) == (1, 0)


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_session_that_went_away_is_forgotten(
    catalogue: Catalogue, analyser: Analyser, is_gone: bool
) -> None:
    session_id = keep(catalogue, analyser, TALK)["talk"]
    with catalogue.writing() as db:
        if is_gone:
            db.get_one(SessionRow, session_id).gone_at = NOW
            index_session(db, session_id, analyser)
        else:
            remove_session(db, session_id)
            index_session(db, session_id + 1, analyser)
        assert rows(db) == []


def test_an_undone_transaction_leaves_the_index_as_it_was(
    catalogue: Catalogue, analyser: Analyser
) -> None:
    session_id = keep(catalogue, analyser, TALK)["talk"]
    with catalogue.writing() as db:
        before = rows(db)
        move(db, session_id, 0, CUE_MS)
        reindex_window(db, session_id)
        assert rows(db) != before
        db.rollback()
    with catalogue.reading() as db:
        assert rows(db) == before


def test_only_cues_of_an_older_analyser_are_analysed(
    catalogue: Catalogue, analyser: Analyser
) -> None:
    keep(catalogue, analyser, TALK)
    with catalogue.writing() as db:
        recording_id = db.scalars(select(CaptionTrackRow.recording_id)).first() or 0
        before = _terms(db)
        assert analyse_cues(db, recording_id, analyser) == 0
        db.execute(update(CueRow).values(terms="", spans=b"", analyser_version=0))
        assert analyse_cues(db, recording_id, analyser, most=2) == 2
        assert analyse_cues(db, recording_id, analyser, most=2) == 2
        assert analyse_cues(db, recording_id, analyser) == 1
        assert _terms(db) == before
        assert {row[-1] for row in before} == {ANALYSER_VERSION}
        assert analyse_cues(db, recording_id + 1, analyser) == 0


def test_an_emptied_index_can_be_made_again(catalogue: Catalogue, analyser: Analyser) -> None:
    keep(catalogue, analyser, TALK)
    with catalogue.writing() as db:
        remove_all(db)
        assert rows(db) == []
        reindex(db, analyser)
        assert total(db, analyser, "둑") == 1


def test_a_phrase_is_found_late_in_a_very_long_session(
    catalogue: Catalogue, analyser: Analyser
) -> None:
    long = tuple(f"word{number} " * 10 for number in range(1_700))
    cues = (*long, "the river banks", "end")
    keep(catalogue, analyser, Invented("long", english=cues, window=(0, len(cues) * CUE_MS)))
    with catalogue.reading() as db:
        assert total(db, analyser, '"river banks"') == 1
        assert total(db, analyser, '"banks river"') == 0


def test_a_tsvector_quotes_its_terms_and_counts_on_from_the_start() -> None:
    assert lexeme("a'b\\c") == "'a''b\\\\c'"
    assert tsvector(["a", "b", "a"], "A") == "'a':1A,3A 'b':2A"
    assert tsvector(["a"] * 300).count(",") == 254
    assert tsvector(["x"] + ["y"] * 16_382 + ["z"]).endswith("'z':1")


def _terms(db: Db) -> list[tuple[Any, ...]]:
    query = select(
        CueRow.track_id, CueRow.seq, CueRow.terms, CueRow.spans, CueRow.analyser_version
    ).order_by(CueRow.track_id, CueRow.seq)
    return [tuple(row) for row in db.execute(query)]
