"""A cut over several recordings: parts added, moved and taken out, each decision kept."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from archive.alignment.model import PlacedCut
from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.keep.cut import (
    add_part,
    find_session,
    keep_proposed_cuts,
    move_cut,
    publish_session,
    remove_part,
    restore_cut,
)
from archive.catalogue.keep.recording import note_media, order_recording
from archive.catalogue.queries.desk import cut_history, desk_session
from archive.catalogue.queries.media import KEPT_PLAYING, clip_to_watch
from archive.catalogue.queries.work import cuts_of
from archive.catalogue.values import AccountRole
from archive.cut import Cut, CutSpan, CutState
from archive.errors import CutChangedError, CutOutsideError, NotFoundError, RefusedError
from archive.timecode import Span
from tests import forum
from tests.accounts import add_account

LATER = forum.NOW + timedelta(minutes=1)
SECOND = Span(0, 60_000)


def two_recordings(catalogue: Catalogue, *published: str) -> tuple[int, int]:
    """The forum, and what was streamed of it after a break."""
    first = forum.filled(catalogue, *published)
    with catalogue.writing() as db:
        second, _ = order_recording(
            db,
            forum.SLUG,
            "https://www.youtube.com/watch?v=river-2",
            started_at=forum.STARTED + timedelta(minutes=35),
            now=forum.NOW,
        )
        note_media(db, second, 600_000, {})
    return first, second


def keynote(db: Db) -> int:
    return find_session(db, forum.SLUG, "keynote")


def the_cut(db: Db) -> Cut:
    view = desk_session(db, forum.SLUG, "keynote")[0].cut
    assert view
    return view.cut


def an_editor(db: Db) -> int:
    return add_account(db, "other@example.org", forum.PASSWORD, AccountRole.EDITOR, forum.NOW)


def add(db: Db, recording_id: int, span: Span = SECOND, base_revision: int = 1) -> int:
    return add_part(
        db,
        keynote(db),
        recording_id,
        span.start,
        span.end,
        base_revision=base_revision,
        account_id=an_editor(db),
        now=LATER,
    )


def test_a_part_is_added_behind_what_came_before_it(catalogue: Catalogue) -> None:
    first, second = two_recordings(catalogue)
    with catalogue.writing() as db:
        old = the_cut(db).first
        assert add(db, second) == 2
    with catalogue.reading() as db:
        assert the_cut(db) == Cut((old, CutSpan(second, SECOND)), CutState.REVIEWED, 2)
        assert [one.id for one in desk_session(db, forum.SLUG, "keynote")[1]] == [first, second]
        assert list(cuts_of(db, second)) == [keynote(db)]


def test_adding_the_same_part_twice_is_no_change(catalogue: Catalogue) -> None:
    _, second = two_recordings(catalogue)
    with catalogue.writing() as db:
        assert [add(db, second), add(db, second)] == [2, 2]


def test_a_part_elsewhere_is_refused_and_changes_nothing(catalogue: Catalogue) -> None:
    first, second = two_recordings(catalogue)
    with catalogue.writing() as db:
        forum.keep(db, slug="another")
        other = forum.keep_recording(db, "another", "https://www.youtube.com/watch?v=other")
        old = the_cut(db)
    for recording, span, error in (
        (other, SECOND, NotFoundError),
        (999, SECOND, NotFoundError),
        (second, Span(0, 600_001), CutOutsideError),
        (first, Span(old.first.span.start + 1, old.first.span.end), CutOutsideError),
    ):
        with pytest.raises(error), catalogue.writing() as db:
            add(db, recording, span)
    with catalogue.reading() as db:
        assert the_cut(db) == old


def test_one_part_moves_and_the_other_stays(catalogue: Catalogue) -> None:
    _, second = two_recordings(catalogue)
    with catalogue.writing() as db:
        old = the_cut(db).first
        add(db, second)
        move_cut(
            db,
            keynote(db),
            1_000,
            50_000,
            part=2,
            base_revision=2,
            account_id=an_editor(db),
            now=LATER,
        )
        assert the_cut(db).spans == (old, CutSpan(second, Span(1_000, 50_000)))


def test_a_part_is_taken_out_and_can_be_had_again(catalogue: Catalogue) -> None:
    _, second = two_recordings(catalogue)
    with catalogue.writing() as db:
        add(db, second)
        both = the_cut(db).spans
        editor = an_editor(db)
        remove_part(db, keynote(db), 1, base_revision=2, account_id=editor, now=LATER)
        assert the_cut(db).spans == (CutSpan(second, SECOND),)
        restore_cut(db, keynote(db), 2, base_revision=3, account_id=editor, now=LATER)
        assert the_cut(db).spans == both
        kept = [(one.revision, one.spans) for one in cut_history(db, keynote(db))]
    assert kept == [(4, both), (3, both[1:]), (2, both), (1, both[:1])]


def test_the_only_part_and_a_part_that_is_not_there_stay(catalogue: Catalogue) -> None:
    forum.filled(catalogue)
    with catalogue.writing() as db:
        editor = an_editor(db)
        with pytest.raises(RefusedError, match="only part"):
            remove_part(db, keynote(db), 1, base_revision=1, account_id=editor, now=LATER)
        with pytest.raises(NotFoundError, match="no part 2"):
            remove_part(db, keynote(db), 2, base_revision=1, account_id=editor, now=LATER)
        with pytest.raises(NotFoundError, match="no such earlier"):
            restore_cut(db, keynote(db), 9, base_revision=1, account_id=editor, now=LATER)


def test_whoever_saw_an_older_decision_changes_no_part_of_it(catalogue: Catalogue) -> None:
    _, second = two_recordings(catalogue)
    with catalogue.writing() as db:
        add(db, second)
        editor = an_editor(db)
        changes: tuple[Callable[[], object], ...] = (
            lambda: add(db, second, Span(100_000, 200_000)),
            lambda: remove_part(db, keynote(db), 2, base_revision=1, account_id=editor, now=LATER),
            lambda: move_cut(
                db, keynote(db), 1, 9_000, part=1, base_revision=1, account_id=editor, now=LATER
            ),
            lambda: move_cut(
                db, keynote(db), 1, 9_000, part=3, base_revision=1, account_id=editor, now=LATER
            ),
        )
        for change in changes:
            with pytest.raises(CutChangedError):
                change()


def test_each_part_is_a_clip_that_may_be_watched_while_it_is_shown(catalogue: Catalogue) -> None:
    _, second = two_recordings(catalogue, "keynote")
    with catalogue.writing() as db:
        add(db, second)
        for one in the_cut(db).spans:
            assert clip_to_watch(db, one.digest, is_editor=False, now=LATER).span == one.span
        taken = the_cut(db).last
        editor = an_editor(db)
        remove_part(db, keynote(db), 2, base_revision=2, account_id=editor, now=LATER)
        assert clip_to_watch(db, taken.digest, is_editor=False, now=LATER).span == taken.span
        with pytest.raises(NotFoundError):
            clip_to_watch(db, taken.digest, is_editor=False, now=LATER + KEPT_PLAYING)


def test_a_proposal_over_two_recordings_never_moves_a_decision(catalogue: Catalogue) -> None:
    first, second = two_recordings(catalogue)
    proposal = PlacedCut(
        "k", (CutSpan(first, Span(1_000, 9_000)), CutSpan(second, SECOND)), 0.4, 0.3
    )
    with catalogue.writing() as db:
        ids = {"k": keynote(db)}
        assert keep_proposed_cuts(db, [proposal], ids, LATER) == [keynote(db)]
        assert keep_proposed_cuts(db, [proposal], ids, LATER) == []
        assert the_cut(db) == Cut(proposal.spans, CutState.PROPOSED, 2)
        publish_session(db, keynote(db), account_id=None, now=LATER)
        move_cut(db, keynote(db), 0, 9_000, base_revision=2, account_id=an_editor(db), now=LATER)
        decided = the_cut(db)
        assert keep_proposed_cuts(db, [proposal], ids, LATER) == []
        assert the_cut(db) == decided
