"""The command line's programmes: two languages, a day given, what would change, undo, export."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from archive.catalogue.tables import SessionRow
from archive.programme import read_programme
from archive.settings import read_settings
from jobs.cli import main
from jobs.opening import opened_catalogue
from tests.jobs.test_cli import RELEASE, Run, Said

KOREAN = "가온 포럼\n2026년 5월 7일(목)\n\n10:00~10:30\t개회\n10:30~11:30\t물의 도시\n"
ENGLISH = "| Time | Title |\n|---|---|\n| 10:00-10:30 | Opening |\n| 10:40-11:30 | Waters |\n"


@pytest.fixture
def dasibogi(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Run:
    """Runs a command in a home of its own."""
    monkeypatch.setenv("DASIBOGI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*words: str) -> Said:
        code = main(words)
        written = capsysbinary.readouterr()
        return Said(code, written.out.decode(), written.err.decode())

    return run


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """One programme in two languages."""
    korean, english = tmp_path / "ko.txt", tmp_path / "en.md"
    korean.write_text(KOREAN, encoding="cp949")
    english.write_text(ENGLISH)
    return str(english), str(korean)


def test_two_files_are_read_as_one_programme(dasibogi: Run, files: tuple[str, str]) -> None:
    programme = dasibogi("programme", "read", *files, "--json", "--date", "2026-05-07").value

    assert [one["title"] for one in programme["sessions"]] == [
        {"ko": "개회", "en": "Opening"},
        {"ko": "물의 도시", "en": "Waters"},
    ]


def test_a_day_is_given_to_a_programme_that_prints_none(dasibogi: Run, tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("가온 포럼 프로그램\n\n10:00~10:30\t개회\n10:30~11:00\t폐회\n")
    words = ("programme", "read", str(tmp_path / "p.txt"), "--json")

    without, given = dasibogi(*words).value, dasibogi(*words, "--date", "2026-05-07").value

    assert [one["start"] for one in without["sessions"]] == ["10:00", "10:30"]
    assert [one["start"] for one in given["sessions"]] == [
        "2026-05-07T10:00:00+09:00",
        "2026-05-07T10:30:00+09:00",
    ]
    assert any("gives no date" in one["reason"] for one in without["doubts"])
    assert not any("gives no date" in one["reason"] for one in given["doubts"])
    assert dasibogi(*words, "--date", "May").code == 2


def test_what_an_import_would_change_is_told_before_and_undone_after(
    dasibogi: Run, tmp_path: Path
) -> None:
    release, again = tmp_path / "a.txt", tmp_path / "b.txt"
    release.write_text(RELEASE)
    again.write_text(RELEASE.replace("10:30~11:30 (60')", "10:40~11:40 (60')"))
    words = ("--event", "gaon", "--json")
    assert dasibogi("programme", "import", str(release), *words).value["added"] == 2

    told = dasibogi("programme", "import", str(again), "--dry-run", *words).value
    assert [(one["session"], one["kind"]) for one in told["changes"]] == [("session-1", "moved")]
    assert dasibogi("programme", "import", str(again), *words).value["changed"] == 1
    undone = dasibogi("programme", "undo", "gaon", "--json").value
    assert undone == {"event": "gaon", "restored": 1, "removed": 0, "people": 0, "kept": []}
    same = dasibogi("programme", "import", str(release), "--dry-run", *words).value
    assert same["changes"] == []
    assert dasibogi("programme", "undo", "nowhere").code == 2


def test_a_published_session_that_is_listed_no_more_is_hidden_only_when_asked(
    dasibogi: Run, tmp_path: Path
) -> None:
    whole, less = tmp_path / "a.txt", tmp_path / "b.txt"
    whole.write_text(KOREAN)
    less.write_text(KOREAN.replace("10:30~11:30\t물의 도시\n", "15:00~16:00\t음악회\n"))
    words = ("--event", "gaon")
    dasibogi("programme", "import", str(whole), *words)
    with opened_catalogue(read_settings()) as catalogue, catalogue.writing() as db:
        row = db.scalars(select(SessionRow).where(SessionRow.title_ko == "물의 도시")).one()
        row.published_at = datetime(2026, 5, 8, tzinfo=UTC)

    dry = dasibogi("programme", "import", str(less), *words, "--dry-run")
    plain = dasibogi("programme", "import", str(less), *words)
    asked = dasibogi("programme", "import", str(less), *words, "--hide-missing", "--json").value

    stays = (
        "“물의 도시” is not in this file and stays, for it is published or its cut was checked; "
        "--hide-missing hides it.\n"
    )
    assert stays in dry.out
    assert plain.out.startswith(f"gaon: 1 sessions added, 0 changed, 0 gone.\n{stays}")
    assert (asked["gone"], asked["left"]) == (1, [])


@pytest.mark.parametrize("form", ["frab-xml", "frab-json", "ical", "csv"])
def test_an_event_is_exported_to_be_read_again(dasibogi: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "a.txt").write_text(RELEASE)
    dasibogi("programme", "import", str(tmp_path / "a.txt"), "--event", "gaon")
    target = tmp_path / "out"

    said = dasibogi("programme", "export", "gaon", "--to", form)
    dasibogi("programme", "export", "gaon", "--to", form, "-o", str(target))

    assert (said.code, said.err) == (0, "")
    assert said.out.encode() == target.read_bytes()
    printed, written = read_programme(RELEASE.encode()), read_programme(target.read_bytes())
    assert [(one.code, one.title, one.start, one.people) for one in written.sessions] == [
        (one.code, one.title, one.start, one.people) for one in printed.sessions
    ]


def test_an_export_of_no_event_is_refused(dasibogi: Run) -> None:
    said = dasibogi("programme", "export", "nowhere", "--to", "csv", "--json")
    assert (said.code, said.out) == (2, "")
    assert said.err == "There is no event “nowhere”.\n"
