"""A session to take away: made in the background, then sent whole or in part to those who may."""

import re
from contextlib import closing
from datetime import UTC, datetime

import pytest

from archive.catalogue.keep.clip_work import order_work
from archive.catalogue.values import ClipTask, WorkKind
from archive.clip.downloads import DownloadKind, download_file
from archive.media.tools import find_tools
from jobs.dispatch import Dispatch, clip_work_id
from jobs.steps.clip_work import do_clip_work
from jobs.workshop import Workshop
from tests import forum
from tests.media import read_barcodes
from tests.studio import Studio

MOVIE = f"/en/e/{forum.SLUG}/keynote/keynote.mp4"
SOUND = f"/en/e/{forum.SLUG}/keynote/keynote.m4a"


def workshop_of(studio: Studio) -> Workshop:
    return Workshop(studio.settings, studio.catalogue, find_tools(), patience=0)


def make(studio: Studio, kind: str) -> None:
    """What the worker does with an order."""
    with studio.catalogue.writing() as db:
        digest = studio.cut("keynote").cut.first.digest
        (task,) = order_work(db, digest, [WorkKind(kind)], datetime.now(UTC))
    assert do_clip_work(workshop_of(studio), task) == ""


def test_a_file_is_ordered_once_and_sent_when_it_is_there(studio: Studio) -> None:
    studio.publish("keynote")
    viewer = studio.viewer()
    for _ in range(2):
        waiting = viewer.get(MOVIE)
        assert waiting.status_code == 503
        assert "This file is being prepared." in waiting.text
    digest = studio.cut("keynote").cut.first.digest
    names = [clip_work_id(ClipTask(digest, WorkKind.MOVIE, attempt)) for attempt in (1, 2)]
    with closing(Dispatch(studio.settings)) as dispatch:
        assert dispatch.states(names) == {names[0]: "ENQUEUED"}
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


@pytest.mark.parametrize(
    ("asked", "status", "size"),
    [
        ({}, 200, None),
        ({"range": "bytes=0-99"}, 206, 100),
        ({"range": "bytes=-7"}, 206, 7),
        ({"range": "items=0-5"}, 200, None),
        ({"range": "bytes=9-3"}, 200, None),
        ({"range": "bytes=0-99", "if-range": "{etag}"}, 206, 100),
        ({"range": "bytes=0-99", "if-range": "{modified}"}, 206, 100),
        ({"range": "bytes=0-99", "if-range": '"another"'}, 200, None),
        ({"range": "bytes=-0"}, 416, None),
        ({"if-none-match": "{etag}"}, 304, 0),
        ({"if-none-match": 'W/"a", W/{etag}'}, 304, 0),
        ({"if-none-match": "*"}, 304, 0),
        ({"if-none-match": '"another"', "if-modified-since": "{modified}"}, 200, None),
        ({"if-modified-since": "{modified}"}, 304, 0),
        ({"if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 200, None),
        ({"if-modified-since": "yesterday"}, 200, None),
    ],
)
def test_a_file_answers_what_browsers_and_downloaders_ask(
    studio: Studio, asked: dict[str, str], status: int, size: int | None
) -> None:
    studio.publish("keynote")
    make(studio, "m4a")
    viewer = studio.viewer()
    whole = viewer.get(SOUND)
    known = {"etag": whole.headers["etag"], "modified": whole.headers["last-modified"]}
    headers = {name: value.format(**known) for name, value in asked.items()}
    for method in ("GET", "HEAD"):
        answer = viewer.request(method, SOUND, headers=headers)
        assert answer.status_code == status
        if status == 416:
            assert answer.headers["content-range"] == f"bytes */{len(whole.content)}"
        elif method == "GET":
            assert len(answer.content) == (len(whole.content) if size is None else size)
        else:
            assert answer.content == b""


def test_several_parts_at_once_come_in_order_and_without_overlap(studio: Studio) -> None:
    studio.publish("keynote")
    make(studio, "m4a")
    viewer = studio.viewer()
    whole = viewer.get(SOUND).content
    answer = viewer.get(SOUND, headers={"range": "bytes=20-29,0-9,5-14"})
    assert answer.status_code == 206
    assert answer.headers["content-type"].startswith("multipart/byteranges; boundary=")
    ranges = re.findall(rb"Content-Range: bytes (\d+)-(\d+)/(\d+)", answer.content)
    assert ranges == [(b"0", b"14", b"%d" % len(whole)), (b"20", b"29", b"%d" % len(whole))]
    assert whole[:15] in answer.content
    many = ",".join(f"{2 * n}-{2 * n}" for n in range(17))
    assert viewer.get(SOUND, headers={"range": f"bytes={many}"}).status_code == 200


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
