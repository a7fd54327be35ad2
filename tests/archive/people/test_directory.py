"""People found by name and affiliation, and who is certain among those who are like them."""

import random

import pytest

from archive.people.directory import Directory
from archive.people.hangul import INITIALS, jamo, spelt_out
from archive.people.matching import NameIndex
from archive.people.names import CERTAIN, KnownName, MatchKind
from archive.people.slips import NearTexts

PEOPLE = Directory(
    (
        KnownName(1, "하정우", "", affiliations=("물길연구소 소장",)),
        KnownName(2, "하정우", "", affiliations=("하늘항공",)),
        KnownName(3, "김지연"),
        KnownName(4, "노을", "Noh Eul", ("한노을",), ("KAIST 교수",)),
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("하정우 하늘항공", [(2, MatchKind.EXACT)]),
        ("하늘항공 하정우", [(2, MatchKind.EXACT)]),
        ("Ha Jung-woo 물길 연구소", [(1, MatchKind.READING)]),
        ("Ha Jungwoo 물길연구소", [(1, MatchKind.READING)]),
        ("물길연구소", [(1, MatchKind.AFFILIATION)]),
        ("kaist", [(4, MatchKind.AFFILIATION)]),
        ("한노을", [(4, MatchKind.ALIAS)]),
        ("하정우", [(1, MatchKind.EXACT), (2, MatchKind.EXACT)]),
        ("없는연구소", []),
    ],
)
def test_an_affiliation_tells_namesakes_apart(
    text: str, expected: list[tuple[int, MatchKind]]
) -> None:
    assert [(match.id, match.kind) for match in PEOPLE.find(text)] == expected


def test_a_name_that_fits_another_better_is_only_similar() -> None:
    """지현 is what Jihyeon says: whoever is called 지연 may be meant, but not surely."""
    assert [match.kind for match in PEOPLE.find("Kim Jihyeon")] == [MatchKind.SIMILAR]
    assert [match.kind for match in PEOPLE.find("Kim Jiyeon")] == [MatchKind.READING]


def test_a_name_that_is_typed_by_half_is_not_certain() -> None:
    found = PEOPLE.find("하정")
    assert {match.id for match in found} == {1, 2}
    assert not {match.kind for match in found} & CERTAIN


def test_a_slip_that_makes_another_name_finds_both() -> None:
    index = NameIndex((KnownName(1, "하정우"), KnownName(2, "하성우")))
    found = [(match.id, match.kind) for match in index.find("하성우")]
    assert found == [(2, MatchKind.EXACT), (1, MatchKind.TYPO)]


def test_every_slip_in_a_name_finds_it() -> None:
    """One letter left out, added, changed or swapped, anywhere in the Latin or the Hangul form."""
    index = NameIndex((KnownName(1, "하정우"), KnownName(2, "남궁솔비"), KnownName(3, "최경화")))
    for person, name in ((1, "ha jungwoo"), (2, "namgung solbi"), (3, "choi kyunghwa")):
        for slip in _slips(name, "aeghny"):
            assert person in {match.id for match in index.find(slip)}, slip


def test_texts_one_letter_away_are_found_without_looking_at_all() -> None:
    dice = random.Random(3)  # noqa: S311 -- texts to compare, not a secret
    texts = {"".join(dice.choices("ㅎㅏㅈㅓㅇㅜ", k=dice.randrange(1, 9))) for _ in range(300)}
    near = NearTexts(texts)
    for text in sorted(texts)[:40]:
        around = {text, *_slips(text, "ㅎㅏㅈㅓㅇㅜ")}
        assert set(near.near(text)) == texts & around


def test_a_name_may_come_later() -> None:
    index = NameIndex((KnownName(1, "하정우"),))
    assert [match.id for match in index.find("Pyo Harin")] == []
    index.add(KnownName(2, "표하린"))
    assert [match.id for match in index.find("Pyo Harin")] == [2]
    assert [match.id for match in index.find("ㅍㅎㄹ")] == [2]
    assert [match.id for match in index.read("Harin Pyo")] == [2]
    assert index.read("Harin") == ()


def test_letters_and_initials_agree() -> None:
    assert all(spelt_out(name)[0] == jamo(name[0])[0] in INITIALS for name in ("하정우", "노을"))


def _slips(text: str, letters: str) -> set[str]:
    found = set()
    for at in range(len(text) + 1):
        before, after = text[:at], text[at:]
        if " " in after[:1] or " " in before[-1:]:
            continue
        found |= {before + letter + after for letter in letters}
        if after:
            found |= {before + letter + after[1:] for letter in letters} | {before + after[1:]}
        if len(after) > 1 and after[1] != " ":
            found.add(before + after[1] + after[0] + after[2:])
    return found - {text}
