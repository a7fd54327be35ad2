"""Foreign names in Hangul and in Latin letters, taken for each other by their sound."""

import pytest

from archive.people.foreign import hangul_skeleton, latin_skeletons
from archive.people.matching import KnownName, MatchKind, NameIndex

LATIN = NameIndex(
    KnownName(number, "", name)
    for number, name in enumerate(
        ("Bill Banks", "Ana Souza", "Rachel Smith", "Hugh Wright", "Jan Gates", "Lena Berg"), 1
    )
)
HANGUL = NameIndex((KnownName(1, "빌 뱅크스"), KnownName(2, "아나 소자"), KnownName(3, "하정우")))


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("뱅크스", "banks"),
        ("스미스", "smith"),
        ("라이트", "wright"),
        ("게이츠", "gates"),
        ("얀", "jan"),
        ("톰프슨", "thompson"),
    ],
)
def test_both_scripts_share_a_skeleton(hangul: str, latin: str) -> None:
    assert hangul_skeleton(hangul) in latin_skeletons(latin)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("뱅크스", [1]),
        ("빌 뱅크스", [1]),
        ("뱅크스 빌", [1]),
        ("소자", [2]),
        ("레이철 스미스", [3]),
        ("라이트", [4]),
        ("게이츠", [5]),
        ("하정우", []),
    ],
)
def test_a_hangul_form_finds_a_name_in_latin_letters(text: str, expected: list[int]) -> None:
    found = LATIN.find(text)
    assert [match.id for match in found] == expected
    assert {match.kind for match in found} <= {MatchKind.SIMILAR}


def test_a_latin_form_finds_a_foreign_name_in_hangul() -> None:
    assert [(match.id, match.kind) for match in HANGUL.find("Banks")] == [(1, MatchKind.SIMILAR)]


@pytest.mark.parametrize("text", ["하정우", "하졍우"])
def test_a_korean_name_known_in_latin_letters_alone_is_read(text: str) -> None:
    index = NameIndex((KnownName(1, "", "Jung-woo Ha"), KnownName(2, "", "Bill Banks")))
    kinds = [(match.id, match.kind) for match in index.find("하정우")]
    assert kinds == [(1, MatchKind.READING)]
