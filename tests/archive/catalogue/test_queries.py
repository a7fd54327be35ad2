"""What pages are given: only what may be seen, in a constant number of queries."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.keep.cut import publish_session
from archive.catalogue.queries.desk import all_recordings, desk_event, planned_sessions
from archive.catalogue.queries.pages import event_page, home_page, session_page
from archive.catalogue.queries.person_page import person_page
from archive.catalogue.values import SessionState
from archive.errors import NotFoundError
from tests import forum
from tests.forum import SLUG


@contextmanager
def counted(catalogue: Catalogue) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(catalogue.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(catalogue.engine, "before_cursor_execute", note)


def test_only_published_sessions_are_shown_to_everybody(catalogue: Catalogue) -> None:
    forum.filled(catalogue, "keynote")
    with catalogue.reading() as db:
        home = home_page(db)
        shown = event_page(db, SLUG)

        assert [(card.code, count) for card, count in zip(home.newest, [1], strict=True)] == [
            ("keynote", 1)
        ]
        assert [(view.slug, count) for view, count in home.events] == [(SLUG, 1)]
        assert [(card.code, card.state) for card in shown.sessions] == [
            ("opening", SessionState.CUTTING),
            ("keynote", SessionState.PUBLISHED),
            ("break-1", SessionState.CUTTING),
            ("session-1", SessionState.CUTTING),
        ]
        with pytest.raises(NotFoundError):
            session_page(db, SLUG, "session-1", is_editor=False)
        assert session_page(db, SLUG, "session-1", is_editor=True).session.code == "session-1"


def test_a_session_knows_its_neighbours_that_can_be_watched(catalogue: Catalogue) -> None:
    forum.filled(catalogue, "opening", "keynote", "session-1")
    with catalogue.reading() as db:
        page = session_page(db, SLUG, "keynote", is_editor=False)

    assert page.previous
    assert page.following
    assert (page.previous.code, page.following.code) == ("opening", "session-1")


def test_a_session_shows_the_cues_its_cut_touches_in_recording_time(catalogue: Catalogue) -> None:
    forum.filled(catalogue, "keynote")
    with catalogue.reading() as db:
        page = session_page(db, SLUG, "keynote", is_editor=False)

    assert {track.language: track.cues for track in page.parts[0].tracks} == {
        "ko": forum.KOREAN[1:3],
        "en": forum.ENGLISH[1:3],
    }


def test_a_person_is_shown_with_what_may_be_watched(catalogue: Catalogue) -> None:
    forum.filled(catalogue, "keynote")
    with catalogue.reading() as db:
        people = {
            line.name.en: line.id for card in event_page(db, SLUG).sessions for line in card.people
        }
        guest = person_page(db, people["Ana Souza"], is_editor=False)

        assert [(card.code, line.affiliation) for card, line in guest.appearances] == [
            ("keynote", "포르투 시")
        ]
        for hidden in (people["Noh Eul"], 99_999):
            with pytest.raises(NotFoundError):
                person_page(db, hidden, is_editor=False)
        assert len(person_page(db, people["Noh Eul"], is_editor=True).appearances) == 1


def test_alignment_is_given_titles_and_names_in_both_scripts(catalogue: Catalogue) -> None:
    forum.filled(catalogue)
    with catalogue.reading() as db:
        last = planned_sessions(db, SLUG)[3]

    assert last.titles == ("강을 되살리는 도시", "Cities that bring rivers back")
    assert last.names == ("한가람", "Han Ga-ram", "노을", "Noh Eul")
    assert (last.start, last.end) == (forum.SESSIONS[3].start, forum.SESSIONS[3].end)
    assert last.start
    assert f"{last.start:%H:%M}" == "14:15"


PAGES: dict[str, Callable[[Db], object]] = {
    "home": home_page,
    "event": lambda db: event_page(db, SLUG),
    "session": lambda db: session_page(db, SLUG, "keynote", is_editor=False),
    "person": lambda db: person_page(db, 1, is_editor=True),
    "desk": lambda db: desk_event(db, SLUG),
    "recordings": all_recordings,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_as_many_queries_for_many_as_for_few(catalogue: Catalogue, name: str) -> None:
    forum.filled(catalogue, "keynote")
    with counted(catalogue) as few, catalogue.reading() as db:
        PAGES[name](db)
    with catalogue.writing() as db:
        for number in range(3):
            forum.keep(db, slug=f"again-{number}")
            forum.keep_recording(db, f"again-{number}", f"{forum.URL}{number}")
        forum.keep_recording(db, SLUG, f"{forum.URL}-second")
        for card in event_page(db, SLUG).sessions:
            publish(db, card.id)
    with counted(catalogue) as many, catalogue.reading() as db:
        PAGES[name](db)

    assert len(many) == len(few)


def publish(db: Db, session_id: int) -> None:
    publish_session(db, session_id, account_id=None, now=forum.NOW)
