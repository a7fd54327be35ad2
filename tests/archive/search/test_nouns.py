"""Nouns inside a long noun."""

import pytest

from archive.search.nouns import Noun, parts_of

COMMON = Noun(is_proper=False, score=-10.0)
PLACE = Noun(is_proper=True, score=-9.0)
RARE = Noun(is_proper=False, score=-14.0)
WORDS = {
    **dict.fromkeys(
        ("국립", "중앙", "도서관", "도서", "데이터", "도시", "교육", "학교", "대학교"), COMMON
    ),
    **dict.fromkeys(("서울", "서울대", "강변"), PLACE),
    **dict.fromkeys(("파라", "미터"), RARE),
}


@pytest.mark.parametrize(
    ("noun", "parts"),
    [
        ("국립중앙도서관", ("국립", "중앙", "도서관")),
        ("빅데이터", ("빅", "데이터")),
        ("서울시", ("서울", "시")),
        ("서울대학교", ("서울", "대학교")),
        ("교육청", ("교육", "청")),
        ("도시락", ()),
        ("파라미터", ()),
        ("데이터", ()),
        ("중앙강변", ()),
        ("교육시", ()),
        ("도시" * 11, ()),
        ("도시", ()),
        ("", ()),
    ],
)
def test_a_noun_is_parted_only_where_known_nouns_cover_it(
    noun: str, parts: tuple[str, ...]
) -> None:
    assert parts_of(noun, WORDS.get) == parts
