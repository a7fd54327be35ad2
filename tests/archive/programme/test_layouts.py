"""Ways of printing rows, roles, names and rooms that organisers differ in."""

from datetime import date

import pytest

from archive.programme.model import Bilingual, SessionKind
from tests.archive.programme.releases import doubts, people, read, release, row

LEFT_OUT = "The title of this presentation was left out: a session keeps one title for all."
UNSURE = "The name could not be told from the affiliation for sure; please check both."

SPREAD = """\
제7회 가온 물류 컨퍼런스

일 시: 2025. 5. 14.(수)
장 소: 가온회관

<진행순서>

10:00 – 10:20  개  회  식               사회: 홍길동 아나운서
               환  영  사: 임  꺽  정  가온시장
               축    사 : 장길산 국회의원
10:20 – 11:00  기조연설  「물의 길」   하비에르 로페스(Javier López) 산토대학교 교수
11:00 – 12:00  [세션 A] 항구의 내일   (제1발표장 601호)
               좌  장: 성춘향 (사)누리협회 이사장
               발표 ① 배와 사람 - 이몽룡(누리대)
               발표 ② Green Ports of Asia - Mary J. Watson (Port Institute)
               종합토론
               변학도(남원대), 방자(가온항)
11:00 – 12:00  [세션 B] 뱃길             (제2발표장 602호)
"""


def test_rows_set_with_blanks_inside_words_are_read() -> None:
    programme = read(SPREAD)

    assert programme.event.title == Bilingual("제7회 가온 물류 컨퍼런스")
    assert programme.event.date == date(2025, 5, 14)
    assert [(one.kind.value, one.title.ko, one.room) for one in programme.sessions] == [
        ("opening", "개회식", ""),
        ("keynote", "물의 길", ""),
        ("session", "항구의 내일", "제1발표장 601호"),
        ("session", "뱃길", "제2발표장 602호"),
    ]
    assert [people(session) for session in programme.sessions] == [
        [
            ("moderator", "홍길동", "아나운서"),
            ("address", "임꺽정", "가온시장"),
            ("remarks", "장길산", "국회의원"),
        ],
        [("keynote", "하비에르 로페스 = Javier López", "산토대학교 교수")],
        [
            ("chair", "성춘향", "(사)누리협회 이사장"),
            ("presenter", "이몽룡", "누리대"),
            ("presenter", "Mary J. Watson", "Port Institute"),
            ("discussant", "변학도", "남원대"),
            ("discussant", "방자", "가온항"),
        ],
        [],
    ]
    assert doubts(programme) == [
        (14, "배와 사람", LEFT_OUT),
        (15, "Green Ports of Asia", LEFT_OUT),
    ]


@pytest.mark.parametrize("printed", ["(좌  장)", "좌   장:", "[좌 장]", "좌    장 :"])
def test_role_word_may_be_spread_over_blanks(printed: str) -> None:
    assert people(row(f"[세션1] 물 {printed} 홍길동 한빛대 교수")) == [
        ("chair", "홍길동", "한빛대 교수")
    ]


@pytest.mark.parametrize("printed", ["축  사: 오  세  훈 가온시장", "축   사 - 오세훈 가온시장"])
def test_row_word_may_be_spread_over_blanks(printed: str) -> None:
    session = row(printed)

    assert (session.kind, session.title.ko) == (SessionKind.REMARKS, "축사")
    assert people(session) == [("remarks", "오세훈", "가온시장")]


COLUMNS = """\
2025 가온 포럼 프로그램 (2025. 5. 14.(수))

시간 | 구분 | 내용 | 발표자 | 장소
"""


def test_roles_are_read_inside_a_column_of_people() -> None:
    printed = "좌장: 홍길동 ETRI 본부장 / 발표: 임꺽정(KAIST), Ada Byron(VNU)"
    [session] = read(f"{COLUMNS}10:00~11:00 | 세션 1 | 물 | {printed} | 101호\n").sessions

    assert people(session) == [
        ("chair", "홍길동", "ETRI 본부장"),
        ("presenter", "임꺽정", "KAIST"),
        ("presenter", "Ada Byron", "VNU"),
    ]


def test_dash_in_a_column_means_nobody() -> None:
    programme = read(f"{COLUMNS}12:00~13:00 | Lunch | - | – | 2F Restaurant\n")

    assert [(one.title.en, people(one)) for one in programme.sessions] == [("Lunch", [])]
    assert doubts(programme) == []


@pytest.mark.parametrize(
    ("printed", "name", "affiliation"),
    [
        ("어진 (주)누리텍 대표", "어진", "(주)누리텍 대표"),
        ("홍길동((사)가온협회 사무국장)", "홍길동", "(사)가온협회 사무국장"),
        ("홍길동 누리텍(주) 대표", "홍길동", "누리텍(주) 대표"),
        ("홍길동 ㈜누리텍 대표", "홍길동", "㈜누리텍 대표"),
        ("㈔가온협회 홍길동 이사", "홍길동", "㈔가온협회 이사"),
        ("(재)가온재단 홍길동 이사", "홍길동", "(재)가온재단 이사"),
        ("KAIST 홍길동 교수", "홍길동", "KAIST 교수"),
        ("남궁 민(한빛대)", "남궁민", "한빛대"),
        ("Dr. Ada B. Byron (Professor, MIT)", "Ada B. Byron", "Professor, MIT"),
        ("Prof. J. R. Smith, Port Institute", "J. R. Smith", "Port Institute"),
        ("Mary O'Hara(UCL)", "Mary O'Hara", "UCL"),
        ("Ada B. Byron, Museum of Hanbit", "Ada B. Byron", "Museum of Hanbit"),
        ("엔조 남(Enzo Nam) 하늘1대학 교수", "엔조 남 = Enzo Nam", "하늘1대학 교수"),
        ("응오 반 민(Ngo Van Minh) 박사", "응오 반 민 = Ngo Van Minh", "박사"),
        ("엔조 남(Enzo Nam, 칠레) 교수", "엔조 남 = Enzo Nam", "칠레 교수"),
    ],
)
def test_name_is_told_from_what_stands_in_brackets(
    printed: str, name: str, affiliation: str
) -> None:
    programme = read(release(f"10:00~11:00\t[세션1] 물 (발표) {printed}"))

    assert people(programme.sessions[0]) == [("presenter", name, affiliation)]
    assert doubts(programme) == []


@pytest.mark.parametrize(
    ("word", "role"),
    [("- 토론", "discussant"), ("종합토론", "discussant"), ("- 패널", "panelist")],
)
def test_role_word_on_a_line_of_its_own_says_what_people_below_do(word: str, role: str) -> None:
    programme = read(
        release(
            "10:00~11:00\t[세션1] 물",
            "- 발표: 성춘향(누리대)",
            word,
            "  · 홍길동",
            "  · 누리기록원 과장 임꺽정",
        )
    )

    assert people(programme.sessions[0]) == [
        ("presenter", "성춘향", "누리대"),
        (role, "홍길동", ""),
        (role, "임꺽정", "누리기록원 과장"),
    ]
    assert doubts(programme) == []


@pytest.mark.parametrize(
    ("printed", "topic", "person"),
    [
        ("발표1: 물의 길 - 홍길동(누리대)", "물의 길", ("홍길동", "누리대")),
        ("발표 ① 기억의 지도 - 홍길동(누리대)", "기억의 지도", ("홍길동", "누리대")),
        ("발표: 서울대 홍길동 교수 “오늘의 항구”", "오늘의 항구", ("홍길동", "서울대 교수")),
        (
            "발표: Open Ports – Ada B. Byron, Museum of Hanbit",
            "Open Ports",
            ("Ada B. Byron", "Museum of Hanbit"),
        ),
        (
            "발표: Ports in Asia – 응오 반 민(Ngo Van Minh) 누리항 과장",
            "Ports in Asia",
            ("응오 반 민 = Ngo Van Minh", "누리항 과장"),
        ),
    ],
)
def test_topic_beside_a_speaker_is_no_person(
    printed: str, topic: str, person: tuple[str, str]
) -> None:
    programme = read(release("10:00~11:00\t[세션1] 물", printed))

    assert people(programme.sessions[0]) == [("presenter", *person)]
    assert doubts(programme) == [(5, topic, LEFT_OUT)]


def test_talk_between_slashes_is_its_topic_and_its_speaker() -> None:
    session = row("특강 / 파도와 노래 / 임꺽정 가수")

    assert session.title.ko == "파도와 노래"
    assert people(session) == [("presenter", "임꺽정", "가수")]


@pytest.mark.parametrize(
    ("printed", "text", "reason"),
    [
        (
            "[세션1] 물 (발표) 기억의 지도",
            "기억의 지도",
            "This seems to be a title; no name stands beside it.",
        ),
        (
            "[세션1] 물 (발표) Preservation in Asia",
            "Preservation in Asia",
            "This seems to be a title; no name stands beside it.",
        ),
        (
            "[세션1] 물 (사회) 사회자",
            "사회자",
            "No name is printed here, only what the person does.",
        ),
        ("[세션1] 물 (발표) 발표자", "발표자", "The people meant here are not named one by one."),
        (
            "[세션1] 물 (발표) 미정",
            "미정",
            "Who this will be was not known yet when the programme was printed.",
        ),
        (
            "발표: TBD",
            "TBD",
            "Who this will be was not known yet when the programme was printed.",
        ),
        (
            "축사  추후 공지",
            "추후 공지",
            "Who this will be was not known yet when the programme was printed.",
        ),
        (
            "개회사(은물시 도서관사업소장)",
            "(은물시 도서관사업소장)",
            "No name is printed here, only a position or an organisation.",
        ),
        (
            "강연: 소리의 바다 - 홍길동 소리꾼",
            "소리의 바다 - 홍길동 소리꾼",
            "Someone may be named in this title; please check it.",
        ),
    ],
)
def test_what_names_nobody_is_doubted_and_no_person(printed: str, text: str, reason: str) -> None:
    programme = read(release(f"10:00~11:00\t{printed}"))

    assert people(programme.sessions[0]) == []
    assert doubts(programme) == [(4, text, reason)]


def test_part_that_means_nobody_is_left_out() -> None:
    programme = read(release("10:00~11:00\t[세션1] 물 / 발표: 홍길동(누리대) / 토론: -"))

    assert people(programme.sessions[0]) == [("presenter", "홍길동", "누리대")]
    assert doubts(programme) == []


def test_name_no_rule_knows_ends_before_its_organisation_and_is_doubted() -> None:
    programme = read(release("10:00~11:00\t[세션1] 물 (패널) 리처드 김 누리대 교수"))

    assert people(programme.sessions[0]) == [("panelist", "리처드 김", "누리대 교수")]
    assert doubts(programme) == [(4, "리처드 김 누리대 교수", UNSURE)]


def test_two_people_left_in_one_name_are_doubted() -> None:
    programme = read(
        release("10:00~11:00\t[세션1] 물 (패널) 홍길동 누리랩 대표 정글북 한빛대 교수")
    )

    assert [(line, reason) for line, _, reason in doubts(programme)] == [(4, UNSURE)]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("제5회 가온 기록 포럼\n\n일시: 2025. 5. 14.\n\n<진행순서>", "제5회 가온 기록 포럼"),
        ("제5회 가온 기록 포럼\n일시: 2025. 5. 14.\n[ 세부일정 ]", "제5회 가온 기록 포럼"),
        ("일시: 2025. 5. 14.\n\n< 제5회 가온 기록 포럼 프로그램 >", "제5회 가온 기록 포럼"),
        ("일시: 2025. 5. 14.\n‹제5회 가온 기록 포럼 프로그램›", "제5회 가온 기록 포럼"),
    ],
)
def test_words_about_the_programme_are_no_title(heading: str, title: str) -> None:
    programme = read(f"{heading}\n\n10:00~11:00\t개회식\n")

    assert programme.event.title == Bilingual(title)
    assert doubts(programme) == []


def test_title_line_far_above_the_rows_is_taken_with_a_doubt() -> None:
    prose = "제5회 가온 기록 포럼 개최\n\n가온시는 2025. 5. 14.(수) 포럼을 개최한다.\n"
    programme = read(f"{prose}\n프로그램\n10:00~11:00\t개회식\n")

    assert programme.event.title == Bilingual("제5회 가온 기록 포럼")
    assert doubts(programme)[0] == (
        1,
        "제5회 가온 기록 포럼",
        "The timetable has no title; this one was taken from the text above it.",
    )


def test_evening_may_end_after_midnight() -> None:
    session = row("네트워킹", times="23:30-00:30")

    assert session.start is not None
    assert session.end is not None
    assert (session.start.isoformat(), session.end.isoformat()) == (
        "2025-05-14T23:30:00+09:00",
        "2025-05-15T00:30:00+09:00",
    )


@pytest.mark.parametrize("content", ["[세션1] 물 (601호)", "[세션1] 물  (3층 대회의실)"])
def test_room_may_stand_in_brackets(content: str) -> None:
    session = row(content)

    assert (session.title.ko, session.room) == ("물", content.split("(")[1].rstrip(")"))


NO_COLUMNS = "2025 가온 포럼 프로그램 (2025. 5. 14.(수))\n\n"
MAY_BE_NAMED = "Someone may be named in this title; please check it."


@pytest.mark.parametrize(
    "printed",
    [
        "[세션1] 물 좌장 홍길동 KAIST 교수, 발표 임꺽정 누리텍 팀장",
        "라운드테이블 - 사회 미정",
        "강연: 물의 길 - 홍길동 소리꾼",
    ],
)
def test_role_or_name_left_in_a_title_is_doubted(printed: str) -> None:
    programme = read(release(f"10:00~11:00\t{printed}"))

    assert people(programme.sessions[0]) == []
    assert [reason for _, _, reason in doubts(programme)] == [MAY_BE_NAMED]


def test_name_after_a_title_in_another_cell_is_read_or_doubted() -> None:
    programme = read(
        f"{NO_COLUMNS}"
        "10:00~11:00\t발표1\tPorts We Share\tDr. Ada P. Byron, University of Hanbit\n"
        "11:00~12:00\tClosing Remarks\tHong, Gil-dong (VP, Hanbit Inc.)\n"
    )

    assert programme.sessions[0].title == Bilingual(en="Ports We Share")
    assert people(programme.sessions[0]) == [
        ("presenter", "Ada P. Byron", "University of Hanbit"),
    ]
    assert doubts(programme) == [(4, "Hong, Gil-dong (VP, Hanbit Inc.)", MAY_BE_NAMED)]


def test_topic_before_two_speakers_is_taken_from_both() -> None:
    session = row("[세션1] 물 (발표) 시장의 얼굴 – 도현우·서지안(누리대)")

    assert people(session) == [("presenter", "도현우", ""), ("presenter", "서지안", "누리대")]


def test_everyone_named_after_a_person_is_doubted_and_no_affiliation() -> None:
    programme = read(release("10:00~11:00\t[세션1] 물 (토론) 홍길동 / 참석자 전원"))

    assert people(programme.sessions[0]) == [("discussant", "홍길동", "")]
    assert doubts(programme) == [
        (4, "참석자 전원", "The people meant here are not named one by one.")
    ]


def test_role_word_alone_in_a_cell_is_no_title() -> None:
    programme = read(f"{NO_COLUMNS}10:00~11:00\t질의응답\t사회자\n")

    assert (programme.sessions[0].title.ko, people(programme.sessions[0])) == ("질의응답", [])
    assert doubts(programme) == [
        (3, "사회자", "No name is printed here, only what the person does.")
    ]


def test_timetable_may_open_every_row_with_a_label() -> None:
    programme = read(f"{NO_COLUMNS}개회 | 10:00~10:20 | 개회식\n세션1 | 10:20~11:20 | 물\n")

    assert [(one.code, one.title.ko) for one in programme.sessions] == [
        ("opening", "개회식"),
        ("session-1", "물"),
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (
            "국회의원 홍길동, 한빛대 총장 임꺽정",
            [("홍길동", "국회의원"), ("임꺽정", "한빛대 총장")],
        ),
        (
            "Ada Byron, KAIST; Tom de Vries, Hanbit University",
            [("Ada Byron", "KAIST"), ("Tom de Vries", "Hanbit University")],
        ),
    ],
)
def test_people_are_separated_from_each_other(
    printed: str, expected: list[tuple[str, str]]
) -> None:
    programme = read(release(f"10:00~11:00\t[세션1] 물 (토론) {printed}"))

    assert people(programme.sessions[0]) == [("discussant", *one) for one in expected]
    assert doubts(programme) == []


def test_role_without_punctuation_may_stand_before_one_with_it() -> None:
    session = row("[세션1] 물\n좌장 홍길동, 패널: 임꺽정(누리대)")

    assert people(session) == [("chair", "홍길동", ""), ("panelist", "임꺽정", "누리대")]
