"""Programme, clock and chapters in; proposed cuts out."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.alignment import propose_cuts
from archive.alignment.chapters import chapter_evidence
from archive.alignment.evidence import Candidate, Edge
from archive.alignment.model import PlannedSession, ProposedCut
from archive.alignment.nested import unnest
from archive.cut import SHORTEST_MS
from archive.programme.model import SessionKind
from archive.recording import Recording, SourceChapter
from archive.sentence import Sentence
from archive.timecode import Span
from tests.archive.alignment.broadcast import (
    HOUR,
    MINUTE,
    MORNING,
    PROGRAMME,
    broadcast,
    farthest_off,
    planned,
)

KEYS = [session.key for session in PROGRAMME]
ALL_TITLES = {
    "open": "개회식",
    "key": "기조연설 - 한가람",
    "one": "세션1 걷기좋은 골목",
    "two": "Session 2 – Water & the City",
    "close": "폐회",
}


def spans(cuts: tuple[ProposedCut, ...]) -> dict[str, tuple[int, int]]:
    return {cut.key: (cut.in_point.offset, cut.out_point.offset) for cut in cuts}


def by_key(cuts: tuple[ProposedCut, ...]) -> dict[str, ProposedCut]:
    return {cut.key: cut for cut in cuts}


def reasons(cut: ProposedCut) -> list[str]:
    return [str(sentence) for sentence in cut.in_point.because]


def test_by_the_clock_alone_each_session_lies_where_the_programme_says() -> None:
    cuts = propose_cuts(PROGRAMME, Recording(4 * HOUR, MORNING - timedelta(seconds=47)))
    assert spans(cuts) == {
        "open": (47_000, 647_000),
        "key": (647_000, 3_047_000),
        "one": (3_647_000, 7_247_000),
        "two": (7_847_000, 11_447_000),
        "close": (11_447_000, 12_047_000),
    }
    assert reasons(cuts[0]) == ["The programme says 01:00."]


def test_the_clock_is_trusted_less_as_the_day_goes_on() -> None:
    cuts = propose_cuts(PROGRAMME, Recording(4 * HOUR, MORNING))
    sure = [cut.in_point.confidence for cut in cuts]
    assert sure == sorted(sure, reverse=True)
    assert sure[0] == pytest.approx(0.19)
    assert 0.1 < sure[-1] < 0.15


def test_chapters_that_name_every_session_put_each_where_it_was() -> None:
    day = broadcast()
    evidence = [chapter_evidence(day.chapters(ALL_TITLES))]
    cuts = propose_cuts(PROGRAMME, day.recording, evidence=evidence)
    starts_off, ends_off = farthest_off(cuts, day.truth)
    assert [cut.key for cut in cuts] == KEYS
    assert starts_off == 0
    assert ends_off < 2 * MINUTE  # breaks have no chapter; the clock ends what precedes them
    assert all(0.5 < cut.in_point.confidence <= 0.9 for cut in cuts)
    assert reasons(cuts[3]) == ["The source's chapter “Session 2 – Water & the City” begins here."]


def test_a_chapter_for_the_break_ends_the_session_before_it() -> None:
    day = broadcast()
    chapters = day.chapters(ALL_TITLES)
    at = day.truth["one"].end
    one, after = replace(chapters[2], span=Span(chapters[2].span.start, at)), chapters[3]
    pause = SourceChapter(Span(at, after.span.start), "Coffee Break")
    cuts = propose_cuts(
        PROGRAMME,
        day.recording,
        evidence=[chapter_evidence((*chapters[:2], one, pause, *chapters[3:]))],
    )
    assert by_key(cuts)["one"].out_point.offset == at
    assert by_key(cuts)["two"].in_point.offset == day.truth["two"].start
    assert [str(why) for why in by_key(cuts)["one"].out_point.because] == [
        "The source's chapter “세션1 걷기좋은 골목” ends here."
    ]


def test_chapters_for_the_parts_of_a_session_belong_to_it() -> None:
    day = broadcast(overrun_ms=0)
    one, two = day.truth["one"], day.truth["two"]
    chapters = [
        SourceChapter(Span(one.start, one.start + 20 * MINUTE), "세션 1"),
        SourceChapter(Span(one.start + 20 * MINUTE, one.start + 40 * MINUTE), "한가람 발표"),
        SourceChapter(Span(one.start + 40 * MINUTE, one.end), "세션 1 토론"),
        SourceChapter(Span(one.end, two.start), "휴식"),
    ]
    cuts = propose_cuts(PROGRAMME, day.recording, evidence=[chapter_evidence(chapters)])
    assert spans(cuts)["one"] == (one.start, one.end)


def test_what_one_chapter_shows_of_the_delay_moves_its_neighbours() -> None:
    day = broadcast(overrun_ms=0)
    evidence = [chapter_evidence(day.chapters({"key": "기조연설: 도시의 미래를 묻다"}))]
    cuts = propose_cuts(PROGRAMME, day.recording, evidence=evidence)
    assert farthest_off(cuts, day.truth) == (0, 0)
    found = by_key(cuts)
    assert found["key"].in_point.confidence > found["open"].in_point.confidence
    assert found["open"].in_point.confidence > found["close"].in_point.confidence
    assert reasons(found["one"]) == [
        "The programme says 02:00.",
        "The sessions found around it run 0:47 late.",
    ]


def test_between_two_chapters_the_delay_grows_evenly() -> None:
    names = ("바람", "돌담", "Harbour lights", "기차역", "Last orders")
    sessions = [planned(name, name, n * 20, n * 20 + 20) for n, name in enumerate(names)]

    def found(sessions: object, recording: object) -> list[Candidate]:
        why = Sentence("Heard here.")
        return [
            Candidate("바람", Edge.START, 2 * MINUTE, 0.9, why),
            Candidate("Last orders", Edge.START, 90 * MINUTE, 0.9, why),
        ]

    cuts = propose_cuts(sessions, Recording(3 * HOUR, MORNING), evidence=[found])
    starts = [round(cut.in_point.offset / MINUTE, 1) for cut in cuts]
    assert starts == [2.0, 24.0, 46.0, 68.0, 90.0]


def test_a_clock_that_is_hours_off_is_overruled_by_chapters() -> None:
    day = broadcast()
    wrong = replace(day.recording, started_at=MORNING + timedelta(hours=9))
    evidence = [chapter_evidence(day.chapters(ALL_TITLES))]
    cuts = propose_cuts(PROGRAMME, wrong, evidence=evidence)
    assert [cut.key for cut in cuts] == KEYS
    assert farthest_off(cuts, day.truth)[0] == 0


def test_misspelt_and_english_chapters_are_recognised() -> None:
    day = broadcast()
    titles = {
        "open": "00 opening ceremoney",
        "key": "도시의 미레를 뭇다",
        "one": "Session I — Walkabel Alleys",
        "two": "[2세션] 물과 도시",
    }
    cuts = propose_cuts(PROGRAMME, day.recording, evidence=[chapter_evidence(day.chapters(titles))])
    assert farthest_off(cuts, day.truth)[0] == 0


def test_chapters_about_something_else_change_nothing() -> None:
    recording = Recording(4 * HOUR, MORNING)
    chapters = [
        SourceChapter(Span(0, HOUR), "<Untitled Chapter 1>"),
        SourceChapter(Span(HOUR, 2 * HOUR), "Session 7"),
        SourceChapter(Span(2 * HOUR, 3 * HOUR), "경품 추첨"),
    ]
    without = propose_cuts(PROGRAMME, recording)
    assert propose_cuts(PROGRAMME, recording, evidence=[chapter_evidence(chapters)]) == without


def test_chapters_out_of_programme_order_do_not_turn_it_around() -> None:
    chapters = [
        SourceChapter(Span(10 * MINUTE, HOUR), "세션 2. 물과 도시"),
        SourceChapter(Span(HOUR, 2 * HOUR), "세션 1. 걷기 좋은 골목"),
    ]
    cuts = propose_cuts(
        PROGRAMME, Recording(4 * HOUR, MORNING), evidence=[chapter_evidence(chapters)]
    )
    assert [cut.key for cut in cuts] == KEYS
    assert by_key(cuts)["one"].in_point.offset == HOUR


def test_sessions_of_the_same_title_take_chapters_of_that_title_in_order() -> None:
    sessions = [planned(f"s{n}", "지역 토론", n * 20, n * 20 + 20) for n in range(12)]
    starts = [n * 21 * MINUTE + 47_000 for n in range(13)]
    chapters = [SourceChapter(Span(*span), "지역 토론") for span in pairwise(starts)]
    cuts = propose_cuts(
        sessions, Recording(5 * HOUR, MORNING), evidence=[chapter_evidence(chapters)]
    )
    assert [cut.in_point.offset for cut in cuts] == starts[:-1]


def test_the_second_session_is_known_by_its_place_where_titles_have_no_number() -> None:
    sessions = [planned("a", "바람", 0, 60), planned("b", "돌담", 60, 120)]
    chapters = [SourceChapter(Span(63 * MINUTE, 2 * HOUR), "세션 2")]
    cuts = propose_cuts(
        sessions, Recording(3 * HOUR, MORNING), evidence=[chapter_evidence(chapters)]
    )
    assert by_key(cuts)["b"].in_point.offset == 63 * MINUTE
    assert by_key(cuts)["a"].in_point.offset == 3 * MINUTE


def test_sessions_without_a_time_share_what_lies_between_their_neighbours() -> None:
    sessions = [
        planned("a", "가", 0, 30),
        planned("b", "나", None, None),
        planned("c", "다", None, None),
        planned("d", "라", 90, 120),
    ]
    cuts = propose_cuts(sessions, Recording(3 * HOUR, MORNING))
    assert spans(cuts)["b"] == (30 * MINUTE, 60 * MINUTE)
    assert spans(cuts)["c"] == (60 * MINUTE, 90 * MINUTE)
    assert {cut.in_point.confidence for cut in cuts[1:3]} == {0.1}


def test_without_a_clock_the_programme_is_laid_from_the_first_moment_and_hardly_trusted() -> None:
    cuts = propose_cuts(PROGRAMME, Recording(4 * HOUR))
    assert spans(cuts)["one"] == (HOUR, 2 * HOUR)
    assert max(cut.in_point.confidence for cut in cuts) <= 0.1
    assert "Nobody knows when the recording began" in reasons(cuts[0])[1]


def test_without_a_clock_a_programme_longer_than_the_recording_is_pressed_into_it() -> None:
    sessions = [planned("a", "가", 0, 60), planned("b", "나", 60, 180)]
    cuts = propose_cuts(sessions, Recording(90 * MINUTE))
    assert spans(cuts) == {"a": (0, 30 * MINUTE), "b": (30 * MINUTE, 90 * MINUTE)}


def test_without_any_time_sessions_share_the_recording() -> None:
    sessions = [planned("a", "가", None, None), planned("b", "나", None, None)]
    cuts = propose_cuts(sessions, Recording(HOUR, MORNING))
    assert spans(cuts) == {"a": (0, 30 * MINUTE), "b": (30 * MINUTE, HOUR)}
    assert max(cut.out_point.confidence for cut in cuts) <= 0.1


def test_sessions_outside_the_recording_have_no_cut_and_those_across_its_edges_are_clipped() -> (
    None
):
    recording = Recording(90 * MINUTE, MORNING + timedelta(minutes=30))
    cuts = propose_cuts(PROGRAMME, recording)
    assert spans(cuts) == {
        "key": (0, 20 * MINUTE),
        "one": (30 * MINUTE, 90 * MINUTE),
    }
    later = propose_cuts(PROGRAMME, replace(recording, duration=60 * MINUTE))
    assert reasons(later[0])[-1] == "The session began before the recording did."
    assert str(later[1].out_point.because[-1]) == "The recording ends before the session does."


def test_reviewed_cuts_never_move_and_the_rest_is_placed_around_them() -> None:
    reviewed = {"one": Span(65 * MINUTE, 140 * MINUTE)}
    cuts = propose_cuts(PROGRAMME, Recording(5 * HOUR, MORNING), fixed=reviewed)
    assert spans(cuts) == {
        "open": (5 * MINUTE, 15 * MINUTE),
        "key": (15 * MINUTE, 55 * MINUTE),
        "two": (150 * MINUTE, 210 * MINUTE),
        "close": (210 * MINUTE, 220 * MINUTE),
    }


def test_reviewed_cuts_in_another_order_than_printed_stand_as_they_are() -> None:
    reviewed = {"one": Span(130 * MINUTE, 190 * MINUTE), "two": Span(60 * MINUTE, 120 * MINUTE)}
    cuts = propose_cuts(PROGRAMME, Recording(5 * HOUR, MORNING), fixed=reviewed)
    assert spans(cuts)["key"] == (10 * MINUTE, 50 * MINUTE)
    assert spans(cuts)["close"] == (190 * MINUTE, 200 * MINUTE)


def test_a_session_between_reviewed_cuts_that_meet_has_no_room_and_no_cut() -> None:
    reviewed = {"key": Span(0, HOUR), "two": Span(HOUR, 2 * HOUR)}
    cuts = propose_cuts(PROGRAMME, Recording(3 * HOUR + 20 * MINUTE, MORNING), fixed=reviewed)
    assert [cut.key for cut in cuts] == ["close"]


def test_kinds_of_evidence_that_agree_are_surer_together() -> None:
    def applause(sessions: object, recording: object) -> list[Candidate]:
        because = Sentence("Applause ends here.")
        return [Candidate("two", Edge.START, 131 * MINUTE + 900, 0.6, because)]

    chapters = chapter_evidence([SourceChapter(Span(131 * MINUTE, 3 * HOUR), "세션 2")])
    recording = Recording(4 * HOUR, MORNING)
    alone = by_key(propose_cuts(PROGRAMME, recording, evidence=[chapters]))["two"].in_point
    both = by_key(propose_cuts(PROGRAMME, recording, evidence=[applause, chapters]))["two"].in_point
    assert both.offset == alone.offset == 131 * MINUTE
    assert both.confidence > alone.confidence
    assert [str(why) for why in both.because] == [
        "The source's chapter “세션 2” begins here.",
        "Applause ends here.",
    ]


def test_nothing_planned_and_nothing_recorded_give_no_cuts() -> None:
    assert propose_cuts((), Recording(HOUR, MORNING)) == ()
    assert propose_cuts(PROGRAMME, Recording(0, MORNING)) == ()


minutes = st.none() | st.integers(-100, 400)
titles = st.sampled_from(["세션 1", "Session 2", "개회식", "휴식", "물과 도시", "Q&A", ""])
sessions_of = st.lists(
    st.tuples(titles, minutes, minutes, st.sampled_from(SessionKind)), max_size=9
).map(
    lambda rows: [
        planned(f"k{row}", title, start, end, kind=kind)
        for row, (title, start, end, kind) in enumerate(rows)
    ]
)
some_spans = st.tuples(st.integers(0, 20_000), st.integers(1, 9000)).map(
    lambda at: Span(at[0] * 1000, (at[0] + at[1]) * 1000)
)
chapters_of = st.lists(st.builds(SourceChapter, some_spans, titles), max_size=6)
recordings = st.builds(
    Recording,
    st.integers(0, 20_000_000) | st.integers(0, 5000),
    st.none() | st.integers(-50, 300).map(lambda at: MORNING + timedelta(minutes=at)),
)


@settings(max_examples=200)
@given(
    sessions_of,
    recordings,
    chapters_of,
    st.dictionaries(st.sampled_from(["k0", "k3", "k5"]), some_spans),
)
def test_whatever_comes_cuts_lie_in_the_recording_and_never_overlap(
    sessions: list[PlannedSession],
    recording: Recording,
    chapters: list[SourceChapter],
    fixed: dict[str, Span],
) -> None:
    cuts = propose_cuts(sessions, recording, evidence=[chapter_evidence(chapters)], fixed=fixed)
    around = unnest(sessions, fixed).spans  # these last over the others they contain
    wide = [Span(cut.in_point.offset, cut.out_point.offset) for cut in cuts if cut.key in around]
    assert all(0 <= span.start < span.end <= recording.duration for span in wide)
    inner = [cut for cut in cuts if cut.key not in around]
    found = [Span(cut.in_point.offset, cut.out_point.offset) for cut in inner]
    held = [span for key, span in fixed.items() if key in {session.key for session in sessions}]
    assert all(span.duration >= SHORTEST_MS for span in found)
    assert all(0 <= span.start < span.end <= recording.duration for span in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert not [1 for span in found for other in held if span.overlap(other)]
    assert {cut.key for cut in cuts}.isdisjoint(fixed)
    points = [point for cut in cuts for point in (cut.in_point, cut.out_point)]
    assert all(0 <= point.confidence <= 1 and point.because for point in points)
