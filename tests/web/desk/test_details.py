"""What an editor says of an event: kept, shown again, refused to everybody else."""

import re

import pytest

from archive.catalogue.queries.desk import one_event
from archive.catalogue.values import EventDetails
from archive.licence import Licence
from archive.programme.model import Bilingual
from tests import forum
from tests.studio import DESK, Studio, form_token, send

SAVE = f"{DESK}/event/details"
TYPED = {
    "organiser_ko": "  강변  재단 ",
    "organiser_en": "River Trust",
    "place_ko": "",
    "place_en": "Porto <Hall>",
    "licence": "kogl-type-2",
}
DETAILS = EventDetails(
    Bilingual("강변 재단", "River Trust"), Bilingual("", "Porto <Hall>"), Licence.KOGL_2
)


def details(studio: Studio) -> EventDetails:
    with studio.catalogue.reading() as db:
        return one_event(db, forum.SLUG).details


def test_what_is_said_of_an_event_is_kept_and_stands_in_the_form(studio: Studio) -> None:
    browser = studio.editor()
    answer = send(browser, SAVE, TYPED, page=DESK)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{DESK}?done=details")
    assert details(studio) == DETAILS
    page = browser.get(f"{DESK}?done=details").text
    assert "Saved: the event’s pages and feeds say it from now on." in page
    assert 'value="Porto &lt;Hall&gt;"' in page
    assert re.findall(r'<option value="([^"]*)" selected>', page) == ["kogl-type-2"]
    options = re.findall(r'<option value="([^"]*)"', page)
    assert options == [licence.value for licence in Licence]
    with studio.catalogue.writing() as db:
        forum.keep(db)
    assert details(studio) == DETAILS


@pytest.mark.parametrize("licence", ["mine", "", "CC-BY-4.0"])
def test_only_a_licence_of_the_list_is_taken(studio: Studio, licence: str) -> None:
    answer = send(studio.editor(), SAVE, TYPED | {"licence": licence}, page=DESK)
    assert answer.status_code == (303 if licence == "" else 400)
    assert details(studio).licence == Licence.UNSAID


def test_nobody_else_says_anything_of_an_event(studio: Studio) -> None:
    editor, viewer = studio.editor(), studio.viewer()
    token = {"form_token": form_token(editor, DESK)}
    assert viewer.post(SAVE, data=TYPED | token).status_code == 403
    assert editor.post(SAVE, data=TYPED).status_code == 403
    assert details(studio) == EventDetails()
    assert send(editor, SAVE.replace(forum.SLUG, "no"), TYPED, page=DESK).status_code == 404
