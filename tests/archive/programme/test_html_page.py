"""Web pages: tables whose cells span, rooms side by side, several days, and what surrounds them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import ProgrammeUnreadableError
from archive.programme import read_programme
from archive.programme.html_page import MAX_CHARACTERS
from tests.archive.programme.releases import doubts, people, read
from tests.archive.programme.test_reading import read_or_refused

PAGE = """\
<!DOCTYPE html><html><head><title>가온</title><style>td{}</style>
<script>var a="<table><tr><td>10:00~11:00</td></tr></table>";</script></head>
<body>
<table class=layout><tr><td><a href=x>홈</a></td><td>
<h1>2026 가온 기록 포럼</h1>
<p>2026년 5월 14일(목) ~ 15일(금)</p>
<h3>1일차 5.14.(목)</h3>
<table>
<tr><th rowspan=2>시간</th><th colspan=2>국제회의장</th><th colspan=2>세미나실</th></tr>
<tr><th>주제</th><th>발표자</th><th>주제</th><th>발표자</th></tr>
<tr><td>09:30&ndash;10:00</td><td colspan=4>등록</td></tr>
<tr><td>10:00&ndash;10:40</td><td>물의 길</td><td>홍길동(누리대)</td><td>불의 길</td>
<td>임꺽정<br>장길산 (한빛대)</td></tr>
<tr><td rowspan=2>10:40–11:20</td><td rowspan=2>흙 &amp; 바람</td><td rowspan=2>성춘향</td>
<td>쇠</td><td>변학도</td></tr>
<tr><td>나무</td><td>이몽룡</td></tr>
<tr><td>11:20~11:40</td><td colspan=4>Coffee Break</td></tr>
<tr><td>11:40~12:10</td><td>땅의 길</td><td>TBD</td><td></td><td></td></tr>
</table>
<h3>2일차 5.15.(금)</h3>
<table>
<tr><th>시간</th><th>구분</th><th>내용</th><th>발표자</th></tr>
<tr><td colspan=4>세션 1. 기록의 내일 (좌장: 심청 누리재단 이사장)</td></tr>
<tr><td>10:00</td><td>발표1</td><td>첫째 이야기</td><td>김하나 교수(가온대)</td></tr>
<tr><td>10:30 (30분)</td><td>발표2</td><td>둘째 이야기</td>
<td>Ada Byron (MIT) / 박두리 (KAIST)</td></tr>
<tr><td rowspan=3>11:00~12:00</td><td rowspan=3>세션2</td><td colspan=2>종합 토론의 장</td></tr>
<tr><td colspan=2>좌장: 최세나 한빛대 교수</td></tr>
<tr><td colspan=2>토론: 강네나(가온일보 기자), 윤다나(누리시 팀장)</td></tr>
<tr><td>오후 1시~1시 30분</td><td></td><td>기념촬영</td><td>-</td></tr>
</table></td></tr></table>
</body></html>
"""


def test_page_of_two_days_and_two_rooms_is_read_whole() -> None:
    programme = read(PAGE)

    assert programme.event.title.ko == "2026 가온 기록 포럼"
    assert [
        (f"{one.start:%d %H:%M}", one.end and f"{one.end:%H:%M}", one.room, one.title.best("ko"))
        for one in programme.sessions
        if one.start
    ] == [
        ("14 09:30", "10:00", "", "등록"),
        ("14 10:00", "10:40", "국제회의장", "물의 길"),
        ("14 10:00", "10:40", "세미나실", "불의 길"),
        ("14 10:40", "11:20", "국제회의장", "흙 & 바람"),
        ("14 10:40", "11:20", "세미나실", "쇠"),
        ("14 10:40", "11:20", "세미나실", "나무"),
        ("14 11:20", "11:40", "", "Coffee Break"),
        ("14 11:40", "12:10", "국제회의장", "땅의 길"),
        ("15 10:00", None, "", "첫째 이야기"),
        ("15 10:30", "11:00", "", "둘째 이야기"),
        ("15 11:00", "12:00", "", "종합 토론의 장"),
        ("15 13:00", "13:30", "", "기념촬영"),
    ]
    assert [people(one) for one in programme.sessions] == [
        [],
        [("presenter", "홍길동", "누리대")],
        [("presenter", "임꺽정", ""), ("presenter", "장길산", "한빛대")],
        [("presenter", "성춘향", "")],
        [("presenter", "변학도", "")],
        [("presenter", "이몽룡", "")],
        [],
        [],
        [("chair", "심청", "누리재단 이사장"), ("presenter", "김하나", "가온대 교수")],
        [
            ("chair", "심청", "누리재단 이사장"),
            ("presenter", "Ada Byron", "MIT"),
            ("presenter", "박두리", "KAIST"),
        ],
        [
            ("chair", "최세나", "한빛대 교수"),
            ("discussant", "강네나", "가온일보 기자"),
            ("discussant", "윤다나", "누리시 팀장"),
        ],
        [],
    ]
    assert doubts(programme) == [
        (16, "10:40–11:20", "This row starts before the row above it has ended."),
        (18, "TBD", "Who this will be was not known yet when the programme was printed."),
        (
            23,
            "세션 1. 기록의 내일",
            "This heading stands over several rows and is no session of its own; only who chairs "
            "them was taken from it.",
        ),
        (24, "10:00", "No end is printed for this row."),
    ]


def table(*rows: str) -> str:
    heading = "<h1>2026 가온 포럼</h1><p>2026. 5. 14.(목)</p>"
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    return heading + "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("9:00 AM - 1:30 PM", "09:00", "13:30"),
        ("14.00 – 14.30", "14:00", "14:30"),
        ("1400~1430", "14:00", "14:30"),
        ("오후 2시 ~ 2시 30분", "14:00", "14:30"),
        ("14:00<br>~14:30", "14:00", "14:30"),
        ("14:00 (40’)", "14:00", "14:40"),
        ("14:00 90분", "14:00", "15:30"),
        ("14:00~14:30<br>(30분)", "14:00", "14:30"),
    ],
)
def test_times_of_a_cell_are_read_however_they_are_printed(
    printed: str, start: str, end: str
) -> None:
    [session] = read(table("시간|내용|발표자", f"{printed}|물의 길|홍길동")).sessions

    assert session.start is not None
    assert session.end is not None
    assert (f"{session.start:%H:%M}", f"{session.end:%H:%M}") == (start, end)


def test_rows_that_print_only_starts_end_with_the_next() -> None:
    page = table("시간|내용", "10:00|개회", "10:20|기념촬영", "10:30|폐회")

    assert [one.end and f"{one.end:%H:%M}" for one in read(page).sessions] == [
        "10:20",
        "10:30",
        None,
    ]


def test_rows_without_times_keep_their_order() -> None:
    page = table("시간|내용|발표자", "10:00~11:00|물|홍길동", "|불|임꺽정", "11:00~12:00|흙|장길산")

    assert [(one.title.ko, one.start is None) for one in read(page).sessions] == [
        ("물", False),
        ("불", True),
        ("흙", False),
    ]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", ["<table><tr><td>", "<!--", "<script", "<a", "&#x", "</", "<![", "<?"]
)
def test_page_of_one_broken_piece_without_end_is_read_or_refused(piece: str) -> None:
    read_or_refused(("<p>" + piece * (MAX_CHARACTERS // len(piece) - 10)).encode())


def test_table_that_spans_more_than_any_programme_is_refused() -> None:
    rows = '<tr><td rowspan="999" colspan="150">10:00~11:00</td></tr>' * 999

    with pytest.raises(ProgrammeUnreadableError, match="at most 100000 are read"):
        read_programme(f"<table>{rows}</table>".encode())


TAGS = st.sampled_from(
    [
        *("<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th rowspan=2>"),
        *("<td colspan=3 rowspan=2>", "<td rowspan=0>", "<br>", "<h2>", "<p>", "</div>", "&amp;"),
        *(
            "10:00~11:00",
            "10:30",
            "시간",
            "내용",
            "발표자",
            "장소",
            "A홀",
            "좌장: 홍길동",
            "물의 길",
        ),
        *("5.14.(목)", "세션 1", "휴식", "\n", "(30’)", "임꺽정(누리대)", "2026. 5. 14."),
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(TAGS, max_size=60))
def test_any_order_of_tags_is_read_or_refused(tags: list[str]) -> None:
    read_or_refused(("<table>" + "".join(tags)).encode())
