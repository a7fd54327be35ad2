"""The commands ``captions clean``, ``cut``, ``pair`` and ``health``."""

import json
from pathlib import Path
from typing import Any

import pytest

from jobs.cli import main
from tests.jobs.test_cli_refusals import shell

KO = (
    "1\n00:00:01,000 --> 00:00:03,000\n오늘은 도시를\n\n"
    "2\n00:00:03,000 --> 00:00:05,000\n이야기합니다.\n\n"
    "3\n00:00:06,000 --> 00:00:07,000\n- 네\n- 아니요\n"
)
EN = (
    "WEBVTT\n\n00:01.000 --> 00:05.000\n<v Kim>Today we talk about cities.\n\n"
    "00:06.000 --> 00:07.000\nYes, no.\n\n00:20.000 --> 00:21.000\n[applause]\n"
)
ROLLING = (
    "WEBVTT\n\n00:01.000 --> 00:02.000\n \n그래서<00:00:01.500><c> 네</c>\n\n"
    "00:02.000 --> 00:02.010\n그래서 네\n \n\n00:02.010 --> 00:03.000\n그래서 네\n"
    "끝<00:00:02.500><c> 끝</c>\n"
)
SMI = (
    "<SAMI><BODY><SYNC Start=1000><P Class=KRCC>네<P Class=ENCC>Yes"
    "<SYNC Start=2000><P Class=KRCC>&nbsp;<P Class=ENCC>&nbsp;"
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    texts = {"ko.srt": KO, "en.vtt": EN, "rolling.vtt": ROLLING, "both.smi": SMI}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="cp949" if name == "both.smi" else "utf-8")
    return tmp_path


def run(capsysbinary: pytest.CaptureFixture[bytes], *words: str | Path) -> tuple[int, str, str]:
    """Exit code, stdout and stderr."""
    code = main(("captions", *map(str, words)))
    written = capsysbinary.readouterr()
    return code, written.out.decode(), written.err.decode()


def answer(capsysbinary: pytest.CaptureFixture[bytes], *words: str | Path) -> Any:
    code, out, err = run(capsysbinary, *words, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_rolling_captions_are_written_once(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(capsysbinary, "clean", files / "rolling.vtt", "--to", "srt") == (
        0,
        "1\n00:00:01,000 --> 00:00:02,010\n그래서 네\n\n2\n00:00:02,010 --> 00:00:03,000\n끝 끝\n",
        "",
    )


def test_the_words_times_are_kept_where_that_is_asked(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(capsysbinary, "clean", files / "rolling.vtt", "--to", "vtt", "--words") == (
        0,
        "WEBVTT\n\nNOTE Language: ko\n\n00:00:01.000 --> 00:00:02.010\n그래서 <00:00:01.500>네\n\n"
        "00:00:02.010 --> 00:00:03.000\n끝 <00:00:02.500>끝\n",
        "",
    )
    assert answer(capsysbinary, "clean", files / "rolling.vtt", "--to", "vtt")[0] == {
        "start_ms": 1000,
        "end_ms": 2010,
        "text": "그래서 네",
        "words_ms": [1000, 1500],
    }


def test_a_file_is_written_as_running_text(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    target = files / "out" / "en.txt"
    command = ("clean", files / "en.vtt", "--to", "txt", "--times", "-o", target)
    assert run(capsysbinary, *command) == (0, f"3 captions are written to {target}.\n", "")
    assert target.read_text(encoding="utf-8") == (
        "[0:01] Kim: Today we talk about cities.\n\n[0:06] Yes, no.\n\n[0:20] [applause]\n"
    )


def test_of_several_languages_the_first_is_written_and_the_others_are_named(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    body = "WEBVTT\n\nNOTE Language: {}\n\n00:00:01.000 --> 00:00:02.000\n{}\n"
    command = ("clean", files / "both.smi", "--to", "vtt")
    assert run(capsysbinary, *command) == (
        0,
        body.format("ko", "네"),
        "The file has captions in ko, en; these are the first. --language takes another.\n",
    )
    assert run(capsysbinary, *command, "--language", "en") == (0, body.format("en", "Yes"), "")
    assert run(capsysbinary, *command, "--language", "de") == (
        2,
        "",
        "“both.smi” holds no captions in de; it has ko, en.\n",
    )


def test_two_languages_are_paired_sentence_by_sentence(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert answer(capsysbinary, "pair", files / "ko.srt", files / "en.vtt") == [
        {
            "start_ms": 1000,
            "end_ms": 5000,
            "ko": ["오늘은 도시를", "이야기합니다."],
            "en": ["Kim: Today we talk about cities."],
        },
        {"start_ms": 6000, "end_ms": 7000, "ko": ["- 네", "- 아니요"], "en": ["Yes, no."]},
        {"start_ms": 20_000, "end_ms": 21_000, "ko": [], "en": ["[applause]"]},
    ]


def test_one_file_may_hold_both_languages_of_a_pair(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(capsysbinary, "pair", files / "both.smi", files / "both.smi") == (
        0,
        "0:01  네  Yes\n",
        "",
    )


def test_a_cut_clips_and_counts_from_its_in_point(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    command = ("cut", files / "en.vtt", "--in", "4.5", "--out", "0:00:06.250", "--to", "srt")
    assert run(capsysbinary, *command) == (
        0,
        "1\n00:00:00,000 --> 00:00:00,500\nKim: Today we talk about cities.\n\n"
        "2\n00:00:01,500 --> 00:00:01,750\nYes, no.\n",
        "",
    )


def test_a_cut_where_nothing_is_said_is_an_empty_file(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(capsysbinary, "cut", files / "en.vtt", "--in", "10", "--out", "12") == (
        0,
        "WEBVTT\n\nNOTE Language: en\n",
        "",
    )


def test_health_is_one_line(files: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(capsysbinary, "health", files / "en.vtt") == (
        0,
        "3 captions cover 30% of their time. Nothing for 10 seconds or more: 1, the longest 13 "
        "seconds at 0:07. 7.0 characters a second; too fast to read: 0. 100% English. Nobody says "
        "who wrote them.\n",
        "",
    )
    found = answer(capsysbinary, "health", files / "en.vtt")
    assert (found["cues"], found["coverage"], found["longest_gap"]) == (
        3,
        0.3,
        {"start": 7000, "end": 20_000},
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("cut", "en.vtt", "--in", "5", "--out", "5"), "The out point 00:00:05.000 must come"),
        (("cut", "en.vtt", "--in", "soon", "--out", "5"), "“soon” is no point in time"),
        (("clean", "none.srt", "--to", "vtt"), "“none.srt” can't be read: No such file"),
        (("clean", "en.vtt", "--to", "vtt", "-o", "en.vtt/x"), "“en.vtt/x” can't be written: "),
        (("health", "."), "“.” can't be read: Is a directory"),
        (("pair", "ko.srt", "noise.bin"), "“noise.bin” is no caption file we can read"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    words: tuple[str, ...],
    sentence: str,
    files: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (files / "noise.bin").write_bytes(bytes(range(128)))
    monkeypatch.chdir(files)
    code, out, err = run(capsysbinary, *words)
    assert (code, out, err.count("\n"), err.startswith(sentence)) == (2, "", 1, True)


def test_captions_come_from_standard_input_too(tmp_path: Path) -> None:
    done = shell(tmp_path, "$dasibogi captions clean - --to txt", KO.encode("cp949"))
    assert (done.returncode, done.stdout.decode(), done.stderr) == (
        0,
        "오늘은 도시를 이야기합니다.\n\n- 네\n\n- 아니요\n",
        b"",
    )
