"""Importing a programme, and importing it again."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.queries.desk import desk_event
from archive.catalogue.tables import (
    AppearanceRow,
    EventRow,
    PersonRow,
    ProgrammeImportRow,
    SessionRow,
)
from archive.catalogue.values import SessionState
from archive.errors import RefusedError
from archive.programme.model import Bilingual, Programme, Role
from tests import forum


def counts(db: Db) -> dict[str, int | None]:
    tables = (EventRow, SessionRow, PersonRow, AppearanceRow, ProgrammeImportRow)
    return {
        table.__tablename__: db.scalar(select(func.count()).select_from(table)) for table in tables
    }


def test_a_programme_becomes_an_event_with_sessions_and_people(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        result = forum.keep(db)
    with catalogue.reading() as db:
        kept = desk_event(db, forum.SLUG)

    assert (result.event, result.added, result.changed, result.gone) == (forum.SLUG, 4, 0, 0)
    assert kept.event.title == Bilingual("2026 강변 포럼", "River Forum 2026")
    assert [(s.code, s.kind, s.title, s.starts_at, s.ends_at) for s in kept.sessions] == [
        (s.code, s.kind, s.title, s.start, s.end) for s in forum.SESSIONS
    ]
    assert [(p.name.ko, p.role, p.affiliation) for p in kept.sessions[3].people] == [
        ("한가람", Role.CHAIR, "강변대 교수"),
        ("노을", Role.PRESENTER, "물길연구소 소장"),
    ]
    assert kept.doubts == (forum.DOUBT,)


def test_importing_the_same_file_again_changes_nothing(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        forum.keep(db)
        before = counts(db)
    with catalogue.writing() as db:
        result = forum.keep(db)
        after = counts(db)

    assert (result.added, result.changed, result.gone) == (0, 0, 0)
    assert after == before | {"programme_import": 2}


def test_a_session_struck_out_is_marked_gone_and_can_come_back(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        forum.keep(db)
        gone = forum.keep(db, forum.without(forum.PROGRAMME, "keynote"))
        states = {s.code: s.state for s in desk_event(db, forum.SLUG).sessions}
    with catalogue.writing() as db:
        back = forum.keep(db)

    assert gone.gone == 1
    assert states["keynote"] == SessionState.GONE
    assert (back.added, back.changed) == (0, 1)


def test_a_moved_session_keeps_its_address_and_its_cut(catalogue: Catalogue) -> None:
    """A new session before it takes its code, as a reader numbers them in order."""
    first = replace(forum.SESSIONS[3], title=Bilingual("새 세션", "A new one"))
    second = replace(forum.SESSIONS[3], code="session-2")
    changed = Programme(forum.EVENT, (*forum.SESSIONS[:3], first, second))
    with catalogue.writing() as db:
        forum.keep(db)
        forum.keep_recording(db)
    with catalogue.reading() as db:
        before = desk_event(db, forum.SLUG).sessions[3]
    with catalogue.writing() as db:
        result = forum.keep(db, changed)
    with catalogue.reading() as db:
        after = {s.title.en: s for s in desk_event(db, forum.SLUG).sessions}

    kept = after["Cities that bring rivers back"]
    assert before.cut
    assert (result.added, result.changed, result.gone) == (1, 0, 0)
    assert (kept.id, kept.code, kept.cut) == (before.id, "session-1", before.cut)
    assert after["A new one"].code != "session-1"


def test_a_changed_title_or_role_is_counted(catalogue: Catalogue) -> None:
    session = forum.SESSIONS[1]
    retitled = replace(session, title=Bilingual("여는 연설", "Opening keynote"))
    with catalogue.writing() as db:
        forum.keep(db)
        result = forum.keep(
            db, Programme(forum.EVENT, (forum.SESSIONS[0], retitled, *forum.SESSIONS[2:]))
        )

    assert (result.added, result.changed, result.gone) == (0, 1, 0)


def test_namesakes_of_other_places_are_kept_apart_with_a_doubt(catalogue: Catalogue) -> None:
    namesake = replace(forum.PRESENTER, affiliation="하늘항공")
    other = Programme(
        replace(forum.EVENT, title=Bilingual("다른 모임", "Another meeting")),
        (replace(forum.SESSIONS[3], people=(namesake,)),),
    )
    with catalogue.writing() as db:
        forum.keep(db)
        result = forum.keep(db, other, slug="another")
        people = counts(db)["person"]

    assert people == 4
    assert [str(doubt.reason) for doubt in result.doubts] == [
        "Perhaps the same as 노을 (물길연구소 소장), who is known already."
        " Kept apart until somebody says so."
    ]


def test_the_same_person_at_another_event_is_one_person(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        forum.keep(db)
        forum.keep(db, slug="next-year")

        assert counts(db)["person"] == 3
        assert counts(db)["appearance"] == 6


def test_a_corrected_affiliation_is_the_same_person(catalogue: Catalogue) -> None:
    corrected = replace(forum.PRESENTER, affiliation="물길연구원 원장")
    session = replace(forum.SESSIONS[3], people=(forum.CHAIR, corrected))
    with catalogue.writing() as db:
        forum.keep(db)
        result = forum.keep(db, Programme(forum.EVENT, (*forum.SESSIONS[:3], session)))

        assert result.changed == 1
        assert counts(db)["person"] == 3


@pytest.mark.parametrize("slug", ["", "Forum", "two words", "a--b", "../etc", "포럼", "x" * 90])
def test_a_slug_that_cannot_stand_in_an_address_is_refused(catalogue: Catalogue, slug: str) -> None:
    with pytest.raises(RefusedError), catalogue.writing() as db:
        forum.keep(db, slug=slug)
    with catalogue.reading() as db:
        assert counts(db)["event"] == 0


def test_the_address_comes_from_the_english_title_or_the_date(catalogue: Catalogue) -> None:
    korean_only = replace(
        forum.PROGRAMME, event=replace(forum.EVENT, title=Bilingual("강변 포럼", ""))
    )
    with catalogue.writing() as db:
        titled = forum.keep(db, slug=None)
        dated = forum.keep(db, korean_only, slug=None)

    assert (titled.event, dated.event) == ("river-forum-2026", "event-2026-05-07")


def test_next_years_event_of_the_same_name_is_another_event(catalogue: Catalogue) -> None:
    title = Bilingual("강변 포럼", "River Forum")
    this_year = replace(forum.PROGRAMME, event=replace(forum.EVENT, title=title))
    day = date(2027, 5, 6)
    next_year = replace(forum.PROGRAMME, event=replace(forum.EVENT, title=title, date=day))
    with catalogue.writing() as db:
        slugs = [forum.keep(db, item, slug=None).event for item in (this_year, next_year)]
        again = forum.keep(db, this_year, slug=None)

    assert slugs == ["river-forum-2026", "river-forum-2027"]
    assert (again.event, again.added, again.changed) == ("river-forum-2026", 0, 0)


def test_an_event_is_never_taken_for_another_on_the_same_day(catalogue: Catalogue) -> None:
    first, second = (
        replace(forum.PROGRAMME, event=replace(forum.EVENT, title=Bilingual(name, "")))
        for name in ("강변 포럼", "바다 포럼")
    )
    with catalogue.writing() as db:
        forum.keep(db, first, slug=None)
    with pytest.raises(RefusedError, match="Another event, 강변 포럼"), catalogue.writing() as db:
        forum.keep(db, second, slug=None)
    with catalogue.writing() as db:
        assert forum.keep(db, second, slug="sea-forum").event == "sea-forum"
        assert desk_event(db, "event-2026-05-07").event.title.ko == "강변 포럼"
