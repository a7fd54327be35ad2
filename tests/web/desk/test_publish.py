"""Publishing many sessions at once: seen, ticked, confirmed."""

import re

from sqlalchemy import select

from archive.catalogue.keep.cut import find_session, move_cut, withdraw_session
from archive.catalogue.queries.desk import desk_event
from archive.catalogue.tables import AccountRow, CutRow
from archive.catalogue.values import SessionState
from tests import forum
from tests.studio import DESK, Studio, send

PUBLISH = f"{DESK}/event/publishing"


def published(studio: Studio) -> list[str]:
    with studio.catalogue.reading() as db:
        cards = desk_event(db, forum.SLUG).sessions
    return [card.code for card in cards if card.state == SessionState.PUBLISHED]


def form_on(page: str) -> tuple[dict[str, str], dict[str, bool]]:
    """The fields a browser would send if everything were ticked, and which titles are."""
    fields = dict(re.findall(r'name="((?:revision|publish)_\d+)" value="(\d+)"', page))
    rows = re.findall(r'name="publish_\d+" value="1"( checked)?>.*?<strong>(.*?)</strong>', page)
    return fields, {title: bool(checked) for checked, title in rows}


def make_keynote_sure(studio: Studio) -> None:
    make_sure(studio, others=0.85)


def make_sure(studio: Studio, *, others: float) -> None:
    with studio.catalogue.writing() as db:
        for cut in db.scalars(select(CutRow)):
            is_keynote = cut.session_id == find_session(db, forum.SLUG, "keynote")
            cut.confidence_in, cut.confidence_out = 0.95, 0.95 if is_keynote else others


def test_what_is_sure_is_ticked_and_published_in_one_confirmed_step(studio: Studio) -> None:
    make_keynote_sure(studio)
    browser = studio.editor()
    assert "Publish 1 session whose points are sure…" in browser.get(DESK).text
    assert f'href="{PUBLISH}"' in browser.get(DESK).text
    fields, ticked = form_on(browser.get(PUBLISH).text)
    assert ticked == {
        "Opening": False,
        "Cities that bring rivers back": False,
        "Keynote": True,
    }
    assert published(studio) == []

    with studio.catalogue.reading() as db:
        keynote = find_session(db, forum.SLUG, "keynote")
    chosen = {name: fields[name] for name in (f"publish_{keynote}", f"revision_{keynote}")}
    answer = send(browser, PUBLISH, chosen)

    assert (answer.status_code, answer.headers["location"]) == (303, f"{DESK}?done=published")
    assert published(studio) == ["keynote"]


def test_an_event_is_published_in_one_confirmed_step_if_every_point_is_sure_enough(
    studio: Studio,
) -> None:
    browser = studio.editor()
    make_sure(studio, others=0.89)
    assert "Publish 3 sessions…" not in browser.get(DESK).text
    assert set(form_on(browser.get(PUBLISH).text)[1].values()) == {True, False}

    make_sure(studio, others=0.9)
    assert "Publish 3 sessions…" in browser.get(DESK).text
    page = browser.get(PUBLISH).text
    assert "at least 0.90 sure." in page
    fields, ticked = form_on(page)
    assert set(ticked.values()) == {True}
    send(browser, PUBLISH, fields)

    assert published(studio) == ["opening", "keynote", "session-1"]


def test_all_are_offered_but_breaks_and_what_was_withdrawn(studio: Studio) -> None:
    studio.publish("opening")
    with studio.catalogue.writing() as db:
        withdraw_session(db, find_session(db, forum.SLUG, "opening"), now=forum.NOW)
    browser = studio.editor()
    assert "Choose sessions to publish…" in browser.get(DESK).text
    assert f'href="{PUBLISH}?which=all"' in browser.get(PUBLISH).text
    fields, ticked = form_on(browser.get(f"{PUBLISH}?which=all").text)
    assert ticked == {"Cities that bring rivers back": True, "Keynote": True}

    send(browser, PUBLISH, fields)

    assert published(studio) == ["keynote", "session-1"]
    assert "There is nothing to publish" in browser.get(PUBLISH).text


def test_a_cut_that_was_moved_since_is_not_published_unseen(studio: Studio) -> None:
    browser = studio.editor()
    fields, _ = form_on(browser.get(PUBLISH).text)
    with studio.catalogue.writing() as db:
        account = db.scalars(select(AccountRow.id)).one()
        session = find_session(db, forum.SLUG, "keynote")
        move_cut(db, session, 0, 4_000, base_revision=1, account_id=account, now=forum.NOW)

    answer = send(browser, PUBLISH, fields)

    assert (answer.status_code, published(studio)) == (409, [])
    assert "A session has changed since this page was loaded" in answer.text


def test_nothing_ticked_publishes_nothing_and_says_so(studio: Studio) -> None:
    answer = send(studio.editor(), PUBLISH, {})
    assert (answer.status_code, published(studio)) == (400, [])
    assert "No session is ticked, so nothing was published." in answer.text


def test_nobody_else_publishes_anything(studio: Studio) -> None:
    browser = studio.viewer()
    assert browser.get(PUBLISH).status_code == 303
    assert browser.post(PUBLISH, data={"publish_1": "1"}).status_code == 403
    assert published(studio) == []
