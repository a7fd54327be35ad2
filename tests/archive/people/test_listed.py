"""Lists of people in CSV files, however an office program writes them."""

import pytest

from archive.errors import PeopleUnreadableError
from archive.people.listed import read_people

TEXT = "name_ko,name_en,affiliation\n하정우,Ha Jung-woo,물길연구소\n,Ana Souza,\n노을,,\n"
READ = [("하정우", "Ha Jung-woo", "물길연구소", 2), ("", "Ana Souza", "", 3), ("노을", "", "", 4)]


def read(content: bytes) -> list[tuple[str, str, str, int]]:
    return [
        (one.name_ko, one.name_en, one.affiliation, one.line) for one in read_people(content).people
    ]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("cp949"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace("name_ko", "Name KO ").encode(),
        TEXT.replace("하정우", "하정우").replace("Ha Jung", " Ha\u00a0\u200bJung").encode(),
    ],
)
def test_a_list_is_read_however_it_was_saved(content: bytes) -> None:
    assert read(content) == READ


def test_columns_may_stand_in_any_order_and_be_missing() -> None:
    assert read(b"memo,name_en\nx,Ana Souza\n") == [("", "Ana Souza", "", 2)]


def test_a_row_that_cannot_be_read_is_told_with_its_line() -> None:
    text = (
        'name_ko,name_en,affiliation\n하정우,,"물길,\n연구소"\n,,물길연구소\n노을,,강변대, 교수\n'
        '!!,,\n,한글,\n표하린,"Pyo" Harin,\n' + "가" * 201 + ",,\n한가람,,\n"
    )
    listed = read_people(text.encode())
    assert [(one.name_ko, one.line) for one in listed.people] == [("하정우", 2), ("한가람", 10)]
    assert listed.people[0].affiliation == "물길, 연구소"
    assert [one.line for one in listed.bad] == [4, 5, 6, 7, 8, 9]
    assert str(listed.bad[0].reason) == "This row has no name."


@pytest.mark.parametrize("content", [b"", b"\n\n", b"Ana,Souza\n", b"\xff\x00\x81", b'"\n'])
def test_a_file_that_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(PeopleUnreadableError):
        read_people(content)
