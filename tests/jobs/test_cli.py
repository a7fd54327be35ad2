"""The command line's contract: what goes where, which exit code, and what is not loaded."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.account import check_password
from archive.catalogue.migrate import migrate
from archive.catalogue.values import AccountRole
from archive.errors import (
    CutOutsideError,
    ProgrammeUnreadableError,
    StoppedError,
    StorageFullError,
    ToolFailedError,
)
from archive.programme import read_programme
from archive.programme.document import programme_as_json
from jobs.cli import main
from jobs.cli_output import chosen_language, code_of, table
from tests import forum
from tests.paths import PROJECT

RELEASE = """\
가온 포럼 개최

2026년 5월 7일(목) 가온시청

□ 프로그램

10:00~10:30 (30')\t개회식\t가온홀
10:30~11:30 (60')\t[세션1] 물의 도시\t가온홀
(좌장) 홍길동 가온대 교수
"""

HEAVY = ("dbos", "kiwipiepy", "yt_dlp", "sqlalchemy", "alembic", "uvicorn", "numpy", "web")


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def dasibogi(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Run:
    """Runs a command in a home of its own."""
    for name in [name for name in os.environ if name.startswith("DASIBOGI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DASIBOGI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*words: str) -> Said:
        capsysbinary.readouterr()
        code = main(words)
        written = capsysbinary.readouterr()
        return Said(code, written.out.decode(), written.err.decode())

    return run


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """The catalogue of the home the commands run in."""
    catalogue = Catalogue(f"sqlite:///{tmp_path / 'home'}/archive.sqlite")
    migrate(catalogue.engine)
    return catalogue


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "programme.txt"
    path.write_text(RELEASE)
    return path


def alone(*words: str, stdin: bytes = b"", **variables: str) -> subprocess.CompletedProcess[bytes]:
    """A command in a process of its own, which tells what it loaded in its last line."""
    program = (
        "import sys\nfrom jobs.cli import main\n"
        "try: code = main(sys.argv[1:])\nexcept SystemExit as exc: code = exc.code\n"
        f"print(*sorted(set(sys.modules) & set({HEAVY!r})), file=sys.stderr)\nsys.exit(code)"
    )
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **variables}
    line = (sys.executable, "-c", program, *words)
    return subprocess.run(
        line, input=stdin, cwd=PROJECT, env=environment, capture_output=True, check=False
    )


@pytest.mark.parametrize("words", [("--help",), ("ingest", "--help"), ("programme", "--help")])
def test_help_loads_nothing_heavy(words: tuple[str, ...]) -> None:
    done = alone(*words)
    assert (done.returncode, done.stderr) == (0, b"\n")
    assert done.stdout.startswith(b"usage: dasibogi")


def test_reading_a_programme_loads_nothing_heavy_and_writes_one_value(release: Path) -> None:
    done = alone("programme", "read", str(release), "--json")
    assert (done.returncode, done.stderr) == (0, b"\n")
    programme = read_programme(RELEASE.encode(), file_name=release.name)
    assert json.loads(done.stdout) == programme_as_json(programme)
    assert len(programme.sessions) == 2


def test_a_programme_is_read_from_stdin(release: Path) -> None:
    piped = alone("programme", "read", "-", "--json", stdin=RELEASE.encode())
    assert piped.stdout == alone("programme", "read", str(release), "--json").stdout


def test_a_reader_that_hangs_up_causes_no_complaint(release: Path) -> None:
    line = f'"{sys.executable}" -m jobs.cli programme read "{release}" --json; echo "code $?" >&2'
    done = subprocess.run(
        ("/bin/sh", "-c", f"({line}) | true"), cwd=PROJECT, capture_output=True, check=False
    )
    assert done.stderr == b"code 0\n"


def test_a_table_for_people_has_a_row_for_each_session(dasibogi: Run, release: Path) -> None:
    said = dasibogi("programme", "read", str(release))
    assert (said.code, said.err) == (0, "")
    assert [line.split()[0] for line in said.out.splitlines()[1:3]] == [
        "10:00-10:30",
        "10:30-11:30",
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("programme", "read", "nowhere.txt", "--json"),
        ("programme", "import", "/dev", "--json"),
        ("ingest", "https://example.org/talk", "--event", "nowhere", "--json"),
        ("ingest", "https://youtu.be/abcdefghijk", "--event", "nowhere", "--json"),
        ("ingest", "https://youtu.be/a", "--event", "a", "--started-at", "noon", "--json"),
        ("ingest", "https://youtu.be/a", "--event", "a", "--started-at", "2026-05-01T09:00"),
        ("cancel", "7", "--json"),
        ("retry", "7", "--json"),
        ("publish", "nowhere", "--json"),
        ("withdraw", "nowhere", "--json"),
    ],
    ids=" ".join,
)
def test_what_must_change_is_refused_in_one_sentence(dasibogi: Run, words: tuple[str, ...]) -> None:
    said = dasibogi(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert said.err.endswith(".\n")


def test_a_programme_that_is_none_is_refused(dasibogi: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam")
    said = dasibogi("programme", "import", str(tmp_path / "letter.txt"), "--json")
    assert (said.code, said.out) == (2, "")


def test_a_database_that_does_not_answer_means_later(
    dasibogi: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASIBOGI_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    said = dasibogi("status", "--json")
    assert (said.code, said.out) == (3, "")
    assert said.err.count("\n") == 1


def test_importing_again_changes_nothing(dasibogi: Run, release: Path) -> None:
    first = dasibogi("programme", "import", str(release), "--event", "gaon", "--json").value
    doubts = first.pop("doubts")
    assert first == {"event": "gaon", "added": 2, "changed": 0, "gone": 0, "left": []}
    assert all(set(doubt) == {"line", "text", "reason"} for doubt in doubts)
    again = dasibogi("programme", "import", str(release), "--event", "gaon", "--json").value
    assert again == {**first, "added": 0, "doubts": doubts}


def test_an_archive_without_recordings_has_an_empty_status(dasibogi: Run) -> None:
    assert dasibogi("status", "--json").value == []


def test_the_status_tells_programs_everything(dasibogi: Run, catalogue: Catalogue) -> None:
    forum.filled(catalogue)
    (entry,) = dasibogi("status", "--json").value
    assert entry == {
        "id": 1,
        "event": forum.SLUG,
        "url": forum.URL,
        "state": "ready",
        "stage": None,
        "progress": {"done": 0, "total": None, "fraction": None, "rate": None, "eta_seconds": None}
        | {"note": None, "cost_seconds": None},
        "message": None,
        "not_before": None,
        "attempt": 1,
        "title": "River Forum",
        "room": "",
        "duration_ms": 1_860_000,
    }


def test_breaks_are_published_only_by_name(dasibogi: Run, catalogue: Catalogue) -> None:
    forum.filled(catalogue)
    published = dasibogi("publish", forum.SLUG, "--json").value
    assert published["published"] == ["opening", "keynote", "session-1"]
    assert dasibogi("publish", forum.SLUG, "break-1", "--json").value["published"] == ["break-1"]
    withdrawn = dasibogi("withdraw", forum.SLUG, "--json").value
    assert withdrawn["withdrawn"] == ["opening", "keynote", "break-1", "session-1"]


def test_of_several_names_all_are_published_or_none(dasibogi: Run, catalogue: Catalogue) -> None:
    forum.filled(catalogue)
    assert dasibogi("publish", forum.SLUG, "keynote", "nothing").code == 2
    assert dasibogi("withdraw", forum.SLUG, "--json").value["withdrawn"] == []


def test_an_account_is_added_with_the_password_from_stdin(tmp_path: Path) -> None:
    home = {"DASIBOGI_HOME": str(tmp_path)}
    words = ("user", "add", "Editor@Example.org", "--role", "editor", "--json")
    done = alone(*words, stdin="a password — 비밀\nmore\n".encode(), **home)
    assert (done.returncode, json.loads(done.stdout)["role"]) == (0, "editor")
    catalogue = Catalogue(f"sqlite:///{tmp_path}/archive.sqlite")
    with catalogue.reading() as db:
        account = check_password(db, "editor@example.org", "a password — 비밀")
    assert account.role == AccountRole.EDITOR
    catalogue.close()


def test_a_short_password_is_refused(tmp_path: Path) -> None:
    words = ("user", "add", "editor@example.org", "--role", "admin")
    assert alone(*words, stdin=b"short\n", DASIBOGI_HOME=str(tmp_path)).returncode == 2


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (CutOutsideError, 2),
        (ProgrammeUnreadableError, 2),
        (StorageFullError, 3),
        (StoppedError, 3),
        (ToolFailedError, 4),
        (ZeroDivisionError, 4),
    ],
)
def test_the_exit_code_says_what_happens_next(kind: type[Exception], code: int) -> None:
    assert code_of(kind) == code


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LC_ALL": "C", "LANG": "ko_KR.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "ko", "LANG": "en_GB"}, "ko"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_locale_chooses_the_language(variables: dict[str, str], language: str) -> None:
    assert chosen_language(variables) == language


def test_hangul_takes_two_places_in_a_table() -> None:
    assert table([("물", "a"), ("ab", None), (1, "b")]) == ["물  a", "ab", "1   b"]
