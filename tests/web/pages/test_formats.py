"""How dates, times, lengths and marks are written."""

from datetime import UTC, date, datetime

import pytest
from markupsafe import Markup

from archive.language import Language
from web.formats import (
    written_date,
    written_length,
    written_moment,
    written_zone,
)
from web.pages.marking import marked
from web.reader import wanted_languages
from web.static_files import folder_digest

INSTANT = datetime(2026, 11, 22, 15, 5, tzinfo=UTC)


def test_a_moment_is_told_on_the_clock_of_its_place() -> None:
    assert written_moment(INSTANT, "Asia/Seoul", "ko") == "2026년 11월 23일 (월) 오전 12:05"
    assert written_moment(INSTANT, "Asia/Seoul", "en") == "Mon, 23 Nov 2026 12:05 AM"
    assert written_moment(INSTANT, "Europe/Lisbon", "en") == "Sun, 22 Nov 2026 3:05 PM"


def test_a_date_is_written_as_its_readers_write_it() -> None:
    assert written_date(date(2026, 4, 2), "ko") == "2026년 4월 2일 (목)"
    assert written_date(date(2026, 4, 2), "en") == "Thu, 2 Apr 2026"


@pytest.mark.parametrize(
    ("milliseconds", "language", "written"),
    [
        (5_400_000, "ko", "1시간 30분"),
        (5_400_000, "en", "1 hr 30 min"),
        (3_600_000, "ko", "1시간"),
        (3_599_999, "en", "1 hr"),
        (59_600, "en", "1 min"),
        (59_400, "ko", "59초"),
        (0, "en", "0 sec"),
    ],
)
def test_a_length_is_not_rounded_to_hours(
    milliseconds: int, language: Language, written: str
) -> None:
    assert written_length(milliseconds, language) == written


def test_a_zone_is_called_by_its_place() -> None:
    assert written_zone("Asia/Seoul", "ko") == "대한민국 시간"


def test_marks_that_overlap_are_one_and_the_text_stays_escaped() -> None:
    text = "<b>다리</b>를 건넌다"
    assert marked(text, [(3, 5), (4, 9)]) == Markup("&lt;b&gt;<mark>다리&lt;/b&gt;</mark>를 건넌다")
    assert marked(text, []) == Markup("&lt;b&gt;다리&lt;/b&gt;를 건넌다")


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("fr;q=0.3, en-GB, ko;q=0.8", ["en-GB", "ko", "fr"]),
        ("ko;q=x, en", ["en"]),
        ("en;q=0, ko", ["ko"]),
        ("", []),
    ],
)
def test_the_most_wanted_language_comes_first(header: str, languages: list[str]) -> None:
    assert [code for code in wanted_languages(header) if code] == languages


def test_a_changed_file_gives_the_folder_another_name(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("static")
    (folder / "a.css").write_text("a")
    before = folder_digest(folder)
    (folder / "a.css").write_text("b")
    assert folder_digest(folder) != before
    (folder / "a.css").write_text("a")
    assert folder_digest(folder) == before
