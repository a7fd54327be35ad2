"""What the command line says to what it can't do: one sentence, the right code, no traceback."""

import argparse
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.worker import DEAD_AFTER, beat
from archive.catalogue.migrate import migrate
from archive.catalogue.queries.desk import all_recordings
from jobs.cli import main
from jobs.cli_output import Output, printable
from jobs.cli_recordings import NOBODY_CAME, ingest
from tests import forum
from tests.forum import NOW
from tests.paths import PROJECT

URL = "https://youtu.be/abcdefghijk"
FULL_TRANSACTION = (
    "The disk is full, so the last change was not kept. Free some space, then ask again; work "
    "that was under way goes on by itself.\n"
)


def shell(
    home: Path, script: str, stdin: bytes = b"", /, **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """A shell's script in which ``$dasibogi`` is the command, in a home of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DASIBOGI_")}
    environment = {
        **kept,
        "LC_ALL": "C.UTF-8",
        "DASIBOGI_HOME": str(home),
        "dasibogi": f"{sys.executable} -m jobs.cli",
        **variables,
    }
    return subprocess.run(
        ("/bin/sh", "-c", script),
        input=stdin,
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        check=False,
    )


def said(done: subprocess.CompletedProcess[bytes]) -> tuple[int, str]:
    """The exit code and stderr of a command that has answered nothing."""
    assert done.stdout == b""
    return done.returncode, done.stderr.decode()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


Called = Callable[..., tuple[int, str, bytes]]
"""Takes the command's words, standard input and variables; gives exit code, stderr and stdout."""


@pytest.fixture
def call(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Called:
    """The command in this process, for what needs no shell: starting another costs seconds."""

    def called(words: str, stdin: bytes = b"", /, **variables: str) -> tuple[int, str, bytes]:
        with monkeypatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("DASIBOGI_")]:
                patch.delenv(name)
            for name, value in {"DASIBOGI_HOME": str(home), "LC_ALL": "C", **variables}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            try:
                code = main(words.split())
            except SystemExit as end:
                code = int(str(end.code))
        written = capsysbinary.readouterr()
        return code, written.err.decode(), written.out

    return called


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, " * 100)
    return path


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("cancel", "Something is missing: ID; dasibogi cancel --help says more."),
        ("status now", "These words are not known here: now; dasibogi --help says more."),
        (
            "user add a@b.example --role king",
            "'king' is none of these: 'editor', 'admin'; dasibogi user add --help says more.",
        ),
        ("ingest --event", "--event needs a value; dasibogi ingest --help says more."),
        ("status --json=yes", "--json takes no value; dasibogi status --help says more."),
        ("cancel seven", "“seven” is no number of a recording; dasibogi status lists them."),
        ("cancel 0", "“0” is no number of a recording; dasibogi status lists them."),
        (
            "retry 9223372036854775808",
            "“9223372036854775808” is no number of a recording; dasibogi status lists them.",
        ),
        ("cancel 2147483647", "There is no recording 2147483647."),
        ("serve --port 999999", "“999999” is no port; a port is a number up to 65535."),
    ],
)
def test_words_that_can_not_be_obeyed_are_refused_in_one_sentence(
    call: Called, words: str, sentence: str
) -> None:
    assert call(words) == (2, f"{sentence}\n", b"")


def test_a_shell_gets_the_sentence_and_the_code(home: Path) -> None:
    done = shell(home, "$dasibogi cancel 2147483647")
    assert said(done) == (2, "There is no recording 2147483647.\n")


def test_they_are_refused_in_the_readers_language(call: Called) -> None:
    sentence = "빠진 것이 있습니다: ID. 자세한 내용은 dasibogi cancel --help\n"
    assert call("cancel", LC_ALL="ko_KR.UTF-8") == (2, sentence, b"")


@pytest.mark.parametrize("words", ["--json status", "status --json"])
def test_json_may_be_asked_for_before_or_after_the_command(call: Called, words: str) -> None:
    assert call(words) == (0, "", b"[]\n")


@pytest.mark.parametrize("words", ["--json programme read", "programme --json read"])
def test_json_may_be_asked_for_before_the_action(call: Called, words: str) -> None:
    release = "가온 포럼\n\n2026년 5월 7일(목)\n\n10:00~10:30 (30')\t개회식\t가온홀\n".encode()
    after = call("programme read - --json", release)
    assert after[0] == 0
    assert json.loads(after[2])["sessions"]
    assert call(f"{words} -", release) == after


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "foo", "{name} must begin with sqlite:/// or postgresql://."),
        ("DATABASE_URL", "mysql://x/y", "{name} must begin with sqlite:/// or postgresql://."),
        ("JOBS_DATABASE_URL", "foo", "{name} must begin with sqlite:/// or postgresql://."),
        (
            "DATABASE_URL",
            "postgresql://host:port/name",
            "A database's address can't be read; write it as "
            "postgresql://user:password@host:5432/name or sqlite:////folder/file.",
        ),
        ("POLL_SECONDS", "nan", "{name} must be a number of seconds above 0."),
        ("POLL_SECONDS", "-1", "{name} must be a number of seconds above 0."),
        ("POLL_SECONDS", "0", "{name} must be a number of seconds above 0."),
    ],
)
def test_a_setting_that_can_not_work_is_refused_before_anything_is_ordered(
    call: Called, name: str, value: str, sentence: str
) -> None:
    name = f"DASIBOGI_{name}"
    done = call(f"ingest {URL} --event forum", **{name: value})
    assert done == (2, sentence.format(name=name) + "\n", b"")


@pytest.mark.parametrize("command", ["status", "serve --port 0", "worker"])
def test_a_file_that_is_no_database_is_refused(home: Path, text_file: Path, command: str) -> None:
    done = shell(home, f"$dasibogi {command}", DASIBOGI_DATABASE_URL=f"sqlite:///{text_file}")
    sentence = f"“{text_file}” can't be opened or written: file is not a database.\n"
    assert said(done) == (2, sentence)


def test_a_job_database_that_is_none_is_refused_and_nothing_is_ordered(
    home: Path, text_file: Path
) -> None:
    catalogue = Catalogue(f"sqlite:///{home}/archive.sqlite")
    migrate(catalogue.engine)
    with catalogue.writing() as db:
        forum.keep(db)
    variables = {"DASIBOGI_JOBS_DATABASE_URL": f"sqlite:///{text_file}"}
    done = shell(home, f"$dasibogi ingest {URL} --event {forum.SLUG}", b"", **variables)
    sentence = f"“{text_file}” can't be opened or written: file is not a database.\n"
    assert said(done) == (2, sentence)
    with catalogue.reading() as db:
        assert list(all_recordings(db)) == []
    catalogue.close()


def test_no_worker_starts_whose_phrases_are_nowhere(home: Path) -> None:
    wanted = home / "phrases"
    done = shell(home, "$dasibogi worker", DASIBOGI_PHRASES_FOLDER=str(wanted))
    sentence = f"DASIBOGI_PHRASES_FOLDER must name a folder of TOML files; {wanted} is none.\n"
    assert said(done) == (2, sentence)


@pytest.mark.parametrize("command", ["serve --port 0", "worker"])
def test_no_service_starts_in_a_home_that_can_not_be_made(
    home: Path, text_file: Path, command: str
) -> None:
    wanted = text_file / "inside"
    check_refused(wanted, *said(shell(home, f"$dasibogi {command}", DASIBOGI_HOME=str(wanted))))


@pytest.mark.parametrize("place", ["letter.txt", "letter.txt/inside", "/proc/nowhere"])
def test_a_home_that_can_not_be_made_is_refused(call: Called, text_file: Path, place: str) -> None:
    wanted = text_file.parent / place
    code, sentence, _ = call("status", DASIBOGI_HOME=str(wanted))
    check_refused(wanted, code, sentence)


def check_refused(wanted: Path, code: int, sentence: str) -> None:
    assert (code, sentence.count("\n")) == (2, 1)
    assert sentence.startswith(f"“{wanted}")
    assert "can't be opened or written" in sentence


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs Linux's /sys")
def test_a_home_that_can_not_be_written_is_refused(call: Called) -> None:
    code, sentence, _ = call("status", DASIBOGI_HOME="/sys/kernel")
    assert (code, sentence.count("\n")) == (2, 1)
    assert sentence.startswith("“/sys/kernel/")


def test_pages_whose_database_does_not_answer_mean_later(home: Path) -> None:
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    done = shell(home, "$dasibogi serve --port 0", DASIBOGI_DATABASE_URL=url)
    assert said(done) == (3, "The database did not answer. Try again in a moment.\n")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (text, "“{text}” is no instant; write one such as 2026-05-01T09:00+09:00.")
        for text in ("0001-01-01T00:00+09:00", "9999-12-31T23:59-12:00")
    ]
    + [("9999-12-31T23:59+00:00", "No recording can have begun on {text}.")],
)
def test_a_start_outside_of_time_is_refused(call: Called, text: str, sentence: str) -> None:
    done = call(f"ingest {URL} --event forum --started-at {text}")
    assert done == (2, sentence.format(text=text) + "\n", b"")


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_a_password_that_is_no_text_is_refused(home: Path, locale: str) -> None:
    words = "$dasibogi user add a@b.example --role editor"
    done = shell(home, words, b"\xff\xfe a password\n", LC_ALL=locale)
    assert said(done) == (2, "The password on standard input is not in UTF-8.\n")


def test_a_password_that_is_too_long_is_told_so(call: Called) -> None:
    done = call("user add a@b.example --role editor", b"a" * 1001)
    assert done == (2, "A password must have at most 1000 characters.\n", b"")


@pytest.mark.parametrize("words", ["programme read -", "user add a@b.example --role editor"])
def test_a_closed_standard_input_is_refused(home: Path, words: str) -> None:
    done = shell(home, f"$dasibogi {words} <&-")
    assert said(done) == (2, "Standard input is closed, so there is nothing to read.\n")


def test_with_a_closed_standard_output_nothing_is_done(home: Path) -> None:
    done = shell(home, "$dasibogi user add a@b.example --role editor >&-", b"a long password\n")
    assert said(done) == (2, "Standard output is closed, so there is nowhere to answer.\n")
    assert not home.exists()


def test_a_closed_standard_error_changes_no_exit_code(home: Path) -> None:
    assert said(shell(home, "$dasibogi cancel 7 2>&-")) == (2, "")


def test_an_answer_that_finds_no_space_means_later(home: Path) -> None:
    done = shell(home, "$dasibogi status --json >/dev/full")
    sentence = "The disk is full, or this command may not write more. Free some space, then ask"
    assert said(done) == (3, f"{sentence} again.\n")


def test_a_catalogue_that_may_not_grow_means_later(home: Path) -> None:
    done = shell(home, "ulimit -f 8; $dasibogi status")
    assert said(done) == (3, FULL_TRANSACTION)


def test_an_order_that_finds_no_space_is_not_said_to_go_on(home: Path) -> None:
    catalogue = Catalogue(f"sqlite:///{home}/archive.sqlite")
    migrate(catalogue.engine)
    with catalogue.writing() as db:
        forum.keep(db)
    # The job engine's file is made before the limit, so that only the catalogue meets it.
    shell(home, "$dasibogi cancel 7")
    done = shell(home, f"ulimit -f 8; $dasibogi ingest {URL} --event {forum.SLUG}")
    sentence = "The disk is full, so nothing was ordered. Free some space, then order again.\n"
    assert said(done) == (3, sentence)
    with catalogue.reading() as db:
        assert list(all_recordings(db)) == []
    catalogue.close()


def test_a_files_name_can_not_speak_to_the_terminal(home: Path) -> None:
    done = shell(home, "$dasibogi programme read \"$(printf 'a\\033[31m\\nb')\"")
    sentence = "“a\\x1b[31m\\nb” can't be read: No such file or directory.\n"
    assert said(done) == (2, sentence)


def test_what_a_terminal_would_obey_is_shown() -> None:
    assert printable("물\t\x1b[2J\x9b\u2028é") == "물\t\\x1b[2J\\x9b\\u2028é"


@pytest.fixture
def order(home: Path, monkeypatch: pytest.MonkeyPatch) -> argparse.Namespace:
    """A waiting order's words, in a home with an event."""
    monkeypatch.setenv("DASIBOGI_HOME", str(home))
    catalogue = Catalogue(f"sqlite:///{home}/archive.sqlite")
    migrate(catalogue.engine)
    with catalogue.writing() as db:
        forum.keep(db)
        beat(db, "long-gone", NOW - DEAD_AFTER)
    catalogue.close()
    return argparse.Namespace(url=URL, event=forum.SLUG, started_at=None, room="", wait=True)


def test_who_waits_where_nobody_works_is_told_and_let_go(
    order: argparse.Namespace, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert ingest(order, Output(is_json=True, language="en"), patience_seconds=0) == 3
    written = capsysbinary.readouterr()
    assert json.loads(written.out)["state"] == "ordered"
    assert written.err.decode().splitlines()[-1] == str(NOBODY_CAME)
