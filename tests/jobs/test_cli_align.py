"""The command ``align``: a programme and files in, cuts and chapters out."""

import json
import os
import subprocess
import sys
import wave
from pathlib import Path
from typing import Any

import pytest

from archive.captions.write import write_vtt
from jobs.cli import main
from tests.archive.alignment.talking import Afternoon, afternoon
from tests.media import known_media
from tests.paths import PROJECT

PROGRAMME = {
    "title": "강변 도시 포럼",
    "date": "2024-05-20",
    "items": [
        {"id": "opening", "kind": "opening", "title": "개회식", "start": "10:00", "end": "10:10"},
        {
            "id": "alleys",
            "title": "걷기 좋은 골목",
            "start": "10:10",
            "end": "10:40",
            "chair": {"name": "한가람"},
            "presentations": [{"name": "도우진"}, {"name": "엘렌 포터", "en": "Ellen Porter"}],
        },
        {
            "id": "rivers",
            "title": "물과 도시의 미래",
            "start": "10:40",
            "end": "11:10",
            "chair": {"name": "민서연"},
            "presentations": [{"name": "표나래"}, {"name": "길태오"}],
        },
        {"id": "closing", "kind": "closing", "title": "폐회", "start": "11:10", "end": "11:15"},
    ],
}


@pytest.fixture(scope="module")
def day() -> Afternoon:
    return afternoon()


@pytest.fixture
def files(tmp_path: Path, day: Afternoon) -> Path:
    (tmp_path / "programme.json").write_text(json.dumps(PROGRAMME, ensure_ascii=False))
    (tmp_path / "ko.vtt").write_text(write_vtt(day.talking.cues, "ko"))
    return tmp_path


def answer(capsysbinary: pytest.CaptureFixture[bytes], *words: str | Path) -> Any:
    assert main(("align", *map(str, words), "--json")) == 0
    return json.loads(capsysbinary.readouterr().out)


def test_captions_alone_place_sessions_and_chapters(
    files: Path, day: Afternoon, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    found = answer(capsysbinary, files / "programme.json", "--captions", f"ko={files / 'ko.vtt'}")

    assert found.keys() == {"recordings", "cuts", "chapters", "missing", "remarks"}
    assert found["recordings"] == [{"file": None, "started_at": None}]
    assert found["missing"] == []
    assert [cut["session"] for cut in found["cuts"]] == ["opening", "alleys", "rivers", "closing"]
    alleys = found["cuts"][1]
    assert alleys.keys() == {
        "session", "title", "kind", "recording", "in_ms", "out_ms",
        "confidence", "because", "alternatives",
    }  # fmt: skip
    assert abs(alleys["in_ms"] - day.starts["alleys"]) < 1000
    assert alleys["confidence"]["in"] > 0.5
    assert any("title is heard" in one for one in alleys["because"]["in"])
    assert all(one.keys() == {"ms", "confidence"} for one in alleys["alternatives"]["in"])
    talks = {one["person"]: one["start_ms"] for one in found["chapters"] if one["person"]}
    assert talks.keys() == {"도우진", "엘렌 포터", "표나래", "길태오"}
    assert abs(talks["표나래"] - day.parts["표나래"]) < 1000
    assert {one["kind"] for one in found["chapters"]} == {"presentation", "discussion"}


def test_each_word_belongs_to_the_recording_named_before_it(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (media,) = known_media().paths
    found = answer(
        capsysbinary,
        *(files / "programme.json", "--media", media, "--started-at", "2024-05-20T10:02:00+09:00"),
        *("--media", media, "--started-at", "2024-05-20T10:20:00"),
    )

    assert found["recordings"] == [
        {"file": str(media), "started_at": "2024-05-20T10:02:00+09:00"},
        {"file": str(media), "started_at": "2024-05-20T10:20:00+09:00"},
    ]
    assert [(cut["session"], cut["recording"]) for cut in found["cuts"]] == [
        ("opening", 0),
        ("alleys", 1),
    ]
    assert all(cut["confidence"]["in"] < 0.5 for cut in found["cuts"])
    assert found["missing"] == ["rivers", "closing"]


def test_nothing_to_align_is_refused(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for words in ((), ("--started-at", "2024-05-20T10:00:00")):
        assert main(("align", str(files / "programme.json"), *words)) == 2
        assert "--captions" in capsysbinary.readouterr().err.decode()


def test_a_time_that_is_none_is_refused(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    words = ("--captions", f"ko={files / 'ko.vtt'}", "--started-at", "yesterday")
    assert main(("align", str(files / "programme.json"), *words)) == 2
    assert "yesterday" in capsysbinary.readouterr().err.decode()


def test_phrases_of_an_organiser_are_read_or_refused_by_name(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    words = ("--captions", f"ko={files / 'ko.vtt'}", "--phrases", files / "ours.toml")
    (files / "ours.toml").write_text('[cues]\nnext = ["돛을 올립니다"]\n', encoding="utf-8")
    assert answer(capsysbinary, files / "programme.json", *words)["missing"] == []

    (files / "ours.toml").write_text("[cues]\nnext = 3\n", encoding="utf-8")
    assert main(("align", str(files / "programme.json"), *map(str, words))) == 2
    assert "ours.toml" in capsysbinary.readouterr().err.decode()


def test_a_folder_of_phrases_that_is_not_there_is_told(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASIBOGI_PHRASES_FOLDER", str(files / "nowhere"))
    words = ("align", files / "programme.json", "--captions", f"ko={files / 'ko.vtt'}")
    assert main(tuple(map(str, words))) == 2
    assert f"{files / 'nowhere'} is none." in capsysbinary.readouterr().err.decode()


def test_sound_alone_is_listened_to_and_a_picture_without_sound_looked_at(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    with wave.open(str(files / "hall.wav"), "wb") as sound:
        sound.setparams((1, 2, 8_000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 8_000 * 30))
    (silent,) = known_media(sound=False).paths
    for media in (files / "hall.wav", silent):
        words = ("--media", media, "--started-at", "2024-05-20T10:09:56+09:00")
        found = answer(capsysbinary, files / "programme.json", *words)
        assert found["recordings"] == [{"file": str(media), "started_at": words[-1]}]
        assert [cut["session"] for cut in found["cuts"]] == ["opening", "alleys"]


def test_a_file_that_is_not_there_or_no_recording_is_named(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name, said in (
        ("nowhere.mp4", "nowhere.mp4” can't be read: No such file or directory."),
        ("programme.json", "“programme.json” is empty, damaged, or no video."),
    ):
        assert main(("align", str(files / "programme.json"), "--media", str(files / name))) == 2
        assert said in capsysbinary.readouterr().err.decode()


def test_a_captions_file_may_have_an_equals_sign_in_its_name(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    named = (files / "ko.vtt").rename(files / "day=1.vtt")
    for given in (named, f"ko={named}"):
        assert answer(capsysbinary, files / "programme.json", "--captions", given)["missing"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--captions", "ko=ko.vtt", "--media", "a.mp4"), "--media: must stand before"),
        (("--media", "a.mp4", *("--started-at", "10:00") * 2), "was given for this recording"),
    ],
)
def test_words_that_belong_to_no_recording_are_refused(
    words: tuple[str, ...], said: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(("align", "programme.json", *words))
    assert said in capsysbinary.readouterr().err.decode()


def test_without_the_package_or_the_model_speech_recognition_is_only_remarked_on(
    files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (media,) = known_media().paths
    words = (files / "programme.json", "--media", media, "--media", media)
    plain = answer(capsysbinary, *words)
    asked = answer(capsysbinary, *words, "--asr-model", files / "nothing")

    told = [one for one in asked["remarks"] if "nothing" in one]
    assert told == [
        f"{files / 'nothing'} holds no model for speech recognition; "
        "it lacks model.bin, config.json, tokenizer.json."
    ]
    assert asked["cuts"] == plain["cuts"]


def test_the_package_is_loaded_only_when_a_model_is_named(files: Path) -> None:
    """A package that says so when it is loaded stands in the way of the real one."""
    (files / "faster_whisper.py").write_text('raise ImportError("loaded")\n')
    model = files / "model"
    model.mkdir()
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (model / name).touch()
    (media,) = known_media().paths
    words = ("align", str(files / "programme.json"), "--media", str(media), "--json")

    def remarks(**more: str) -> list[str]:
        paths = {"PYTHONPATH": os.pathsep.join((str(files), str(PROJECT)))}
        environment = {**os.environ, **paths, "LC_ALL": "ko_KR.UTF-8", **more}
        found = subprocess.run(
            (sys.executable, "-X", "importtime", "-m", "jobs.cli", *words),
            env=environment, check=True, capture_output=True,
        )  # fmt: skip
        assert (b"faster_whisper" in found.stderr) == bool(more)
        told: list[str] = json.loads(found.stdout)["remarks"]
        return told

    sentence = (
        "음성 인식에는 faster-whisper 패키지가 필요합니다. 다시보기의 추가 구성 asr을 설치하십시오."
    )
    assert sentence not in remarks()
    assert sentence in remarks(DASIBOGI_ASR_MODEL=str(model))
