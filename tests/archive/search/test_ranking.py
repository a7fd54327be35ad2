"""Order of what is found, on both databases."""

from archive.catalogue.engine import Catalogue
from archive.search.analyse import Analyser
from archive.search.ranking import Order, Ranked, Scope, rank_sessions
from archive.search.wanted import read_query
from tests.archive.search.invented import Invented, Someone, keep

SESSIONS = (
    Invented("said", english=("one river", "nothing", "nothing more")),
    Invented("titled", en="The river"),
    Invented("by-name", people=(Someone("", "Ann River"),)),
    Invented("said-later", english=("a river", "and so on")),
    Invented("other", en="Mountains"),
)


def test_titles_come_before_people_and_people_before_speech(
    catalogue: Catalogue, analyser: Analyser
) -> None:
    ids = keep(catalogue, analyser, *SESSIONS)
    with catalogue.reading() as db:
        ranked = rank_sessions(db, read_query(analyser, "river"), Scope(), Order(10))
    assert ranked.total == 4
    assert ranked.ids[:2] == (ids["titled"], ids["by-name"])
    assert set(ranked.ids[2:]) == {ids["said"], ids["said-later"]}


def test_beyond_the_cap_speech_is_ordered_by_age(catalogue: Catalogue, analyser: Analyser) -> None:
    ids = keep(catalogue, analyser, *SESSIONS)
    order = ("titled", "by-name", "said-later", "said")
    with catalogue.reading() as db:
        wanted = read_query(analyser, "river")
        for limit in (1, 2, 3, 10):
            ranked = rank_sessions(db, wanted, Scope(), Order(limit, cap=3))
            assert ranked == Ranked(4, tuple(ids[code] for code in order[:limit]))


def test_what_must_come_first_does(catalogue: Catalogue, analyser: Analyser) -> None:
    ids = keep(catalogue, analyser, *SESSIONS)
    with catalogue.reading() as db:
        wanted = read_query(analyser, "river")
        ranked = rank_sessions(db, wanted, Scope(), Order(1, first=(ids["said"],)))
    assert ranked == Ranked(4, (ids["said"],))
