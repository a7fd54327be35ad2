"""Alignment inside the runner: chapters come with the cuts, and what a person decided stays."""

from datetime import date

from archive.alignment.model import PartKind
from archive.captions.model import CaptionTrack, Origin
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.chapters import DecidedChapter, decide_chapters
from archive.catalogue.keep.programme import keep_programme
from archive.catalogue.keep.recording import note_media, note_state, order_recording
from archive.catalogue.queries.chapters import NO_CHAPTERS, session_chapters
from archive.catalogue.values import AccountRole, IngestState, KeptChapter
from archive.programme.model import (
    Appearance,
    Bilingual,
    Programme,
    ProgrammeEvent,
    ProgrammeSession,
)
from jobs.steps.cuts import realign_event
from jobs.workshop import Workshop
from tests import forum
from tests.accounts import add_account
from tests.archive.alignment.broadcast import MORNING
from tests.archive.alignment.talking import AFTERNOON, MINUTE, afternoon

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


def test_each_presentation_begins_where_it_is_introduced_until_a_person_says_otherwise(
    workshop: Workshop,
) -> None:
    day = afternoon()
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
