"""Markdown: tables, headings with times, front matter; and notices with sections."""

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.programme.model import Bilingual
from tests.archive.programme.releases import doubts, outline, people, read
from tests.archive.programme.test_reading import read_or_refused, refusal

TABLE = """\
# 2026 가온 포럼

2026. 5. 14.(목), [가온회관](https://example.org)

| 시간 | A홀 | B홀 |
|:-----|:---:|----|
| 10:00~10:30 | **물의 길** - 홍길동(누리대) | 불의 길<br>임꺽정(한빛대) |
| 10:30~10:40 | 휴식 |
"""


def test_table_of_two_rooms_is_read() -> None:
    programme = read(TABLE)

    assert programme.event.title == Bilingual("2026 가온 포럼")
    assert outline(programme) == [
        ("session-1", "물의 길", "A홀", "10:00-10:30"),
        ("session-2", "불의 길", "B홀", "10:00-10:30"),
        ("break-1", "휴식", "", "10:30-10:40"),
    ]
    assert [people(one) for one in programme.sessions] == [
        [("presenter", "홍길동", "누리대")],
        [("presenter", "임꺽정", "한빛대")],
        [],
    ]


HEADINGS = """\
# 2026 가온 포럼
2026. 5. 14.

Session 1: 15:00~15:20
## 물의 길
### 홍길동

----------

Session 2: 15:20~15:50
## 불의 길
### 임꺽정
"""


def test_headings_with_times_are_rows() -> None:
    programme = read(HEADINGS)

    assert outline(programme) == [
        ("session-1", "물의 길", "", "15:00-15:20"),
        ("session-2", "불의 길", "", "15:20-15:50"),
    ]
    assert [people(one) for one in programme.sessions] == [
        [("presenter", "홍길동", "")],
        [("presenter", "임꺽정", "")],
    ]


NOTICE = """\
제3회 누리 학술대회 안내
일  시: 2026년 4월 26일 (일)

■ 세션 1. 물
  좌장: 홍길동 (누리대), 임꺽정 (한빛대)
  10:00 ~ 10:10  첫째 — 성춘향 (가온대)
  10:10 ~ 10:20  Coffee Break

■ 세션 2. 불
  좌장: 장길산 (누리대)
  10:20 ~ 10:30  둘째 — 변학도 (남원대)
"""


def test_chairs_of_a_section_chair_its_sessions_and_no_break() -> None:
    programme = read(NOTICE)

    assert [people(one) for one in programme.sessions] == [
        [
            ("chair", "홍길동", "누리대"),
            ("chair", "임꺽정", "한빛대"),
            ("presenter", "성춘향", "가온대"),
        ],
        [],
        [("chair", "장길산", "누리대"), ("presenter", "변학도", "남원대")],
    ]
    only_chairs = (
        "This heading stands over several rows and is no session of its own; "
        "only who chairs them was taken from it."
    )
    assert doubts(programme) == [
        (4, "세션 1. 물", only_chairs),
        (9, "세션 2. 불", only_chairs),
    ]


def test_front_matter_is_one_session() -> None:
    programme = read(
        "---\ntitle: 물의 길\ndate: 2026-05-14T10:00:00+09:00\nduration: 30\nroom: A홀\n"
        "speakers:\n  - name: 홍길동\n    company: 누리대\n  - Ada Byron\n---\n\n글\n"
    )

    assert outline(programme) == [("session-1", "물의 길", "A홀", "10:00-10:30")]
    assert people(programme.sessions[0]) == [
        ("presenter", "홍길동", "누리대"),
        ("presenter", "Ada Byron", ""),
    ]
    assert programme.sessions[0].line == 2


def test_front_matter_that_is_no_yaml_or_repeats_itself_is_refused() -> None:
    broken = "The front matter of this Markdown file is no YAML that can be read."

    assert refusal(b"---\ntitle: [\ndate: 1\n---\n") == broken
    assert refusal(b"---\ntitle: &a [x]\ndate: [*a, *a]\n---\n") == broken
    assert refusal(b"---\ntitle:\ndate: 2026-05-14\n---\n") == (
        "The front matter of this Markdown file names no title."
    )


LINES = st.sampled_from(
    [
        *(
            "---",
            "title: 물",
            "date: 2026-05-14",
            "speakers:",
            "  - name: 홍길동",
            "room: [",
            "|--|--|",
        ),
        *(
            "# 제목",
            "|--|--|",
            "| 시간 | 내용 |",
            "10:00~10:30 | 물 |",
            "Session 1: 10:00~11:00",
            "## 물",
            "",
        ),
        *("■ 세션 1", "좌장: 홍길동", "10:00~10:30 물 — 임꺽정(누리대)", "2026. 5. 14."),
    ]
)


@settings(deadline=None, max_examples=100)
@given(st.lists(LINES, max_size=20))
def test_any_order_of_lines_is_read_or_refused(lines: list[str]) -> None:
    read_or_refused("\n".join(lines).encode())
