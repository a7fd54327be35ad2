"""People at the desk: found, named, made one, split, given back, and only by those who may."""

import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from archive.catalogue.engine import Db
from archive.catalogue.queries.desk_people import desk_person, open_pairs
from archive.programme.model import Bilingual, Programme
from tests import forum
from tests.archive.catalogue.test_people import KO, listed, names, who
from tests.studio import Studio, send

PEOPLE = "/en/desk/people"


@pytest.fixture
def desk(studio: Studio) -> TestClient:
    """An editor; 하정우 is known from two places, as number 4 and 5."""
    with studio.catalogue.writing() as db:
        listed(db, "one", KO)
        listed(db, "two", replace(KO, affiliation="하늘항공"))
    return studio.editor()


def people(studio: Studio) -> list[int]:
    with studio.catalogue.reading() as db:
        return [person for _, person in who(db)][-2:]


def test_the_list_asks_who_is_the_same_and_takes_the_answer(
    studio: Studio, desk: TestClient
) -> None:
    page = desk.get(PEOPLE).text
    assert "5 people are known." in page
    assert "Perhaps the same person" in page
    assert people(studio) == [4, 5]
    answer = send(desk, f"{PEOPLE}/same", {"kept": "4", "merged": "5"}, page=PEOPLE)
    assert answer.headers["location"] == f"{PEOPLE}?done=merged"
    assert people(studio) == [4, 4]
    after = desk.get(answer.headers["location"]).text
    assert "The two are one person now." in after
    assert "Perhaps the same person" not in after
    assert desk.get(f"{PEOPLE}/5").headers["location"] == f"{PEOPLE}/4"

    found = re.search(r'name="change" value="(\d+)"', desk.get(f"{PEOPLE}/4").text)
    assert found
    answer = send(desk, f"{PEOPLE}/4/undo", {"change": found[1]}, page=f"{PEOPLE}/4")
    assert answer.headers["location"] == f"{PEOPLE}/4?done=undone"
    assert people(studio) == [4, 5]
    assert "undone on" in desk.get(f"{PEOPLE}/4").text


def test_two_people_are_not_asked_about_again(studio: Studio, desk: TestClient) -> None:
    fields = {"kept": "4", "merged": "5", "then": "person"}
    answer = send(desk, f"{PEOPLE}/apart", fields, page=f"{PEOPLE}/4")
    assert answer.headers["location"] == f"{PEOPLE}/4?done=apart"
    with studio.catalogue.reading() as db:
        assert open_pairs(db) == ()


def test_chosen_appearances_become_a_person_of_their_own(studio: Studio, desk: TestClient) -> None:
    send(desk, f"{PEOPLE}/same", {"kept": "4", "merged": "5"}, page=PEOPLE)
    with studio.catalogue.reading() as db:
        chosen = next(
            one.id for one in desk_person(db, 4).appearances if one.affiliation == "물길연구소"
        )
    nothing = send(desk, f"{PEOPLE}/4/split", {}, page=f"{PEOPLE}/4")
    assert (nothing.status_code, 'role="alert"' in nothing.text) == (400, True)
    answer = send(desk, f"{PEOPLE}/4/split", {f"appearance-{chosen}": "1"}, page=f"{PEOPLE}/4")
    assert answer.headers["location"] == f"{PEOPLE}/4?done=split"
    assert people(studio) == [6, 4]


def test_names_are_written_and_found(studio: Studio, desk: TestClient) -> None:
    here = f"{PEOPLE}/4"
    fields = {"name_ko": "하정우", "name_en": "Ha Jung-woo", "affiliation": "강변대"}
    assert send(desk, f"{here}/names", fields, page=here).status_code == 303
    added = {"text": "하선장", "kind": "former", "source": "1999"}
    assert send(desk, f"{here}/names/add", added, page=here).status_code == 303
    for query in ("jungwoo ha", "하선장", "ㅎㅅㅈ"):
        assert f'href="{here}"' in desk.get(PEOPLE, params={"q": query}).text, query
    page = desk.get(here, params={"q": "하정우"}).text
    assert "former name · 1999" in page
    assert f'href="{PEOPLE}/5"' in page
    number = re.search(r'name="name" value="(\d+)"', page)
    assert number
    assert send(desk, f"{here}/names/remove", {"name": number[1]}, page=here).status_code == 303
    assert "Nobody was found." in desk.get(PEOPLE, params={"q": "하선장"}).text
    empty = {"name_ko": "", "name_en": " ", "affiliation": "<b>"}
    refused = send(desk, f"{here}/names", empty, page=here)
    assert (refused.status_code, "A person needs a name" in refused.text) == (400, True)
    assert "&lt;b&gt;" in refused.text
    with studio.catalogue.reading() as db:
        assert names(db)[3] == ("하정우", "Ha Jung-woo")


@pytest.mark.parametrize("path", ["", "/4", "/99"])
def test_nobody_else_sees_or_changes_people(studio: Studio, desk: TestClient, path: str) -> None:
    stranger = studio.viewer()
    assert stranger.get(f"{PEOPLE}{path}").headers["location"].startswith("/en/desk/sign-in")
    fields = {"kept": "4", "merged": "5"}
    assert stranger.post(f"{PEOPLE}/same", data=fields).status_code == 403
    assert desk.post(f"{PEOPLE}/same", data=fields).status_code == 403
    assert people(studio) == [4, 5]


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("same", {"kept": "4", "merged": "99"}),
        ("apart", {"kept": "4", "merged": "99999999999"}),
        ("99/split", {"appearance-1": "1"}),
        ("99/names", {"name_ko": "x"}),
        ("4/undo", {"change": "99"}),
        ("4/names/remove", {"name": "99"}),
    ],
)
def test_nobody_is_not_found(
    studio: Studio, desk: TestClient, verb: str, fields: dict[str, str]
) -> None:
    assert send(desk, f"{PEOPLE}/{verb}", fields, page=PEOPLE).status_code == 404
    assert people(studio) == [4, 5]


def test_a_long_list_is_shown_in_pages(studio: Studio, desk: TestClient) -> None:
    with studio.catalogue.writing() as db:
        _many(db)
    first = desk.get(PEOPLE).text
    assert "65 people are known." in first
    assert first.count("<tr>") == 51
    assert desk.get(PEOPLE, params={"page": "2"}).text.count("<tr>") == 16


def _many(db: Db) -> None:
    letters = "abcdefghij"
    people = [
        replace(KO, name=Bilingual("", f"Person {letters[n // 10]}{letters[n % 10]}mon"))
        for n in range(60)
    ]
    many = replace(forum.SESSIONS[3], people=tuple(people))
    forum.keep(db, Programme(forum.EVENT, (many,)), "many")
