"""An ingest reads slides once where an operator names a program for it, and else never."""

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from archive.catalogue.values import Stage
from archive.media.slides import Slide
from archive.storage import recording_files
from archive.timecode import Span
from jobs.cli import main
from jobs.steps.slides import slides_of
from jobs.turn import Turn, take_turn
from jobs.workflows import STAGES
from jobs.workshop import Workshop
from tests.archive.media.shown import reading_program
from tests.jobs.test_steps import order
from tests.media import known_media
from tests.streams import serving

SQLITE = pytest.mark.parametrize("catalogue_url", ["sqlite"], indirect=True)


def measured(workshop: Workshop, recording_id: int) -> None:
    """Take the stage again; what it reads is here already."""
    (work,) = (work for stage, work in STAGES if stage == Stage.MEASURE)
    assert take_turn(Turn(workshop, recording_id, 1, Stage.MEASURE), work) == ""


def naming(workshop: Workshop, program: Path) -> Workshop:
    return replace(workshop, settings=replace(workshop.settings, tesseract=program))


@SQLITE
def test_slides_are_read_once_only_where_a_program_is_named(
    workshop: Workshop, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving() as server:
        recording_id = order(workshop, server)
        for stage, work in STAGES[: [stage for stage, _ in STAGES].index(Stage.MEASURE) + 1]:
            assert take_turn(Turn(workshop, recording_id, 1, stage), work) == ""
    files = recording_files(workshop.settings.media_folder, recording_id)
    assert not files.slides.exists()

    nowhere = tmp_path / "nowhere"
    with caplog.at_level(logging.WARNING):
        measured(naming(workshop, nowhere), recording_id)
    assert f"{nowhere} is no program; slides are not read without one." in caplog.text
    assert not files.slides.exists()

    asked = naming(workshop, reading_program(tmp_path))
    measured(asked, recording_id)
    assert json.loads(files.slides.read_bytes()) == [], "nothing stands still in this recording"

    files.slides.write_text('[{"from": 1000, "until": 2000, "lines": ["세션 1"]}]')
    measured(asked, recording_id)
    assert slides_of(asked.settings, files) == (Slide(Span(1000, 2000), ("세션 1",)),)
    assert slides_of(workshop.settings, files) == (), "what was read counts no more once it is off"


def test_the_command_reads_slides_where_it_is_told_to_and_says_why_it_could_not(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (media,) = known_media().paths
    programme = tmp_path / "programme.json"
    row = {"id": "one", "title": "걷기 좋은 골목", "start": "10:00", "end": "10:30"}
    programme.write_text(json.dumps({"title": "포럼", "date": "2024-05-20", "items": [row]}))

    def remarks(*words: str | Path) -> list[str]:
        asked = ("align", programme, "--media", media, "--json", *words)
        assert main([str(word) for word in asked]) == 0
        found: list[str] = json.loads(capsysbinary.readouterr().out)["remarks"]
        return found

    without = remarks()
    assert remarks("--tesseract", reading_program(tmp_path)) == without
    nowhere = tmp_path / "nowhere"
    assert remarks("--tesseract", nowhere) == [
        *without,
        f"{nowhere} is no program; slides are not read without one.",
    ]
