"""Alignment inside the runner: chapters come with the cuts, and what a person decided stays."""

from dataclasses import replace
from datetime import date, timedelta

from archive.alignment.model import PartKind
from archive.captions.model import CaptionTrack, Origin
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.chapters import DecidedChapter, decide_chapters
from archive.catalogue.keep.indexed import note_all_indexed
from archive.catalogue.keep.programme import keep_programme
from archive.catalogue.keep.recording import note_media, note_state, order_recording
from archive.catalogue.queries.chapters import NO_CHAPTERS, session_chapters
from archive.catalogue.queries.desk import desk_event
from archive.catalogue.queries.work import stale_events
from archive.catalogue.values import AccountRole, CutView, IngestState, KeptChapter
from archive.editing import CutEditor
from archive.programme.model import (
    Appearance,
    Bilingual,
    Programme,
    ProgrammeEvent,
    ProgrammeSession,
)
from archive.timecode import Span
from jobs.steps.cuts import realign_event
from jobs.workshop import Workshop
from tests import forum
from tests.accounts import add_account
from tests.archive.alignment.broadcast import MORNING
from tests.archive.alignment.talking import AFTERNOON, MINUTE, Afternoon, afternoon

SLUG = "alleys"


def programme() -> Programme:
    """The afternoon's sessions as a programme prints them."""
    sessions = tuple(
        ProgrammeSession(
            code=one.key,
            kind=one.kind,
            title=Bilingual(one.titles[0]),
            room="",
            start=one.start,
            end=one.end,
            people=tuple(
                Appearance(_name(person.names[0]), "", person.role, number)
                for number, person in enumerate(one.people, start=1)
            ),
            line=number,
        )
        for number, one in enumerate(AFTERNOON, start=1)
    )
    return Programme(ProgrammeEvent(Bilingual("골목"), date(2024, 5, 20), "Asia/Seoul"), sessions)


def _name(name: str) -> Bilingual:
    return Bilingual("", name) if name.isascii() else Bilingual(name)


def kept(workshop: Workshop, session: int) -> tuple[KeptChapter, ...]:
    with workshop.catalogue.reading() as db:
        return session_chapters(db, [session]).get(session, NO_CHAPTERS).chapters


def heard(workshop: Workshop, day: Afternoon) -> tuple[int, int]:
    """The afternoon as it was planned and captioned; gives the recording and an editor."""
    with workshop.catalogue.writing() as db:
        keep_programme(db, programme(), content=b"-", file_name="p.txt", slug=SLUG, now=forum.NOW)
        recording, _ = order_recording(
            db, SLUG, "https://x/alleys", started_at=MORNING, now=forum.NOW
        )
        note_media(db, recording, day.talking.at + 2 * MINUTE, {"width": 640, "height": 360})
        track = CaptionTrack("ko", Origin.AUTOMATIC, tuple(day.talking.cues))
        keep_tracks(db, recording, [track], forum.NOW)
        note_state(db, recording, IngestState.READY, now=forum.NOW)
        account = add_account(db, "editor@x.org", forum.PASSWORD, AccountRole.EDITOR, forum.NOW)
    return recording, account


def cuts(workshop: Workshop) -> dict[str, CutView]:
    with workshop.catalogue.reading() as db:
        return {card.code: card.cut for card in desk_event(db, SLUG).sessions if card.cut}


def test_a_decision_stays_whatever_is_aligned_around_it(workshop: Workshop) -> None:
    _, account = heard(workshop, afternoon())
    realign_event(workshop, SLUG)
    index_all(workshop)
    proposed = cuts(workshop)
    span = proposed["alleys"].cut.first.span
    decided = Span(span.start - MINUTE, span.end + MINUTE)

    CutEditor(workshop.catalogue, SLUG, "alleys", 1, account, forum.NOW).move(
        decided.start, decided.end
    )
    assert stale(workshop) == (SLUG,)
    realign_event(workshop, SLUG)

    around = cuts(workshop)
    assert (around["alleys"].cut.first.span, around["alleys"].cut.revision) == (decided, 2)
    assert around["opening"].cut.first.span.end <= decided.start
    assert around["rivers"].cut.first.span.start >= decided.end
    assert around["rivers"].cut != proposed["rivers"].cut

    index_all(workshop)
    edited = programme()
    later = [
        replace(one, start=one.start + timedelta(minutes=9), title=Bilingual("물의 도시"))
        if one.code in ("alleys", "rivers") and one.start
        else one
        for one in edited.sessions
    ]
    with workshop.catalogue.writing() as db:
        changed = replace(edited, sessions=tuple(later))
        keep_programme(db, changed, content=b"-", file_name="p.txt", slug=SLUG, now=forum.NOW)
    assert stale(workshop) == (SLUG,)
    realign_event(workshop, SLUG)

    assert cuts(workshop)["alleys"] == around["alleys"]
    assert cuts(workshop)["rivers"].because_in != around["rivers"].because_in


def index_all(workshop: Workshop) -> None:
    with workshop.catalogue.writing() as db:
        note_all_indexed(db)


def stale(workshop: Workshop) -> tuple[str, ...]:
    with workshop.catalogue.reading() as db:
        return stale_events(db)


def test_each_presentation_begins_where_it_is_introduced_until_a_person_says_otherwise(
    workshop: Workshop,
) -> None:
    day = afternoon()
    recording, account = heard(workshop, day)

    realign_event(workshop, SLUG)

    alleys, rivers = kept(workshop, 2), kept(workshop, 3)
    talks = {
        one.speaker.name.best("ko"): one.start
        for one in (*alleys, *rivers)
        if one.kind == PartKind.PRESENTATION and one.speaker
    }
    assert set(talks) == {"도우진", "Ellen Porter", "표나래", "길태오"}
    assert all(abs(start - day.parts[name]) <= 5000 for name, start in talks.items())
    assert all(one.because and 0 < one.confidence < 1 for one in (*alleys, *rivers))

    decided = DecidedChapter(recording, day.parts["도우진"] + 1000, PartKind.PRESENTATION)
    with workshop.catalogue.writing() as db:
        token = session_chapters(db, [2])[2].token
        decide_chapters(db, 2, [decided], token=token, account_id=account, now=forum.NOW)
    realign_event(workshop, SLUG)
    assert [one.start for one in kept(workshop, 2)] == [decided.start]
    assert kept(workshop, 3) == rivers
