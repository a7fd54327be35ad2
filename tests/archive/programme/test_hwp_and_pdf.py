"""HWP 5 and PDF: the binary documents Korean offices send."""

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.programme import read_programme
from tests.archive.programme.compound_file import compound_file
from tests.archive.programme.releases import outline, people
from tests.archive.programme.test_office_documents import HEADER, ROWS, check
from tests.archive.programme.test_reading import read_or_refused, refusal


def record(tag: int, level: int, data: bytes) -> bytes:
    if len(data) >= 0xFFF:
        return struct.pack("<II", tag | level << 10 | 0xFFF << 20, len(data)) + data
    return struct.pack("<I", tag | level << 10 | len(data) << 20) + data


def paragraph(text: str, level: int = 0) -> bytes:
    letters = (text + "\r").encode("utf-16-le")
    return record(66, level, b"\0" * 22) + record(67, level + 1, letters)


def table() -> bytes:
    made = record(71, 1, b" lbt") + record(77, 2, b"\0" * 20)
    for at, row in enumerate((HEADER, *ROWS)):
        for column, text in enumerate(row):
            if at > 1 and column == 3:
                continue
            rows = 3 if (at, column) == (1, 3) else 1
            made += record(72, 2, struct.pack("<IIHHHH", 1, 0, column, at, 1, rows))
            made += b"".join(paragraph(line, 2) for line in text.split("\n"))
    return made


def hwp(section: bytes, flags: int = 1) -> bytes:
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000300, flags)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(section) + packer.flush() if flags & 1 else section
    return compound_file({"FileHeader": header, "BodyText/Section0": packed})


SECTION = paragraph("2026 가온 포럼") + paragraph("2026. 5. 14.(목)") + paragraph("") + table()


@pytest.mark.parametrize("flags", [0, 1])
def test_hwp_is_read_packed_or_not(flags: int) -> None:
    check(read_programme(hwp(SECTION, flags)))


def test_hwp_that_is_protected_broken_or_grows_is_refused() -> None:
    assert refusal(hwp(SECTION, 3)) == (
        "This HWP document is protected; please save it without a password."
    )
    assert refusal(hwp(SECTION)[:3000]) == "This HWP document is broken, so it can’t be read."
    assert refusal(hwp(b"\0" * 40_000_000)) == (
        "A part of this document has more than 30 MB of text."
    )
    assert refusal(compound_file({"Workbook": b"x"})) == (
        "This is no HWP document but another file of the same family; please save it as HWPX, "
        "DOCX or PDF."
    )


TIMETABLE = (
    ("Time", "Title", "Speaker"),
    ("10:00-10:30", "Water and ports", "Ada Byron (MIT)"),
    ("10:30-11:00", "Fire and bridges", "Tom de Vries (KAIST)"),
)


def pdf(drawn: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    packed = zlib.compress(drawn)
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
        b"/Resources<</Font<</F1 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d/Filter %s>>\nstream\n%s\nendstream" % (len(packed), filters, packed),
    )
    made, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        made
        + b"xref\n0 6\n0000000000 65535 f \n"
        + rows
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(made)
    )


def drawn_table() -> bytes:
    words = [(50, 800, "Gaon Records Forum"), (50, 780, "2026. 5. 14.")]
    lines = [f"{50 + 150 * n} 700 m {50 + 150 * n} 760 l S" for n in range(4)]
    for at, row in enumerate(TIMETABLE):
        words += [(55 + 150 * n, 746 - 20 * at, text) for n, text in enumerate(row)]
    lines += [f"50 {760 - 20 * n} m 500 {760 - 20 * n} l S" for n in range(4)]
    shown = [
        f"BT /F1 10 Tf {x} {y} Td ({text.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) "
        "Tj ET"
        for x, y, text in words
    ]
    return "\n".join((*lines, *shown)).encode()


def test_ruled_table_of_a_pdf_is_read() -> None:
    programme = read_programme(pdf(drawn_table()))

    assert programme.event.title.en == "Gaon Records Forum"
    assert [one[1:] for one in outline(programme)] == [
        ("Water and ports", "", "10:00-10:30"),
        ("Fire and bridges", "", "10:30-11:00"),
    ]
    assert [people(one) for one in programme.sessions] == [
        [("presenter", "Ada Byron", "MIT")],
        [("presenter", "Tom de Vries", "KAIST")],
    ]


def test_pdf_that_is_broken_empty_or_grows_is_refused() -> None:
    assert refusal(b"%PDF-1.7\n\0\xff") == "This PDF is broken or protected, so it can’t be read."
    assert refusal(pdf(b"")) == (
        "This PDF holds no text, only pictures of it; please give a file with text."
    )
    too_large = "This PDF would grow too large when it is unpacked, so it was not read."
    assert refusal(pdf(b" " * 50_000_000)) == too_large
    assert refusal(pdf(b"x", b"[/FlateDecode/FlateDecode]")) == too_large


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([hwp(SECTION), pdf(drawn_table())]),
    st.integers(min_value=8, max_value=6000),
    st.binary(min_size=1, max_size=30),
)
def test_damaged_documents_are_read_or_refused(content: bytes, at: int, damage: bytes) -> None:
    at = min(at, len(content))
    read_or_refused(content[:at] + damage + content[at + len(damage) :])
