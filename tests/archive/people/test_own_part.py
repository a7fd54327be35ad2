"""Which chapters are somebody's own."""

import pytest

from archive.people.own_part import names_somebody, talk_number

NAMES = ("하정우", "Ha Jung-woo", "아나 소자")


@pytest.mark.parametrize(
    ("title", "is_own"),
    [
        ("하정우 소장", True),
        ("발표 2 · 하 정우", True),
        ("[발표]하정우(물길연구소)", True),
        ("Jung-woo Ha: Rivers", True),
        ("HA JUNG WOO", True),
        ("아나 소자 기조연설", True),
        ("마하정우 교수", False),
        ("하정", False),
        ("Ha Jung", False),
        ("Bha Jung Woo", False),
        ("", False),
    ],
)
def test_a_chapter_is_of_whom_it_names(title: str, is_own: bool) -> None:
    assert names_somebody(title, NAMES) == is_own


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("발표 2", 2),
        ("[주제발표3] 물", 3),
        ("Presentation 01: Rivers", 1),
        ("talk 12", 12),
        ("발표", None),
        ("2부 발표 1", None),
        ("발표 2023", None),
    ],
)
def test_talks_that_are_counted_say_their_number(title: str, number: int | None) -> None:
    assert talk_number(title) == number
