"""Work on a clip that goes wrong: the old one plays on, the reason is told, a repair mends it.

The work is done by a worker's own step, with the real tools, on a recording that is really damaged,
cut short, or on a disk that is really full.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from archive.catalogue.keep.clip_work import due_work
from archive.catalogue.keep.recording import note_media
from archive.catalogue.queries.clip_work import clip_work, tasks_under_way
from archive.catalogue.values import ClipTask, ClipWork, WorkKind, WorkState
from archive.clip.exact import read_proof
from archive.language import LANGUAGES, say
from archive.media.tools import Tools, find_tools
from archive.sentence import Sentence
from archive.timecode import Span
from jobs.steps.clip_work import do_clip_work
from jobs.workshop import Workshop
from tests import forum
from tests.media import known_media, read_barcodes
from tests.studio import DESK, SPANS, Studio, make_recording, send

CUT = f"{DESK}/keynote"
PAGE = f"/en/e/{forum.SLUG}/keynote"
MOVED = Span(7_500, 19_300)
"""Where the keynote's cut is moved to; it was 6.3 to 12.3 seconds."""

Damage = Callable[[Studio], AbstractContextManager[None]]

_RANGE = re.compile(r"#EXT-X-BYTERANGE:(\d+)@(\d+)\n(.+)")
_MAP = re.compile(r'#EXT-X-MAP:URI="(.+?)",BYTERANGE="(\d+)@(\d+)"')


def workshop(studio: Studio, tools: Tools | None = None) -> Workshop:
    return Workshop(studio.settings, studio.catalogue, tools or find_tools(), patience=0)


def work_on(studio: Studio, tools: Tools | None = None) -> list[str]:
    """Do as a worker would with all that is ordered; gives how each ended."""
    with studio.catalogue.reading() as db:
        tasks = tasks_under_way(db)
    return [do_clip_work(workshop(studio, tools), task) for task in tasks]


def works(studio: Studio, digest: str) -> dict[WorkKind, ClipWork]:
    with studio.catalogue.reading() as db:
        return clip_work(db, digest)


def first_clip(studio: Studio) -> str:
    """The keynote published, its clip whole with all its files; gives its name."""
    start, end = (str(at / 1000) for at in (SPANS["keynote"].start, SPANS["keynote"].end))
    move(studio, start, end, revision=1)
    studio.publish("keynote")
    assert work_on(studio) == [""] * 4
    digest = studio.cut("keynote").cut.first.digest
    assert plays(studio.viewer(), digest)
    return digest


def move(studio: Studio, start: str, end: str, revision: int = 2) -> str:
    """Save a cut at the desk; gives its clip's name."""
    fields = {"in_point": start, "out_point": end, "base_revision": str(revision), "then": "stay"}
    assert send(studio.editor(), CUT, fields).status_code == 303
    return studio.cut("keynote").cut.first.digest


def move_on(studio: Studio) -> str:
    return move(studio, str(MOVED.start / 1000), str(MOVED.end / 1000))


def plays(viewer: TestClient, digest: str) -> int:
    """Have every byte that the clip's playlist names; gives how many pieces that were."""
    folder = f"/media/clips/{digest}"
    playlist = viewer.get(f"{folder}/playlist.m3u8")
    assert playlist.status_code == 200
    maps = [(name, size, at) for name, size, at in _MAP.findall(playlist.text)]
    parts = [(name, size, at) for size, at, name in _RANGE.findall(playlist.text)]
    for name, size, at in (*maps, *parts):
        wanted = f"bytes={at}-{int(at) + int(size) - 1}"
        answer = viewer.get(f"{folder}/{name}", headers={"range": wanted})
        assert (answer.status_code, len(answer.content)) == (206, int(size)), (name, wanted)
    assert maps
    return len(parts)


def try_again(studio: Studio, *kinds: WorkKind) -> None:
    """Press the buttons of the cut desk."""
    for kind in kinds:
        answer = send(studio.editor(), f"{CUT}/clip/{kind}", {}, page=CUT)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{CUT}?done=clip")


def told(studio: Studio, *sentences: Sentence) -> None:
    """The cut desk says so in both languages."""
    for language in LANGUAGES:
        page = unescape(studio.editor().get(f"/{language}/desk/e/{forum.SLUG}/keynote").text)
        for sentence in sentences:
            assert say(sentence, language) in page, sentence


def nothing_half_written(studio: Studio) -> bool:
    return not [*studio.files.folder.rglob("*.part*")]


def is_whole(studio: Studio, digest: str) -> None:
    """The clip is exact, and its movie shows every picture of the cut."""
    proof = read_proof(studio.files.clip(digest))
    assert proof is not None
    assert (proof.in_ms, proof.out_ms) == (MOVED.start, MOVED.end)
    assert plays(studio.viewer(), digest)
    answer = studio.viewer().get(f"{PAGE}/keynote.mp4")
    assert answer.status_code == 200
    taken = studio.settings.home / "taken.mp4"
    taken.write_bytes(answer.content)
    assert read_barcodes(taken) == studio.known.shown_in(MOVED.start, MOVED.end)
    assert nothing_half_written(studio)


def test_an_ffmpeg_that_dies_leaves_the_old_clip_and_its_reason(
    studio: Studio, tmp_path: Path
) -> None:
    old = first_clip(studio)
    dying = tmp_path / "ffmpeg"
    dying.write_text(
        '#!/bin/sh\nfor last; do :; done\nprintf half > "${last#file:}"\n'
        "echo giving up >&2\nkill -9 $$\n"
    )
    dying.chmod(0o755)
    new = move_on(studio)
    assert work_on(studio, replace(find_tools(), ffmpeg=dying)) == ["", "failed"]
    work = works(studio, new)[WorkKind.POSTER]
    died = Sentence(
        "{program} was ended from outside, by signal {signal}.", {"program": "ffmpeg", "signal": 9}
    )
    assert (work.state, work.message, work.last_lines) == (
        WorkState.FAILED,
        died,
        ("giving up",),
    )
    told(studio, died, Sentence("Picture"), Sentence("Try again"))
    assert "giving up" in studio.editor().get(CUT).text
    assert "Part of its clip could not be made" in studio.editor().get(DESK).text
    assert (plays(studio.viewer(), old) > 0, nothing_half_written(studio)) == (True, True)
    assert studio.viewer().get(f"/media/clips/{new}/poster.jpg").status_code == 404

    try_again(studio, WorkKind.POSTER)
    assert work_on(studio) == [""]
    assert studio.viewer().get(f"/media/clips/{new}/poster.jpg").status_code == 200
    assert "ended from outside" not in studio.editor().get(CUT).text
    assert "could not be made" not in studio.editor().get(DESK).text


@contextmanager
def cut_short(studio: Studio) -> Iterator[None]:
    """The recording ends in the middle of a fragment that the moved cut needs."""
    media, kept = studio.files.media, studio.settings.home / "kept.mp4"
    shutil.copy(media, kept)
    lost = studio.index.fragments[18]
    os.truncate(media, lost.offset + lost.size // 2)
    yield
    shutil.copy(kept, media)


@contextmanager
def overwritten(studio: Studio) -> Iterator[None]:
    """The coded pictures around the moved cut's end are no longer those that were recorded."""
    media, kept = studio.files.media, studio.settings.home / "kept.mp4"
    shutil.copy(media, kept)
    struck = studio.index.fragments[19]
    with media.open("r+b") as file:
        file.seek(struck.offset)
        tables, _ = file.read(struck.size).split(b"mdat", 1)
        file.seek(struck.offset + len(tables) + 4)
        file.write(b"\xff" * (struck.size - len(tables) - 4))
    yield
    shutil.copy(kept, media)


@pytest.mark.parametrize(
    ("damage", "template"),
    [
        (cut_short, "The recording is damaged around the cut: {reason}. Prepare it again."),
        (overwritten, "The pictures around the cut could not be coded: {reason}."),
    ],
)
def test_a_damaged_recording_is_told_and_mended(
    studio: Studio, damage: Damage, template: str
) -> None:
    old = first_clip(studio)
    with damage(studio):
        new = move_on(studio)
        assert studio.viewer().get(f"{PAGE}/keynote.mp4").status_code == 503
        assert work_on(studio) == ["failed", "", "failed"]
        failed = works(studio, new)
        why = failed[WorkKind.EDGES].message
        assert why is not None
        assert why.template == template
        told(studio, why, Sentence("The page plays the cut, but building exact edges failed."))
        for language in LANGUAGES:
            answer = studio.viewer().get(f"{PAGE}/keynote.mp4".replace("/en/", f"/{language}/"))
            reason = failed[WorkKind.MOVIE].message
            assert reason is not None
            assert answer.status_code == 500
            assert say(reason, language) in unescape(answer.text)
        assert plays(studio.viewer(), old)
        assert nothing_half_written(studio)
        clip = studio.files.clip(new)
        assert [path.name for path in clip.rglob("*.mp4")] == []
    try_again(studio, WorkKind.EDGES, WorkKind.MOVIE)
    assert work_on(studio) == ["", ""]
    is_whole(studio, new)


def test_a_recording_without_keyframes_keeps_its_clip_and_says_why(studio: Studio) -> None:
    rare = known_media(seconds=70, rate=Fraction(5), gop=1000, size=(320, 180))
    shutil.rmtree(studio.files.folder)
    make_recording(rare, studio.files)
    with studio.catalogue.writing() as db:
        note_media(db, studio.recording_id, rare.duration_ms, {})
    digest = move(studio, "1", "69", revision=1)
    assert work_on(studio) == ["refused", ""]
    why = works(studio, digest)[WorkKind.EDGES].message
    assert why is not None
    assert why.template.startswith("This recording can't be cut exactly at {start}")
    told(studio, why, Sentence("The page plays the cut, but its edges can’t be made exact."))
    studio.publish("keynote")
    assert plays(studio.viewer(), digest)


@contextmanager
def small_disk(folder: Path, spare: int) -> Iterator[Path]:
    """The folder on a file system of its own with so many bytes to spare; gives what fills it."""
    size = sum(path.stat().st_size for path in folder.rglob("*")) + spare
    moved = folder.with_name("moved")
    folder.rename(moved)
    folder.mkdir()
    options = ("-t", "tmpfs", "-o", f"size={size + (1 << 20)}", "none")
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if not mount or not umount or os.geteuid():
        pytest.skip("only root can make a small disk")
    if subprocess.run((mount, *options, str(folder)), capture_output=True, check=False).returncode:
        pytest.skip("even root can't make a small disk here")
    try:
        shutil.copytree(moved, folder, dirs_exist_ok=True)
        yield fill(folder)
    finally:
        subprocess.run((umount, str(folder)), check=True)


def fill(folder: Path) -> Path:
    """Leave no byte free."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    return filler


def test_a_full_disk_is_told_and_the_work_goes_on_by_itself(studio: Studio) -> None:
    old = first_clip(studio)
    with small_disk(studio.settings.media_folder, 1 << 20) as filler:
        new = move_on(studio)
        assert studio.viewer().get(f"{PAGE}/keynote.mp4").status_code == 503
        assert work_on(studio) == ["waiting"] * 3
        full = Sentence("The disk is full. Free some space; the work goes on by itself afterwards.")
        waiting = works(studio, new)[WorkKind.EDGES]
        assert (waiting.state, waiting.message) == (WorkState.WAITING, full)
        told(studio, full, Sentence("The page plays the cut now; building exact edges waits."))
        answer = studio.viewer().get(f"{PAGE}/keynote.mp4")
        assert (answer.status_code, str(full) in answer.text) == (503, True)
        assert (plays(studio.viewer(), old) > 0, nothing_half_written(studio)) == (True, True)

        filler.unlink()
        assert waiting.not_before is not None
        with studio.catalogue.writing() as db:
            due_work(db, waiting.not_before + timedelta(minutes=1))
            assert {task.attempt for task in tasks_under_way(db)} == {2}
        assert work_on(studio) == [""] * 3
        is_whole(studio, new)


def test_a_cut_that_was_moved_on_is_not_built_any_more(studio: Studio) -> None:
    skipped = move(studio, "7", "12", revision=1)
    shown = move(studio, "8", "12")
    assert work_on(studio) == [""] * 4
    assert {work.state for work in works(studio, skipped).values()} == {WorkState.DROPPED}
    assert {work.state for work in works(studio, shown).values()} == {WorkState.READY}
    assert not studio.files.clip(skipped).exists()

    assert move(studio, "7", "12", revision=3) == skipped
    with studio.catalogue.reading() as db:
        kinds = (WorkKind.EDGES, WorkKind.POSTER)
        assert set(tasks_under_way(db)) == {ClipTask(skipped, kind, 2) for kind in kinds}
    assert work_on(studio) == [""] * 2
    assert read_proof(studio.files.clip(skipped)) is not None
