"""What a host announces begins where she begins to speak, not where she comes to the point."""

from archive.alignment.clues import Clue, Place
from archive.alignment.evidence import Edge
from archive.alignment.openings import from_openings
from archive.alignment.spoken import spoken_in
from archive.captions.model import Cue
from archive.timecode import Span


def said(*lines: tuple[int, int, str]) -> list[Cue]:
    return [Cue(Span(start, end), text) for start, end, text in lines]


def start(offset: int, key: str | None = "keynote") -> Clue:
    return Clue(Edge.START, offset, 3.0, key=key, place=Place.NEAR)


HOST = spoken_in(
    said(
        (0, 4000, "지난해 자료를 보면 강물이 맑아졌습니다"),
        (7000, 11_000, "자료에는 없는 이야기를 하나 들려 드리면요"),
        (11_200, 15_000, "저도 아침에 버스를 한참 기다렸거든요"),
        (15_300, 19_000, "오늘 기조연설은 한가람 님이십니다"),
    )
)


def test_what_is_named_late_in_a_turn_begins_with_the_turn() -> None:
    moved, left = from_openings([start(15_300)], HOST)

    assert (moved.offset, left.offset) == (7000, 15_300)
    assert moved.gain > left.gain


def test_what_begins_a_turn_stays_and_so_does_what_names_nothing() -> None:
    stay = [start(7000), start(15_300, None), Clue(Edge.END, 15_300, 2.0, key="keynote")]

    assert list(from_openings(stay, HOST)) == stay


def test_who_has_spoken_for_long_did_not_begin_with_it() -> None:
    talk = [(n * 4000, n * 4000 + 3900, "주민들이 직접 지도를 그렸습니다") for n in range(8)]
    clue = start(28_000)

    assert list(from_openings([clue], spoken_in(said(*talk)))) == [clue]


def test_applause_ends_a_turn_however_short_it_is() -> None:
    lines = said(
        (0, 4000, "지난해 자료를 보면 강물이 맑아졌습니다"),
        (4100, 4300, "[박수]"),
        (4600, 9000, "이어서 한가람 님을 모시겠습니다"),
    )
    clue = start(4600)

    assert list(from_openings([clue], spoken_in(lines))) == [clue]


def test_a_turn_after_applause_begins_with_its_first_word() -> None:
    text = "자 이제 다 한가람 님"
    times = tuple(range(3500, 5500, 400))
    cues = [*said((3400, 3450, "[박수]")), Cue(Span(3500, 5500), text, words=times)]

    moved, left = from_openings([start(times[3])], spoken_in(cues))

    assert (moved.offset, left.offset) == (3500, times[3])
