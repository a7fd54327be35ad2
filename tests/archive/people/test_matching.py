"""People found by whatever their name is typed as."""

import csv

import pytest

from archive.people.matching import KnownName, MatchKind, NameIndex, find_people, given_name
from tests.paths import shared

PEOPLE = (
    KnownName(1, "하정우"),
    KnownName(2, "표하린", "Harin Pyo"),
    KnownName(3, "남궁솔비"),
    KnownName(4, "빌 뱅크스", "Bill Banks"),
    KnownName(5, "", "Ana Souza"),
    KnownName(6, "최경화", aliases=("Kyung-wha Choi",)),
    KnownName(7, "한지우"),
)
INDEX = NameIndex(PEOPLE)


def found(text: str) -> list[tuple[int, MatchKind]]:
    return [(match.id, match.kind) for match in INDEX.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ha Jung-woo",
        "HA, Jungwoo",
        "hajungwoo",
        "Jungwoo Ha",
        "jungwooha",
        "Ha Jeongu",
        "Ha Chŏng-u",
        "Ha Jeong-woo",
        "Chung Woo Hah",
        "하정우",
        "하 정우",
        "정우",
        "하정",
        "ㅎㅈㅇ",
        "하ㅈㅇ",
        "ㅎ ㅈ ㅇ",
        "하졍우",
        "Ha Jungwuo",
    ],
)
def test_one_person_is_found_by_every_way_to_write_the_name(text: str) -> None:
    assert found(text)[0][0] == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("표하린", [(2, MatchKind.EXACT)]),
        ("Pyo Harin", [(2, MatchKind.EXACT)]),
        ("harin p", [(2, MatchKind.SIMILAR)]),
        ("Pyo Hatin", [(2, MatchKind.TYPO)]),
        ("Namkoong Solbi", [(3, MatchKind.READING)]),
        ("Solbi Namgung", [(3, MatchKind.READING)]),
        ("solbinamgung", [(3, MatchKind.READING)]),
        ("솔비", [(3, MatchKind.EXACT)]),
        ("banks", [(4, MatchKind.EXACT)]),
        ("뱅크스", [(4, MatchKind.EXACT)]),
        ("SOUZA, Ana", [(5, MatchKind.EXACT)]),
        ("Ana Sousa", [(5, MatchKind.TYPO)]),
        ("Choi Kyung-wha", [(6, MatchKind.ALIAS)]),
        ("ㅎㅈㅇ", [(1, MatchKind.INITIALS), (7, MatchKind.INITIALS)]),
        ("ㅎ", [(1, MatchKind.INITIALS), (7, MatchKind.INITIALS)]),
        ("river banks", []),
        ("강변", []),
        ("", []),
        ("!?", []),
        ("하정우" * 30, []),
    ],
)
def test_a_name_is_found_as_surely_as_it_is_written(
    text: str, expected: list[tuple[int, MatchKind]]
) -> None:
    assert found(text) == expected


def test_two_consonants_a_keyboard_joined_are_two_initials() -> None:
    people = [KnownName(1, "김솔비"), KnownName(2, "김하린")]
    assert [match.id for match in find_people("ㄳ", people)] == [1]


def test_the_surest_matches_come_first() -> None:
    people = [KnownName(1, "하정우"), KnownName(2, "하정우리"), KnownName(3, "마하정우")]
    matches = find_people("하정우", people)
    assert [(match.id, match.kind) for match in matches] == [
        (1, MatchKind.EXACT),
        (3, MatchKind.EXACT),
        (2, MatchKind.SIMILAR),
    ]
    assert [match.score for match in matches] == sorted(
        (match.score for match in matches), reverse=True
    )


def test_as_many_are_given_as_are_asked_for() -> None:
    assert [match.id for match in INDEX.find("ㅎ", limit=1)] == [1]


def test_namesakes_are_both_found() -> None:
    people = [KnownName(1, "하정우"), KnownName(2, "하정우")]
    assert [match.id for match in find_people("Ha Jungwoo", people)] == [1, 2]


@pytest.mark.parametrize(
    ("name", "given"),
    [("하정우", "정우"), ("남궁솔비", "솔비"), ("남궁솔", "솔"), ("남궁", "궁"), ("빌", "")],
)
def test_a_given_name_is_what_follows_the_surname(name: str, given: str) -> None:
    assert given_name(name) == given


def test_published_romanisations_find_their_hangul_names() -> None:
    """Measured on 360 pairs: 0.994 first and right, among the 331 names of the list."""
    with shared("names/ko_en_pairs.csv").open(encoding="utf-8", newline="") as file:
        pairs = [(row["hangul"], row["romanised"]) for row in csv.DictReader(file)]
    names = list(dict.fromkeys(hangul for hangul, _ in pairs))
    index = NameIndex(KnownName(number, name) for number, name in enumerate(names))
    first = [next((names[match.id] for match in index.find(latin)), "") for _, latin in pairs]
    right = sum(found == hangul for found, (hangul, _) in zip(first, pairs, strict=True))
    assert right / len(pairs) >= 0.95


def test_of_people_found_alike_whoever_takes_part_more_often_comes_first() -> None:
    """First letters are shared by dozens, and nothing else that was typed tells them apart."""
    people = [
        KnownName(1, "하정우", appearances=1),
        KnownName(2, "허준용", appearances=0),
        KnownName(3, "한지용", appearances=7),
    ]
    assert [match.id for match in find_people("ㅎㅈㅇ", people)] == [3, 1, 2]
    assert [match.id for match in find_people("허준용", people)] == [2]
