"""Importing a changed programme: what differs, what is chosen, and taking it back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from archive.alignment.model import PlacedCut
from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.keep.account import add_account
from archive.catalogue.keep.cut import find_session, keep_proposed_cuts, publish_session
from archive.catalogue.keep.differences import THE_EVENT as THE_EVENT_KEY
from archive.catalogue.keep.differences import every_key, programme_differences
from archive.catalogue.keep.drafts import add_draft, apply_draft, drop_draft, edit_draft
from archive.catalogue.keep.person_merge import merge_people
from archive.catalogue.keep.undo import last_import_of, undo_import
from archive.catalogue.queries.desk import desk_event, reviewed_cuts
from archive.catalogue.queries.programme import event_export, last_imports, one_import
from archive.catalogue.tables import CutRow, PersonRow, RecordingRow, SessionRow
from archive.catalogue.values import (
    AccountRole,
    ImportFile,
    ImportResult,
    KeptBack,
    KeptBecause,
    SessionState,
    UndoResult,
)
from archive.cut import CutSpan
from archive.errors import NotFoundError, RefusedError
from archive.programme import read_programme
from archive.programme.edits import THE_EVENT
from archive.programme.model import Appearance, Bilingual, Programme, ProgrammeSession, Role
from archive.sentence import Sentence
from archive.timecode import Span
from tests import forum

OPENING, KEYNOTE, BREAK, TALK = forum.SESSIONS
GONE = SessionState.GONE
LATER = forum.NOW + timedelta(days=1)


def moved(session: ProgrammeSession, minutes: int) -> ProgrammeSession:
    length = timedelta(minutes=minutes)
    times = {name: getattr(session, name) + length for name in ("start", "end")}
    return replace(session, **times)


def programme(*sessions: ProgrammeSession) -> Programme:
    return Programme(forum.EVENT, sessions)


NEW = replace(
    TALK, code="session-2", title=Bilingual("새 세션", "A new one"), people=(), room="소강당"
)
CHANGED = programme(
    OPENING,
    replace(KEYNOTE, title=Bilingual("여는 연설", "Opening address")),
    moved(TALK, 30),
    NEW,
)


def told(db: Db, changed: Programme) -> list[tuple[str, str]]:
    _, found = programme_differences(db, changed, forum.SLUG)
    return [(one.key, one.kind) for one in found]


def apply(db: Db, changed: Programme, *chosen: str) -> ImportResult:
    file = ImportFile("again.txt", b"again")
    draft = add_draft(db, [file], slug=forum.SLUG, edits={}, account_id=None, now=LATER)
    return apply_draft(db, draft, changed, chosen or None, LATER)


def state(db: Db) -> list[tuple[object, ...]]:
    """Everything a programme says of the event's sessions, gone ones too."""
    shown = desk_event(db, forum.SLUG)
    return [
        (one.code, one.title, one.room, one.starts_at, one.ends_at, one.kind, one.people)
        for one in shown.sessions
        if one.state is not SessionState.GONE
    ]


@pytest.fixture
def kept(catalogue: Catalogue) -> Catalogue:
    """The forum with a recording, its keynote published."""
    forum.filled(catalogue, "keynote")
    return catalogue


def test_a_changed_programme_is_told_as_added_changed_moved_and_gone(kept: Catalogue) -> None:
    with kept.reading() as db:
        assert told(db, CHANGED) == [
            ("keynote", "changed"),
            ("session-1", "moved"),
            ("new:session-2", "added"),
            ("break-1", "gone"),
        ]
        assert told(db, forum.PROGRAMME) == []


def test_only_what_is_chosen_is_changed(kept: Catalogue) -> None:
    with kept.reading() as db:
        before = state(db)
    with kept.writing() as db:
        result = apply(db, CHANGED, "session-1")
    with kept.reading() as db:
        after = state(db)
        left = told(db, CHANGED)

    assert (result.added, result.changed, result.gone) == (0, 1, 0)
    assert [row for row in after if row not in before] == [
        (*before[3][:3], before[3][3] + timedelta(minutes=30), *after[3][4:])  # type: ignore[operator]
    ]
    assert [key for key, _ in left] == ["keynote", "new:session-2", "break-1"]


def test_reviewed_cuts_and_published_sessions_stay_when_everything_else_changes(
    kept: Catalogue,
) -> None:
    with kept.writing() as db:
        for row in db.scalars(select(CutRow)):
            row.state = "reviewed"
        before = reviewed_cuts(db, forum.SLUG)
        apply(db, CHANGED, *(key for key, _ in told(db, CHANGED)))
    with kept.reading() as db:
        sessions = {one.code: one for one in desk_event(db, forum.SLUG).sessions}
        after = reviewed_cuts(db, forum.SLUG)

    assert len(before) == 4
    assert after == before
    assert sessions["keynote"].state is SessionState.PUBLISHED
    assert sessions["keynote"].title == Bilingual("여는 연설", "Opening address")
    assert sessions["break-1"].state is SessionState.GONE
    assert sessions["break-1"].cut is not None


KNOWN_AGAIN: tuple[tuple[ProgrammeSession, str], ...] = (
    (moved(replace(TALK, title=Bilingual("도시와 강", "Cities, rivers")), 600), "session-1"),
    (replace(TALK, title=Bilingual("강을 되살리는 도시들", ""), people=()), "session-1"),
    (moved(replace(TALK, code="session-9"), 40), "session-1"),
    (moved(replace(TALK, code="session-9", title=Bilingual("", TALK.title.en)), 5), "session-1"),
    (replace(TALK, title=Bilingual("도시와 강", ""), room=""), "session-1"),
    (replace(TALK, title=Bilingual("바다", "The sea"), people=(forum.GUEST,)), ""),
    (moved(replace(TALK, title=Bilingual("바다", "The sea"), people=()), 90), ""),
)


def test_a_session_is_known_again_by_what_has_not_changed(kept: Catalogue) -> None:
    """By people, a title that is nearly the same, the same title elsewhere; else it is another."""
    with kept.reading() as db:
        for changed, expected in KNOWN_AGAIN:
            listed = programme(OPENING, KEYNOTE, BREAK, changed)
            _, found = programme_differences(db, listed, forum.SLUG)
            assert [one.code for one in found if one.after is not None] == [expected]


def test_a_programme_in_one_language_takes_nothing_from_the_other(kept: Catalogue) -> None:
    """Nor does one without rooms take the rooms away."""
    korean = programme(
        *(replace(one, title=Bilingual(one.title.ko), room="") for one in forum.SESSIONS)
    )
    with kept.reading() as db:
        assert told(db, korean) == []


def test_a_files_own_code_names_the_session_whatever_else_has_changed(
    catalogue: Catalogue,
) -> None:
    own = replace(TALK, code="ab12")
    other = moved(replace(own, title=Bilingual("바다", "The sea"), people=(forum.GUEST,)), 90)
    with catalogue.writing() as db:
        forum.keep(db, programme(own))
        assert told(db, programme(other)) == [("ab12", "changed")]


def test_undoing_an_import_brings_back_what_was(kept: Catalogue) -> None:
    with kept.reading() as db:
        before = state(db)
    with kept.writing() as db:
        apply(db, CHANGED)
    with kept.reading() as db:
        assert state(db) != before
        number = last_import_of(db, forum.SLUG)
    with kept.writing() as db:
        undone = undo_import(db, number, LATER)
    with kept.reading() as db:
        assert state(db) == before
        assert one_import(db, number).undone_at == LATER

    assert undone == UndoResult(forum.SLUG, restored=3, removed=1, people=0, kept=())
    with pytest.raises(RefusedError, match="undone before"), kept.writing() as db:
        undo_import(db, number, LATER)


def test_what_was_edited_since_stays_and_is_named(kept: Catalogue) -> None:
    with kept.writing() as db:
        apply(db, CHANGED)
        first = last_import_of(db, forum.SLUG)
    again = replace(CHANGED.sessions[1], title=Bilingual("환영사", "Welcome"))
    with kept.writing() as db:
        apply(db, programme(CHANGED.sessions[0], again, *CHANGED.sessions[2:]))
    with kept.writing() as db:
        undone = undo_import(db, first, LATER)
    with kept.reading() as db:
        titles = {one.code: one.title for one in desk_event(db, forum.SLUG).sessions}

    assert undone.kept == (KeptBack(Bilingual("환영사", "Welcome"), KeptBecause.EDITED),)
    assert (undone.restored, undone.removed) == (2, 1)
    assert titles["keynote"] == Bilingual("환영사", "Welcome")
    assert titles["session-1"] == TALK.title


def test_undo_hides_no_session_that_was_published_since(kept: Catalogue) -> None:
    with kept.writing() as db:
        apply(db, programme(*forum.SESSIONS, NEW))
        row = db.scalars(select(SessionRow).where(SessionRow.code == "session-2")).one()
        row.published_at = LATER
    with kept.writing() as db:
        undone = undo_import(db, last_import_of(db, forum.SLUG), LATER)
        assert undone.kept == (KeptBack(NEW.title, KeptBecause.PUBLISHED),)
        assert (undone.restored, undone.removed) == (0, 0)
        assert row_state(db, "session-2") is not SessionState.GONE


STRANGERS = tuple(
    Appearance(Bilingual(ko, en), "새길연구원", Role.PRESENTER, order)
    for order, (ko, en) in enumerate([("도담", "Do Dam"), ("가온", "Ga On"), ("나래", "Na Rae")], 1)
)
WITH_STRANGERS = programme(
    *forum.SESSIONS,
    replace(NEW, people=STRANGERS),
    replace(
        NEW, code="session-3", room="별관", title=Bilingual("둘째", "Two"), people=STRANGERS[:1]
    ),
)


def test_undo_takes_away_what_came_with_the_import_as_if_it_had_never_been(kept: Catalogue) -> None:
    with kept.reading() as db:
        before = everything(db)
    with kept.writing() as db:
        apply(db, WITH_STRANGERS)
        number = find_session(db, forum.SLUG, "session-2")
        span = Span(900_000, 1_800_000)
        recording_id = db.scalars(select(RecordingRow.id)).one()
        spans = (CutSpan(recording_id, span),)
        placed = PlacedCut("2", spans, 0.4, 0.4, (Sentence("It begins."),), (Sentence("Ends."),))
        keep_proposed_cuts(db, [placed], {"2": number}, LATER)
        assert db.get(CutRow, number)
        given = {row.id for row in db.scalars(select(PersonRow))}
    with kept.writing() as db:
        undone = undo_import(db, last_import_of(db, forum.SLUG), LATER)
    with kept.reading() as db:
        after = everything(db)

    assert (undone.restored, undone.removed, undone.people, undone.kept) == (0, 2, 3, ())
    assert after == before
    with kept.writing() as db:
        apply(db, WITH_STRANGERS)
        again = {row.id for row in db.scalars(select(PersonRow)) if row.name_ko in ("도담", "가온")}
        assert not again & given


def everything(db: Db) -> list[set[object]]:
    """Sessions and people there are, and whose cuts."""
    rows = db.scalars(select(SessionRow)).all()
    cuts = {row.session_id for row in db.scalars(select(CutRow))}
    return [
        {row.code for row in rows},
        {row.name_ko for row in db.scalars(select(PersonRow))},
        {row.code for row in rows if row.id in cuts},
    ]


def test_undo_names_what_has_to_stay_and_why(kept: Catalogue) -> None:
    with kept.writing() as db:
        apply(db, WITH_STRANGERS)
        checked = find_session(db, forum.SLUG, "session-3")
        values = {"revision": 1, "confidence_in": 1.0, "confidence_out": 1.0, "because": {}}
        db.add(CutRow(session_id=checked, state="reviewed", made_at=LATER, **values))
        edited = db.scalars(select(PersonRow).where(PersonRow.name_ko == "나래")).one()
        edited.name_en = "Narae"
    with kept.writing() as db:
        undone = undo_import(db, last_import_of(db, forum.SLUG), LATER)
        people = {row.name_ko for row in db.scalars(select(PersonRow))}

    assert [str(one.sentence("en")) for one in undone.kept] == [
        "The cut of “Two” was set by a person, so it stays.",
        "Do Dam came with this import and stays: there are other sessions with them.",
        "Narae came with this import and stays: they were edited or merged since.",
    ]
    assert (undone.removed, undone.people) == (1, 1)
    assert people == {"한가람", "노을", "아나 소자", "도담", "나래"}


def test_what_is_published_or_checked_stays_unless_somebody_says_otherwise(kept: Catalogue) -> None:
    """The keynote is published, and the opening's cut checked; the break is neither."""
    with kept.writing() as db:
        opening = find_session(db, forum.SLUG, "opening")
        db.get_one(CutRow, opening).state = "reviewed"
        result = apply(db, programme(TALK))
        gone = {one.code for one in desk_event(db, forum.SLUG).sessions if one.state == GONE}
        keys = every_key(db, programme(TALK), forum.SLUG)

    assert (gone, result.gone, result.left) == ({"break-1"}, 1, (OPENING.title, KEYNOTE.title))
    assert keys == {THE_EVENT_KEY, "opening", "keynote"}


def row_state(db: Db, code: str) -> SessionState:
    return next(one.state for one in desk_event(db, forum.SLUG).sessions if one.code == code)


def test_undo_gives_nobody_back_who_was_merged_away(kept: Catalogue) -> None:
    """A person the import took out of a session may have been merged into another since."""
    without = replace(TALK, people=(forum.CHAIR,))
    with kept.writing() as db:
        apply(db, programme(OPENING, KEYNOTE, BREAK, without))
        number = last_import_of(db, forum.SLUG)
        gone = db.scalars(select(PersonRow).where(PersonRow.name_ko == "노을")).one()
        db.delete(gone)
    with kept.writing() as db:
        undo_import(db, number, LATER)
        people = desk_event(db, forum.SLUG).sessions[3].people

    assert [one.name.ko for one in people] == ["한가람"]


def test_somebody_merged_into_another_is_no_change_and_is_given_back_as_that_one(
    kept: Catalogue,
) -> None:
    same = programme(OPENING, KEYNOTE, BREAK, TALK)
    with kept.writing() as db:
        apply(db, programme(OPENING, KEYNOTE, BREAK, replace(TALK, people=(forum.CHAIR,))))
        number = last_import_of(db, forum.SLUG)
        undo_import(db, number, LATER)
        mistaken = db.scalars(select(PersonRow).where(PersonRow.name_ko == "노을")).one()
        right = PersonRow(name_ko="노을빛", name_en="Noeul Bit")
        db.add(right)
        db.flush()
        merge_people(db, mistaken.id, right.id, account_id=None, now=LATER)
    with kept.reading() as db:
        assert told(db, same) == []
    with kept.writing() as db:
        apply(db, same)
        assert [one.name.ko for one in desk_event(db, forum.SLUG).sessions[3].people] == [
            "한가람",
            "노을빛",
        ]
        apply(db, programme(OPENING, KEYNOTE, BREAK, replace(TALK, people=(forum.CHAIR,))))
        undo_import(db, last_import_of(db, forum.SLUG), LATER)
        assert desk_event(db, forum.SLUG).sessions[3].people[1].name.ko == "노을빛"


def test_a_draft_is_kept_with_who_brought_it_and_changes_nothing(kept: Catalogue) -> None:
    with kept.writing() as db:
        account = add_account(db, "other@example.org", forum.PASSWORD, AccountRole.EDITOR, LATER)
        before = state(db)
        files = [ImportFile("ko.txt", b"ko"), ImportFile("en.txt", b"en")]
        draft = add_draft(db, files, slug="", edits={}, account_id=account, now=LATER)
        edit_draft(db, draft, "session-1", {"room": "강의실"})
        edit_draft(db, draft, "session-1", {"end": None})
        edit_draft(db, draft, THE_EVENT, {"date": "2026-05-08"})
    with kept.reading() as db:
        one = one_import(db, draft)
        assert state(db) == before
        assert last_imports(db)[0].id == draft
    assert (one.files, one.imported_by) == (tuple(files), "other@example.org")
    assert one.edits == {"session-1": {"room": "강의실", "end": None}, "": {"date": "2026-05-08"}}

    with kept.writing() as db:
        drop_draft(db, draft)
    with pytest.raises(NotFoundError), kept.reading() as db:
        one_import(db, draft)


def test_an_import_that_is_done_can_not_be_applied_or_thrown_away(kept: Catalogue) -> None:
    with kept.writing() as db:
        apply(db, CHANGED)
        number = last_import_of(db, forum.SLUG)
    for act in (
        lambda db: drop_draft(db, number),
        lambda db: apply_draft(db, number, CHANGED, None, LATER),
    ):
        with pytest.raises(RefusedError, match="This import is done"), kept.writing() as db:
            act(db)


def test_an_export_has_links_to_what_is_published_only(kept: Catalogue) -> None:
    with kept.writing() as db:
        publish_session(db, find_session(db, forum.SLUG, "opening"), account_id=None, now=LATER)
        apply(db, forum.without(forum.PROGRAMME, "opening"), "opening")
    with kept.reading() as db:
        export = event_export(db, forum.SLUG, "en", "https://archive.example")

    page = f"https://archive.example/en/e/{forum.SLUG}/keynote"
    assert {code: (one.page, one.video) for code, one in export.links.items()} == {
        "keynote": (page, f"{page}/keynote.mp4")
    }
    assert [one.code for one in export.programme.sessions] == ["keynote", "break-1", "session-1"]


def test_hours_without_a_day_are_those_of_the_day_the_event_is_known_to_be(
    kept: Catalogue,
) -> None:
    text = "강변 포럼 프로그램\n\n14:00~14:02\t개회\n14:02~14:20\t기조 연설\n"
    with kept.reading() as db:
        _, found = programme_differences(db, read_programme(text.encode()), forum.SLUG)
    keynote = next(one for one in found if one.code == "keynote")
    assert keynote.after is not None
    assert (keynote.after.start, keynote.after.end) == (forum.at(14, 2), forum.at(14, 20))
