"""An event at the desk: proposals, doubts, publishing and withdrawing."""

import re

from archive.catalogue.keep.cut import find_session
from archive.catalogue.keep.programme import keep_programme
from archive.catalogue.queries.desk import desk_event
from archive.catalogue.tables import CutRow
from archive.catalogue.values import SessionState
from archive.programme.model import Bilingual, Programme, SessionKind
from tests import forum
from tests.studio import DESK, SPANS, Studio, send


def states(studio: Studio) -> dict[str, SessionState]:
    with studio.catalogue.reading() as db:
        return {card.code: card.state for card in desk_event(db, forum.SLUG).sessions}


def test_a_proposal_shows_how_sure_it_is_and_why(studio: Studio) -> None:
    page = " ".join(studio.editor().get(DESK).text.split())
    assert 'sureness-unsure">unsure <span class="numbers">0.30</span>' in page
    assert 'sureness-sure">sure <span class="numbers">0.90</span>' in page
    assert "<li>The programme says 14:02.</li>" in page
    assert "1 doubt about the programme" in page
    assert "The length is written oddly." in page


def test_publishing_and_withdrawing_a_session(studio: Studio) -> None:
    browser, viewer = studio.editor(), studio.viewer()
    watch = f"/en/e/{forum.SLUG}/keynote"
    for verb, done, status in (("publish", "published", 200), ("withdraw", "withdrawn", 404)):
        answer = send(browser, f"{DESK}/keynote/{verb}", {}, page=DESK)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{DESK}?done={done}")
        assert viewer.get(watch).status_code == status
    again = send(browser, f"{DESK}/keynote/withdraw", {}, page=DESK)
    assert again.status_code == 303
    assert states(studio)["keynote"] == SessionState.WITHDRAWN


def test_a_session_without_a_cut_has_nothing_to_publish(studio: Studio) -> None:
    more = forum.session("closing", SessionKind.CLOSING, Bilingual("폐회", "Closing"), (30, 31))
    programme = Programme(forum.EVENT, (*forum.SESSIONS, more))
    with studio.catalogue.writing() as db:
        keep_programme(
            db, programme, content=b"-", file_name="p.txt", slug=forum.SLUG, now=forum.NOW
        )
    browser = studio.editor()
    answer = send(browser, f"{DESK}/closing/publish", {}, page=DESK)
    assert answer.status_code == 400
    assert "This session has no cut yet, so there is nothing to publish." in answer.text
    assert browser.get(f"{DESK}/closing").status_code == 404
    assert "no cut yet" in browser.get(DESK).text


def test_a_session_that_left_the_programme_is_shown_and_cannot_be_published(
    studio: Studio,
) -> None:
    with studio.catalogue.writing() as db:
        forum.keep(db, forum.without(forum.PROGRAMME, "keynote"))
    browser = studio.editor()
    assert "No longer in the programme" in browser.get(DESK).text
    answer = send(browser, f"{DESK}/keynote/publish", {}, page=DESK)
    assert (answer.status_code, states(studio)["keynote"]) == (400, SessionState.GONE)
    assert browser.get(f"{DESK}/keynote").status_code == 200


def test_an_event_that_is_nowhere_is_not_found(studio: Studio) -> None:
    browser = studio.editor()
    assert browser.get("/en/desk/e/nowhere").status_code == 404
    assert send(browser, "/en/desk/e/nowhere/event/publishing", {}, page=DESK).status_code == 404


def test_the_desk_shows_where_a_point_may_lie_instead(studio: Studio) -> None:
    with studio.catalogue.writing() as db:
        cut = db.get_one(CutRow, find_session(db, forum.SLUG, "keynote"))
        cut.alternatives = {"in": [[61_000, 0.25]], "out": []}
    browser = studio.editor()
    page = " ".join(browser.get(f"{DESK}/keynote").text.split())
    assert 'name="in_point" value="00:01:01.000"' in page
    assert "+54.7 sec · 0.25" in page
    looked = browser.get(f"{DESK}/keynote?in_point=00:01:01.000").text
    assert 'id="in_point" name="in_point" class="numbers" value="00:01:01.000"' in looked
    assert 'id="out_point" name="out_point" class="numbers" value="00:00:12.300"' in looked
    assert studio.cut("keynote").cut.first.span == SPANS["keynote"]


def test_the_least_certain_cuts_come_first_with_the_point_that_is_in_doubt(studio: Studio) -> None:
    page = " ".join(studio.editor().get(DESK).text.split())
    queue = page.partition('<ol class="queue">')[2].partition("</ol>")[0]
    titles = re.findall(r"<a [^>]*>([^<]*)</a>", queue)
    assert titles == ["Cities that bring rivers back", "Keynote", "Opening"]
    points = re.findall(r"<span>(\w+ point)</span> <span[^>]*>([^<]*)</span>.*?>(0\.\d\d)<", queue)
    assert points == [
        ("In point", "00:00:13.200", "0.30"),
        ("In point", "00:00:06.300", "0.60"),
        ("Out point", "00:00:05.500", "0.70"),
    ]
    assert queue.count("<li>The programme says 14:02.</li>") == 3
