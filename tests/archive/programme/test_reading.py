"""Any bytes at all: a programme or a refusal in a sentence, never anything else."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import ProgrammeUnreadableError
from archive.programme import FORMATS, read_programme
from archive.programme.document import programme_as_json
from archive.programme.press_release import MAX_LINE
from archive.programme.text import MAX_BYTES, decode_programme
from tests.archive.programme.releases import SEPARATE_LINES, SPACES, TABS, release

PIECES = st.sampled_from(
    [
        *("10:00~10:30", "9:60-25:00", "14시~", "(90)'", "(5분)", "\t", "  ", "\n", "\n\n", "◦ "),
        *(
            "[세션1]",
            "[축사]",
            "(좌 장)",
            "(발표2)",
            "토론:",
            "홍길동",
            "한빛대 교수",
            "(",
            ")",
            ",",
        ),
        *("Ada Byron", "에다 बाइ런", "<u>", "</u>", "‘", "’", "2023. 9. 26.(화)", "9.31.(수)"),
        *(
            "시 간\t내 용\t비고",
            "프로그램",
            "3층 대회의실",
            "같은 날",
            "〈첨부1〉",
            "다.",
            "휴식",
            "Ⅳ",
        ),
    ]
)


def refusal(content: bytes) -> str:
    with pytest.raises(ProgrammeUnreadableError) as refused:
        read_programme(content, file_name="forum.txt")
    return str(refused.value)


def read_or_refused(content: bytes) -> None:
    try:
        programme = read_programme(content)
    except ProgrammeUnreadableError:
        return
    document = programme_as_json(programme)
    codes = [session["code"] for session in document["sessions"]]
    assert len(set(codes)) == len(codes) > 0
    assert all("{" not in doubt["reason"] for doubt in document["doubts"])
    assert all(doubt["text"].strip() for doubt in document["doubts"])


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_or_refused(content)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_in_a_row_is_read_or_refused(text: str) -> None:
    read_or_refused(release(f"10:00~10:30\t{text}").encode("utf-8", "replace"))


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=40))
def test_any_order_of_the_pieces_of_a_timetable_is_read_or_refused(pieces: list[str]) -> None:
    read_or_refused("".join(pieces).encode())


@pytest.mark.parametrize("text", [TABS, SPACES, SEPARATE_LINES])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
def test_encoding_makes_no_difference(text: str, encoding: str) -> None:
    common = text.replace("–", "-")

    assert read_programme(common.encode(encoding)) == read_programme(common.encode())


def test_decomposed_hangul_is_composed() -> None:
    decomposed = unicodedata.normalize("NFD", TABS)

    assert decomposed != TABS
    assert read_programme(decomposed.encode()) == read_programme(TABS.encode())


def test_every_kind_of_line_end_counts_as_one_line() -> None:
    assert decode_programme("가\r\n나\r다\n".encode()) == "가\n나\n다\n"


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_empty_file_is_refused(content: bytes) -> None:
    assert refusal(content) == "The programme file is empty."


def test_file_over_the_limit_is_refused() -> None:
    assert refusal(b"a" * (MAX_BYTES + 1)) == (
        "The programme file has 11 MB; at most 10 MB are read."
    )


def test_line_of_fifty_megabytes_is_refused_by_its_size() -> None:
    assert refusal(b"a" * 50_000_000) == "The programme file has 50 MB; at most 10 MB are read."


def test_line_over_the_limit_is_refused_by_its_number() -> None:
    text = "10:00~10:30\t휴식\n" + "b" * (MAX_LINE + 1)
    assert refusal(text.encode()) == (
        "Line 2 of the programme file has 20001 characters; at most 20000 are read."
    )


def test_long_text_of_short_lines_is_refused() -> None:
    text = release("10:00~10:30\t휴식") + "가나다\n" * 300_000

    assert refusal(text.encode()) == (
        f"The text has {len(text)} characters; a press release with at most 300000 is read."
    )


def test_nul_is_refused_by_its_line() -> None:
    assert refusal(b"a\nb\0c") == (
        "Line 2 of the programme file holds a NUL character, so it is no text file."
    )


def test_bytes_in_no_known_encoding_are_refused() -> None:
    assert refusal(b"10:00 \x81 \x8d") == (
        "The programme file is not text in UTF-8, UTF-16 or CP949."
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"{\\rtf1", "RTF"),
        (b'<?xml version="1.0"?><rss/>', "XML of another kind than a schedule"),
    ],
)
def test_other_kind_of_file_is_named(content: bytes, name: str) -> None:
    assert refusal(content) == (
        f"This file is {name}; a programme is read from text, HTML, Markdown, CSV, XLSX, HWPX, "
        "HWP, DOCX or PDF, or from a schedule in XML, JSON or iCalendar."
    )


def test_file_is_named_where_no_format_recognises_it() -> None:
    assert refusal("포럼".encode()).startswith("forum.txt holds no programme")


def test_formats_are_told_apart_by_content() -> None:
    texts = (
        "BEGIN:VCALENDAR",
        "<?xml version='1.0'?>\n<schedule>",
        "\n[{}]",
        TABS,
        "포럼",
        "<p>",
        "|a|\n|--|--|",
    )
    told = {one.NAME: [one.recognises(text) for text in texts] for one in FORMATS}
    assert told == {
        "iCalendar": [True, False, False, False, False, False, False],
        "schedule XML": [False, True, False, False, False, False, False],
        "schedule JSON": [False, False, True, False, False, False, False],
        "Markdown with front matter": [False] * 7,
        "CSV": [False] * 7,
        "CSV of this archive": [False] * 7,
        "Markdown": [False, False, False, False, False, False, True],
        "HTML": [False, False, False, False, False, True, False],
        "Korean press release": [False, False, False, True, False, False, False],
    }
