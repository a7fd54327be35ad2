"""An address of a clip that was given out once leads to what the session shows now."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.catalogue.keep.cut import find_session, publish_session, withdraw_session
from archive.editing import CutEditor
from archive.timecode import Span
from tests import forum
from tests.studio import SPANS, Studio

HOUR = timedelta(hours=1)
MOVED = Span(7_000, 12_000)
OF_THE_WHOLE = ("master.m3u8", "recordings.m3u8", "playlist.m3u8", "captions.ko.vtt", "poster.jpg")


def publish(studio: Studio, at: datetime) -> None:
    with studio.catalogue.writing() as db:
        publish_session(db, find_session(db, forum.SLUG, "keynote"), account_id=None, now=at)


def move(studio: Studio, at: datetime, span: Span = MOVED) -> None:
    revision = studio.cut("keynote").cut.revision
    editor = CutEditor(studio.catalogue, forum.SLUG, "keynote", revision, 1, at)
    editor.move(span.start, span.end)


@pytest.mark.parametrize("name", OF_THE_WHOLE)
def test_a_clip_that_was_replaced_long_ago_leads_to_the_one_of_now(
    studio: Studio, name: str
) -> None:
    publish(studio, forum.NOW)
    old = studio.clip("keynote", name)
    move(studio, forum.NOW + HOUR)
    answer = studio.viewer().get(f"{old}?as=snapped")
    assert (answer.status_code, answer.headers["location"]) == (307, studio.clip("keynote", name))


def test_what_is_played_there_is_what_is_shown_now(studio: Studio) -> None:
    publish(studio, forum.NOW)
    old = studio.clip("keynote", "master.m3u8")
    move(studio, forum.NOW + HOUR)
    move(studio, forum.NOW + 2 * HOUR, Span(8_000, 12_000))
    viewer = studio.viewer()
    now = viewer.get(studio.clip("keynote", "master.m3u8")).text
    assert viewer.get(old, follow_redirects=True).text == now


@pytest.mark.parametrize("name", ["recording.mp4", "middle.mp4", "header.mp4"])
def test_bytes_of_another_clip_are_never_sent_for_those_asked(studio: Studio, name: str) -> None:
    publish(studio, forum.NOW)
    old = studio.clip("keynote", name)
    move(studio, forum.NOW + HOUR)
    assert studio.viewer().get(old, headers={"range": "bytes=0-99"}).status_code == 404


def test_a_clip_nobody_could_watch_leads_nowhere(studio: Studio) -> None:
    old = studio.clip("keynote", "master.m3u8")
    move(studio, forum.NOW)
    publish(studio, forum.NOW + HOUR)
    assert studio.viewer().get(old).status_code == 404


def test_a_session_that_was_withdrawn_leads_nowhere(studio: Studio) -> None:
    publish(studio, forum.NOW)
    old = studio.clip("keynote", "poster.jpg")
    move(studio, forum.NOW + HOUR)
    with studio.catalogue.writing() as db:
        withdraw_session(db, find_session(db, forum.SLUG, "keynote"), now=datetime.now(UTC))
    assert studio.viewer().get(old).status_code == 404


def test_what_is_not_there_yet_does_not_lead_to_itself(studio: Studio) -> None:
    publish(studio, forum.NOW)
    assert studio.viewer().get(studio.clip("keynote", "poster.jpg")).status_code == 404
    assert SPANS["keynote"] == studio.cut("keynote").cut.first.span
