"""A session to take away: made in the background, then sent whole or in part to those who may."""

import os
from datetime import UTC, datetime, timedelta

from archive.catalogue.keep.cut import find_session
from archive.clip.downloads import DownloadKind, download_file
from archive.media.tools import find_tools
from jobs.dispatch import Dispatch
from jobs.steps.downloads import drop_stale_downloads, make_session_download
from jobs.workshop import Workshop
from tests import forum
from tests.media import read_barcodes
from tests.studio import Studio

MOVIE = f"/en/e/{forum.SLUG}/keynote/keynote.mp4"
SOUND = f"/en/e/{forum.SLUG}/keynote/keynote.m4a"


def workshop_of(studio: Studio) -> Workshop:
    return Workshop(studio.settings, studio.catalogue, find_tools(), patience=0)


def make(studio: Studio, kind: str) -> None:
    """What the worker does with the order."""
    with studio.catalogue.reading() as db:
        session_id = find_session(db, forum.SLUG, "keynote")
    make_session_download(workshop_of(studio), f"{session_id}.1.{kind}")


def test_a_file_is_ordered_once_and_sent_when_it_is_there(studio: Studio) -> None:
    studio.publish("keynote")
    viewer = studio.viewer()
    for _ in range(2):
        waiting = viewer.get(MOVIE)
        assert waiting.status_code == 503
        assert "This file is being prepared." in waiting.text
    dispatch = Dispatch(studio.settings)
    digest = studio.cut("keynote").cut.first.digest
    with studio.catalogue.reading() as db:
        session_id = find_session(db, forum.SLUG, "keynote")
    assert dispatch.download(f"{session_id}.1", digest, "mp4") is False
    dispatch.close()
    make(studio, "mp4")
    answer = viewer.get(MOVIE)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "video/mp4")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''keynote.mp4"
    path = download_file(studio.files, digest, DownloadKind.MOVIE)
    assert answer.content == path.read_bytes()
    span = studio.cut("keynote").cut.first.span
    numbers = range(studio.known.frames)
    assert read_barcodes(path) == [n for n in numbers if span.contains(studio.known.frame_ms(n))]


def test_parts_of_a_file_are_sent_with_its_tag(studio: Studio) -> None:
    studio.publish("keynote")
    make(studio, "m4a")
    viewer = studio.viewer()
    whole = viewer.get(SOUND)
    assert whole.headers["content-type"] == "audio/mp4"
    part = viewer.get(SOUND, headers={"range": "bytes=8-15"})
    assert (part.status_code, part.content) == (206, whole.content[8:16])
    assert part.headers["etag"] == whole.headers["etag"]
    beyond = viewer.get(SOUND, headers={"range": "bytes=99999999-"})
    assert beyond.status_code == 416
    assert viewer.head(SOUND).headers["content-length"] == str(len(whole.content))


def test_only_who_may_watch_may_take_away(studio: Studio) -> None:
    make(studio, "mp4")
    assert studio.viewer().get(MOVIE).status_code == 404
    assert studio.editor().get(MOVIE).status_code == 200
    studio.publish("keynote")
    assert studio.viewer().get(MOVIE).status_code == 200
    assert studio.viewer().get(MOVIE.replace("keynote.mp4", "other.mp4")).status_code == 404


def test_the_page_offers_both_files(studio: Studio) -> None:
    studio.publish("keynote")
    page = studio.viewer().get(f"/en/e/{forum.SLUG}/keynote").text
    assert page.count(f'href="{MOVIE}"') == page.count(f'href="{SOUND}"') == 1


def test_files_of_moved_cuts_are_dropped_after_a_while(studio: Studio) -> None:
    make(studio, "mp4")
    shown = download_file(studio.files, studio.cut("keynote").cut.first.digest, DownloadKind.MOVIE)
    moved = download_file(studio.files, "0" * 20, DownloadKind.MOVIE)
    killed = shown.with_name(".clip.1.part.mp4")
    young = download_file(studio.files, "1" * 20, DownloadKind.SOUND)
    now = datetime.now(UTC)
    long_ago = (now - timedelta(hours=13)).timestamp()
    for path in (moved, young, killed):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"old")
    for path in (moved, killed, shown):
        os.utime(path, (long_ago, long_ago))
    drop_stale_downloads(workshop_of(studio), now)
    assert [path.exists() for path in (shown, young, moved, killed)] == [True, True, False, False]
