"""A livestream that broke off and came back: its sessions lie in both of its real recordings."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.catalogue.keep.cut import add_part, move_cut
from archive.catalogue.keep.programme import keep_programme
from archive.catalogue.keep.recording import note_media, note_state, order_recording
from archive.catalogue.queries.work import cut_of, cuts_of
from archive.catalogue.values import IngestState
from archive.clip.exact import read_proof
from archive.cut import Cut, CutSpan, CutState
from archive.programme.model import Bilingual, ProgrammeSession, SessionKind
from archive.search.query import search
from archive.storage import recording_files
from archive.timecode import Span
from jobs.steps.cuts import realign_event
from jobs.workshop import Workshop
from tests.end_to_end.installation import BEGAN, PROGRAMME, SLUG
from tests.jobs.test_steps import ONCE, editor, ingest, snapshot
from tests.streams import Server, publish_talk, serving

CAME_BACK = timedelta(minutes=3)
OPENING, TALK, CLOSING = 1, 2, 3
"""The ids of the sessions, in the order of the programme."""


def item(code: str, title: str, start: int, end: int) -> ProgrammeSession:
    """A session by seconds since the stream began."""
    begins, ends = (BEGAN + timedelta(seconds=at) for at in (start, end))
    return ProgrammeSession(
        code, SessionKind.SESSION, Bilingual(title), "", begins, ends, (), start + 1
    )


BROKEN = replace(
    PROGRAMME,
    sessions=(
        item("opening", "물길 산책", 0, 5),
        item("talk", "강 이야기", 5, 184),
        item("closing", "노을 감상", 184, 188),
    ),
)


def order_both(workshop: Workshop, server: Server) -> tuple[int, int]:
    """Eight seconds before the stream broke off, and eight since it came back."""
    with workshop.catalogue.writing() as db:
        keep_programme(db, BROKEN, content=b"", file_name="a", slug=SLUG, now=BEGAN)
        pages = [publish_talk(server, at).page for at in ("/before", "/after")]
        found = [
            order_recording(db, SLUG, page, started_at=began, now=BEGAN)[0]
            for page, began in zip(pages, (BEGAN, BEGAN + CAME_BACK), strict=True)
        ]
    return found[0], found[1]


def spans(workshop: Workshop, session: int) -> tuple[tuple[int, int, int], ...]:
    """Recording, first and last second of each part."""
    with workshop.catalogue.reading() as db:
        cut = cut_of(db, session)
    found = cut.spans if cut else ()
    return tuple((one.recording_id, one.span.start // 1000, one.span.end // 1000) for one in found)


@ONCE
def test_a_session_goes_on_in_the_recording_that_comes_later(workshop: Workshop) -> None:
    with serving() as server:
        before, after = order_both(workshop, server)
        ingest(workshop, before)
        assert spans(workshop, TALK) == ((before, 5, 8),)
        assert spans(workshop, CLOSING) == ()
        ingest(workshop, after)
    assert spans(workshop, OPENING) == ((before, 0, 5),)
    assert spans(workshop, TALK) == ((before, 5, 8), (after, 0, 4))
    assert spans(workshop, CLOSING) == ((after, 4, 8),)
    with workshop.catalogue.reading() as db:
        found = search(db, workshop.analyser, "First", is_editor=True)
        cuts = (cut for one in (before, after) for cut in cuts_of(db, one).values())
        clips = {one for cut in cuts for one in cut.spans}
    hits = {(hit.code, one.part, one.recording_id) for hit in found.sessions for one in hit.hits}
    assert hits == {("opening", 1, before), ("talk", 2, after)}
    for clip in clips:
        files = recording_files(workshop.settings.media_folder, clip.recording_id)
        assert files.poster(clip.digest).exists()
        assert read_proof(files.clip(clip.digest)) is not None
    once = snapshot(workshop, before)
    realign_event(workshop, SLUG)
    assert snapshot(workshop, before) == once


@ONCE
def test_the_recording_that_was_first_may_come_in_last(workshop: Workshop) -> None:
    with serving() as server:
        before, after = order_both(workshop, server)
        ingest(workshop, after)
        assert spans(workshop, TALK) == ((after, 0, 4),)
        ingest(workshop, before)
    assert spans(workshop, TALK) == ((before, 5, 8), (after, 0, 4))


@ONCE
def test_what_a_person_decided_stays_when_the_stream_comes_back(workshop: Workshop) -> None:
    with serving() as server:
        before, after = order_both(workshop, server)
        ingest(workshop, before)
        with workshop.catalogue.writing() as db:
            who = editor(db)
            move_cut(db, TALK, 4_000, 7_500, base_revision=1, account_id=who, now=BEGAN)
        ingest(workshop, after)
    with workshop.catalogue.reading() as db:
        decided = cut_of(db, TALK)
    assert decided == Cut((CutSpan(before, Span(4_000, 7_500)),), CutState.REVIEWED, 2)
    assert spans(workshop, CLOSING) == ((after, 0, 4),)
    with workshop.catalogue.writing() as db:
        add_part(db, TALK, after, 0, 3_000, base_revision=2, account_id=who, now=BEGAN)
    realign_event(workshop, SLUG)
    assert spans(workshop, TALK) == ((before, 4, 7), (after, 0, 3))


@pytest.mark.parametrize("rooms", [("대회의실", "소회의실"), ("소회의실", "대회의실")])
@ONCE
def test_sessions_of_two_rooms_lie_in_the_recordings_of_their_rooms(
    workshop: Workshop, rooms: tuple[str, str]
) -> None:
    sessions = (
        replace(item("talk-a", "강 이야기", 0, 6), room="대회의실"),
        replace(item("talk-b", "바다 이야기", 0, 8), room="소회의실"),
    )
    with workshop.catalogue.writing() as db:
        programme = replace(PROGRAMME, sessions=sessions)
        keep_programme(db, programme, content=b"", file_name="a", slug=SLUG, now=BEGAN)
        for number, room in enumerate(rooms, start=1):
            url = f"http://127.0.0.1/{number}"
            order_recording(db, SLUG, url, started_at=BEGAN, now=BEGAN, room=room)
            note_media(db, number, 8_000, {})
            note_state(db, number, IngestState.READY, now=BEGAN)
    place = {room: number for number, room in enumerate(rooms, start=1)}
    realign_event(workshop, SLUG)
    assert spans(workshop, 1) == ((place["대회의실"], 0, 6),)
    assert spans(workshop, 2) == ((place["소회의실"], 0, 8),)
