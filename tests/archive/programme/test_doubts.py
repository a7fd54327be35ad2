"""What the reader of press releases is not sure of, and says so."""

import pytest

from archive.programme.model import Bilingual
from tests.archive.programme.releases import doubts, people, read, release

ROWS_ABOVE = 3


@pytest.mark.parametrize(
    ("printed", "text", "reason"),
    [
        (
            "14:00~15:30 (90)'\t휴식",
            "14:00~15:30 (90)'",
            "The mark of the duration stands outside the brackets; minutes were read.",
        ),
        (
            "14:00~15:30 (80')\t휴식",
            "14:00~15:30 (80')",
            "The duration printed is 80 minutes, but the times are 90 minutes apart.",
        ),
        (
            "14:00~13:30\t휴식",
            "14:00~13:30",
            "The row ends before it starts; its end was left out.",
        ),
        (
            "14:00~14:00\t휴식",
            "14:00~14:00",
            "The row starts and ends at the same time; its end was left out.",
        ),
        ("14:00~\t휴식", "14:00~", "No end is printed for this row."),
        ("25:00~26:00\t휴식", "25:00~26:00", "There is no such time of day."),
        (
            "14:00~15:00\t우리가 함께",
            "우리가 함께",
            "What kind of item this row is could not be told.",
        ),
        ("14:00~15:00\t", "14:00~15:00", "This row has no title."),
        (
            "14:00~15:00\t개회사(가온특별시장)",
            "(가온특별시장)",
            "No name is printed here, only a position or an organisation.",
        ),
        ("14:00~15:00\t축사", "축사", "No name is printed for who speaks here."),
        (
            "14:00~15:00\t종합토론: 발표자 전원",
            "발표자 전원",
            "The people meant here are not named one by one.",
        ),
        (
            "14:00~15:00\t(토론) 홍길동 외 3명",
            "홍길동 외 3명",
            "Others are counted here but not named.",
        ),
        (
            "14:00~15:00\t(발표) 제니퍼 코울리 한빛대 총장",
            "제니퍼 코울리 한빛대 총장",
            "The name could not be told from the affiliation for sure; please check both.",
        ),
        (
            "14:00~15:00\t(발표) John Smith Google 부사장",
            "John Smith Google 부사장",
            "The name could not be told from the affiliation for sure; please check both.",
        ),
        (
            "14:00~15:00\t[세션1] 물\t통역 없음",
            "통역 없음",
            "This remark in the timetable was not used.",
        ),
    ],
)
def test_row_that_is_not_sure_gives_one_doubt(printed: str, text: str, reason: str) -> None:
    programme = read(release(printed))

    assert doubts(programme) == [(ROWS_ABOVE + 1, text, reason)]


@pytest.mark.parametrize(
    "printed",
    [
        "14:00~15:30 (90')\t휴식",
        "14:00 ~ 15:30 (1시간 30분)\t휴식",
        "14:00∼15:30 [90분]\t휴식",
        "14:00-15:30\t90′\t휴식",
        "14시~15시 30분\t휴식",
        "오후 2:00~3:30\t휴식",
        "14：00～15：30（90분）\t휴식".replace("（", "(").replace("）", ")"),
    ],
)
def test_other_ways_to_print_the_same_times_give_no_doubt(printed: str) -> None:
    programme = read(release(printed))

    assert doubts(programme) == []
    [session] = programme.sessions
    assert session.start is not None
    assert session.end is not None
    assert (session.start.isoformat(), session.end.isoformat()) == (
        "2025-05-14T14:00:00+09:00",
        "2025-05-14T15:30:00+09:00",
    )


def test_overlap_is_doubted_and_parallel_rooms_are_not() -> None:
    overlapping = release("10:00~11:00\t[세션1] 물", "10:50~12:00\t[세션2] 불")
    parallel = release("10:00~11:00\t[세션1] 물\t1층 가온홀", "10:00~11:00\t[세션2] 불\t2층 누리홀")

    assert doubts(read(overlapping)) == [
        (5, "10:50~12:00", "This row starts before the row above it has ended.")
    ]
    assert doubts(read(parallel)) == []


def test_line_between_rows_that_is_nothing_known_is_doubted() -> None:
    programme = read(release("10:00~11:00\t[세션1] 물", "", "알 수 없는 줄", "11:00~12:00\t휴식"))

    assert doubts(programme) == [
        (6, "알 수 없는 줄", "This line of the timetable was not understood.")
    ]


def test_name_that_mixes_writing_systems_is_no_korean_name() -> None:
    prose = "□ 에다 बाइ런(Eda Byron, 영국) 소장이 온다. 에다 बाइ런과 대담한다.\n\n"
    programme = read(prose + release("10:00~11:00\t[기조] 연설 (연설) Eda Byron 한빛연구소 소장"))

    assert programme.sessions[0].people[0].name == Bilingual(en="Eda Byron")
    assert doubts(programme) == [
        (
            1,
            "에다 बाइ런",
            "This spelling mixes writing systems inside a word, "
            "so it was not taken as the Korean name of Eda Byron.",
        )
    ]


def test_mixed_name_printed_in_the_timetable_is_kept_and_doubted() -> None:
    programme = read(release("10:00~11:00\t(발표) 에다 बाइ런(한빛연구소 소장)"))

    assert people(programme.sessions[0]) == [("presenter", "에다 बाइ런", "한빛연구소 소장")]
    assert doubts(programme)[0] == (
        4,
        "에다 बाइ런(한빛연구소 소장)",
        "A word of this name mixes writing systems; please check its spelling.",
    )


def test_title_of_one_presentation_among_several_is_doubted() -> None:
    programme = read(
        release("10:00~11:00\t[세션1] 물", "(발표1) “강” 홍길동 교수", "(발표2) “바다” 임꺽정 교수")
    )

    reason = "The title of this presentation was left out: a session keeps one title for all."
    assert doubts(programme) == [(5, "강", reason), (6, "바다", reason)]


def test_doubts_are_said_in_the_order_of_their_lines() -> None:
    programme = read(release("10:00~11:00 (50')\t우리가", "10:30~11:00\t축사"))

    assert [doubt.line for doubt in programme.doubts] == [4, 4, 5, 5]
