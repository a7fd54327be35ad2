"""Whether a chapter's title names a session."""

import pytest

from archive.alignment.titles import LIKELY, likeness, numbers
from archive.programme.model import SessionKind
from tests.archive.alignment.broadcast import planned

SESSION = planned(
    "s", "세션 2. 물과 도시의 기억", 0, 60, english="Session 2: Water Remembers", names=("한가람",)
)


@pytest.mark.parametrize(
    "title",
    [
        "세션 2. 물과 도시의 기억",
        "물과 도시의 기억",
        "물과 도시에 기억",
        "03) 물과도시의 기억",
        "session ii",
        "제2세션 시작",
        "WATER REMEMBERS",
        "Water Remembers (한가람, 서울)",
        "한가람 교수 발표",
    ],
)
def test_the_session_is_recognised(title: str) -> None:
    assert likeness(title, SESSION) >= LIKELY


@pytest.mark.parametrize(
    "title",
    [
        "세션 3. 물과 도시의 기억",
        "Session 1",
        "휴식",
        "질의응답",
        "",
        "…",
        "도시",
        "Fire Forgets All",
    ],
)
def test_another_title_is_not(title: str) -> None:
    assert likeness(title, SESSION) < LIKELY


def test_the_same_title_is_surer_than_a_number_and_a_number_than_a_kind() -> None:
    opening = planned("o", "개회식", 0, 10, kind=SessionKind.OPENING)
    sure = [
        likeness("세션 2. 물과 도시의 기억", SESSION),
        likeness("Session 2", SESSION),
        likeness("Opening", opening),
    ]
    assert sure == sorted(sure, reverse=True)
    assert len(set(sure)) == 3


@pytest.mark.parametrize(
    ("title", "counted"),
    [
        ("세션2", {("session", 2)}),
        ("2부 세션 IV", {("part", 2), ("session", 4)}),
        ("제１부", {("part", 1)}),
        ("Panel #3", {("panel", 3)}),
        ("2024 서울 포럼 2부터", set()),
        ("Sessions of 2024", set()),
    ],
)
def test_counted_things_are_read(title: str, counted: set[tuple[str, int]]) -> None:
    assert numbers(title) == counted
