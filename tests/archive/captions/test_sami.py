"""SAMI as Korean players and editors wrote it."""

import pytest

from archive.captions import FileTrack, read_cues, read_file
from archive.captions.model import Cue
from archive.timecode import Span

STYLE = """<STYLE TYPE="text/css"><!--
P {margin-left:8pt; font-size:20pt;}
.KRCC {Name:Korean; lang:ko-KR; SAMIType:CC;}
.ENCC {Name:English; lang:en-US; SAMIType:CC;}
--></STYLE>"""


def smi(body: str, style: str = STYLE) -> str:
    return (
        f"<SAMI>\n<HEAD>\n<TITLE>강연</TITLE>\n{style}\n</HEAD>\n<BODY>\n{body}\n</BODY>\n</SAMI>\n"
    )


def cues(*parts: tuple[int, int, str]) -> tuple[Cue, ...]:
    return tuple(Cue(Span(start, end), text) for start, end, text in parts)


ONE = smi(
    "<SYNC Start=1000><P Class=KRCC>\n<font color=red>안녕하세요</font><br>여러분\n"
    "<SYNC Start=3000><P Class=KRCC>&nbsp;\n"
    "<SYNC Start=4000><P Class=KRCC>시작합니다\n"
    "<SYNC Start=6000><P Class=KRCC>&nbsp;"
)
SAID = cues((1000, 3000, "안녕하세요\n여러분"), (4000, 6000, "시작합니다"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_cue_lasts_until_its_class_says_something_else(encoding: str) -> None:
    assert read_file(ONE.encode(encoding)) == (FileTrack(SAID, "ko"),)


def test_case_quotes_and_closing_tags_do_not_matter() -> None:
    text = (
        ONE.lower()
        .replace("start=1000", 'start = "1000ms"')
        .replace("class=krcc", "CLASS='KRCC'")
        .replace("여러분\n", "여러분</p></sync>\r\n")
    )
    assert read_file(text.encode()) == (FileTrack(SAID, "ko"),)


def test_two_classes_are_two_tracks_whatever_their_order() -> None:
    together = smi(
        "<SYNC Start=1000><P Class=KRCC>네<P Class=ENCC>Yes"
        "<SYNC Start=2000><P Class=ENCC>No"
        "<SYNC Start=3000><P Class=KRCC>&nbsp;<P Class=ENCC>&nbsp;"
    )
    apart = smi(
        "<SYNC Start=1000><P Class=KRCC>네<SYNC Start=3000><P Class=KRCC>&nbsp;"
        "<SYNC Start=1000><P Class=ENCC>Yes<SYNC Start=2000><P Class=ENCC>No"
        "<SYNC Start=3000><P Class=ENCC>&nbsp;"
    )
    expected = (
        FileTrack(cues((1000, 3000, "네")), "ko"),
        FileTrack(cues((1000, 2000, "Yes"), (2000, 3000, "No")), "en"),
    )
    assert read_file(together.encode()) == expected
    assert read_file(apart.encode()) == expected
    assert read_cues(together.encode(), language="en") == expected[1].cues
    assert read_cues(together.encode()) == expected[0].cues


def test_blocks_out_of_order_are_sorted() -> None:
    text = smi(
        "<SYNC Start=4000><P Class=KRCC>둘<SYNC Start=1000><P Class=KRCC>하나"
        "<SYNC Start=5000><P Class=KRCC>&nbsp;<SYNC Start=x><P Class=KRCC>no"
    )
    assert read_cues(text.encode()) == cues((1000, 4000, "하나"), (4000, 5000, "둘"))


def test_a_file_may_name_no_class_at_all() -> None:
    text = smi("<SYNC Start=1000>하나<SYNC Start=2000 End=2500><P>둘<!-- hidden -->", style="")
    assert read_file(text.encode()) == (
        FileTrack(cues((1000, 2000, "하나"), (2000, 2500, "둘")), ""),
    )


def test_an_end_of_its_own_and_the_same_instant_twice_lose_nothing() -> None:
    text = smi(
        "<SYNC Start=1000 End=1500><P Class=KRCC>하나"
        "<SYNC Start=2000><P Class=KRCC>둘<SYNC Start=2000><P Class=KRCC>셋"
        "<SYNC Start=3000><P Class=KRCC>&nbsp;"
    )
    assert read_cues(text.encode()) == cues((1000, 1500, "하나"), (2000, 3000, "둘\n셋"))


def test_a_class_without_a_style_is_known_by_its_name() -> None:
    text = smi("<SYNC Start=1000><P Class=EGCC>Hi<SYNC Start=2000><P Class=EGCC>&nbsp;", style="")
    assert read_file(text.encode()) == (FileTrack(cues((1000, 2000, "Hi")), "en"),)
