"""An organiser's phrases, named by the setting, say where the runner finds sessions."""

from dataclasses import replace
from pathlib import Path

import pytest

from archive.captions.model import CaptionTrack, Origin
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.programme import keep_programme
from archive.catalogue.keep.recording import note_media, order_recording, retry_recording
from archive.catalogue.queries.desk import one_recording
from archive.catalogue.queries.work import cuts_of
from archive.catalogue.values import IngestState, Stage
from archive.settings import read_settings
from jobs.steps.cuts import align
from jobs.turn import Turn, take_turn
from jobs.workshop import Workshop
from tests.archive.alignment.talking import MINUTE, Talking
from tests.end_to_end.installation import BEGAN, PROGRAMME, SLUG
from tests.jobs.test_parts import item
from tests.jobs.test_steps import ONCE

pytestmark = ONCE

PHRASES = """
[cues]
close = ["닻을 내립니다"]
next = ["돛을 올립니다"]
"""
NEAR_MS = 5_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "phrases"
    folder.mkdir()
    (folder / "ours.toml").write_text(PHRASES, encoding="utf-8")
    return folder


@pytest.fixture
def said_at(workshop: Workshop) -> int:
    """Keep two talks, the first too long; gives when the host, in words of her own, goes on."""
    day = Talking()
    day.talks(12)
    day.says("닻을 내립니다")
    day.rests(0.2)
    said_at = day.says("돛을 올립니다")
    day.talks(9)
    sessions = (item("rivers", "강가에서", 0, 600), item("woods", "숲에서", 600, 1200))
    programme = replace(PROGRAMME, sessions=sessions)
    with workshop.catalogue.writing() as db:
        keep_programme(db, programme, content=b"", file_name="a", slug=SLUG, now=BEGAN)
        order_recording(db, SLUG, "https://x/day", started_at=BEGAN, now=BEGAN)
        note_media(db, 1, day.at + 2 * MINUTE, {"width": 640, "height": 360})
        keep_tracks(db, 1, [CaptionTrack("ko", Origin.AUTOMATIC, tuple(day.cues))], BEGAN)
    return said_at


def aligned(workshop: Workshop, folder: Path | None = None, attempt: int = 1) -> str:
    """Take the stage's turn as a worker does where this folder is set; gives how it ended."""
    variables = {"DASIBOGI_PHRASES_FOLDER": str(folder)} if folder else {}
    home, database = workshop.settings.home, workshop.settings.database_url
    settings = read_settings(
        {"DASIBOGI_HOME": str(home), "DASIBOGI_DATABASE_URL": database, **variables}
    )
    at_work = replace(workshop, settings=settings)
    return take_turn(Turn(at_work, 1, attempt, Stage.ALIGN), align)


def starts(workshop: Workshop) -> list[int]:
    """Where the two talks begin."""
    with workshop.catalogue.reading() as db:
        return [cut.first.span.start for _, cut in sorted(cuts_of(db, 1).items())]


def test_a_talk_begins_where_the_host_says_so_in_words_of_the_folder_that_is_set(
    workshop: Workshop, folder: Path, said_at: int
) -> None:
    assert aligned(workshop) == ""
    _, by_clock = starts(workshop)
    assert abs(by_clock - said_at) > MINUTE

    assert aligned(workshop, folder) == ""
    _, as_said = starts(workshop)
    assert abs(as_said - said_at) < NEAR_MS


@pytest.mark.parametrize("is_there", [False, True])
def test_phrases_that_can_not_be_used_are_told_and_what_was_found_before_stays(
    workshop: Workshop, folder: Path, said_at: int, is_there: bool
) -> None:
    assert aligned(workshop, folder) == ""
    found = starts(workshop)
    broken = folder.parent / "broken"
    told = f"DASIBOGI_PHRASES_FOLDER must name a folder of TOML files; {broken} is none."
    if is_there:
        broken.mkdir()
        (broken / "ours.toml").write_text("[cues\n", encoding="utf-8")
        told = "The phrases in ours.toml cannot be read."

    assert aligned(workshop, broken) == "refused"
    with workshop.catalogue.reading() as db:
        view = one_recording(db, 1)
    assert (view.state, str(view.message)) == (IngestState.REFUSED, told)
    assert starts(workshop) == found

    with workshop.catalogue.writing() as db:
        attempt = retry_recording(db, 1, BEGAN)
    assert aligned(workshop, folder, attempt) == ""
    assert starts(workshop) == found
