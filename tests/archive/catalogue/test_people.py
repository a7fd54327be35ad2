"""People across programmes: who is taken for whom, made one, split, and given back."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.keep.person_merge import merge_people, split_person, undo_change
from archive.catalogue.keep.person_names import add_name, remove_name, rename_person
from archive.catalogue.keep.person_pairs import say_apart
from archive.catalogue.people import NameKind
from archive.catalogue.queries.desk_people import desk_person, open_pairs, people_found, same_names
from archive.catalogue.queries.people import kept_person, people_directory
from archive.catalogue.tables import AppearanceRow, PersonRow, SessionRow
from archive.errors import NotFoundError, RefusedError
from archive.people.names import MatchKind
from archive.programme.model import Appearance, Bilingual, Programme, Role
from tests import forum

KO = Appearance(Bilingual("하정우"), "물길연구소", Role.PRESENTER, 1)
EN = Appearance(Bilingual("", "Jung-woo Ha"), "물길연구소", Role.PRESENTER, 1)


def listed(db: Db, slug: str, *people: Appearance) -> list[str]:
    """Import an event whose only session has these people; gives what was doubted."""
    event = replace(forum.EVENT, title=Bilingual(slug, slug))
    one = replace(forum.SESSIONS[3], people=people)
    return [str(doubt.reason) for doubt in forum.keep(db, Programme(event, (one,)), slug).doubts]


def who(db: Db) -> list[tuple[str, int]]:
    """Everybody's id for each appearance, in the order they were made."""
    rows = db.execute(
        select(SessionRow.event_id, AppearanceRow.person_id)
        .join(SessionRow, SessionRow.id == AppearanceRow.session_id)
        .order_by(AppearanceRow.id)
    )
    return [(str(row.event_id), row.person_id) for row in rows]


def names(db: Db) -> list[tuple[str, str]]:
    rows = db.execute(select(PersonRow.name_ko, PersonRow.name_en).order_by(PersonRow.id))
    return [(row.name_ko, row.name_en) for row in rows]


def test_a_reading_with_the_same_affiliation_is_the_same_person(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        assert listed(db, "one", KO) == []
        assert listed(db, "two", EN) == []
        assert names(db) == [("하정우", "Jung-woo Ha")]
        assert listed(db, "three", replace(EN, name=Bilingual("하정우", "Jeongu Ha"))) == []
        assert [one.text for one in desk_person(db, 1).other_names] == ["Jeongu Ha"]
    with catalogue.reading() as db:
        found = people_directory(db).find("Ha Jeongu")
    assert [(match.id, match.kind) for match in found] == [(1, MatchKind.ALIAS)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (KO, replace(KO, affiliation="하늘항공")),
        (KO, replace(EN, affiliation="Sky Air")),
        (KO, replace(EN, affiliation="")),
        (replace(EN, affiliation=""), KO),
    ],
)
def test_whoever_is_not_surely_the_same_is_kept_apart_and_asked_about(
    catalogue: Catalogue, first: Appearance, second: Appearance
) -> None:
    with catalogue.writing() as db:
        listed(db, "one", first)
        doubts = listed(db, "two", second)
        assert len(names(db)) == 2
        assert [doubt.startswith("Perhaps the same as ") for doubt in doubts] == [True]
        assert [(pair.first.id, pair.second.id) for pair in open_pairs(db)] == [(1, 2)]
        say_apart(db, 2, 1, account_id=None, now=forum.NOW)
        assert open_pairs(db) == ()
        assert listed(db, "two", second) == []
        assert open_pairs(db) == ()


def test_two_of_one_name_in_one_session_stay_two(catalogue: Catalogue) -> None:
    other = replace(KO, affiliation="하늘항공", order=2)
    chair = replace(KO, role=Role.CHAIR, affiliation="", order=3)
    with catalogue.writing() as db:
        for _ in range(2):
            assert listed(db, "one", KO, other, chair) == []
            assert [person for _, person in who(db)] == [1, 2, 1]


def test_another_hangul_name_of_the_same_romanisation_is_another_person(
    catalogue: Catalogue,
) -> None:
    with catalogue.writing() as db:
        listed(db, "one", replace(KO, name=Bilingual("이지은", "Jieun Lee")))
        assert listed(db, "two", replace(KO, name=Bilingual("이지언", "Jieun Lee"))) == []
        assert len(names(db)) == 2


def test_merged_people_are_one_until_it_is_undone(catalogue: Catalogue) -> None:
    other = replace(EN, affiliation="Sky Air")
    with catalogue.writing() as db:
        listed(db, "one", KO)
        listed(db, "two", other)
        listed(db, "three", other)
        before = who(db)
        change = merge_people(db, 2, 1, account_id=None, now=forum.NOW)
        assert [person for _, person in who(db)] == [1, 1, 1]
        assert kept_person(db, 2).id == 1
        assert names(db)[0] == ("하정우", "Jung-woo Ha")
        assert open_pairs(db) == ()
        assert [one.id for one in people_found(db, "jungwoo ha")] == [1]
        stale = db.scalars(select(SessionRow.index_stale)).all()
        assert set(stale) == {True}

        listed(db, "two", other)
        assert [person for _, person in who(db)] == [1, 1, 1]
        assert len(names(db)) == 2

        undo_change(db, change, account_id=None, now=forum.NOW)
        assert sorted(who(db)) == sorted(before)
        assert names(db)[0] == ("하정우", "")
        assert [one.id for one in people_found(db, "하정우")] == [1, 2]
        with pytest.raises(RefusedError):
            undo_change(db, change, account_id=None, now=forum.NOW)


def test_what_was_done_later_is_undone_first_or_left_as_it_is(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        for slug, affiliation in (("one", "하나"), ("two", "두울"), ("three", "세엣")):
            listed(db, slug, replace(KO, affiliation=affiliation))
        before = who(db)
        first = merge_people(db, 1, 2, account_id=None, now=forum.NOW)
        second = merge_people(db, 2, 3, account_id=None, now=forum.NOW)
        assert {person for _, person in who(db)} == {3}
        assert kept_person(db, 1).id == 3
        undo_change(db, first, account_id=None, now=forum.NOW)
        assert [person for _, person in who(db)] == [1, 3, 3]
        undo_change(db, second, account_id=None, now=forum.NOW)
        assert who(db) == before
        with pytest.raises(RefusedError):
            merge_people(db, 1, 1, account_id=None, now=forum.NOW)
        with pytest.raises(NotFoundError):
            merge_people(db, 99, 1, account_id=None, now=forum.NOW)


def test_appearances_are_split_off_and_given_back(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        for slug in ("one", "two", "three"):
            listed(db, slug, KO)
        chosen = [one.id for one in desk_person(db, 1).appearances if one.event.slug == "two"]
        for wrong in ([], [1, 2, 3], [99]):
            with pytest.raises(RefusedError):
                split_person(db, 1, wrong, account_id=None, now=forum.NOW)
        change = split_person(db, 1, chosen, account_id=None, now=forum.NOW)
        assert [person for _, person in who(db)] == [1, 2, 1]
        assert [[one.id for one in group] for group in same_names(db)] == [[1, 2]]

        listed(db, "two", KO)
        assert [person for _, person in who(db)] == [1, 2, 1]

        undo_change(db, change, account_id=None, now=forum.NOW)
        assert [person for _, person in who(db)] == [1, 1, 1]
        assert kept_person(db, 2).id == 1


def test_names_are_changed_added_and_removed(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        listed(db, "one", KO)
        assert people_found(db, "하씨") == ()
        add_name(db, 1, "하씨네", NameKind.FORMER, "1999 programme")
        add_name(db, 1, "하씨네")
        add_name(db, 1, "하정우")
        (other,) = desk_person(db, 1).other_names
        assert (other.text, other.kind, other.source) == ("하씨네", "former", "1999 programme")
        assert [one.id for one in people_found(db, "하씨네")] == [1]
        remove_name(db, 1, other.id)
        assert people_found(db, "하씨네") == ()
        rename_person(db, 1, ko="하정운", en="Ha Jung-un", affiliation="")
        assert [one.name.ko for one in people_found(db, "Jung-un Ha")] == ["하정운"]
        with pytest.raises(RefusedError):
            rename_person(db, 1, ko="", en="")
        with pytest.raises(RefusedError):
            add_name(db, 1, "x" * 201)
        with pytest.raises(NotFoundError):
            remove_name(db, 1, 99)


def test_a_change_that_was_rolled_back_is_not_found(catalogue: Catalogue) -> None:
    with catalogue.writing() as db:
        listed(db, "one", KO)
    with catalogue.writing() as db:
        rename_person(db, 1, ko="표하린", en="")
        assert [one.id for one in people_found(db, "표하린")] == [1]
        db.rollback()
    with catalogue.reading() as db:
        assert people_found(db, "표하린") == ()
        assert [one.id for one in people_found(db, "하정우")] == [1]


def test_people_who_are_only_numbered_are_as_many(catalogue: Catalogue) -> None:
    numbered = [replace(EN, name=Bilingual("", f"Speaker {number}")) for number in range(3)]
    with catalogue.writing() as db:
        assert listed(db, "one", *numbered) == []
        assert len(names(db)) == 3
