"""Who speaks, as captions mark it."""

import pytest

from archive.captions.model import Cue
from archive.captions.voices import by_speaker
from archive.timecode import Span

SPAN = Span(1000, 5000)


def parts(text: str) -> list[tuple[str, str, str]]:
    return [(cue.mark, cue.voice, cue.text) for cue in by_speaker(Cue(SPAN, text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (">> Yes.", [(">>", "", "Yes.")]),
        (">>네", [(">>", "", "네")]),
        (">> KIM: Yes.", [(">> KIM:", "KIM", "Yes.")]),
        (">>> Next topic", [(">>>", "", "Next topic")]),
        ("Yes. >> No. >> Well", [("", "", "Yes."), (">>", "", "No."), (">>", "", "Well")]),
        ("- 네\n- 아니요\n정말로", [("-", "", "네"), ("-", "", "아니요\n정말로")]),
        ("- [Student] How many?", [("- [Student]", "Student", "How many?")]),
        ("- [학생] 몇 개인가요?", [("- [학생]", "학생", "몇 개인가요?")]),
        ("- [박수] 네", [("-", "", "[박수] 네")]),
        ("- 김철수: 네", [("- 김철수:", "김철수", "네")]),
        (
            "김 교수: 네\n이영희 의원: 아니요",
            [
                ("김 교수:", "김 교수", "네"),
                ("이영희 의원:", "이영희 의원", "아니요"),
            ],
        ),
        ("좌장: 시작합니다", [("좌장:", "좌장", "시작합니다")]),
        ("참석자 2: 네", [("참석자 2:", "참석자 2", "네")]),
        ("DR. LEE: Thanks", [("DR. LEE:", "DR. LEE", "Thanks")]),
        ("Speaker 1: Thanks", [("Speaker 1:", "Speaker 1", "Thanks")]),
        ("well\n>> so", [("", "", "well"), (">>", "", "so")]),
        (">>", [("", "", ">>")]),
    ],
)
def test_marks_become_voices(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Remember this: it is so",
        "예를 들면: 이것",
        "NOTE: careful",
        "at 10:30 today",
        "http://example.org",
        "-5 degrees",
        "shift a >> b",
        "one - two",
        "가 - 나\n- 다",
    ],
)
def test_what_only_looks_like_a_mark_stays_text(text: str) -> None:
    assert parts(text) == [("", "", text)]


def test_the_words_times_go_with_the_words() -> None:
    cue = Cue(SPAN, "Yes. >> No way", words=(1000, 2000, 3000, 4000))
    assert list(by_speaker(cue)) == [
        Cue(SPAN, "Yes.", words=(1000,)),
        Cue(SPAN, "No way", mark=">>", words=(3000, 4000)),
    ]


@pytest.mark.parametrize(
    ("cue", "shown"),
    [
        (Cue(SPAN, "네"), "네"),
        (Cue(SPAN, "네", "김"), "김: 네"),
        (Cue(SPAN, "네", "김", ">> 김:"), ">> 김: 네"),
        (Cue(SPAN, "네", mark="-"), "- 네"),
    ],
)
def test_a_transcript_can_show_the_mark_again(cue: Cue, shown: str) -> None:
    assert cue.shown == shown
