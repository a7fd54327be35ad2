"""Proposed, reviewed and published cuts."""

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from archive.alignment.model import PlacedCut
from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.keep.cut import (
    find_session,
    keep_proposed_cuts,
    move_cut,
    publish_session,
    withdraw_session,
)
from archive.catalogue.keep.indexed import note_all_indexed
from archive.catalogue.queries.desk import desk_session
from archive.catalogue.queries.media import KEPT_PLAYING, clip_to_watch
from archive.catalogue.queries.pages import session_page
from archive.catalogue.queries.work import stale_events
from archive.catalogue.tables import CutRevisionRow, CutRevisionSpanRow
from archive.catalogue.values import AccountRole, CutView
from archive.cut import Cut, CutSpan, CutState
from archive.errors import CutChangedError, CutOutsideError, NotFoundError, RefusedError
from archive.timecode import Span
from tests import forum
from tests.accounts import add_account


def an_editor(db: Db) -> int:
    return add_account(db, "other@example.org", forum.PASSWORD, AccountRole.EDITOR, forum.NOW)


def the_cut(db: Db) -> CutView:
    cut = desk_session(db, forum.SLUG, "keynote")[0].cut
    assert cut
    return cut


def move(db: Db, span: Span, base_revision: int, now: datetime = forum.NOW) -> int:
    return move_cut(
        db,
        find_session(db, forum.SLUG, "keynote"),
        span.start,
        span.end,
        base_revision=base_revision,
        account_id=an_editor(db),
        now=now,
    )


def watch(db: Db, cut: Cut, now: datetime = forum.NOW, *, is_editor: bool = False) -> Span:
    return clip_to_watch(db, cut.first.digest, is_editor=is_editor, now=now).span


def propose(db: Db, recording_id: int, span: Span) -> list[int]:
    session_id = find_session(db, forum.SLUG, "keynote")
    proposal = PlacedCut("k", (CutSpan(recording_id, span),), 0.9, 0.8)
    return keep_proposed_cuts(db, [proposal], {"k": session_id}, forum.NOW)


def test_moving_a_cut_makes_it_reviewed_and_keeps_every_revision(catalogue: Catalogue) -> None:
    forum.filled(catalogue)
    with catalogue.writing() as db:
        revision = move(db, Span(125_000, 590_000), base_revision=1)
    with catalogue.reading() as db:
        view = the_cut(db)
        kept = db.execute(
            select(CutRevisionRow.revision, CutRevisionSpanRow.in_ms, CutRevisionRow.state)
            .join(CutRevisionRow.spans)
            .where(CutRevisionRow.session_id == find_session(db, forum.SLUG, "keynote"))
            .order_by(CutRevisionRow.revision)
        ).all()

    assert revision == 2
    assert (view.cut.first.span, view.cut.state) == (Span(125_000, 590_000), CutState.REVIEWED)
    assert view.made_by == "other@example.org"
    assert [tuple(row) for row in kept] == [(1, 120_000, "proposed"), (2, 125_000, "reviewed")]


def test_saving_a_proposal_as_it_is_confirms_it(catalogue: Catalogue) -> None:
    forum.filled(catalogue)
    with catalogue.writing() as db:
        span = the_cut(db).cut.first.span
        revision = move(db, span, base_revision=1)

        assert (revision, the_cut(db).cut.state) == (2, CutState.REVIEWED)
        assert move(db, span, base_revision=2) == 2


def test_a_cut_somebody_changed_meanwhile_is_not_overwritten(catalogue: Catalogue) -> None:
    forum.filled(catalogue)
    with catalogue.writing() as db:
        move(db, Span(125_000, 590_000), base_revision=1)
    with pytest.raises(CutChangedError), catalogue.writing() as db:
        move(db, Span(1_000, 9_000), base_revision=1)
    with catalogue.reading() as db:
        assert the_cut(db).cut.first.span == Span(125_000, 590_000)


def test_a_decision_stands_against_what_was_proposed_anew_meanwhile(catalogue: Catalogue) -> None:
    recording_id = forum.filled(catalogue)
    with catalogue.writing() as db:
        propose(db, recording_id, Span(121_000, 500_000))
        assert move(db, Span(125_000, 590_000), base_revision=1) == 3
        assert the_cut(db).cut.first.span == Span(125_000, 590_000)


def test_a_decision_has_the_others_proposed_around_it_unless_it_says_the_same_again(
    catalogue: Catalogue,
) -> None:
    forum.filled(catalogue)
    with catalogue.writing() as db:
        span = the_cut(db).cut.first.span
        for decided, revision, stale in (
            (span, 1, (forum.SLUG,)),
            (span, 2, ()),
            (Span(span.start + 1, span.end), 2, (forum.SLUG,)),
        ):
            note_all_indexed(db)
            move(db, decided, base_revision=revision)
            assert stale_events(db) == stale


def test_of_two_editors_at_once_one_is_told(catalogue: Catalogue) -> None:
    forum.filled(catalogue)
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def save(start: int) -> None:
        together.wait()
        try:
            with catalogue.writing() as db:
                session_id = find_session(db, forum.SLUG, "keynote")
                move_cut(
                    db, session_id, start, 590_000, base_revision=1, account_id=1, now=forum.NOW
                )
        except CutChangedError:
            outcomes.append("told")
        else:
            outcomes.append("saved")

    threads = [threading.Thread(target=save, args=(start,)) for start in (121_000, 122_000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["saved", "told"]


def test_a_cut_outside_the_recording_changes_nothing(catalogue: Catalogue) -> None:
    forum.filled(catalogue)
    with pytest.raises(CutOutsideError), catalogue.writing() as db:
        move(db, Span(0, 99_999_999), base_revision=1)
    with catalogue.reading() as db:
        assert the_cut(db).cut.revision == 1


def test_a_new_proposal_never_moves_a_reviewed_cut(catalogue: Catalogue) -> None:
    recording_id = forum.filled(catalogue)
    with catalogue.writing() as db:
        assert len(propose(db, recording_id, Span(121_000, 500_000))) == 1
        move(db, Span(125_000, 590_000), base_revision=2)

        assert propose(db, recording_id, Span(1_000, 2_000_000)) == []
        assert the_cut(db).cut.first.span == Span(125_000, 590_000)


def test_a_proposal_that_stays_says_anew_how_sure_it_is(catalogue: Catalogue) -> None:
    forum.filled(catalogue)
    with catalogue.writing() as db:
        before = the_cut(db)
        surer = PlacedCut("k", before.cut.spans, 0.97, 0.93)
        ids = {"k": find_session(db, forum.SLUG, "keynote")}
        assert keep_proposed_cuts(db, [surer], ids, forum.NOW) == []
    with catalogue.reading() as db:
        after = the_cut(db)
    assert (after.confidence_in, after.confidence_out) == (0.97, 0.93)
    assert after.cut == before.cut


def test_the_same_proposal_again_is_no_change(catalogue: Catalogue) -> None:
    recording_id = forum.filled(catalogue)
    with catalogue.writing() as db:
        propose(db, recording_id, Span(121_000, 500_000))

        assert propose(db, recording_id, Span(121_000, 500_000)) == []
        assert the_cut(db).cut.revision == 2


def test_a_published_session_can_be_watched_until_it_is_withdrawn(catalogue: Catalogue) -> None:
    forum.filled(catalogue, "keynote")
    with catalogue.writing() as db:
        cut = the_cut(db).cut
        assert session_page(db, forum.SLUG, "keynote", is_editor=False).session.cut == the_cut(db)
        assert watch(db, cut) == cut.first.span

        withdraw_session(db, find_session(db, forum.SLUG, "keynote"), now=forum.NOW)

        with pytest.raises(NotFoundError):
            session_page(db, forum.SLUG, "keynote", is_editor=False)
        with pytest.raises(NotFoundError):
            watch(db, cut)
        assert watch(db, cut, is_editor=True) == cut.first.span


def test_the_clip_of_a_moved_cut_goes_on_playing_for_a_while(catalogue: Catalogue) -> None:
    forum.filled(catalogue, "keynote")
    later = forum.NOW + timedelta(minutes=1)
    with catalogue.writing() as db:
        old = the_cut(db).cut
        move(db, Span(125_000, 590_000), base_revision=1, now=later)
        new = the_cut(db).cut

        assert old.first.digest != new.first.digest
        assert watch(db, old, later) == old.first.span
        assert watch(db, new, later) == new.first.span
        with pytest.raises(NotFoundError):
            watch(db, old, later + KEPT_PLAYING)
        assert watch(db, new, later + KEPT_PLAYING) == new.first.span


def test_what_was_cut_away_before_publishing_was_never_published(catalogue: Catalogue) -> None:
    forum.filled(catalogue)
    later = forum.NOW + timedelta(minutes=1)
    with catalogue.writing() as db:
        old = the_cut(db).cut
        move(db, Span(125_000, 590_000), base_revision=1)
        session_id = find_session(db, forum.SLUG, "keynote")
        publish_session(db, session_id, account_id=None, now=later)

        with pytest.raises(NotFoundError):
            watch(db, old, later)
        assert watch(db, the_cut(db).cut, later) == Span(125_000, 590_000)


def test_a_cut_moved_back_plays_again(catalogue: Catalogue) -> None:
    forum.filled(catalogue, "keynote")
    later = forum.NOW + timedelta(days=2)
    with catalogue.writing() as db:
        old = the_cut(db).cut
        move(db, Span(125_000, 590_000), base_revision=1)
        move(db, old.first.span, base_revision=2)

        assert watch(db, old, later) == old.first.span


def test_a_session_without_a_cut_cannot_be_published(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        forum.keep(db)
    with pytest.raises(RefusedError, match="no cut yet"), catalogue.writing() as db:
        publish_session(db, find_session(db, forum.SLUG, "keynote"), account_id=None, now=forum.NOW)
