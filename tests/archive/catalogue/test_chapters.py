"""Chapters in the catalogue: proposed anew, decided for good, and following their people."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import select

from archive.alignment.model import PartKind, PlacedChapter, ProposedChapter
from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.keep.chapters import (
    DecidedChapter,
    decide_chapters,
    keep_proposed_chapters,
)
from archive.catalogue.keep.cut import find_session, move_cut
from archive.catalogue.keep.person_merge import merge_people, split_person, undo_change
from archive.catalogue.queries.chapters import NO_CHAPTERS, chapters_shown, session_chapters
from archive.catalogue.queries.pages import session_page
from archive.catalogue.tables import AccountRow, AppearanceRow, PersonRow
from archive.catalogue.values import SessionChapters
from archive.errors import ChaptersChangedError, CutOutsideError, NotFoundError
from archive.recording import SourceChapter
from archive.timecode import Span
from tests import forum

MINUTE = 60_000


def session_id(db: Db) -> int:
    return find_session(db, forum.SLUG, "session-1")


def person_id(db: Db, name: str) -> int:
    return db.scalars(select(PersonRow.id).where(PersonRow.name_ko == name)).one()


def editor(db: Db) -> int:
    return db.scalars(select(AccountRow.id)).one()


def proposed(
    db: Db,
    minute: float,
    *,
    kind: PartKind = PartKind.PRESENTATION,
    name: str = "",
    sure: float = 0.9,
) -> PlacedChapter:
    key = str(person_id(db, name)) if name else ""
    chapter = ProposedChapter(
        str(session_id(db)), kind, name, round(minute * MINUTE), sure, person_key=key
    )
    return PlacedChapter(1, chapter)


def kept(db: Db) -> SessionChapters:
    return session_chapters(db, [session_id(db)]).get(session_id(db), NO_CHAPTERS)


def told(db: Db) -> list[tuple[int, str, str]]:
    return [
        (one.start // MINUTE, one.kind.value, one.speaker.name.ko if one.speaker else "")
        for one in kept(db).chapters
    ]


def decide(db: Db, account: int, *chapters: DecidedChapter) -> None:
    decide_chapters(
        db,
        session_id(db),
        chapters,
        token=kept(db).token,
        account_id=account,
        now=forum.NOW,
    )


@pytest.fixture
def filled(catalogue: Catalogue) -> Catalogue:
    """The forum with a recording whose first presentation and discussion were proposed."""
    forum.filled(catalogue)
    with catalogue.writing() as db:
        talk = proposed(db, 17, name="노을")
        talks = [talk, proposed(db, 24, kind=PartKind.DISCUSSION, sure=0.3)]
        keep_proposed_chapters(db, [session_id(db)], talks)
    return catalogue


def test_what_is_proposed_anew_takes_the_place_of_what_was(filled: Catalogue) -> None:
    with filled.writing() as db:
        assert told(db) == [(17, "presentation", "노을"), (24, "discussion", "")]
        keep_proposed_chapters(db, [session_id(db)], [proposed(db, 18, name="노을")])
        assert told(db) == [(18, "presentation", "노을")]
        keep_proposed_chapters(db, [session_id(db)], [])
        assert kept(db) == NO_CHAPTERS


@pytest.mark.parametrize("is_empty", [False, True])
def test_what_a_person_decided_is_proposed_no_more(filled: Catalogue, is_empty: bool) -> None:
    with filled.writing() as db:
        account = editor(db)
        chapter = DecidedChapter(1, 19 * MINUTE, PartKind.QUESTIONS, title="다리에 대해")
        decide(db, account, *([] if is_empty else [chapter]))
        decided = kept(db)
        keep_proposed_chapters(db, [session_id(db)], [proposed(db, 18, name="노을")])
        assert kept(db) == decided
        assert told(db) == ([] if is_empty else [(19, "questions", "")])
        assert (decided.checked_at, bool(decided.checked_by)) == (forum.NOW, True)


def test_chapters_that_were_changed_meanwhile_are_not_saved_over(filled: Catalogue) -> None:
    with filled.writing() as db:
        account, seen, before = editor(db), kept(db).token, told(db)
        keep_proposed_chapters(db, [session_id(db)], [proposed(db, 18, name="노을")])
        with pytest.raises(ChaptersChangedError):
            decide_chapters(db, session_id(db), [], token=seen, account_id=account, now=forum.NOW)
        assert told(db) != before
        assert not kept(db).is_checked


def test_of_two_who_save_at_once_one_is_told(filled: Catalogue) -> None:
    with filled.reading() as db:
        account, seen, session = editor(db), kept(db).token, session_id(db)
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def save(start: int) -> None:
        together.wait()
        chapter = DecidedChapter(1, start, PartKind.QUESTIONS)
        try:
            with filled.writing() as db:
                decide_chapters(
                    db, session, [chapter], token=seen, account_id=account, now=forum.NOW
                )
        except ChaptersChangedError:
            outcomes.append("told")
        else:
            outcomes.append("saved")

    threads = [threading.Thread(target=save, args=(start,)) for start in (60_000, 120_000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["saved", "told"]
    with filled.reading() as db:
        assert len(kept(db).chapters) == 1


def test_a_session_taken_away_meanwhile_is_given_no_chapters(filled: Catalogue) -> None:
    with filled.writing() as db:
        gone = replace(proposed(db, 18).chapter, key="12345")
        keep_proposed_chapters(db, [session_id(db), 12345], [PlacedChapter(1, gone)])
        assert kept(db) == NO_CHAPTERS


@pytest.mark.parametrize(
    ("chapter", "error"),
    [
        (DecidedChapter(1, 10**9, PartKind.QUESTIONS), CutOutsideError),
        (DecidedChapter(1, -1, PartKind.QUESTIONS), CutOutsideError),
        (DecidedChapter(99, 0, PartKind.QUESTIONS), NotFoundError),
        (DecidedChapter(1, 0, PartKind.PRESENTATION, person_id=99), NotFoundError),
    ],
)
def test_a_chapter_that_can_not_be_is_refused(
    filled: Catalogue, chapter: DecidedChapter, error: type[Exception]
) -> None:
    with filled.writing() as db:
        with pytest.raises(error):
            decide(db, editor(db), chapter)
        assert told(db) == [(17, "presentation", "노을"), (24, "discussion", "")]


def test_viewers_see_the_likely_ones_and_each_ends_where_the_next_begins(
    filled: Catalogue,
) -> None:
    source = [SourceChapter(Span(0, 9 * MINUTE), "From the source")]
    with filled.writing() as db:
        (talk,) = chapters_shown(kept(db), 1, 40 * MINUTE, source)
        assert (talk.span, talk.is_checked) == (Span(17 * MINUTE, 24 * MINUTE), False)
        assert chapters_shown(kept(db), 2, 40 * MINUTE, source) == ()
        keep_proposed_chapters(db, [session_id(db)], [proposed(db, 18, sure=0.4)])
        (own,) = chapters_shown(kept(db), 1, 40 * MINUTE, source)
        assert (own.title, own.kind) == ("From the source", None)
        decide(db, editor(db))
        assert chapters_shown(kept(db), 1, 40 * MINUTE, source) == ()


def test_a_moved_cut_moves_no_chapter(filled: Catalogue) -> None:
    with filled.writing() as db:
        before = kept(db)
        move_cut(
            db, session_id(db), 20 * MINUTE, 29 * MINUTE,
            base_revision=1, account_id=editor(db), now=forum.NOW,
        )  # fmt: skip
        assert kept(db) == before
        (part,) = session_page(db, forum.SLUG, "session-1", is_editor=True).parts
        seen = [one.seen_in(part.cut.span) for one in part.chapters]
        assert [one and one.span for one in seen] == [Span(20 * MINUTE, 24 * MINUTE)]


def test_chapters_follow_the_appearances_of_people_who_are_merged_and_split(
    filled: Catalogue,
) -> None:
    with filled.writing() as db:
        eul, guest = person_id(db, "노을"), person_id(db, "아나 소자")
        change = merge_people(db, eul, guest, account_id=None, now=forum.NOW)
        assert told(db)[0][2] == "아나 소자"
        undo_change(db, change, account_id=None, now=forum.NOW)
        assert told(db)[0][2] == "노을"
        merge_people(db, eul, guest, account_id=None, now=forum.NOW)
        theirs = select(AppearanceRow.id).where(AppearanceRow.session_id == session_id(db))
        talk = db.scalars(theirs.where(AppearanceRow.person_id == guest)).one()
        split_person(db, guest, [talk], account_id=None, now=forum.NOW)
        (speaker,) = [one.speaker for one in kept(db).chapters if one.speaker]
        assert speaker.id not in (eul, guest)


def test_a_chapter_whose_person_nobody_knows_any_more_stays(filled: Catalogue) -> None:
    with filled.writing() as db:
        gone = replace(proposed(db, 18).chapter, person_key="12345")
        keep_proposed_chapters(db, [session_id(db)], [PlacedChapter(1, gone)])
        assert told(db) == [(18, "presentation", "")]
