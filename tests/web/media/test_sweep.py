"""Clips of moved cuts are kept for those who watch them, then dropped with all their files."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.catalogue.queries.media import KEPT_PLAYING
from archive.clip.exact import build_clip
from archive.cut import CutSpan, clip_digest
from archive.editing import CutEditor
from archive.media.ffmpeg import never
from archive.media.tools import find_tools
from archive.storage import RecordingFiles, held
from archive.timecode import Span
from jobs.dispatch import Dispatch
from jobs.steps.downloads import make_movie_of
from jobs.tending import Rounds
from jobs.workshop import Workshop
from tests import forum
from tests.studio import SPANS, Studio

MOVED = datetime.now(UTC)
SECOND = timedelta(seconds=1)
OLD, NEW = SPANS["keynote"], Span(7_300, 11_900)


@pytest.fixture
def rounds(studio: Studio) -> Iterator[Rounds]:
    dispatch = Dispatch(studio.settings)
    workshop = Workshop(studio.settings, studio.catalogue, find_tools(), patience=0)
    yield Rounds(workshop, dispatch, recover=list)
    dispatch.close()


def folder(studio: Studio, span: Span) -> Path:
    return studio.files.clip(clip_digest(studio.recording_id, span))


def fill(studio: Studio, span: Span) -> Path:
    """Edges, a picture, a file to take away and a half-written one, made long before."""
    made = folder(studio, span)
    build_clip(studio.files.media, studio.index, span, made)
    for name in ("poster.jpg", "mp4/clip.mp4", "mp4/.clip.1.part.mp4"):
        (made / name).parent.mkdir(exist_ok=True)
        (made / name).write_bytes(b"-")
    long_ago = (MOVED - timedelta(days=2)).timestamp()
    for path in made.rglob("*"):
        os.utime(path, (long_ago, long_ago))
    return made


def move(studio: Studio, span: Span, base_revision: int = 1, at: datetime = MOVED) -> None:
    editor = CutEditor(studio.catalogue, forum.SLUG, "keynote", base_revision, 1, at)
    editor.move(span.start, span.end)


def test_a_replaced_clip_goes_when_nobody_can_still_watch_it(
    studio: Studio, rounds: Rounds
) -> None:
    old, new = fill(studio, OLD), fill(studio, NEW)
    move(studio, NEW)
    rounds.sweep(MOVED + KEPT_PLAYING - SECOND)
    assert {path.name for path in old.rglob("*")} == {path.name for path in new.rglob("*")}
    assert {"head.mp4", "tail.mp4", "proof.json", "poster.jpg", "clip.mp4"} < {
        path.name for path in old.rglob("*")
    }
    rounds.sweep(MOVED + KEPT_PLAYING)
    assert (old.exists(), new.exists()) == (False, True)
    assert studio.files.media.exists()


def test_the_worker_sweeps_on_its_rounds(studio: Studio, rounds: Rounds) -> None:
    old = fill(studio, OLD)
    move(studio, NEW)
    rounds.go(MOVED + KEPT_PLAYING)
    assert not old.exists()


def test_a_clip_the_cut_came_back_to_is_never_dropped(studio: Studio, rounds: Rounds) -> None:
    old = fill(studio, OLD)
    move(studio, NEW)
    move(studio, OLD, base_revision=2, at=MOVED + SECOND)
    rounds.sweep(MOVED + 2 * KEPT_PLAYING)
    assert old.exists()


def test_a_clip_of_a_session_that_was_never_published_is_current_all_the_same(
    studio: Studio, rounds: Rounds
) -> None:
    old = fill(studio, OLD)
    rounds.sweep(MOVED + timedelta(days=400))
    assert old.exists()


def test_a_clip_somebody_is_at_stays_until_the_next_round(studio: Studio, rounds: Rounds) -> None:
    old = fill(studio, OLD)
    move(studio, NEW)
    with held(RecordingFiles(old)):
        rounds.sweep(MOVED + KEPT_PLAYING)
        assert old.exists()
    rounds.sweep(MOVED + KEPT_PLAYING)
    assert not old.exists()


def test_folders_that_no_cut_ever_made_go_too_unless_they_are_new(
    studio: Studio, rounds: Rounds
) -> None:
    strange = studio.files.clip("0" * 20)
    strange.mkdir(parents=True)
    (strange / "clip.m4a").write_bytes(b"-")
    other = strange.with_name("not-a-clip")
    other.mkdir()
    made = datetime.fromtimestamp((strange / "clip.m4a").stat().st_mtime, UTC)
    rounds.sweep(made + KEPT_PLAYING - SECOND)
    assert strange.exists()
    rounds.sweep(made + KEPT_PLAYING + SECOND)
    assert (strange.exists(), other.exists()) == (False, True)


def test_what_a_killed_worker_was_writing_goes_from_clips_that_stay(
    studio: Studio, rounds: Rounds
) -> None:
    make_movie_of(rounds.workshop, CutSpan(studio.recording_id, OLD), never)
    shown = folder(studio, OLD) / "mp4"
    killed = shown / ".clip.1.part.mp4"
    killed.write_bytes(b"-")
    made = datetime.fromtimestamp(killed.stat().st_mtime, UTC)
    rounds.sweep(made + KEPT_PLAYING + SECOND)
    assert (killed.exists(), (shown / "clip.mp4").exists()) == (False, True)
