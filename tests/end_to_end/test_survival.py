"""Workers that die or are told to end, in the middle of each kind of work: nothing is lost."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from archive.catalogue.engine import Catalogue
from archive.catalogue.queries.work import cuts_of
from archive.catalogue.tables import (
    CaptionTrackRow,
    ClipRow,
    CueRow,
    CutRevisionRow,
    CutRow,
    RecordingRow,
)
from archive.catalogue.values import IngestState, Stage
from archive.media.fragments import read_fragment_index
from archive.media.tools import find_tools
from archive.search.analyse import ANALYSER_VERSION
from archive.timecode import print_offset
from tests.end_to_end.installation import (
    BEGAN,
    SLUG,
    Installation,
    processes_naming,
    wait_for,
    wait_for_state,
    working,
)
from tests.streams import Server, Talk, publish_talk, serving

CUES = 2000
"""So many that their analysis takes a second or two, in ten transactions."""


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    installation = Installation(tmp_path)
    installation.import_programme()
    return installation


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def order(installation: Installation, talk: Talk) -> None:
    words = ("--event", SLUG, "--started-at", BEGAN.isoformat())
    assert installation.answer("ingest", talk.page, *words)["state"] == "ordered"


def slowed(installation: Installation, folder: Path) -> Installation:
    """The same installation where ffmpeg reads so slowly that packing takes a minute."""
    tools = find_tools()
    folder.mkdir()
    program = folder / "ffmpeg"
    program.write_text(f'#!/bin/sh\nexec "{tools.ffmpeg}" -readrate 0.1 "$@"\n')
    program.chmod(0o755)
    (folder / "ffprobe").symlink_to(tools.ffprobe)
    return Installation(installation.home, {"DASIBOGI_FFMPEG_FOLDER": str(folder)})


def many_captions() -> str:
    """Two thousand different Korean cues within the talk's eight seconds."""
    cues = (
        f"{print_offset(4 * number)} --> {print_offset(4 * number + 4)}\n{number}번째 말씀\n"
        for number in range(CUES)
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def count_analysed(catalogue: Catalogue) -> int:
    with catalogue.reading() as db:
        done = CueRow.analyser_version == ANALYSER_VERSION
        return db.scalar(select(func.count()).select_from(CueRow).where(done)) or 0


def test_a_recording_survives_workers_killed_in_download_packing_and_indexing(
    installation: Installation, server: Server, tmp_path: Path
) -> None:
    talk = publish_talk(server)
    server.put(talk.captions["ko"][0], many_captions(), "text/vtt; charset=utf-8")
    held = talk.picture[5]
    hold = server.hold(held, after=100)
    order(installation, talk)

    with working(installation) as worker:
        hold.wait_until_reached()
        worker.kill()
    hold.release()
    before = {piece: server.count(piece) for piece in talk.picture[:5]}

    with working(slowed(installation, tmp_path / "slow")) as worker:
        folder = installation.files().folder
        wait_for(lambda: [*folder.rglob(".packed.*.part.mp4")], "packing")
        worker.kill()
    assert {piece: server.count(piece) for piece in talk.picture[:5]} == before
    wait_for(lambda: not processes_naming(str(folder)), "no ffmpeg outlives its worker")
    assert not installation.files().media.exists()
    server.forget()

    with working(installation) as worker, installation.catalogue() as catalogue:
        wait_for(lambda: 0 < count_analysed(catalogue) < CUES, "some cues are analysed")
        worker.kill()
        assert 0 < count_analysed(catalogue) < CUES
    packed = installation.files().media.stat()

    with working(installation):
        wait_for_state(installation, "ready")
    assert installation.files().media.stat() == packed, "it was packed once"
    pieces = (*talk.picture, *talk.sound)
    assert [server.count(piece) for piece in pieces] == [0] * len(pieces)
    check_rows(installation)
    assert len(read_fragment_index(installation.files().media).fragments) == 8


def check_rows(installation: Installation) -> None:
    """One recording, in its first attempt, and every row of it once."""
    with installation.catalogue() as catalogue:
        assert count_analysed(catalogue) == CUES + 1 + 2
        with catalogue.reading() as db:
            recording = db.scalars(select(RecordingRow)).one()
            assert (recording.state, recording.attempt) == (IngestState.READY, 1)
            tables = (CaptionTrackRow, CutRow, CutRevisionRow, ClipRow)
            counts = [db.scalar(select(func.count()).select_from(table)) for table in tables]
            assert counts == [2, 2, 2, 2]
            pictures = {cut.first.digest for cut in cuts_of(db, 1).values()}
    folder = installation.files().folder
    assert {path.parent.name for path in folder.glob("clips/*/poster.jpg")} == pictures
    assert not list(folder.rglob("*.part*"))


def test_a_worker_told_to_end_does_so_in_order_and_its_work_goes_on_at_the_next_start(
    installation: Installation, server: Server, tmp_path: Path
) -> None:
    talk = publish_talk(server)
    order(installation, talk)
    with working(slowed(installation, tmp_path / "slow")) as worker:
        folder = installation.files().folder
        wait_for(lambda: [*folder.rglob(".packed.*.part.mp4")], "packing")
        assert worker.terminate() == 0
        assert not processes_naming(str(folder))
        assert not list(folder.rglob("*.part*")), "nothing half-written is left"
    recording = installation.recording()
    assert (recording.state, recording.stage) == (IngestState.RUNNING, Stage.PACK)
    with working(installation):
        wait_for_state(installation, "ready")
    assert installation.recording().attempt == 1
    pieces = (*talk.picture, *talk.sound)
    assert [server.count(piece) for piece in pieces] == [1] * len(pieces)


def test_a_worker_ends_although_a_server_has_fallen_silent(
    installation: Installation, server: Server
) -> None:
    talk = publish_talk(server)
    hold = server.hold(talk.sound[2], after=10)
    order(installation, talk)
    with working(installation) as worker:
        hold.wait_until_reached()
        assert worker.terminate() == 0
        assert not hold.released.is_set(), "the server never said another word"
    hold.release()
    assert installation.recording().state == IngestState.RUNNING


def test_a_recording_whose_jobs_database_was_lost_is_ingested_all_the_same(
    installation: Installation, server: Server
) -> None:
    order(installation, publish_talk(server))
    for path in installation.home.glob("jobs.sqlite*"):
        path.unlink()
    with working(installation):
        wait_for_state(installation, "ready")


def test_the_slow_ffmpeg_of_these_tests_is_the_real_one(
    installation: Installation, tmp_path: Path
) -> None:
    folder = Path(slowed(installation, tmp_path / "slow").environment["DASIBOGI_FFMPEG_FOLDER"])
    assert os.access(folder / "ffmpeg", os.X_OK)
    assert shutil.which("ffprobe", path=str(folder)) == str(folder / "ffprobe")
