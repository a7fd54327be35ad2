"""What somebody typed, as what must be found."""

import pytest

from archive.search.analyse import Analyser
from archive.search.grammar import as_fts5, as_tsquery
from archive.search.wanted import Clause, Phrase, Wanted, clean, read_query


def one(*terms: str) -> Clause:
    return (Phrase(terms),)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("river banks", (one("river"), one("bank"))),
        ("river river", (one("river"),)),
        ("the river of the city", (one("river"), one("citi"))),
        ("to be or not to be", (one("to"), one("be"), one("or"), one("not"))),
        ('"river banks" flood', (one("river", "bank"), one("flood"))),
        ("“river banks”", (one("river", "bank"),)),
        ('river" banks', (one("river"), one("bank"))),
        ('"" river', (one("river"),)),
        ("AND OR NOT", (one("and"), one("or"), one("not"))),
        ("!!!", ()),
    ],
)
def test_every_word_is_wanted(analyser: Analyser, text: str, clauses: tuple[Clause, ...]) -> None:
    assert read_query(analyser, text).clauses == clauses


def test_a_name_is_wanted_in_any_of_its_forms(analyser: Analyser) -> None:
    forms = [
        {phrase.terms for phrase in clause} for clause in read_query(analyser, "AI 강").clauses
    ]
    assert forms == [{("ai",), ("인공", "지능"), ("artifici", "intellig")}, {("강",)}]


def test_a_long_noun_is_also_wanted_in_its_parts(analyser: Analyser) -> None:
    assert read_query(analyser, "국립중앙도서관").clauses == (
        (Phrase(("국립중앙도서관",)), Phrase(("국립", "중앙", "도서관"))),
    )


@pytest.mark.parametrize(
    ("text", "beginnings"),
    [
        ("neighb", {("neighb",)}),
        ("river neighb", {("neighb",)}),
        ("스마트도", {("스마트도",), ("스마트", "도")}),
        ("도시재", {("도시재",), ("도시", "재")}),
        ("r", set()),
        ('"river banks"', set()),
        ("river!", set()),
    ],
)
def test_the_last_word_may_go_on(
    analyser: Analyser, text: str, beginnings: set[tuple[str, ...]]
) -> None:
    wider = read_query(analyser, text).wider
    assert {phrase.terms for clause in wider for phrase in clause if phrase.is_prefix} == beginnings


def test_control_characters_are_spaces() -> None:
    assert clean(" a\x00b\n\tc\ud800 ") == "a b c"


def test_every_term_is_quoted_for_sqlite() -> None:
    wanted = Wanted(((Phrase(('a"b', "c")), Phrase(("d",), is_prefix=True)),), ((Phrase(("e",)),),))
    assert as_fts5(wanted) == '(("a""b c" OR "d" *))'
    assert as_fts5(wanted, is_wide=True) == '(("a""b c" OR "d" *)) OR (("e"))'
    assert as_fts5(wanted, columns=("title", "people")) == (
        '{title people} : ((("a""b c" OR "d" *)))'
    )


def test_every_term_is_quoted_for_postgresql() -> None:
    clause = (Phrase(("a'b", "c\\")), Phrase(("d", "e"), is_prefix=True))
    assert as_tsquery(clause) == "('a''b' <-> 'c\\\\') | ('d' <-> 'e':*)"
