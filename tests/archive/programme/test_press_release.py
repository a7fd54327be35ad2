"""Invented press releases of other organisers, in other layouts."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from archive.errors import ProgrammeUnreadableError
from archive.programme.model import Bilingual, SessionKind
from tests.archive.programme.releases import (
    SEPARATE_LINES,
    SPACES,
    TABS,
    doubts,
    outline,
    people,
    read,
    release,
    row,
)

SEOUL = ZoneInfo("Asia/Seoul")


def test_tabbed_timetable_is_read_by_its_column_headings() -> None:
    programme = read(TABS)

    assert programme.event.title == Bilingual("2025 열린 기록 포럼", "Open Records Forum 2025")
    assert programme.event.date == date(2025, 5, 14)
    assert outline(programme) == [
        ("other-1", "참가자 등록", "1층 로비", "09:30-10:00"),
        ("opening", "개회선언 및 국민의례", "5층 대강당", "10:00-10:10"),
        ("address", "환영사", "5층 대강당", "10:10-10:20"),
        ("keynote", "기억하는 도시", "5층 대강당", "10:20-11:00"),
        ("session-1", "기록의 내일", "5층 대강당", "11:00-12:00"),
        ("break-1", "오찬", "", "12:00-13:30"),
        ("other-2", "기록상 시상", "5층 대강당", "13:30-14:00"),
        ("closing", "폐회사 및 기념촬영", "5층 대강당", "14:00-14:10"),
    ]
    assert [people(session) for session in programme.sessions if session.people] == [
        [("address", "홍길동", "가온시장")],
        [("keynote", "아다 바이런 = Ada Byron", "한빛대학교 교수")],
        [
            ("chair", "임꺽정", "한빛대 교수"),
            ("presenter", "장길산", "누리연구소 소장"),
            ("presenter", "성춘향", "가온시 기록팀장"),
            ("discussant", "이몽룡", "새벽신문 기자"),
            ("discussant", "변학도", "남원재단 이사"),
        ],
    ]
    assert doubts(programme) == []


def test_timetable_set_with_spaces_is_read() -> None:
    programme = read(SPACES)

    assert programme.event.title == Bilingual("제3회 누리 도서관 심포지엄")
    assert programme.event.date == date(2024, 11, 7)
    assert outline(programme) == [
        ("opening", "개회 및 참석자 소개", "2층 누리홀", "10:00-10:05"),
        ("address", "환영사, 축사", "", "10:05-10:15"),
        ("keynote", "책과 도시", "2층 누리홀", "10:25-11:05"),
        ("session-1", "주제발표", "", "11:20-12:20"),
        ("photo", "기념촬영 및 폐회", "", "12:50-13:00"),
    ]
    assert [people(session) for session in programme.sessions if session.people] == [
        [("address", "홍길동", "누리도서관장"), ("remarks", "임꺽정", "가온시의회 의장")],
        [("keynote", "장길산", "한빛대 교수")],
        [
            ("moderator", "성춘향", "누리대 교수"),
            ("presenter", "이몽룡", "새벽연구원 연구위원"),
            ("presenter", "심청", "바다재단 대표"),
        ],
    ]
    assert doubts(programme) == []


def test_cells_on_lines_of_their_own_make_one_row() -> None:
    programme = read(SEPARATE_LINES)

    assert outline(programme) == [
        ("opening", "개회식", "", "10:00-10:30"),
        ("session-1", "바람과 물", "3층 대회의실", "10:30-12:00"),
        ("break-1", "점심", "", "12:00-13:00"),
    ]
    assert people(programme.sessions[1]) == [
        ("chair", "홍길동", "한빛대 교수"),
        ("presenter", "Ada Lovelace", "한빛대 교수"),
        ("panelist", "장길산", ""),
        ("panelist", "성춘향", "누리재단 이사장"),
    ]
    assert [session.line for session in programme.sessions] == [6, 9, 19]
    assert doubts(programme) == []


def test_days_inside_the_timetable_date_the_rows_below_them() -> None:
    programme = read(
        "<붙임> 이틀 포럼 일정표\n"
        "1일차 : 2024. 6. 3.(월)\n시간\t내용\n14:00~15:00\t개막식\n"
        "2일차 : 2024. 6. 4.(화)\n시간\t내용\n10:00~11:00\t[세션2] 둘째 날의 기록\n"
    )

    assert [session.start for session in programme.sessions] == [
        datetime(2024, 6, 3, 14, tzinfo=SEOUL),
        datetime(2024, 6, 4, 10, tzinfo=SEOUL),
    ]
    assert programme.event.date == date(2024, 6, 3)
    assert doubts(programme) == []


@pytest.mark.parametrize(
    ("content", "kind", "title"),
    [
        ("◦ 등록 및 접수", SessionKind.OTHER, "등록 및 접수"),
        ("개회식", SessionKind.OPENING, "개회식"),
        ("[환영사] 홍길동 가온시장", SessionKind.ADDRESS, "환영사"),
        ("격려사 : 홍길동(가온시의회 의장)", SessionKind.REMARKS, "격려사"),
        ("단체 사진 촬영", SessionKind.PHOTO, "단체 사진 촬영"),
        ("기념 촬영", SessionKind.PHOTO, "기념 촬영"),
        ("기조강연 홍길동 한빛대 교수", SessionKind.KEYNOTE, "기조강연"),
        ("(축사) 홍길동 가온시장", SessionKind.REMARKS, "축사"),
        ("환영사, 축사", SessionKind.ADDRESS, "환영사, 축사"),
        ("[세션1] 물의 도시 홍길동(한빛대 교수)", SessionKind.SESSION, "물의 도시"),
        ("[세션1] 물의 도시 (홍길동 한빛대 교수)", SessionKind.SESSION, "물의 도시"),
        ("[기조] 대담", SessionKind.KEYNOTE, "기조 대담"),
        ("기조연설 “바람의 도시” 홍길동(한빛대 교수)", SessionKind.KEYNOTE, "바람의 도시"),
        ("[세션 2] <u>물의 도시</u>", SessionKind.SESSION, "물의 도시"),
        ("Session 3: 『흙의 도시』", SessionKind.SESSION, "흙의 도시"),
        ("주제발표2. 불의 도시 - 홍길동 한빛대 교수", SessionKind.SESSION, "불의 도시"),
        ("종합토론", SessionKind.SESSION, "종합토론"),
        ("점심 식사", SessionKind.BREAK, "점심 식사"),
        ("오찬 및 휴식", SessionKind.BREAK, "오찬 및 휴식"),
        ("시상식", SessionKind.OTHER, "시상식"),
        ("폐회 및 마무리", SessionKind.CLOSING, "폐회 및 마무리"),
        ("휴식 없는 도시 (발표) 홍길동 한빛대 교수", SessionKind.BREAK, "휴식 없는 도시"),
        ("이동통신의 미래 (발표) 홍길동 한빛대 교수", SessionKind.SESSION, "이동통신의 미래"),
    ],
)
def test_row_says_its_kind_and_title(content: str, kind: SessionKind, title: str) -> None:
    session = row(content)

    assert (session.kind, session.title.best("ko")) == (kind, title)


def test_title_in_two_languages_is_kept_in_both() -> None:
    session = row("[세션1] 도시의 미래(The Future of Cities)")

    assert session.title == Bilingual("도시의 미래", "The Future of Cities")


def test_role_inside_the_brackets_around_a_person_is_read() -> None:
    session = row("개회 및 내빈 소개 (사회: 홍길동 아나운서)")

    assert (session.kind, session.title.ko) == (SessionKind.OPENING, "개회 및 내빈 소개")
    assert people(session) == [("moderator", "홍길동", "아나운서")]


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("(좌 장)", "chair"),
        ("[사회]", "moderator"),
        ("(발표①)", "presenter"),
        ("발제 2 :", "presenter"),
        ("(기조)", "keynote"),
        ("(대담)", "conversation"),
        ("토론:", "discussant"),
        ("(패널)", "panelist"),
        ("(축사)", "remarks"),
        ("(환영사)", "address"),
    ],
)
def test_role_is_read_from_its_word(printed: str, role: str) -> None:
    session = row(f"[세션1] 물의 도시 {printed} 홍길동 한빛대 교수")

    assert people(session) == [(role, "홍길동", "한빛대 교수")]


def test_codes_keep_printed_numbers_and_are_unique() -> None:
    programme = read(
        release(
            "10:00~10:10\t축사 홍길동 가온시장",
            "10:10~10:20\t축사 임꺽정 국회의원",
            "10:20~10:30\t종합토론",
            "10:30~10:40\t[세션2] 물",
            "10:40~10:50\t[세션2] 불",
            "10:50~11:00\t휴식",
        )
    )

    assert [session.code for session in programme.sessions] == [
        "remarks",
        "remarks-2",
        "session-1",
        "session-2",
        "session-3",
        "break-1",
    ]


def test_text_without_timetable_is_refused_with_what_was_expected() -> None:
    with pytest.raises(ProgrammeUnreadableError) as refused:
        read("가온시는 포럼을 연다.\n")

    assert str(refused.value) == (
        "The file holds no programme that can be read: a text, page, list or document with a "
        "timetable, its rows beginning with times such as “10:00~10:30”, or a schedule in XML, "
        "JSON or iCalendar was expected."
    )


def test_timetable_of_a_thousand_and_one_rows_is_refused() -> None:
    with pytest.raises(ProgrammeUnreadableError, match="1001 rows"):
        read(release(*["10:00~10:05\t휴식"] * 1001))
