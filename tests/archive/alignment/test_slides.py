"""Slides say which session begins around them, and whose talk; what names several says nothing."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from archive.alignment.clues import Clue
from archive.alignment.evidence import Edge
from archive.alignment.heard import Heard
from archive.alignment.mapping import place_chapters, place_cuts
from archive.alignment.model import PartKind, PlannedSession
from archive.alignment.part_clues import Part
from archive.alignment.sightings import first_of_each, sightings
from archive.alignment.slide_clues import slide_clues
from archive.alignment.slide_parts import slide_part_clues
from archive.alignment.streams import Captured
from archive.alignment.traces import Traces, one_after_another
from archive.cut import CutSpan
from archive.media.slides import Slide
from archive.programme.model import Role
from archive.recording import Recording
from archive.timecode import Span
from tests.archive.alignment.broadcast import MORNING
from tests.archive.alignment.talking import person, row

SECOND, MINUTE = 1000, 60_000
EVENT = "2024 강변 도시 포럼"
"""Stands on every slide of the day."""

ALLEYS = row(
    "alleys", "걷기 좋은 골목의 조건", (0, 60),
    (person("한가람", Role.CHAIR), person("도우진", Role.PRESENTER),
     person("엘렌 포터", Role.PRESENTER, "Ellen Porter")),
)  # fmt: skip
RIVERS = row(
    "rivers", "물과 도시가 함께 사는 길", (60, 120),
    (person("민서연", Role.CHAIR), person("표나래", Role.PRESENTER),
     person("길태오", Role.PRESENTER)),
)  # fmt: skip
SESSIONS = (ALLEYS, RIVERS)


def slide(minute: float, *lines: str, seconds: int = 20) -> Slide:
    start = round(minute * MINUTE)
    return Slide(Span(start, start + seconds * SECOND), (EVENT, *lines))


def named(*slides: Slide, sessions: Sequence[PlannedSession] = SESSIONS) -> list[tuple[str, float]]:
    """Which session each slide that speaks for one speaks for, and how surely."""
    return [(sessions[one.row].key, round(one.sure, 2)) for one in sightings(slides, sessions)]


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (("걷기 좋은 골목의 조건",), "alleys"),
        (("걷 기 좋은 골목의", "조 건"), "alleys"),
        (("걷기 종은 골독의 조건", "도우진"), "alleys"),
        (("세션 2", "LCCC es"), "rivers"),
        (("Session II",), "rivers"),
        (("민서연 | 강변대학교 교수",), "rivers"),
        (("Ellen Porter, City Lab",), "alleys"),
        (("Prof. Seo-yeon Min",), "rivers"),
        (("Min Seoyeon",), "rivers"),
        (("골목 상점의 내일",), None),
        (("세션 1 걷기 좋은 골목의 조건", "세션 2 물과 도시가 함께 사는 길"), None),
        (("걷기 좋은 골목의 조건", "물과 도사가 함깨 자는 길"), None),
        (("도우진", "길태오"), None),
        ((EVENT,), None),
    ],
)
def test_a_slide_stands_for_the_one_session_that_it_names(
    lines: tuple[str, ...], key: str | None
) -> None:
    assert [one for one, _ in named(slide(5, *lines))] == ([key] if key else [])


def test_a_title_says_more_than_a_number_and_that_more_than_a_name() -> None:
    sure = [
        sure
        for _, sure in named(
            slide(5, "걷기 좋은 골목의 조건"), slide(9, "세션 1"), slide(30, "한가람 소장")
        )
    ]
    assert sure == sorted(sure, reverse=True)
    assert len(set(sure)) == 3


def test_names_amid_a_slide_full_of_words_are_of_people_talked_about() -> None:
    words = [f"{n}년에는 골목마다 나무를 심고 그늘을 만들었습니다" for n in range(2010, 2026)]
    assert named(slide(30, *words, "길태오")) == []


def test_what_stands_on_slides_all_day_says_nothing() -> None:
    footers = [slide(n, f"그림 {n}", "물과 도시가 함께 사는 길") for n in range(40)]
    assert named(*footers) == []


def starts(*slides: Slide) -> list[Clue]:
    return [one for one in slide_clues(slides)(SESSIONS) if one.edge is Edge.START and one.because]


def test_a_session_begins_a_little_before_the_first_slide_that_names_it() -> None:
    found = starts(slide(5, "걷기 좋은 골목의 조건"), slide(50, "걷기 좋은 골목의 조건"))

    strongest = max(found, key=lambda one: one.gain)
    assert {one.key for one in found} == {"alleys"}
    assert strongest.offset == 5 * MINUTE
    again = [one.gain for one in found if one.offset == 50 * MINUTE]
    assert max(again) < strongest.gain - 2, "the second is shown amid it"
    assert strongest.before_ms >= 20 * SECOND > strongest.after_ms
    assert str(strongest.because[0]) == "A slide shows its title: “걷기 좋은 골목의 조건”."


def test_what_is_shown_to_those_who_wait_goes_when_the_session_begins() -> None:
    waiting = starts(slide(50, "세션 2 물과 도시가 함께 사는 길", seconds=600))
    assert {one.offset for one in waiting} == {60 * MINUTE}


def test_a_later_talk_s_first_slide_begins_no_session_but_shows_that_it_goes_on() -> None:
    talk = slide(40, "걷기 좋은 골목의 조건", "엘렌 포터")
    assert starts(talk) == []
    found = list(slide_clues((talk,))(SESSIONS))
    assert [(one.edge, one.key) for one in found] == [(Edge.START, "alleys"), (Edge.END, "alleys")]
    assert found[0].after_ms == 0
    assert found[1].before_ms == 0


def test_a_talk_begins_before_the_slide_with_its_speaker_alone() -> None:
    parts = (
        Part("p1", PartKind.PRESENTATION, ALLEYS.speaking[0]),
        Part("p2", PartKind.PRESENTATION, ALLEYS.speaking[1]),
        Part("d", PartKind.DISCUSSION),
    )
    slides = (
        slide(1, "도우진", "엘렌 포터"),
        slide(4, "걷기 좋은 골목의 조건", "도우진"),
        slide(9, "도우진 소장"),
        slide(25, "Ellen Porter"),
        slide(44, "종합토론"),
        slide(70, "엘렌 포터"),
    )
    found = list(slide_part_clues(slides, ALLEYS, parts, Span(0, 60 * MINUTE)))

    assert list(dict.fromkeys((one.key, one.offset // MINUTE) for one in found)) == [
        ("p1", 4), ("p2", 25), ("d", 44),
    ]  # fmt: skip
    assert {str(one.because[0]) for one in found} == {
        "A slide shows the name “도우진”.",
        "A slide shows the name “Ellen Porter”.",
        "A slide opens the discussion.",
    }


def test_slides_of_parts_lie_on_one_line_of_time() -> None:
    shown = slide(5, "세션 2")
    parts = [(0, Traces()), (90 * MINUTE, Traces(slides=(shown,)))]
    joined = one_after_another(parts)

    assert joined.slides == (Slide(Span(95 * MINUTE, 95 * MINUTE + 20 * SECOND), shown.lines),)
    assert [
        (one.row, new) for one, new in first_of_each(sightings(joined.slides, SESSIONS), 1)
    ] == [(1, True)]


BEGINS = (0, 56, 62, 68)
"""Minutes at which somebody begins to speak in the same way."""
TALKS = (71, 95)


def silent_captions(*slides: Slide) -> Captured:
    """A day that was heard only: what begins a session sounds the same in three places."""
    edges = sorted((*BEGINS, *TALKS, 120))
    speech = tuple(
        Span(a * MINUTE + 8 * SECOND, b * MINUTE - 8 * SECOND) for a, b in pairwise(edges)
    )
    claps = tuple(Span(at * MINUTE - 8 * SECOND, at * MINUTE - 2 * SECOND) for at in edges[1:])
    heard = Heard(speech, claps, (), tuple(sorted((*speech, *claps))), 122 * MINUTE)
    return Captured(1, Recording(122 * MINUTE, MORNING), traces=Traces(heard, slides=slides))


def test_without_captions_slides_decide_where_a_session_begins_and_who_speaks_in_it() -> None:
    seen = silent_captions(
        slide(68.2, "세션 2 물과 도시가 함께 사는 길"),
        slide(71.3, "물과 도시가 함께 사는 길", "길태오"),
        slide(95.3, "물과 도시가 함께 사는 길", "표나래"),
    )
    unseen = silent_captions()

    told, guessed = (
        {cut.key: cut for cut in place_cuts(SESSIONS, (one,), {})} for one in (seen, unseen)
    )
    assert abs(told["rivers"].spans[0].span.start - 68 * MINUTE) < 10 * SECOND
    assert abs(guessed["rivers"].spans[0].span.start - 62 * MINUTE) < 10 * SECOND
    assert any("slide" in str(one) for one in told["rivers"].because_in)

    spans = {"rivers": (CutSpan(1, Span(68 * MINUTE, 120 * MINUTE)),)}
    talks = {
        one.chapter.person: one.chapter.offset
        for one in place_chapters(SESSIONS, (seen,), spans)
        if one.chapter.person
    }
    assert list(talks) == ["길태오", "표나래"]
    assert all(
        abs(talks[name] - at * MINUTE) < 10 * SECOND for name, at in zip(talks, TALKS, strict=True)
    )
    in_order = [one.chapter.person for one in place_chapters(SESSIONS, (unseen,), spans)]
    assert in_order == ["표나래", "길태오"]
