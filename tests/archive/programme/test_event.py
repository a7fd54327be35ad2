"""The event's title and day, told apart from everything else a release says."""

from datetime import date

import pytest

from archive.programme.model import Bilingual
from tests.archive.programme.releases import doubts, read

ROW = "10:00~11:00\t개회식\n"
HEADING = "가온 포럼 프로그램\n\n"


@pytest.mark.parametrize(
    "printed",
    [
        "○ 일 시: 2025. 5. 14.(수) 10:00~17:00",
        "일시 : 2025.5.14",
        "□ 일시: 2025년 5월 14일(수요일)",
        "○ 일시 : ’25. 5. 14.(수)",
        "가온시는 2025-05-14 ‘가온 포럼’을 개최한다.",
        "가온시는 5월 14일(수) ‘가온 포럼’을 개최한다. 지난 4월 2일 예고했다.",
    ],
)
def test_day_of_the_event_is_not_the_day_of_the_release(printed: str) -> None:
    programme = read(f"2025. 5. 12.(월) 석간용\n\n{printed}\n\n{HEADING}{ROW}")

    assert programme.event.date == date(2025, 5, 14)
    assert doubts(programme) == []


def test_same_day_means_the_date_before_it() -> None:
    programme = read(
        "2025. 5. 12.(월) 석간용\n"
        "- 가온시는 5.14.(수) 14시 총회를 연다고 밝혔다.\n"
        "- 같은 날 10시부터 ‘가온 포럼’이 열린다.\n" + HEADING + ROW
    )

    assert programme.event.date == date(2025, 5, 14)
    assert doubts(programme) == []


def test_release_in_december_of_an_event_in_january_means_next_year() -> None:
    programme = read(f"2022. 12. 20.(화) 조간용\n1월 10일 ‘가온 포럼’을 연다.\n\n{HEADING}{ROW}")

    assert programme.event.date == date(2023, 1, 10)


def test_date_of_the_release_is_taken_with_a_doubt() -> None:
    programme = read(f"2025. 5. 12.(월) 석간용\n\n{HEADING}{ROW}")

    assert programme.event.date == date(2025, 5, 12)
    assert doubts(programme) == [
        (
            1,
            "2025. 5. 12.(월)",
            "The text gives no date of the event; the date of the press release was taken.",
        )
    ]


def test_weekday_that_does_not_fit_is_doubted() -> None:
    programme = read(f"일시: 2025. 5. 14.(금)\n\n{HEADING}{ROW}")

    assert programme.event.date == date(2025, 5, 14)
    assert doubts(programme) == [
        (1, "2025. 5. 14.(금)", "The weekday printed with this date is another one.")
    ]


def test_without_any_date_sessions_keep_their_order_and_have_no_times() -> None:
    programme = read(HEADING + ROW + "11:00~12:00\t휴식\n")

    assert programme.event.date is None
    assert [(one.code, one.start, one.end) for one in programme.sessions] == [
        ("opening", None, None),
        ("break-1", None, None),
    ]
    assert doubts(programme) == [
        (
            1,
            "가온 포럼 프로그램",
            "The text gives no date of the event; sessions have hours but no day.",
        )
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "「제5회 가온 기록 포럼」 세부 일정 (2025. 5. 14.)",
        "<붙임 2> 제5회 ‘가온 기록 포럼’ 프로그램(안) 2025. 5. 14.",
        "〈첨부1〉\n\n2025. 5. 14.(수)\n제5회 가온 기록 포럼 프로그램",
        "○ 행사명: 제5회 가온 기록 포럼\n○ 일시: 2025. 5. 14.\n\n행사 프로그램",
    ],
)
def test_title_stands_in_the_heading(heading: str) -> None:
    programme = read(f"{heading}\n시 간\t내 용\t비고\n{ROW}")

    assert programme.event.title == Bilingual("제5회 가온 기록 포럼")
    assert programme.event.date == date(2025, 5, 14)
    assert doubts(programme) == []


def test_title_only_found_in_the_prose_is_taken_with_a_doubt() -> None:
    prose = "가온시는 5월 14일 ‘가온 기록 포럼(Gaon Record Forum)’을 연다.\n\n"
    programme = read("2025. 5. 12.(월) 조간용\n" + prose + "행사 프로그램\n" + ROW)

    assert programme.event.title == Bilingual("가온 기록 포럼", "Gaon Record Forum")
    assert doubts(programme) == [
        (
            2,
            "가온 기록 포럼",
            "The timetable has no title; this one was taken from the text above it.",
        )
    ]
