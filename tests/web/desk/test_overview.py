"""The desk's first page: recordings under way, importing programmes, ordering recordings."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.catalogue.keep.recording import (
    note_coding,
    note_media,
    note_progress,
    note_state,
    order_recording,
)
from archive.catalogue.queries.desk import all_recordings, one_recording
from archive.catalogue.sentences import sentence_as_json
from archive.catalogue.values import AccountRole, IngestState, Progress, Stage
from archive.language import LANGUAGES, Language
from archive.sentence import Sentence
from tests import forum
from tests.accounts import add_account
from tests.media import KnownMedia
from tests.studio import DESK, EMAIL, Studio, open_studio, send

OVERVIEW = "/en/desk/"
ORDERS = "/en/desk/recordings"


def recordings(studio: Studio) -> list[tuple[str, IngestState]]:
    with studio.catalogue.reading() as db:
        return [(one.source_url, one.state) for one in all_recordings(db)]


def test_an_empty_desk_says_where_to_begin(tmp_path: Path, known_recording: KnownMedia) -> None:
    studio = open_studio(tmp_path, known_recording)
    with studio.catalogue.writing() as db:
        add_account(db, EMAIL, forum.PASSWORD, AccountRole.EDITOR, forum.NOW)
    page = studio.editor().get(OVERVIEW).text
    assert (
        "No recording yet. Import a programme, then order the recording of its livestream." in page
    )
    assert "Import a programme first." in page
    studio.close()


def test_a_recording_under_way_shows_how_far_it_is(studio: Studio) -> None:
    with studio.catalogue.writing() as db:
        recording, attempt = order_recording(
            db, forum.SLUG, "https://youtu.be/other", started_at=None, now=forum.NOW
        )
        progress = Progress(734_000_000, 2_936_000_000, 4_300_000, 317)
        note_progress(db, recording, attempt, Stage.DOWNLOAD, progress, forum.NOW)
    browser = studio.editor()
    told = {one["id"]: one for one in browser.get("/en/desk/progress").json()["recordings"]}
    assert told[recording] == {
        "id": recording,
        "state": "running",
        "headline": "Downloading",
        "detail": "734 MB · 4.3 MB a second · 5 min 17 sec left",
        "percent": 25,
        "step_text": "Step 2 of 8",
        "message": "",
        "look_again": "",
    }
    assert told[studio.recording_id]["state"] == "ready"
    page = browser.get(OVERVIEW).text
    assert '<progress data-part="bar" max="100" value="25"' in page
    assert "desk.js" in page


VP9 = Sentence(
    "The picture came as {codec} ({height}p); clips need H.264.", {"codec": "VP9", "height": 1080}
)
CONVERTING = (
    (
        "en",
        Progress(0.25, 1.0, note=VP9),
        "",
        "The picture came as VP9 (1080p); clips need H.264. It is being converted once.",
    ),
    (
        "en",
        Progress(0.25, 1.0, 2.14, 1805, VP9, 2407),
        "2.1× as fast as it plays · 30 min 5 sec left",
        "The picture came as VP9 (1080p); clips need H.264."
        " It is being converted once: about 40 min of computing.",
    ),
    (
        "ko",
        Progress(0.25, 1.0, 2.14, 1805, VP9, 2407),
        "재생 속도의 2.1배 · 30분 5초 남음",
        "영상이 VP9 형식(1080p)으로 왔습니다. 클립에는 H.264가 필요합니다."
        " 한 번만 변환하는 중이며, 계산에 약 40분 걸립니다.",
    ),
)


@pytest.mark.parametrize(("language", "progress", "detail", "message"), CONVERTING)
def test_what_converting_costs_is_said_while_it_runs(
    studio: Studio, language: Language, progress: Progress, detail: str, message: str
) -> None:
    with studio.catalogue.writing() as db:
        recording, attempt = order_recording(
            db, forum.SLUG, "https://youtu.be/other", started_at=None, now=forum.NOW
        )
        note_progress(db, recording, attempt, Stage.PACK, progress, forum.NOW)
    shown = told(studio, recording, language)
    assert shown["headline"] == {"en": "Converting", "ko": "변환"}[language]
    assert (shown["percent"], shown["detail"], shown["message"]) == (25, detail, message)


def test_what_converting_will_cost_is_said_before_a_byte_is_fetched(studio: Studio) -> None:
    with studio.catalogue.writing() as db:
        recording, attempt = order_recording(
            db, forum.SLUG, "https://youtu.be/other", started_at=None, now=forum.NOW
        )
        note_coding(db, recording, "VP9")
        note_progress(db, recording, attempt, Stage.DOWNLOAD, Progress(), forum.NOW)
    assert told(studio, recording, "en")["message"] == (
        "The source gives the picture as VP9. After the download it is converted once, which can"
        " take as long as the recording lasts."
    )
    with studio.catalogue.writing() as db:
        note_progress(db, recording, attempt, Stage.ALIGN, Progress(), forum.NOW)
    assert told(studio, recording, "en")["message"] == ""


def test_what_was_converted_stays_on_the_card(studio: Studio) -> None:
    with studio.catalogue.writing() as db:
        kept = {"kind": "picture", "reason": sentence_as_json(VP9), "seconds": 3120}
        media = {"width": 1920, "converted": [kept]}
        note_media(db, studio.recording_id, studio.known.duration_ms, media)
    message = "The picture came as VP9 (1080p); clips need H.264. It was converted in 52 min."
    assert told(studio, studio.recording_id, "en")["message"] == message
    assert message in studio.editor().get(OVERVIEW).text


def told(studio: Studio, recording: int, language: Language) -> dict[str, Any]:
    """What the desk's script is told of a recording."""
    answer = studio.editor().get(f"/{language}/desk/progress").json()
    shown: dict[str, Any] = next(one for one in answer["recordings"] if one["id"] == recording)
    return shown


def test_a_recording_that_waits_says_until_when_on_the_events_clock(studio: Studio) -> None:
    with studio.catalogue.writing() as db:
        message = Sentence("The livestream has not finished yet.")
        later = forum.NOW + timedelta(hours=2)
        note_state(
            db, studio.recording_id, IngestState.WAITING,
            now=forum.NOW, message=message, not_before=later,
        )  # fmt: skip
    page = studio.editor().get(OVERVIEW).text
    assert "The livestream has not finished yet. Looked at again Fri, 8 May 2026 2:00 PM" in page


def test_an_order_is_kept_with_its_beginning_on_the_events_clock(studio: Studio) -> None:
    url = "https://www.youtube.com/watch?v=abcdefghijk"
    fields = {"event": forum.SLUG, "url": url, "started_at": "2026-05-07T13:59:30"}
    answer = send(studio.editor(), ORDERS, fields, page=OVERVIEW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/desk/?done=ordered")
    with studio.catalogue.reading() as db:
        ordered = all_recordings(db)[0]
    assert ordered.state == IngestState.ORDERED
    assert ordered.started_at == datetime(2026, 5, 7, 4, 59, 30, tzinfo=UTC)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("url", "started_at", "status"),
    [
        ("https://evil.example/watch", "", 422),
        ("http://127.0.0.1:5432/", "", 422),
        ("file:///etc/passwd", "", 422),
        ("https://www.youtube.com@evil.example/", "", 422),
        ("", "", 422),
        ("https://youtu.be/abcdefghijk", "half past two", 400),
        ("https://youtu.be/abcdefghijk", "0001-01-01T00:00:00", 400),
        ("https://youtu.be/abcdefghijk", "9999-12-31T23:59:59-23:59", 400),
    ],
)
def test_a_refused_order_keeps_what_was_typed(
    studio: Studio, url: str, started_at: str, status: int, language: Language
) -> None:
    before = recordings(studio)
    path = f"/{language}/desk/recordings"
    fields = {"event": forum.SLUG, "url": url, "started_at": started_at}
    answer = send(studio.editor(), path, fields, page=f"/{language}/desk/")
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert f'value="{url}"' in answer.text
    assert f'value="{started_at}"' in answer.text
    assert recordings(studio) == before


def test_an_order_for_no_event_is_refused(studio: Studio) -> None:
    fields = {"event": "nowhere", "url": "https://youtu.be/abcdefghijk"}
    answer = send(studio.editor(), ORDERS, fields, page=OVERVIEW)
    assert (answer.status_code, "There is no event “nowhere”." in answer.text) == (404, True)


def test_work_can_be_cancelled_and_tried_again(studio: Studio) -> None:
    browser = studio.editor()
    with studio.catalogue.writing() as db:
        note_state(db, studio.recording_id, IngestState.FAILED, now=forum.NOW)
    here = f"{ORDERS}/{studio.recording_id}"
    for verb, done, state in (
        ("retry", "retried", IngestState.ORDERED),
        ("cancel", "cancelled", IngestState.CANCELLED),
    ):
        answer = send(browser, f"{here}/{verb}", {}, page=OVERVIEW)
        assert answer.headers["location"] == f"/en/desk/?done={done}"
        with studio.catalogue.reading() as db:
            assert one_recording(db, studio.recording_id).state == state


@pytest.mark.parametrize("number", ["99", "99999999999999999999"])
@pytest.mark.parametrize("verb", ["cancel", "retry"])
def test_nothing_can_be_done_with_a_recording_there_is_not(
    studio: Studio, verb: str, number: str
) -> None:
    answer = send(studio.editor(), f"{ORDERS}/{number}/{verb}", {}, page=OVERVIEW)
    assert (answer.status_code, "There is no recording" in answer.text) == (404, True)


def test_cancelling_what_has_ended_is_refused(studio: Studio) -> None:
    path = f"{ORDERS}/{studio.recording_id}/cancel"
    answer = send(studio.editor(), path, {}, page=OVERVIEW)
    assert answer.status_code == 400
    assert "Nothing is under way for this recording." in answer.text


def test_a_message_in_the_address_is_one_of_ours_or_none(studio: Studio) -> None:
    page = studio.editor().get(f"{DESK}?done=<script>").text
    assert '<div role="status" class="done"></div>' in page
