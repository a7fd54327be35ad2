"""Where sentences end."""

import pytest

from archive.captions.model import Cue
from archive.captions.sentences import ends_sentence, sentence_runs
from archive.timecode import Span


@pytest.mark.parametrize(
    "text",
    [
        "Yes.",
        "Is it?",
        "He said “no.”",
        "그렇습니다",
        "그렇습니까",
        "있나요",
        "좋아요.",
        "그랬다",
        "말한다",
        "끝이죠",
        "재밌을 것입니다",
        "괜찮을까요",
        "(웃음입니다.)",
    ],
)
def test_an_end_is_known(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize(
    "text",
    [
        "and so",
        "그래서",
        "하니까",
        "그러니까",
        "있는데",
        "12,",
        "우리는",
        "바다",
        "",
        "보니까",
        "다",
    ],
)
def test_what_goes_on_is_no_end(text: str) -> None:
    assert not ends_sentence(text)


def cues(*texts: str, pause: int = 100, mark: str = "") -> tuple[Cue, ...]:
    return tuple(
        Cue(Span(place * 3000, place * 3000 + 3000 - pause), text, mark=mark)
        for place, text in enumerate(texts)
    )


def test_the_cues_of_a_sentence_are_one_run() -> None:
    assert sentence_runs(cues("so we", "begin.", "네", "시작합니다", "그리고")) == [
        range(2),
        range(2, 4),
        range(4, 5),
    ]


def test_a_sound_and_a_new_speaker_end_a_sentence() -> None:
    one, two, three = cues("so we", "[음악]", "begin.")
    assert sentence_runs((one, two, three)) == [range(1), range(1, 2), range(2, 3)]
    assert sentence_runs(cues("so we", "begin.", mark=">>")) == [range(1), range(1, 2)]


def test_a_track_without_ends_is_cut_cue_by_cue() -> None:
    assert sentence_runs(cues(*["and"] * 40, "end.")) == [range(at, at + 1) for at in range(41)]


def test_no_cues_make_no_sentence() -> None:
    assert sentence_runs(()) == []


@pytest.mark.parametrize(
    "text", ["Translated by Kim", "see https://example.org/a", "자막 제작: 김", "번역 by 이"]
)
def test_who_made_the_captions_belongs_to_no_sentence(text: str) -> None:
    assert sentence_runs(cues(text, "so we", "begin.")) == [range(1), range(1, 3)]
