"""What the cut desk says of a clip: being built, exact with its proof, or why not."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from archive.catalogue.keep.clip_work import note_work
from archive.catalogue.queries.clip_work import tasks_under_way
from archive.catalogue.tables import ClipWorkRow
from archive.catalogue.values import ClipTask, WorkKind, WorkState
from archive.clip.exact import read_proof
from archive.language import LANGUAGES, Language, say
from archive.media.tools import find_tools
from archive.sentence import Sentence
from archive.timecode import print_offset
from jobs.steps.clip_work import do_clip_work
from jobs.workshop import Workshop
from tests import forum
from tests.studio import DESK, Studio, form_token, send
from web.desk.clip import HEADLINES
from web.downloads import ORDERED_AGAIN_AFTER

CUT = f"{DESK}/keynote"
PANEL = f"{CUT}/clip"
MOVIE = f"/en/e/{forum.SLUG}/keynote/keynote.mp4"
NAMES = ("Video (MP4)", "Sound (M4A)")
DAMAGED = Sentence(
    "The recording is damaged around the cut: {reason}. Prepare it again.", {"reason": "“<tail>”"}
)


def now() -> datetime:
    return datetime.now(UTC)


def save(studio: Studio) -> str:
    """Move the keynote's cut; gives its new clip's name."""
    fields = {"in_point": "7.5", "out_point": "12", "base_revision": "1", "then": "stay"}
    assert send(studio.editor(), CUT, fields).status_code == 303
    return studio.cut("keynote").cut.first.digest


def tasks(studio: Studio) -> tuple[ClipTask, ...]:
    with studio.catalogue.reading() as db:
        return tasks_under_way(db)


def work(studio: Studio) -> None:
    """Do as a worker would with all that is ordered."""
    workshop = Workshop(studio.settings, studio.catalogue, find_tools(), patience=0)
    for task in tasks(studio):
        assert do_clip_work(workshop, task) == ""


def end(studio: Studio, state: WorkState, message: Sentence = DAMAGED) -> None:
    """Have all that is ordered end so."""
    with studio.catalogue.writing() as db:
        for task in tasks_under_way(db):
            note_work(db, task, state, now=forum.NOW, message=message, last_lines=["<last>"])


@dataclass(frozen=True, slots=True)
class Shown:
    """The panel as the page has it."""

    text: str

    @property
    def headline(self) -> str:
        found = re.search(r"<span data-headline>([^<]*)</span>", self.text)
        assert found, self.text
        return found[1]

    @property
    def version(self) -> str:
        found = re.search(r'data-version="(\w+)"', self.text)
        assert found, self.text
        return found[1]

    @property
    def is_looked_after(self) -> bool:
        return "data-under-way" in self.text

    @property
    def buttons(self) -> list[str]:
        return re.findall(rf'action="[^"]*{PANEL[3:]}/(\w+)"', self.text)


def panel(studio: Studio, language: Language = "en") -> Shown:
    answer = studio.editor().get(f"/{language}{PANEL[3:]}")
    assert answer.status_code == 200
    return Shown(answer.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_save_it_says_that_exact_edges_are_being_built(
    studio: Studio, language: Language
) -> None:
    save(studio)
    shown = panel(studio, language)
    assert shown.headline == say(HEADLINES["building"], language)
    assert (shown.is_looked_after, shown.buttons) == (True, [])
    page = studio.editor().get(f"/{language}{CUT[3:]}").text
    assert Shown(page).version == shown.version, "the page begins with what the script will ask"


def test_an_exact_clip_shows_its_proof(studio: Studio) -> None:
    building = (save(studio), panel(studio))[1]
    work(studio)
    shown = panel(studio)
    assert shown.headline == str(HEADLINES["exact"])
    assert (shown.is_looked_after, shown.buttons) == (False, [])
    assert shown.version != building.version
    proof = read_proof(studio.files.clip(studio.cut("keynote").cut.first.digest))
    assert proof is not None
    text = " ".join(shown.text.split())
    for told in (
        f"{proof.frames} pictures · {proof.frames_encoded} coded again",
        f"{proof.packets_copied} coded pictures and frames of sound, as recorded",
        f">{print_offset(proof.first_frame_ms)}<",
        f">{print_offset(proof.last_frame_ms)}<",
        f'title="SHA-256 {proof.packets_sha256}"',
    ):
        assert told in text
    joints = [print_offset(joint.at_ms) for joint in proof.joints]
    # The sound of the last fragment reaches over the out point, so that fragment is our own copy.
    assert joints == ["00:00:08.000", "00:00:11.000"]
    assert re.findall(r'class="joint"><span class="numbers">([^<]+)', text) == joints


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", [WorkState.FAILED, WorkState.REFUSED])
def test_what_went_wrong_is_told_and_can_be_tried_again(
    studio: Studio, state: WorkState, language: Language
) -> None:
    digest = save(studio)
    end(studio, state)
    shown = panel(studio, language)
    assert shown.headline == say(HEADLINES[state.value], language)
    assert shown.buttons == ["edges", "poster"]
    reason = say(DAMAGED, language).replace("<", "&lt;").replace(">", "&gt;")
    assert shown.text.count(reason) == 2
    assert shown.text.count("&lt;last&gt;</pre>") == 2
    assert not shown.is_looked_after

    answer = send(studio.editor(), f"{PANEL}/edges", {}, page=CUT)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{CUT}?done=clip")
    assert tasks(studio) == (ClipTask(digest, WorkKind.EDGES, 2),)
    again = panel(studio, language)
    assert again.headline == say(HEADLINES["building"], language)
    assert again.buttons == ["poster"]


def test_work_that_waits_says_when_it_goes_on_and_can_be_hurried(studio: Studio) -> None:
    digest = save(studio)
    with studio.catalogue.writing() as db:
        for task in tasks_under_way(db):
            due = forum.NOW + timedelta(hours=1)
            state = WorkState.WAITING
            note_work(db, task, state, now=forum.NOW, message=DAMAGED, not_before=due)
    shown = panel(studio)
    assert shown.headline == str(HEADLINES["waiting"])
    assert "Tried again Fri, 8 May 2026 1:00 PM." in shown.text
    assert (shown.is_looked_after, shown.buttons) == (True, ["edges", "poster"])
    send(studio.editor(), f"{PANEL}/edges", {}, page=CUT)
    assert tasks(studio) == (ClipTask(digest, WorkKind.EDGES, 2),)


def test_a_clip_that_nobody_ordered_can_be_built(studio: Studio) -> None:
    shown = panel(studio)
    assert (shown.headline, shown.buttons) == (str(HEADLINES["missing"]), ["edges"])
    send(studio.editor(), f"{PANEL}/edges", {}, page=CUT)
    work(studio)
    assert panel(studio).headline == str(HEADLINES["exact"])


def test_the_files_to_take_away_are_told_with_their_size(studio: Studio) -> None:
    def files() -> list[str]:
        return re.findall(r"<li>([^<]+)</li>", panel(studio).text)

    assert files() == [f"{name}: prepared on first request" for name in NAMES]
    studio.publish("keynote")
    assert files() == [f"{name}: being prepared" for name in NAMES]
    work(studio)
    folder = studio.files.clip(studio.cut("keynote").cut.first.digest)
    sizes = [(folder / kind / f"clip.{kind}").stat().st_size for kind in ("mp4", "m4a")]
    told = [f"{round(size / 1000)} kB" for size in sizes]
    assert files() == [f"{name}: {size}" for name, size in zip(NAMES, told, strict=True)]
    page = studio.viewer().get(f"/en/e/{forum.SLUG}/keynote").text
    assert re.findall(r'<span class="quiet">(\d+ kB)</span>', page) == told


def test_viewers_have_what_failed_tried_again_only_after_a_while(studio: Studio) -> None:
    studio.publish("keynote")
    digest = studio.cut("keynote").cut.first.digest
    with studio.catalogue.writing() as db:
        for task in tasks_under_way(db):
            note_work(db, task, WorkState.FAILED, now=now(), message=DAMAGED)
    for _ in range(2):
        answer = studio.viewer().get(MOVIE)
        assert answer.status_code == 500
        assert "This file could not be prepared: The recording is damaged" in answer.text
    assert tasks(studio) == ()
    with studio.catalogue.writing() as db:
        db.execute(update(ClipWorkRow).values(updated_at=now() - ORDERED_AGAIN_AFTER))
    assert studio.viewer().get(MOVIE).status_code == 503
    assert tasks(studio) == (ClipTask(digest, WorkKind.MOVIE, 2),)
    work(studio)
    assert studio.viewer().get(MOVIE).status_code == 200


def test_what_was_refused_is_told_to_viewers_with_its_reason(studio: Studio) -> None:
    studio.publish("keynote")
    with studio.catalogue.writing() as db:
        for task in tasks_under_way(db):
            silent = Sentence("This part of the recording has no sound.")
            note_work(db, task, WorkState.REFUSED, now=now(), message=silent)
    answer = studio.viewer().get(MOVIE.replace("mp4", "m4a"))
    told = "This file can&#39;t be had: This part of the recording has no sound."
    assert (answer.status_code, told in answer.text) == (404, True)


def test_only_editors_see_the_panel_and_press_its_buttons(studio: Studio) -> None:
    save(studio)
    end(studio, WorkState.FAILED)
    viewer = studio.viewer()
    assert viewer.get(PANEL).headers["location"].startswith("/en/desk/sign-in")
    token = form_token(viewer, "/en/desk/sign-in")
    assert viewer.post(f"{PANEL}/edges", data={"form_token": token}).status_code == 403
    assert tasks(studio) == ()


@pytest.mark.parametrize("kind", ["proof", "mp3", "edges%00", "..%2Fpublish"])
def test_what_no_clip_needs_is_not_found(studio: Studio, kind: str) -> None:
    browser = studio.editor()
    fields = {"form_token": form_token(browser, CUT)}
    assert browser.post(f"{PANEL}/{kind}", data=fields).status_code == 404
    assert tasks(studio) == ()
