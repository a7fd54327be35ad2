"""The desk's page of chapters: what is typed is kept, refused in words, and seen by viewers."""

import pytest
from sqlalchemy import select

from archive.alignment.model import PartKind, PlacedChapter, ProposedChapter
from archive.catalogue.keep.chapters import keep_proposed_chapters
from archive.catalogue.keep.cut import find_session
from archive.catalogue.queries.chapters import NO_CHAPTERS, session_chapters
from archive.catalogue.tables import PersonRow
from archive.catalogue.values import SessionChapters
from archive.sentence import Sentence
from tests import forum
from tests.studio import DESK, EMAIL, Studio, send

CHAPTERS = f"{DESK}/session-1/chapters"
PAGE = f"/en/e/{forum.SLUG}/session-1"


def person(studio: Studio, name: str) -> str:
    with studio.catalogue.reading() as db:
        return str(db.scalars(select(PersonRow.id).where(PersonRow.name_ko == name)).one())


def propose(studio: Studio, confidence: float = 0.7) -> None:
    """노을 begins at 15 s."""
    speaker = person(studio, "노을")
    with studio.catalogue.writing() as db:
        session = find_session(db, forum.SLUG, "session-1")
        because = (Sentence("The programme’s start."),)
        talk = ProposedChapter(
            str(session), PartKind.PRESENTATION, "노을", 15_000, confidence, because, speaker
        )
        keep_proposed_chapters(db, [session], [PlacedChapter(studio.recording_id, talk)])


def kept(studio: Studio) -> SessionChapters:
    with studio.catalogue.reading() as db:
        session = find_session(db, forum.SLUG, "session-1")
        return session_chapters(db, [session]).get(session, NO_CHAPTERS)


def typed(studio: Studio, *rows: dict[str, str], token: str | None = None) -> dict[str, str]:
    """The form with these rows; what a row leaves out stands as in an empty one."""
    fields = {"rows": str(len(rows)), "token": kept(studio).token if token is None else token}
    for number, row in enumerate(rows, start=1):
        whole = {"kind": "presentation", "recording": str(studio.recording_id), **row}
        fields |= {f"{name}_{number}": value for name, value in whole.items()}
    return fields


def test_a_proposal_is_shown_with_its_reason_and_checked_by_saving(studio: Studio) -> None:
    propose(studio)
    browser = studio.editor()
    page = browser.get(CHAPTERS).text
    assert 'value="00:00:15.000"' in page
    assert 'sureness-likely">likely <span class="numbers">0.70</span>' in page
    assert "<li>The programme’s start.</li>" in page
    assert "found by machine, not checked" in page

    speaker = person(studio, "노을")
    answer = send(browser, CHAPTERS, typed(studio, {"at": "0:15", "person": speaker}))

    assert (answer.status_code, answer.headers["location"]) == (303, f"{CHAPTERS}?done=chapters")
    page = browser.get(f"{CHAPTERS}?done=chapters").text
    assert f"checked by {EMAIL}" in page
    assert "The chapters were saved; pages show them from now on." in page
    assert "sureness" not in page


def test_rows_are_added_taken_out_and_left_empty(studio: Studio) -> None:
    propose(studio)
    rows = (
        {"at": "0:15", "drop": "1"},
        {"at": "17.5", "kind": "discussion", "title": "  On  dams "},
        {"at": ""},
    )
    send(studio.editor(), CHAPTERS, typed(studio, *rows))
    (chapter,) = kept(studio).chapters
    assert (chapter.start, chapter.kind, chapter.title, chapter.speaker) == (
        17_500,
        PartKind.DISCUSSION,
        "On dams",
        None,
    )


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("ten past", "“ten past” is no time; write it as 1:02:03.5, 12:34 or seconds."),
        ("0:40", "00:00:40.000 lies outside the recording, which ends at 00:00:24.000."),
    ],
)
def test_a_refused_time_keeps_what_was_typed(studio: Studio, at: str, sentence: str) -> None:
    propose(studio)
    before = kept(studio)
    rows = {"at": "16", "title": "A dam"}, {"at": at, "title": "A river"}
    answer = send(studio.editor(), CHAPTERS, typed(studio, *rows))
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert [f'value="{one}"' in answer.text for one in ("A dam", "A river", at)] == [True] * 3
    assert kept(studio) == before


def test_what_was_proposed_anew_meanwhile_is_not_saved_over(studio: Studio) -> None:
    seen = kept(studio).token
    propose(studio)
    answer = send(studio.editor(), CHAPTERS, typed(studio, {"at": "3"}, token=seen))
    assert answer.status_code == 409
    assert "Somebody saved these chapters meanwhile." in answer.text
    assert not kept(studio).is_checked


@pytest.mark.parametrize("rows", ["", "two", "-1"])
def test_a_broken_form_is_refused(studio: Studio, rows: str) -> None:
    fields = {**typed(studio, {"at": "3"}), "rows": rows}
    assert send(studio.editor(), CHAPTERS, fields).status_code == 400
    assert kept(studio) == NO_CHAPTERS


def test_nobody_else_may_see_or_save_chapters(studio: Studio) -> None:
    browser = studio.viewer()
    assert browser.get(CHAPTERS).status_code == 303
    assert browser.post(CHAPTERS, data=typed(studio, {"at": "3"})).status_code == 403
    assert kept(studio) == NO_CHAPTERS


def test_viewers_are_told_whose_part_it_is_and_that_nobody_checked_it(studio: Studio) -> None:
    propose(studio)
    studio.publish("session-1")
    viewer = studio.viewer()
    page = viewer.get(PAGE).text
    assert f'href="{PAGE}?t=15"' in page
    assert "Presentation by Noh Eul" in page
    assert "These chapters were found by machine and are not yet checked." in page
    assert '"name": "Presentation by Noh Eul"' in page
    assert "노을 발표" in viewer.get(f"/ko/e/{forum.SLUG}/session-1/chapters.vtt").text
    document = viewer.get(f"{PAGE}/chapters.json").json()
    assert [(one["title"], one["startTime"]) for one in document["chapters"]] == [
        ("Presentation by Noh Eul", 1.8)
    ]
    speaker = person(studio, "노을")
    assert f'href="{PAGE}?t=15,22"' in viewer.get(f"/en/p/{speaker}").text
    assert "not yet checked" in viewer.get(f"/en/p/{speaker}").text

    send(studio.editor(), CHAPTERS, typed(studio, {"at": "0:16", "person": speaker}))

    assert "found by machine" not in viewer.get(PAGE).text
    assert f'href="{PAGE}?t=16,22"' in viewer.get(f"/en/p/{speaker}").text
    assert "not yet checked" not in viewer.get(f"/en/p/{speaker}").text


def test_unlikely_chapters_are_for_editors_only(studio: Studio) -> None:
    propose(studio, confidence=0.3)
    studio.publish("session-1")
    assert "Presentation by" not in studio.viewer().get(PAGE).text
    assert "0.30" in studio.editor().get(CHAPTERS).text
