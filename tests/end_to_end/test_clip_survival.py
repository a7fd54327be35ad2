"""A worker killed in the middle of a clip's work: nothing half-made is seen, and it is made."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive.catalogue.keep.clip_work import order_work
from archive.catalogue.keep.cut import find_session, move_cut
from archive.catalogue.queries.clip_work import clip_work
from archive.catalogue.values import ClipWork, WorkKind, WorkState
from archive.clip.downloads import DownloadKind, download_file
from archive.clip.exact import read_proof
from archive.cut import clip_digest
from archive.timecode import Span
from tests import forum
from tests.end_to_end.installation import Installation, wait_for, working
from tests.media import KnownMedia, read_barcodes
from tests.paths import PROJECT

SPAN = Span(7_500, 19_300)
CODING, WRITING = 4, 40
"""The edges' coding asks 14 times whether to stop; the movie's 62 times, 48 of them in writing."""


@pytest.fixture
def installation(tmp_path: Path, studio_home: Path) -> Installation:
    return Installation(shutil.copytree(studio_home, tmp_path / "home"))


def order(installation: Installation) -> str:
    """A cut is moved, and its edges and its movie are wanted; gives its clip's name."""
    digest = clip_digest(1, SPAN)
    with installation.catalogue() as catalogue, catalogue.writing() as db:
        session_id = find_session(db, forum.SLUG, "keynote")
        points = (SPAN.start, SPAN.end)
        move_cut(db, session_id, *points, base_revision=1, account_id=1, now=forum.NOW)
        order_work(db, digest, (WorkKind.EDGES, WorkKind.MOVIE), forum.NOW)
    return digest


def die_at(installation: Installation, kind: WorkKind, last: int) -> None:
    """Have a worker's step killed the ``last`` time it asks whether to stop."""
    line = (sys.executable, "-m", "tests.end_to_end.dying_worker", kind.value, str(last))
    done = subprocess.run(line, env=installation.environment, cwd=PROJECT, check=False)
    assert done.returncode == -signal.SIGKILL


def states(installation: Installation, digest: str) -> dict[WorkKind, WorkState]:
    with installation.catalogue() as catalogue, catalogue.reading() as db:
        found: dict[WorkKind, ClipWork] = clip_work(db, digest)
    return {kind: work.state for kind, work in found.items()}


def test_a_clip_survives_workers_killed_while_they_make_its_edges_and_its_movie(
    installation: Installation, known_recording: KnownMedia
) -> None:
    digest = order(installation)
    clip = installation.files().clip(digest)
    movie = download_file(installation.files(), digest, DownloadKind.MOVIE)
    die_at(installation, WorkKind.EDGES, CODING)
    assert [path.name for path in clip.iterdir()] == [".lock"]

    die_at(installation, WorkKind.MOVIE, WRITING)
    assert sorted(path.suffix for path in movie.parent.iterdir()) == ["", ".mp4"]
    assert not movie.exists()
    both = (WorkKind.EDGES, WorkKind.MOVIE)
    assert states(installation, digest) == dict.fromkeys(both, WorkState.BUILDING)

    with working(installation):
        ready = dict.fromkeys(both, WorkState.READY)
        wait_for(lambda: states(installation, digest) == ready, "both are made")
    assert read_proof(clip) is not None
    assert read_barcodes(movie) == known_recording.shown_in(SPAN.start, SPAN.end)
    assert [*installation.files().folder.rglob("*.part*")] == []
