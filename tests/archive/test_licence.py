"""Licences: a closed list with names in both languages, and how a work is credited."""

import pytest

from archive.language import say
from archive.licence import TERMS, Licence, Work, credit

WORK = Work("강을 되살리는 도시", "푸른강재단", 2026, "https://dasi.example/ko/e/river/1")


def test_every_licence_has_a_name_in_each_language() -> None:
    assert set(TERMS) == set(Licence)
    for terms in TERMS.values():
        assert say(terms.name, "ko") != say(terms.name, "en")


def test_the_types_of_kogl_have_their_official_names() -> None:
    kogl = [licence for licence in Licence if licence.startswith("kogl")]
    assert [say(TERMS[one].name, "ko") for one in kogl] == [
        "공공누리 제0유형: 자유이용",
        "공공누리 제1유형: 출처표시",
        "공공누리 제2유형: 출처표시+상업적 이용금지",
        "공공누리 제3유형: 출처표시+변경금지",
        "공공누리 제4유형: 출처표시+상업적 이용금지+변경금지",
    ]


def test_a_work_under_kogl_is_credited_as_its_guide_proposes() -> None:
    sentence = credit(Licence.KOGL_3, WORK)
    assert sentence
    assert say(sentence, "ko") == (
        "본 저작물은 ‘푸른강재단’에서 2026년 작성하여 공공누리 제3유형으로 개방한 "
        "‘강을 되살리는 도시’를 이용하였으며, 해당 저작물은 "
        "‘푸른강재단, https://dasi.example/ko/e/river/1’에서 무료로 내려받으실 수 있습니다."
    )


def test_a_work_without_a_year_is_credited_without_one() -> None:
    sentence = credit(Licence.KOGL_1, Work(WORK.title, WORK.maker, None, WORK.address))
    assert sentence
    assert "년" not in say(sentence, "ko")
    assert "None" not in say(sentence, "en")


def test_a_work_under_creative_commons_names_its_licence() -> None:
    assert str(credit(Licence.CC_BY_SA, WORK)) == (
        "“강을 되살리는 도시”, 푸른강재단, CC BY-SA 4.0, https://dasi.example/ko/e/river/1"
    )


@pytest.mark.parametrize(
    ("licence", "maker"),
    [
        (Licence.KOGL_0, "푸른강재단"),
        (Licence.CC0, "푸른강재단"),
        (Licence.RESERVED, "푸른강재단"),
        (Licence.UNSAID, "푸른강재단"),
        (Licence.KOGL_1, ""),
    ],
)
def test_no_credit_is_asked_where_none_is_due_or_nobody_is_named(
    licence: Licence, maker: str
) -> None:
    assert credit(licence, Work("제목", maker, 2026, "https://x")) is None
