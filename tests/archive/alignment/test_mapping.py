"""Sessions find the recording that holds them: streams that broke off, and rooms side by side."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.alignment.chapters import chapter_evidence
from archive.alignment.mapping import place_cuts
from archive.alignment.model import PlacedCut, PlannedSession
from archive.alignment.rooms import named_room
from archive.alignment.streams import Captured
from archive.cut import CutSpan
from archive.recording import Recording, SourceChapter
from archive.timecode import Span
from tests.archive.alignment.broadcast import MORNING, planned

MINUTE = 60_000
TALKS = (
    planned("one", "첫째 마당", 0, 30),
    planned("two", "둘째 마당", 30, 60),
    planned("three", "셋째 마당", 60, 90),
)


def captured(
    number: int, begins: int | None, lasts: int, *, title: str = "", room: str = ""
) -> Captured:
    """A recording that begins and lasts so many minutes, counted from ten o'clock."""
    began = None if begins is None else MORNING + timedelta(minutes=begins)
    return Captured(number, Recording(lasts * MINUTE, began), says=(title,), room=room)


def minutes(cuts: tuple[PlacedCut, ...]) -> dict[str, list[tuple[int, float, float]]]:
    """Each session's spans as recording, first and last minute."""
    return {
        cut.key: [
            (one.recording_id, one.span.start / MINUTE, one.span.end / MINUTE) for one in cut.spans
        ]
        for cut in cuts
    }


def in_rooms(*rooms: str) -> list[PlannedSession]:
    """A talk in each room, all at the same time, from ten to half past."""
    return [
        replace(planned(f"talk-{n}", f"이야기 {n}", 0, 30), room=room)
        for n, room in enumerate(rooms, start=1)
    ]


def said(cut: PlacedCut) -> list[str]:
    return [str(reason) for reason in cut.because_out]


def test_one_recording_holds_every_session() -> None:
    found = place_cuts(TALKS, [captured(5, 0, 90)], {})

    assert minutes(found) == {
        "one": [(5, 0, 30)],
        "two": [(5, 30, 60)],
        "three": [(5, 60, 90)],
    }


def test_a_session_over_a_gap_has_a_span_on_both_sides() -> None:
    found = place_cuts(TALKS, [captured(5, 0, 40), captured(6, 44, 50)], {})

    assert minutes(found) == {
        "one": [(5, 0, 30)],
        "two": [(5, 30, 40), (6, 0, 16)],
        "three": [(6, 16, 46)],
    }
    one, two, _ = found
    assert (two.sure_in, two.sure_out) < (one.sure_in, one.sure_out)
    assert said(two)[-1] == "The livestream broke off inside this session, for 4:00."
    assert all("broke off" not in reason for reason in said(one))


def test_a_session_over_two_gaps_has_three_spans() -> None:
    recordings = [captured(1, 0, 40), captured(2, 42, 5), captured(3, 50, 40)]

    assert minutes(place_cuts(TALKS, recordings, {}))["two"] == [
        (1, 30, 40),
        (2, 0, 5),
        (3, 0, 10),
    ]


def test_the_clock_decides_which_recording_came_first() -> None:
    found = place_cuts(TALKS, [captured(5, 44, 50), captured(6, 0, 40)], {})

    assert minutes(found)["two"] == [(6, 30, 40), (5, 0, 16)]


def test_recordings_without_a_clock_follow_as_they_were_asked_for() -> None:
    found = place_cuts(TALKS, [captured(6, None, 50), captured(5, None, 40)], {})

    assert minutes(found) == {
        "one": [(5, 0, 30)],
        "two": [(5, 30, 40), (6, 0, 20)],
        "three": [(6, 20, 50)],
    }
    assert said(found[1])[-1] == "The livestream broke off inside this session."


def test_one_known_clock_places_its_neighbours() -> None:
    recordings = [captured(1, None, 40), captured(2, 44, 20), captured(3, None, 26)]

    assert minutes(place_cuts(TALKS, recordings, {})) == {
        "one": [(1, 0, 26)],
        "two": [(1, 26, 40), (2, 0, 16)],
        "three": [(2, 16, 20), (3, 0, 26)],
    }


def test_a_session_nobody_recorded_has_no_cut() -> None:
    found = place_cuts(TALKS, [captured(1, 0, 30), captured(2, 60, 30)], {})

    assert minutes(found) == {"one": [(1, 0, 30)], "three": [(2, 0, 30)]}


def test_a_session_that_ends_while_nothing_was_recorded_says_so() -> None:
    found = place_cuts(TALKS, [captured(1, 0, 20), captured(2, 30, 60)], {})

    assert minutes(found)["one"] == [(1, 0, 20)]
    assert said(found[0])[-1] == "The recording ends before the session does."
    assert found[0].sure_out < found[1].sure_out


def test_clocks_that_are_a_little_wrong_make_no_room_and_no_sliver() -> None:
    found = place_cuts(TALKS, [captured(1, 0, 30), captured(2, 29, 61)], {})

    assert minutes(found)["one"] == [(1, 0, 30)]
    assert minutes(found)["two"] == [(2, 0, 30)]


def test_chapters_of_the_second_recording_count_from_its_own_beginning() -> None:
    second = replace(
        captured(2, 44, 50),
        evidence=(chapter_evidence([SourceChapter(Span(20 * MINUTE, 50 * MINUTE), "셋째 마당")]),),
    )
    found = place_cuts(TALKS, [captured(1, 0, 40), second], {})

    assert minutes(found)["three"][0] == (2, 20, 50)


def test_a_decision_over_the_gap_stays_and_the_others_are_placed_around_it() -> None:
    decided = (CutSpan(1, Span(28 * MINUTE, 40 * MINUTE)), CutSpan(2, Span(0, 18 * MINUTE)))
    found = place_cuts(TALKS, [captured(1, 0, 40), captured(2, 44, 50)], {"two": decided})

    assert minutes(found) == {"one": [(1, 0, 28)], "three": [(2, 18, 48)]}


def test_rooms_are_known_by_what_a_person_says_and_by_titles() -> None:
    sessions = in_rooms("대회의실", "Hall 10", "Hall 1")
    recordings = [
        captured(1, 0, 40, title="포럼 생중계 (hall 1)"),
        captured(2, 0, 40, title="포럼 Hall 10"),
        captured(3, 0, 40, title="hall 1", room="대회의실"),
    ]

    assert minutes(place_cuts(sessions, recordings, {})) == {
        "talk-1": [(3, 0, 30)],
        "talk-2": [(2, 0, 30)],
        "talk-3": [(1, 0, 30)],
    }


def test_rooms_nothing_tells_apart_are_taken_in_order_and_the_editor_is_told() -> None:
    sessions = in_rooms("대회의실", "소회의실")
    found = place_cuts(sessions, [captured(1, 0, 40), captured(2, 0, 40)], {})

    assert minutes(found) == {"talk-1": [(1, 0, 30)], "talk-2": [(2, 0, 30)]}
    remark = "Nothing says which room this recording shows; rooms are taken in their order."
    assert [said(cut)[-1] for cut in found] == [remark, remark]


def test_the_room_that_is_left_goes_to_the_recording_without_a_name() -> None:
    sessions = in_rooms("대회의실", "소회의실")
    recordings = [captured(1, 0, 40), captured(2, 0, 40, title="대회의실")]

    assert minutes(place_cuts(sessions, recordings, {})) == {
        "talk-1": [(2, 0, 30)],
        "talk-2": [(1, 0, 30)],
    }


def test_a_session_of_a_room_that_nobody_recorded_has_no_cut() -> None:
    sessions = in_rooms("대회의실", "소회의실")

    assert minutes(place_cuts(sessions, [captured(1, 0, 40, title="소회의실")], {})) == {
        "talk-2": [(1, 0, 30)]
    }


def test_one_recording_that_names_no_room_holds_the_sessions_of_all_rooms() -> None:
    sessions = [
        replace(session, room=room)
        for session, room in zip(TALKS, ("대회의실", "소회의실", "로비"), strict=True)
    ]

    assert list(minutes(place_cuts(sessions, [captured(1, 0, 90)], {}))) == ["one", "two", "three"]


def test_a_session_without_a_room_lies_where_most_of_it_is_shown() -> None:
    found = place_cuts(TALKS[:1], [captured(1, 10, 80), captured(2, 0, 80)], {})

    assert minutes(found) == {"one": [(2, 0, 30)]}
    assert said(found[0])[-1] == (
        "Several recordings ran at this time, and nothing says which one shows this."
    )


def test_a_broken_stream_beside_another_room_goes_on_in_its_own_room() -> None:
    sessions = [
        *(replace(session, room="대회의실") for session in TALKS),
        replace(planned("other", "다른 이야기", 0, 90), room="소회의실"),
    ]
    recordings = [
        captured(1, 0, 40, title="대회의실 1부"),
        captured(2, 0, 90, title="소회의실"),
        captured(3, 44, 46, title="대회의실 2부"),
    ]
    found = minutes(place_cuts(sessions, recordings, {}))

    assert found["two"] == [(1, 30, 40), (3, 0, 16)]
    assert found["other"] == [(2, 0, 90)]


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("2026 포럼 | 대 회의실에서", "대회의실"),
        ("Live from HALL 10!", "Hall 10"),
        ("Hall 100", ""),
        ("대회의실, Hall 1", ""),
        ("A forum of B", ""),
        ("", ""),
    ],
)
def test_a_text_names_a_room_only_if_it_can_be_no_other(text: str, room: str) -> None:
    assert named_room(text, ("대회의실", "Hall 10", "Hall 1", "A")) == room
