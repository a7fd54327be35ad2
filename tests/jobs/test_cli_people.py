"""The commands ``people import`` and ``people find``."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.catalogue.engine import Catalogue
from archive.catalogue.queries.desk_people import open_pairs
from jobs.cli import main
from tests import forum

LIST = (
    "name_ko,name_en,affiliation\n하정우,Ha Jung-woo,물길연구소\n하정우,,하늘항공\n"
    ",Bill Banks,Bridge Office\n노을,,\n,,이름 없음\n"
)
Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def home(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with an empty catalogue, and a list of people in it."""
    shutil.copy(sqlite_template, tmp_path / "archive.sqlite")
    monkeypatch.setenv("DASIBOGI_HOME", str(tmp_path))
    monkeypatch.setenv("DASIBOGI_DATABASE_URL", f"sqlite:///{tmp_path / 'archive.sqlite'}")
    monkeypatch.setenv("DASIBOGI_BASE_URL", "https://dasi.example")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "people.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(home: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Exit code, the JSON value, and stderr."""

    def people(*words: str) -> tuple[int, Any, str]:
        code = main(("people", *words, "--json"))
        written = capsysbinary.readouterr()
        return code, json.loads(written.out or b"null"), written.err.decode()

    return people


def found(run: Run, text: str) -> list[tuple[str, str, str]]:
    code, value, _ = run("find", text)
    assert code == 0
    return [
        (one["name"]["ko"] or one["name"]["en"], one["affiliation"], one["match"]) for one in value
    ]


def test_a_list_makes_people_known_and_again_changes_nothing(home: Path, run: Run) -> None:
    bad = [{"line": 6, "reason": "This row has no name."}]
    first = run("import", str(home / "people.csv"))
    assert first == (0, {"added": 4, "changed": 0, "known": 0, "bad": bad}, "")
    again = run("import", str(home / "people.csv"))
    assert again == (0, {"added": 0, "changed": 0, "known": 4, "bad": bad}, "")


def test_a_list_tells_more_of_people_and_asks_where_it_is_not_sure(home: Path, run: Run) -> None:
    run("import", str(home / "people.csv"))
    more = home / "more.csv"
    more.write_text(
        "name_ko,name_en,affiliation\n노을,Noh Eul,강변대\n하정우,,강변대\n", encoding="cp949"
    )
    assert run("import", str(more))[1] == {"added": 1, "changed": 1, "known": 0, "bad": []}
    assert found(run, "Noh Eul") == [("노을", "강변대", "exact")]
    catalogue = Catalogue(f"sqlite:///{home / 'archive.sqlite'}")
    with catalogue.reading() as db:
        asked = [(pair.first.id, pair.second.id) for pair in open_pairs(db)]
    catalogue.close()
    assert asked == [(1, 5)]


def test_a_list_knows_who_is_in_the_programme(home: Path, run: Run) -> None:
    catalogue = Catalogue(f"sqlite:///{home / 'archive.sqlite'}")
    with catalogue.writing() as db:
        forum.keep(db)
    catalogue.close()
    listed = home / "forum.csv"
    listed.write_text("name_ko,affiliation\n노을,물길연구소 소장\n", encoding="utf-16")
    assert run("import", str(listed))[1] == {"added": 0, "changed": 0, "known": 1, "bad": []}


def test_people_are_found_in_every_script_the_surest_first(home: Path, run: Run) -> None:
    run("import", str(home / "people.csv"))
    assert run("find", "HA, Jungwoo")[1][0] == {
        "name": {"ko": "하정우", "en": "Ha Jung-woo"},
        "affiliation": "물길연구소",
        "match": "exact",
        "score": 1.0,
        "url": "https://dasi.example/en/p/1",
    }
    assert found(run, "Jeongu Ha")[0] == ("하정우", "물길연구소", "reading")
    assert found(run, "하정우 하늘항공") == [("하정우", "하늘항공", "exact")]
    assert found(run, "ㅎㅈㅇ")[0] == ("하정우", "물길연구소", "initials")
    assert found(run, "하졍우")[0] == ("하정우", "물길연구소", "typo")
    assert found(run, "뱅크스") == [("Bill Banks", "Bridge Office", "similar")]
    assert found(run, "물길연구소") == [("하정우", "물길연구소", "similar")]
    assert found(run, "Xavier Quirrel") == []


@pytest.mark.parametrize(
    "words",
    [("find", "x", "--limit", "0"), ("import", "nowhere.csv"), ("find",), ("import", ".")],
)
def test_what_must_change_is_refused_in_a_sentence(
    run: Run, words: tuple[str, ...], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    try:
        code = run(*words)[0]
    except SystemExit as exc:
        code = int(exc.code or 0)
    assert code == 2


def test_people_are_listed_for_readers_too(
    home: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(("people", "import", str(home / "people.csv"))) == 0
    assert main(("people", "find", "노을")) == 0
    assert main(("people", "find", "아무도")) == 0
    assert capsysbinary.readouterr().out.decode().splitlines() == [
        "4 people added, 0 changed, 0 known already.",
        "Line 6 was left out: This row has no name.",
        "노을      exact  https://dasi.example/en/p/4",
        "Nobody was found.",
    ]
