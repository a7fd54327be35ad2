"""A description's list of times is as good as chapters."""

from archive.alignment.timestamps import chapters_in
from archive.recording import SourceChapter
from archive.timecode import Span

HOUR = 3_600_000


def test_lines_that_begin_with_a_time_are_chapters() -> None:
    times = "00:00 개회식\n[12:30] - 세션 1\n• 1:02:03 세션 2 | 물과 도시"
    description = f"행사 다시보기\n\n{times}\n문의: 02-1234"
    assert chapters_in(description, 2 * HOUR) == (
        SourceChapter(Span(0, 750_000), "개회식"),
        SourceChapter(Span(750_000, 3_723_000), "세션 1"),
        SourceChapter(Span(3_723_000, 2 * HOUR), "세션 2 | 물과 도시"),
    )


def test_a_timetable_by_the_clock_is_no_list_of_chapters() -> None:
    assert chapters_in("10:00 등록\n9:30 문 열림\n11:00 시작", 24 * HOUR) == ()
    assert chapters_in("오후 2:00 시작합니다", HOUR) == ()
    assert chapters_in("14:00 개회\n15:00 폐회", 600_000) == ()
