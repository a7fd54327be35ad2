"""Lists, workbooks and word processors' documents: one timetable, written in each of them."""

import io
import zipfile
from collections.abc import Sequence
from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from archive.programme import read_programme
from archive.programme.model import Programme
from tests.archive.programme.releases import doubts, outline, people, read
from tests.archive.programme.test_reading import read_or_refused, refusal

HEADER = ("시간", "주제", "발표자", "장소")
SPANS = (3, 1)
ROWS: tuple[tuple[str, ...], ...] = (
    ("10:00~10:30 (30')", "물의 길", "홍길동(누리대)", "3층 대회의실"),
    (
        "10:30~11:00",
        "[세션1] 불의 길\n좌장: 성춘향 가온대 교수",
        "임꺽정(한빛대)\n장길산(가온시)",
        "",
    ),
    ("11:00~11:20", "휴식", "", ""),
)
EXPECTED = [
    ("session-2", "물의 길", "3층 대회의실", "10:00-10:30"),
    ("session-1", "불의 길", "3층 대회의실", "10:30-11:00"),
    ("break-1", "휴식", "3층 대회의실", "11:00-11:20"),
]
PEOPLE = [
    [("presenter", "홍길동", "누리대")],
    [
        ("chair", "성춘향", "가온대 교수"),
        ("presenter", "임꺽정", "한빛대"),
        ("presenter", "장길산", "가온시"),
    ],
    [],
]


def zipped(**parts: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return held.getvalue()


def check(programme: Programme) -> None:
    """The room's cell spans all rows below it, as the documents here are made."""
    assert programme.event.title.ko == "2026 가온 포럼"
    assert outline(programme) == EXPECTED
    assert [sorted(people(one)) for one in programme.sessions] == [sorted(one) for one in PEOPLE]
    assert doubts(programme) == []


def hwpx(rows: Sequence[Sequence[str]]) -> bytes:
    def paragraphs(text: str) -> str:
        lines = (f"<hp:p><hp:run><hp:t>{one}</hp:t></hp:run></hp:p>" for one in text.split("\n"))
        return "".join(lines)

    def cell(at: int, column: int, text: str) -> str:
        span = SPANS if (at, column) == (1, 3) else (1, 1)
        return (
            f'<hp:tc><hp:subList>{paragraphs(text)}</hp:subList><hp:cellAddr colAddr="{column}" '
            f'rowAddr="{at}"/><hp:cellSpan colSpan="{span[1]}" rowSpan="{span[0]}"/></hp:tc>'
        )

    made = "".join(
        "<hp:tr>"
        + "".join(cell(at, n, text) for n, text in enumerate(row) if not (at > 1 and n == 3))
        + "</hp:tr>"
        for at, row in enumerate(rows)
    )
    section = (
        '<hs:sec xmlns:hs="urn:s" xmlns:hp="urn:p"><hp:p><hp:run><hp:t>2026 가온 포럼</hp:t>'
        "</hp:run></hp:p><hp:p><hp:run><hp:t>2026. 5. 14.(목)</hp:t></hp:run></hp:p>"
        f"<hp:p><hp:run><hp:tbl>{made}</hp:tbl><hp:t/></hp:run></hp:p></hs:sec>"
    )
    return zipped(mimetype="application/hwp+zip", Contents__section0_dot_xml=section)


def docx(rows: Sequence[Sequence[str]]) -> bytes:
    def cell(at: int, column: int, text: str) -> str:
        merge = {1: '<w:vMerge w:val="restart"/>'}.get(at, "<w:vMerge/>")
        properties = f"<w:tcPr>{merge}</w:tcPr>" if column == 3 and at else "<w:tcPr/>"
        lines = "<w:br/>".join(f"<w:t>{one}</w:t>" for one in text.split("\n"))
        return f"<w:tc>{properties}<w:p><w:r>{lines}</w:r></w:p></w:tc>"

    made = "".join(
        f"<w:tr>{''.join(cell(at, n, text) for n, text in enumerate(row))}</w:tr>"
        for at, row in enumerate(rows)
    )
    text = (
        '<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>2026 가온 </w:t></w:r><w:r><w:t>포럼'
        "</w:t></w:r></w:p><w:p><w:r><w:t>2026. 5. 14.(목)</w:t></w:r></w:p>"
        f"<w:tbl>{made}</w:tbl></w:body></w:document>"
    )
    return zipped(word__document_dot_xml=text)


def xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2026 가온 포럼"])
    sheet.append(["2026. 5. 14.(목)"])
    for row in rows:
        sheet.append(list(row))
    sheet.merge_cells("D4:D6")
    sheet.merge_cells("A1:D1")
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize("write", [hwpx, docx, xlsx])
def test_timetable_is_the_same_in_every_document(write: type) -> None:
    check(read_programme(write((HEADER, *ROWS))))


def test_workbook_may_keep_times_in_cells_of_their_own() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["날짜", "시작", "종료", "제목", "영문 제목", "발표자", "소속", "역할"])
    sheet.append(["2026-05-14", time(10), time(10, 30), "물", "Water", "홍길동", "누리대", "좌장"])
    sheet.append(["2026-05-14", time(10), time(10, 30), "물", "Water", "임꺽정", "한빛대", "발표"])
    sheet.append(["2026-05-15", time(9), time(9, 30), "불", "Fire", "장길산", "가온시", "발표"])
    held = io.BytesIO()
    book.save(held)

    programme = read_programme(held.getvalue())

    assert [
        (one.start and f"{one.start:%d %H:%M}", one.title.ko, one.title.en)
        for one in programme.sessions
    ] == [
        ("14 10:00", "물", "Water"),
        ("15 09:00", "불", "Fire"),
    ]
    assert [people(one) for one in programme.sessions] == [
        [("chair", "홍길동", "누리대"), ("presenter", "임꺽정", "한빛대")],
        [("presenter", "장길산", "가온시")],
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949", "utf-16"])
def test_list_is_read_with_any_separator_and_encoding(separator: str, encoding: str) -> None:
    rows = (
        ("날짜", "시작", "종료", "제목", "발표자", "소속", "장소", "언어"),
        ("2026-05-14", "10:00", "10:30", "물의 길", "홍길동", "누리대", "A홀", "ko"),
        ("2026-05-14", "10:30", "11:00", '"불, 그리고 길"', "Ada Byron", "MIT", "A홀", "en"),
    )
    text = "\r\n".join(separator.join(row) for row in rows)

    programme = read_programme(text.encode(encoding))

    assert outline(programme) == [
        ("session-1", "물의 길", "A홀", "10:00-10:30"),
        ("session-2", "불, 그리고 길", "A홀", "10:30-11:00"),
    ]
    assert [people(one) for one in programme.sessions] == [
        [("presenter", "홍길동", "누리대")],
        [("presenter", "Ada Byron", "MIT")],
    ]


def test_list_in_english_is_read() -> None:
    text = (
        "Start,End,Title,Speaker,Affiliation,Room\n"
        "2026-05-14T10:00:00,2026-05-14T10:30:00,Water,Ada Byron,MIT,Hall A\n"
    )
    [session] = read(text).sessions

    assert session.start is not None
    assert session.start.isoformat() == "2026-05-14T10:00:00+09:00"
    assert (session.title.en, session.room, people(session)) == (
        "Water",
        "Hall A",
        [("presenter", "Ada Byron", "MIT")],
    )


def test_archives_that_would_grow_are_refused() -> None:
    bomb = zipped(word__document_dot_xml=" " * 50_000_000)
    assert refusal(bomb) == (
        "This document would grow to 50 MB in 1 parts when it is unpacked, so it was not read."
    )
    laughs = '<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    assert refusal(zipped(word__document_dot_xml=laughs)) == (
        "This XML declares entities or a document type of its own, which is not read."
    )
    assert refusal(b"PK\x03\x04" + b"x" * 60_000_000) == (
        "The programme file has 61 MB; at most 50 MB are read."
    )
    assert refusal(zipped(readme="x")) == (
        "This ZIP archive is none of the documents that are read: HWPX, DOCX, XLSX."
    )


def test_deep_nesting_is_refused() -> None:
    deep = "<a>" * 5000 + "</a>" * 5000
    assert refusal(zipped(word__document_dot_xml=deep)) == (
        "The parts of this document are nested too deeply."
    )


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([hwpx, docx, xlsx]),
    st.integers(min_value=0, max_value=3000),
    st.binary(min_size=1, max_size=20),
)
def test_damaged_documents_are_read_or_refused(write: type, at: int, damage: bytes) -> None:
    content = write((HEADER, *ROWS))
    at = min(at, len(content))
    read_or_refused(content[:at] + damage + content[at + len(damage) :])
