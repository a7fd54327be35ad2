"""A day is aligned by what is said in it, whatever its clock and its order were."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from archive.alignment.heard import Heard
from archive.alignment.mapping import place_chapters, place_cuts
from archive.alignment.model import PartKind, PlacedCut, PlannedSession
from archive.alignment.picture_clues import Pictures
from archive.alignment.remarks import remarks
from archive.alignment.streams import Captured
from archive.alignment.traces import Traces
from archive.alignment.verdict import NOT_HEARD
from archive.cut import CutSpan
from archive.programme.model import Role, SessionKind
from archive.timecode import Span
from tests.archive.alignment.talking import (
    AFTERNOON,
    ALLEYS,
    CLOSING,
    MINUTE,
    OPENING,
    RIVERS,
    Afternoon,
    Talking,
    afternoon,
    person,
    row,
)

NEAR_MS = 1000


@pytest.fixture(scope="module")
def day() -> Afternoon:
    return afternoon()


def placed(
    sessions: Sequence[PlannedSession], *recordings: Captured, **fixed: Span
) -> dict[str, PlacedCut]:
    held = {key: (CutSpan(1, span),) for key, span in fixed.items()}
    return {cut.key: cut for cut in place_cuts(sessions, recordings, held)}


def off(cuts: dict[str, PlacedCut], truth: dict[str, int]) -> dict[str, int]:
    """How far starts lie from the truth, in ms; only those that do."""
    errors = {key: cut.spans[0].span.start - truth[key] for key, cut in cuts.items()}
    return {key: error for key, error in errors.items() if abs(error) > NEAR_MS}


def test_each_session_begins_where_its_host_introduces_it(day: Afternoon) -> None:
    cuts = placed(AFTERNOON, day.talking.captured())

    assert list(cuts) == ["opening", "alleys", "rivers", "closing"]
    assert off(cuts, day.starts) == {}
    ends = {key: cut.spans[-1].span.end for key, cut in cuts.items()}
    late = {key: end - day.ends[key] for key, end in ends.items()}
    assert all(-1500 <= error <= 5000 for error in late.values()), late
    assert all(ends[one] <= day.starts[two] for one, two in zip(ends, list(ends)[1:], strict=False))


def test_a_closing_begins_where_its_time_has_come_not_where_it_is_over() -> None:
    day = afternoon(
        closing="어느덧 마칠 시간이 되었습니다",
        farewell="함께해 주신 모든 분께 감사드립니다 이상으로 포럼을 모두 마치겠습니다",
    )
    assert off(placed(AFTERNOON, day.talking.captured()), day.starts) == {}


def test_the_reasons_say_what_was_heard_and_other_places_are_kept(day: Afternoon) -> None:
    cut = placed(AFTERNOON, day.talking.captured())["alleys"]

    said = " ".join(map(str, cut.because_in))
    assert "Its title is heard" in said
    assert "“한가람” is heard" in said
    assert 0 < len(cut.others_in) <= 3
    assert all(one.confidence <= cut.sure_in for one in cut.others_in)
    assert cut.sure_in > 0.5


def test_without_a_clock_the_words_alone_place_the_sessions(day: Afternoon) -> None:
    cuts = placed(AFTERNOON, day.talking.captured(begins=None))

    assert off(cuts, day.starts) == {}


def test_an_agenda_without_times_is_placed_by_its_order_and_words(day: Afternoon) -> None:
    agenda = [replace(one, start=None, end=None) for one in AFTERNOON]
    recording = day.talking.captured(begins=None)

    cuts = placed(agenda, recording)

    assert off(cuts, day.starts) == {}
    told = list(map(str, remarks(agenda, [recording], tuple(cuts.values()))))
    assert "The programme gives no times; only its order and its words count." in told


def test_a_clock_that_is_half_an_hour_off_moves_no_session(day: Afternoon) -> None:
    assert off(placed(AFTERNOON, day.talking.captured(begins=-30)), day.starts) == {}


def test_sessions_that_changed_places_are_found_where_they_were(day: Afternoon) -> None:
    turned = afternoon(("rivers", "alleys"))
    recording = turned.talking.captured()

    cuts = placed(AFTERNOON, recording)

    assert off(cuts, turned.starts) == {}
    told = list(map(str, remarks(AFTERNOON, [recording], tuple(cuts.values()))))
    assert "Some sessions took place in another order than printed." in told


def test_a_session_that_did_not_take_place_has_no_cut() -> None:
    short = afternoon(("rivers",))

    cuts = placed(AFTERNOON, short.talking.captured())

    assert "alleys" not in cuts
    assert off(cuts, short.starts) == {}


def test_a_programme_of_another_day_is_said_to_be_wrong(day: Afternoon) -> None:
    other = [
        row("bees", "도시 양봉의 경제학", (0, 30), (person("위채린", Role.CHAIR),)),
        row("roofs", "옥상 텃밭 가꾸기", (30, 50), (person("탁보람", Role.PRESENTER),)),
        row("seeds", "씨앗 도서관", (50, 75), (person("하도겸", Role.CHAIR),)),
    ]
    recording = day.talking.captured()

    cuts = tuple(placed(other, recording).values())

    assert all(cut.sure_in < 0.2 and cut.sure_out < 0.2 for cut in cuts)
    assert NOT_HEARD in tuple(remarks(other, [recording], cuts))
    assert placed(other, day.talking.captured(begins=None)) == {}


def test_a_programme_whose_people_are_named_is_not_another_event_s(day: Afternoon) -> None:
    named = {day.starts["alleys"]: "한가람", day.starts["rivers"]: "민서연"}
    named |= {day.parts[name]: name for name in ("도우진", "표나래", "길태오")}
    strange = Talking()
    for line in day.talking.cues:
        strange.at = line.span.start
        strange.says(f"{named.get(strange.at, '')} 므나 브데 크러 드바 트마")

    cuts = placed(AFTERNOON, strange.captured())

    assert not any(NOT_HEARD in cut.because_in for cut in cuts.values())
    assert max(cut.sure_in for cut in cuts.values()) > 0.3
    off_by = abs(cuts["rivers"].spans[0].span.start - day.starts["rivers"])
    assert off_by <= 30_000


def test_a_host_who_thanks_a_session_by_its_number_still_belongs_to_it() -> None:
    day, ends = numbered("네 세션 1 잘 들었습니다", "무대를 정리하는 동안 기다려 주시기 바랍니다")

    cuts = placed(NUMBERED, day.captured())

    assert abs(cuts["one"].spans[-1].span.end - ends) <= 1500


def test_what_is_said_while_the_stage_is_changed_belongs_to_no_session() -> None:
    day, ends = numbered("", "무대를 정리하는 동안 자리에서 기다려 주시기 바랍니다")

    cuts = placed(NUMBERED, day.captured())

    assert abs(cuts["one"].spans[-1].span.end - ends) <= 1500


NUMBERED = (
    row("one", "세션 1: 걷기 좋은 골목", (0, 20)),
    row("two", "세션 2: 물과 도시의 미래", (40, 60)),
)


def numbered(own: str, aside: str) -> tuple[Talking, int]:
    """Two sessions with a break between them, and when the first one ends: with what is its own."""
    day = Talking()
    day.says("지금부터 세션 1을 시작하겠습니다 걷기 좋은 골목")
    day.talks(20)
    day.says("저희 이야기는 여기까지 하겠습니다", 0)
    if own:
        day.at += 3500
        day.talks(0.2)
        day.says(own, 0)
    ended = day.at
    day.at += 3500
    day.says(aside)
    day.rests(18)
    day.says("이어서 세션 2를 시작하겠습니다 물과 도시의 미래")
    day.talks(20)
    return day, ended


def test_a_reviewed_point_never_moves_and_the_others_keep_clear_of_it(day: Afternoon) -> None:
    decided = Span(day.starts["alleys"] + 90_000, day.ends["alleys"])
    cuts = placed(AFTERNOON, day.talking.captured(), alleys=decided)

    assert "alleys" not in cuts
    assert off(cuts, day.starts) == {}
    assert cuts["opening"].spans[0].span.end <= decided.start


def test_a_stream_that_broke_off_is_aligned_over_both_recordings(day: Afternoon) -> None:
    broke = day.starts["rivers"] - 6 * MINUTE
    back = broke + 2 * MINUTE
    first = day.talking.captured(1, part=Span(0, broke))
    second = day.talking.captured(2, part=Span(back, day.talking.at + MINUTE))
    began = first.recording.started_at
    assert began is not None
    on_clock = replace(second.recording, started_at=began + timedelta(milliseconds=back))
    second = replace(second, recording=on_clock)

    cuts = placed(AFTERNOON, first, second)

    assert [one.recording_id for one in cuts["alleys"].spans] == [1, 2]
    (rivers,) = cuts["rivers"].spans
    assert rivers.recording_id == 2
    assert abs(rivers.span.start + back - day.starts["rivers"]) <= NEAR_MS


def test_a_session_that_contains_others_lasts_from_the_first_to_the_last(day: Afternoon) -> None:
    whole = row("whole", "오후 마당", (10, 70), kind=SessionKind.OTHER)
    cuts = placed((OPENING, whole, ALLEYS, RIVERS, CLOSING), day.talking.captured())

    assert off({key: cuts[key] for key in ("alleys", "rivers")}, day.starts) == {}
    assert cuts["whole"].spans[0].span.start == cuts["alleys"].spans[0].span.start
    assert cuts["whole"].spans[-1].span.end == cuts["rivers"].spans[-1].span.end


def test_chapters_begin_where_each_person_is_introduced(day: Afternoon) -> None:
    recording = day.talking.captured()
    cuts = placed(AFTERNOON, recording)
    spans = {key: cut.spans for key, cut in cuts.items()}

    chapters = [one.chapter for one in place_chapters(AFTERNOON, [recording], spans)]

    talks = {one.person: one.offset for one in chapters if one.kind is PartKind.PRESENTATION}
    assert talks.keys() == {"도우진", "Ellen Porter", "표나래", "길태오"}
    wrong = {name: at - day.parts[name] for name, at in talks.items()}
    assert {name: error for name, error in wrong.items() if abs(error) > NEAR_MS} == {}
    discussions = {one.key: one.offset for one in chapters if one.kind is PartKind.DISCUSSION}
    wrong = {key: at - day.parts[f"{key} discussion"] for key, at in discussions.items()}
    assert wrong.keys() == {"alleys", "rivers"}
    assert all(abs(error) <= NEAR_MS for error in wrong.values()), wrong


def test_a_silent_recording_falls_back_to_clock_and_programme(day: Afternoon) -> None:
    still = Pictures(list(range(0, 90 * MINUTE, 5000)), np.zeros((90 * 12, 144), np.uint8))
    traces = Traces(Heard((), (), (), (), 90 * MINUTE), (), still)
    cuts = placed(AFTERNOON, replace(day.talking.captured(), traces=traces))

    assert cuts["alleys"].spans[0].span.start == 10 * MINUTE
    assert all(cut.sure_in < 0.2 and cut.sure_out < 0.2 for cut in cuts.values())
