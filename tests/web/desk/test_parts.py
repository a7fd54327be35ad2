"""A cut in several parts at the desk: added, moved one at a time, taken out, had again."""

import re
import shutil
from datetime import timedelta

from httpx2 import Response
from starlette.testclient import TestClient

from archive.catalogue.keep.recording import note_media, note_source, note_state, order_recording
from archive.catalogue.queries.desk import all_recordings
from archive.catalogue.values import IngestState
from archive.cut import CutSpan, CutState
from archive.storage import recording_files
from archive.timecode import Span
from tests import forum
from tests.studio import DESK, SPANS, Studio, form_token, send

CUT = f"{DESK}/keynote"
SECOND = 2


def second_recording(studio: Studio) -> None:
    """The stream came back after three minutes, as far as its pictures are the same."""
    with studio.catalogue.writing() as db:
        began = forum.STARTED + timedelta(minutes=3)
        order_recording(db, forum.SLUG, "https://x/second", started_at=began, now=forum.NOW)
        note_source(db, SECOND, title="Back", description="", started_at=None, chapters=[])
        note_media(db, SECOND, studio.known.duration_ms, {"frame_rate": "10"})
        note_state(db, SECOND, IngestState.READY, now=forum.NOW)
    copy = recording_files(studio.settings.media_folder, SECOND).folder
    shutil.copytree(studio.files.folder, copy)


def add(browser: TestClient, base: str = "1", **fields: str) -> int:
    typed = {"recording": str(SECOND), "in_point": "0", "out_point": "5", "base_revision": base}
    return send(browser, f"{CUT}/parts", typed | fields, page=CUT).status_code


def spans(studio: Studio) -> tuple[CutSpan, ...]:
    return studio.cut("keynote").cut.spans


def test_a_part_is_added_and_opened(studio: Studio) -> None:
    second_recording(studio)
    browser = studio.editor()
    fields = {"recording": "2", "in_point": "0:01", "out_point": "5.5", "base_revision": "1"}
    answer = send(browser, f"{CUT}/parts", fields, page=CUT)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{CUT}?part=2&done=added")
    assert spans(studio) == (
        CutSpan(1, SPANS["keynote"]),
        CutSpan(SECOND, Span(1_000, 5_500)),
    )
    assert studio.cut("keynote").cut.state == CutState.REVIEWED
    page = browser.get(f"{CUT}?part=2&done=added").text
    assert "The part was added" in page
    assert 'data-media="/media/recordings/2"' in page
    assert 'name="in_point" class="numbers" value="00:00:01.000"' in page
    assert "2 parts" in browser.get(DESK).text


def test_a_part_that_is_refused_stays_in_its_form_and_changes_nothing(studio: Studio) -> None:
    second_recording(studio)
    browser = studio.editor()
    for fields, status, why in (
        ({"out_point": "9:59"}, 422, "lies outside the recording"),
        ({"out_point": "soon"}, 422, "is no time"),
        ({"recording": "99"}, 404, "There is no such recording of this event."),
        ({"recording": "1", "in_point": "7", "out_point": "9"}, 422, "show the same"),
        ({"base_revision": "7"}, 409, "Somebody saved this cut meanwhile"),
    ):
        typed = {"recording": "2", "in_point": "0", "out_point": "5", "base_revision": "1"}
        answer = send(browser, f"{CUT}/parts", typed | fields, page=CUT)
        assert (answer.status_code, why in answer.text) == (status, True), why
        out_point = {**typed, **fields}["out_point"]
        assert f'name="out_point" class="numbers" value="{out_point}"' in answer.text
    assert spans(studio) == (CutSpan(1, SPANS["keynote"]),)


def test_one_part_is_moved_and_the_other_stays(studio: Studio) -> None:
    second_recording(studio)
    browser = studio.editor()
    add(browser)
    fields = {"part": "2", "in_point": "2", "out_point": "4", "base_revision": "2"}
    answer = send(browser, CUT, fields | {"then": "stay"})
    assert answer.headers["location"] == f"{CUT}?part=2&done=saved"
    assert spans(studio) == (CutSpan(1, SPANS["keynote"]), CutSpan(SECOND, Span(2_000, 4_000)))
    stale = send(browser, CUT, fields | {"part": "1"})
    assert stale.status_code == 409


def test_each_part_stands_among_the_sessions_of_its_own_recording(studio: Studio) -> None:
    second_recording(studio)
    browser = studio.editor()
    add(browser)
    first, second = (browser.get(f"{CUT}?part={number}").text for number in (1, 2))
    assert "Before it: Opening" in first
    assert ("Before it" in second, "After it" in second) == (False, False)
    assert re.findall(r'data-others="([^"]*)"', second) == ["[]"]
    assert len(re.findall('class="part-tab"', second)) == 2
    assert re.findall(r'aria-current="page"><strong>([^<]*)', second) == ["Part 2 of 2"]
    assert browser.get(f"{CUT}?part=3").status_code == 404


def test_a_part_is_taken_out_and_had_again(studio: Studio) -> None:
    second_recording(studio)
    browser = studio.editor()
    add(browser)
    token = form_token(browser, CUT)

    def post(path: str, base: int, **fields: str) -> Response:
        kept = {"base_revision": str(base), "form_token": token}
        return browser.post(f"{CUT}/{path}", data=kept | fields)

    assert post("parts/1/remove", 2).headers["location"] == f"{CUT}?done=removed"
    assert spans(studio) == (CutSpan(SECOND, Span(0, 5_000)),)
    assert post("parts/1/remove", 3).status_code == 400
    assert post("restore", 3, revision="2").status_code == 303
    assert len(spans(studio)) == 2
    assert post("parts/9/remove", 4).status_code == 404
    assert post("parts/2/remove", 1).status_code == 409


def test_nobody_changes_parts_without_signing_in(studio: Studio) -> None:
    for path in ("parts", "parts/1/remove", "restore"):
        answer = studio.viewer().post(f"{CUT}/{path}", data={"base_revision": "1"})
        assert answer.status_code in (303, 401, 403)
    assert spans(studio) == (CutSpan(1, SPANS["keynote"]),)


def test_a_recording_is_ordered_with_its_room(studio: Studio) -> None:
    desk = "/en/desk/"
    fields = {"event": forum.SLUG, "url": "https://www.youtube.com/watch?v=aaaaaaaaaaa"}
    answer = send(
        studio.editor(), "/en/desk/recordings", fields | {"room": " 소  회의실 "}, page=desk
    )
    assert answer.status_code == 303
    with studio.catalogue.reading() as db:
        rooms = {one.room for one in all_recordings(db)}
    assert rooms == {"", "소 회의실"}
