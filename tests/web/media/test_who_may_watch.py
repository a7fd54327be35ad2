"""Clips, captions and pictures are for those who may see the session; recordings for the desk."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.catalogue.keep.cut import find_session, publish_session, withdraw_session
from archive.catalogue.queries.media import KEPT_PLAYING, clip_to_watch
from archive.cut import clip_digest
from archive.editing import CutEditor
from archive.errors import NotFoundError
from archive.timecode import Span
from tests import forum
from tests.studio import SPANS, Studio

CLIP_FILES = (
    "playlist.m3u8",
    "recording.m3u8",
    "recording.mp4",
    "header.mp4",
    "middle.mp4",
    "captions.ko.vtt",
)
RECORDING_FILES = (
    "playlist.m3u8",
    "recording.mp4",
    "captions.ko.vtt",
    "captions.en.vtt",
    "waveform.bin",
    "filmstrip/filmstrip.json",
    "filmstrip/sheet-001.jpg",
)
FIRST_BYTES = {"range": "bytes=0-99"}
HOUR = timedelta(hours=1)
NEW = Span(7_000, 12_000)


@pytest.mark.parametrize("name", CLIP_FILES)
def test_an_unpublished_clip_is_for_editors_only(studio: Studio, name: str) -> None:
    address = studio.clip("keynote", name)
    assert studio.viewer().get(address, headers=FIRST_BYTES).status_code == 404
    assert studio.editor().get(address, headers=FIRST_BYTES).status_code in (200, 206)


@pytest.mark.parametrize("name", CLIP_FILES)
def test_a_withdrawn_clip_is_hidden_again(studio: Studio, name: str) -> None:
    studio.publish("keynote")
    address = studio.clip("keynote", name)
    assert studio.viewer().get(address, headers=FIRST_BYTES).status_code in (200, 206)
    with studio.catalogue.writing() as db:
        withdraw_session(db, find_session(db, forum.SLUG, "keynote"), now=datetime.now(UTC))
    assert studio.viewer().get(address, headers=FIRST_BYTES).status_code == 404
    assert studio.editor().get(address, headers=FIRST_BYTES).status_code in (200, 206)


def test_captions_to_take_away_follow_the_session(studio: Studio) -> None:
    address = f"/en/e/{forum.SLUG}/keynote/captions.ko.vtt"
    assert studio.viewer().get(address).status_code == 404
    assert studio.editor().get(address).status_code == 200
    studio.publish("keynote")
    assert studio.viewer().get(address).status_code == 200


@pytest.mark.parametrize("name", RECORDING_FILES)
def test_whole_recordings_are_for_the_desk(studio: Studio, name: str) -> None:
    studio.publish(*SPANS)
    address = f"/media/recordings/{studio.recording_id}/{name}"
    assert studio.viewer().get(address).status_code == 404
    assert studio.editor().get(address).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/media/recordings/1/../../secret",
        "/media/recordings/1/filmstrip/../fragments.json",
        "/media/recordings/1/filmstrip/..%2F..%2F..%2Fsecret",
        "/media/recordings/1/filmstrip/%2e%2e/recording.mp4/x",
        "/media/recordings/1/filmstrip/sheet-..%2F001.jpg",
        "/media/recordings/1/filmstrip/sheet-999.jpg",
        "/media/recordings/1/filmstrip/sheet-99999999999999999999.jpg",
        "/media/recordings/1%2F..%2F2/recording.mp4",
        "/media/recordings/2/recording.mp4",
        "/media/recordings/0/recording.mp4",
        "/media/recordings/-1/recording.mp4",
        "/media/recordings/99999999999999999999999/recording.mp4",
        "/media/recordings/1/captions.fr.vtt",
        "/media/recordings/1/captions.ko..%2Fvtt",
        "/media/clips/..%2F..%2F1/recording.mp4",
        "/media/clips/%2e%2e/recording.mp4",
        "/media/clips/AAAAAAAAAAAAAAAAAAAA/recording.mp4",
        "/media/clips/aaaaaaaaaaaaaaaaaaaa%00/recording.mp4",
        "/media/../secret",
        "/static/x/..%2F..%2Fapp.py",
        "/static/x/..%5C..%5Capp.py",
        "/static/x//etc/passwd",
        "/static/x/%2Fetc%2Fpasswd",
        "/static/..%2F..%2Fsecret/site.css/x",
    ],
)
def test_no_path_leads_out_of_its_folder(studio: Studio, path: str) -> None:
    assert studio.editor().get(path, headers=FIRST_BYTES).status_code == 404


def move(studio: Studio, span: Span, at: datetime, base_revision: int = 1) -> None:
    editor = CutEditor(studio.catalogue, forum.SLUG, "keynote", base_revision, 1, at)
    editor.move(span.start, span.end)


def watch(studio: Studio, span: Span, now: datetime) -> bool:
    digest = clip_digest(studio.recording_id, span)
    try:
        with studio.catalogue.reading() as db:
            clip_to_watch(db, digest, is_editor=False, now=now)
    except NotFoundError:
        return False
    return True


def publish(studio: Studio, at: datetime) -> None:
    with studio.catalogue.writing() as db:
        publish_session(db, find_session(db, forum.SLUG, "keynote"), account_id=None, now=at)


def test_what_an_editor_cut_away_before_publishing_is_never_served(studio: Studio) -> None:
    move(studio, NEW, forum.NOW)
    publish(studio, forum.NOW + HOUR)
    assert watch(studio, NEW, forum.NOW + 2 * HOUR)
    assert not watch(studio, SPANS["keynote"], forum.NOW + 2 * HOUR)


def test_who_watches_while_a_cut_moves_is_not_cut_off(studio: Studio) -> None:
    publish(studio, forum.NOW)
    moved = forum.NOW + HOUR
    move(studio, NEW, moved)
    assert watch(studio, SPANS["keynote"], moved + KEPT_PLAYING - timedelta(seconds=1))
    assert not watch(studio, SPANS["keynote"], moved + KEPT_PLAYING)
    assert watch(studio, NEW, moved + KEPT_PLAYING)


def test_a_clip_a_cut_came_back_to_is_served_like_any_other(studio: Studio) -> None:
    publish(studio, forum.NOW)
    move(studio, NEW, forum.NOW + HOUR)
    move(studio, SPANS["keynote"], forum.NOW + 2 * HOUR, base_revision=2)
    assert watch(studio, SPANS["keynote"], forum.NOW + 2 * KEPT_PLAYING)
