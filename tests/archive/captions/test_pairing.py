"""Korean and English sentences of one moment, measured and by example."""

from archive.captions.model import Cue
from archive.captions.pairing import FARTHEST_MS
from archive.captions.transcript import pair
from archive.timecode import Span


def cue(start: int, end: int, text: str) -> Cue:
    return Cue(Span(start, end), text)


def test_a_sentence_stands_whole_however_its_cues_are_cut() -> None:
    ko = (
        cue(0, 2500, "오늘은 제가 가장 좋아하는"),
        cue(2500, 6000, "과목을 이야기하겠습니다."),
        cue(6000, 9000, "시작합시다."),
    )
    en = (
        cue(0, 4000, "Today I talk about the subject"),
        cue(4000, 5000, "that I like"),
        cue(5000, 5900, "most."),
        cue(6100, 9000, "Let us begin."),
    )
    assert [(moment.ko, moment.en) for moment in pair(ko, en)] == [
        (ko[:2], en[:3]),
        (ko[2:], en[3:]),
    ]


def test_two_sentences_for_one_stay_together() -> None:
    ko = (
        cue(0, 3000, "그것은 어렵습니다."),
        cue(3000, 6000, "그래도 합니다."),
        cue(6000, 8000, "네."),
    )
    en = (cue(0, 6000, "It is hard but we do it anyway."), cue(6000, 8000, "Yes."))
    assert [(len(moment.ko), len(moment.en)) for moment in pair(ko, en)] == [(2, 1), (1, 1)]


def test_lengths_decide_where_times_do_not() -> None:
    """The middle Korean sentence lies as near to the one before as to the one after."""
    ko = (
        cue(0, 2000, "네."),
        cue(2000, 6000, "오늘 발표할 내용은 모두 세 가지입니다."),
        cue(6000, 8000, "네."),
    )
    en = (
        cue(0, 4000, "Yes, well, so."),
        cue(4000, 8000, "There are three things that I present today, yes."),
    )
    first, second = pair(ko, en)
    assert (first.ko, first.en, second.ko, second.en) == (ko[:1], en[:1], ko[1:], en[1:])


def test_what_lies_a_few_seconds_apart_is_paired_and_what_lies_farther_is_not() -> None:
    ko = (cue(0, 10_000, "네, 그렇게 하겠습니다."),)
    near, far = (cue(10_000 + by, 10_100 + by, "Yes.") for by in (0, FARTHEST_MS + 1))
    long = cue(3000, 12_000, "Yes, we will do that.")
    assert [len(pair(ko, (one,))) for one in (long, near, far)] == [1, 2, 2]


def test_sounds_are_paired_with_nothing_they_do_not_share_time_with() -> None:
    ko = (cue(0, 2000, "[음악]"), cue(9000, 12_000, "시작합니다."))
    en = (cue(9000, 12_000, "We begin."),)
    assert [(moment.ko, moment.en) for moment in pair(ko, en)] == [(ko[:1], ()), (ko[1:], en)]
