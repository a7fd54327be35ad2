"""Names told from affiliations."""

import pytest

from archive.programme.lines import Line
from archive.programme.mentions import Mentions, gather_mentions
from archive.programme.people import looks_like_person, read_people
from tests.paths import shared

NOBODY = Mentions()


@pytest.mark.parametrize(
    ("printed", "name", "affiliation"),
    [
        ("홍길동 한빛대 교수", "홍길동", "한빛대 교수"),
        ("홍길동(한빛대 교수)", "홍길동", "한빛대 교수"),
        ("홍길동, 한빛대 교수", "홍길동", "한빛대 교수"),
        ("홍길동 교수(한빛대)", "홍길동", "한빛대 교수"),
        ("서울대 홍길동 교수", "홍길동", "서울대 교수"),
        ("한빛재단 이사장 홍길동", "홍길동", "한빛재단 이사장"),
        ("가온시장(홍길동)", "홍길동", "가온시장"),
        ("홍 길 동 한빛대 교수", "홍길동", "한빛대 교수"),
        ("고 진 한빛의원 원장", "고진", "한빛의원 원장"),
        ("남궁민수 한빛대 교수", "남궁민수", "한빛대 교수"),
        ("이지원 KAIST 교수", "이지원", "KAIST 교수"),
        ("홍길동 한빛대(가온캠퍼스) 총장", "홍길동", "한빛대(가온캠퍼스) 총장"),
        ("Ada Byron 한빛대 교수", "Ada Byron", "한빛대 교수"),
        ("Ada Byron UN 자문관", "Ada Byron", "UN 자문관"),
        ("Ada Byron, Professor at Hanbit", "Ada Byron", "Professor at Hanbit"),
        ("Dr. Ada Byron 한빛대 교수", "Ada Byron", "한빛대 교수"),
        ("María de la Cruz Peña 가온 시 국장", "María de la Cruz Peña", "가온 시 국장"),
        ("J.R. Smith (한빛대 교수)", "J.R. Smith", "한빛대 교수"),
    ],
)
def test_name_and_affiliation_are_separated(printed: str, name: str, affiliation: str) -> None:
    [person] = read_people(printed, NOBODY)

    assert (person.name.best("ko"), person.affiliation, person.doubt) == (name, affiliation, None)


def test_commas_between_people_and_before_affiliations_are_told_apart() -> None:
    people = read_people("홍길동, 한빛대 교수, 임꺽정(가온시, 과장) · 성춘향", NOBODY)

    assert [(one.name.ko, one.affiliation) for one in people] == [
        ("홍길동", "한빛대 교수"),
        ("임꺽정", "가온시, 과장"),
        ("성춘향", ""),
    ]


@pytest.mark.parametrize(
    ("prose", "hangul", "latin"),
    [
        ("가온대(별빛 캠퍼스) 아다 바이런(Ada Byron, 영국) 총장", "아다 바이런", "Ada Byron"),
        ("시의 호세 데 라 크루스(José de la Cruz) 국장", "호세 데 라 크루스", "José de la Cruz"),
        ("한빛대 홍길동(Gildong Hong) 교수", "홍길동", "Gildong Hong"),
        ("연사는 Ada Byron(아다 바이런)이다", "아다 바이런", "Ada Byron"),
        ("한빛연구소장 Ada(Ada Byron, 영국)", "", "Ada Byron"),
    ],
)
def test_prose_gives_the_name_in_the_other_script(prose: str, hangul: str, latin: str) -> None:
    known = gather_mentions([Line(1, prose)])

    [person] = read_people(f"{latin} 한빛대 교수", known)
    assert (person.name.ko, person.name.en, person.affiliation) == (hangul, latin, "한빛대 교수")


def test_known_transliterated_name_is_separated_from_its_affiliation() -> None:
    known = gather_mentions([Line(1, "아다 바이런(Ada Byron) 교수")])

    [person] = read_people("아다 바이런 한빛대 교수", known)

    assert (person.name.ko, person.name.en, person.affiliation, person.doubt) == (
        "아다 바이런",
        "Ada Byron",
        "한빛대 교수",
        None,
    )


@pytest.mark.parametrize(
    "title",
    ["도시 계획", "Break Time", "정보화 시대의 기록", "이븐한 성장문화 (시즌 2)", "AI 시대"],
)
def test_title_does_not_look_like_a_person(title: str) -> None:
    assert not looks_like_person(title, NOBODY)


def test_published_korean_names_are_names() -> None:
    lines = shared("names/ko_en_pairs.csv").read_text(encoding="utf-8").splitlines()[1:]
    names = [line.split(",")[0] for line in lines]

    assert [
        name
        for name in names
        if " " not in name
        and len(name) > 2
        and read_people(f"{name} 한빛대 교수", NOBODY)[0].name.ko != name
    ] == []
