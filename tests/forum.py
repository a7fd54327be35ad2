"""An invented forum, as values: what tests of several rooms put into a catalogue."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from archive.alignment.model import PlacedCut
from archive.captions.model import CaptionTrack, Cue, Origin
from archive.catalogue.engine import Catalogue, Db
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.cut import keep_proposed_cuts, publish_session
from archive.catalogue.keep.programme import keep_programme
from archive.catalogue.keep.recording import (
    note_media,
    note_source,
    note_state,
    order_recording,
)
from archive.catalogue.queries.desk import planned_sessions
from archive.catalogue.queries.tracks import cues_of_parts, shown_tracks
from archive.catalogue.values import AccountRole, ImportResult, IngestState
from archive.cut import CutSpan
from archive.language import Language
from archive.programme.model import (
    Appearance,
    Bilingual,
    Doubt,
    Programme,
    ProgrammeEvent,
    ProgrammeSession,
    Role,
    SessionKind,
)
from archive.recording import SourceChapter
from archive.sentence import Sentence
from archive.timecode import Span
from tests.accounts import add_account

KST = timezone(timedelta(hours=9))
NOW = datetime(2026, 5, 8, 3, 0, tzinfo=UTC)
STARTED = datetime(2026, 5, 7, 14, 0, tzinfo=KST)
SLUG = "river-forum-2026"
URL = "https://www.youtube.com/watch?v=river"
PASSWORD = "a long enough password"

CHAIR = Appearance(Bilingual("한가람", "Han Ga-ram"), "강변대 교수", Role.CHAIR, 1)
PRESENTER = Appearance(Bilingual("노을", "Noh Eul"), "물길연구소 소장", Role.PRESENTER, 2)
GUEST = Appearance(Bilingual("아나 소자", "Ana Souza"), "포르투 시", Role.KEYNOTE, 1)


def at(hour: int, minute: int) -> datetime:
    """A time of the forum's afternoon."""
    return datetime(2026, 5, 7, hour, minute, tzinfo=KST)


def session(
    code: str,
    kind: SessionKind,
    title: Bilingual,
    minutes: tuple[int, int],
    *people: Appearance,
) -> ProgrammeSession:
    """A session from and to so many minutes after two o'clock."""
    start, end = (at(14, 0) + timedelta(minutes=minute) for minute in minutes)
    return ProgrammeSession(code, kind, title, "강당", start, end, people, minutes[0] + 10)


SESSIONS = (
    session("opening", SessionKind.OPENING, Bilingual("개회", "Opening"), (0, 2)),
    session("keynote", SessionKind.KEYNOTE, Bilingual("기조 연설", "Keynote"), (2, 10), GUEST),
    session("break-1", SessionKind.BREAK, Bilingual("휴식", "Break"), (10, 15)),
    session(
        "session-1",
        SessionKind.SESSION,
        Bilingual("강을 되살리는 도시", "Cities that bring rivers back"),
        (15, 30),
        CHAIR,
        PRESENTER,
    ),
)
EVENT = ProgrammeEvent(
    Bilingual("2026 강변 포럼", "River Forum 2026"), date(2026, 5, 7), "Asia/Seoul"
)
DOUBT = Doubt(12, "(90)'", Sentence("The length is written oddly."))
PROGRAMME = Programme(EVENT, SESSIONS, (DOUBT,))

KOREAN = (
    Cue(Span(1_000, 4_000), "지금부터 강변 포럼을 시작하겠습니다."),
    Cue(Span(118_000, 123_000), "포르투 시에서 오신 아나 소자 님을 모시겠습니다."),
    Cue(Span(130_000, 135_000), "강을 되살리려면 먼저 둑을 낮추어야 합니다."),
    Cue(Span(905_000, 909_000), "세션 1을 시작합니다."),
)
ENGLISH = (
    Cue(Span(1_000, 4_500), "Let us begin the River Forum."),
    Cue(Span(119_000, 124_000), "Please welcome Ana Souza from Porto."),
    Cue(Span(130_500, 136_000), "To bring a river back, lower its banks first."),
)


def cues_shown(db: Db, recording_id: int, language: Language, span: Span) -> tuple[Cue, ...]:
    """What is shown first of a recording in a language."""
    parts = [CutSpan(recording_id, span)]
    return cues_of_parts(db, parts, shown_tracks(db, parts, language))[0]


def without(programme: Programme, code: str) -> Programme:
    """The programme with one session struck out."""
    kept = tuple(item for item in programme.sessions if item.code != code)
    return replace(programme, sessions=kept)


def keep(db: Db, programme: Programme = PROGRAMME, slug: str | None = SLUG) -> ImportResult:
    """Import the programme."""
    return keep_programme(
        db, programme, content=b"the file", file_name="programme.txt", slug=slug, now=NOW
    )


def keep_recording(db: Db, slug: str = SLUG, url: str = URL) -> int:
    """A ready recording of half an hour with captions and a cut for every session."""
    recording_id, _ = order_recording(db, slug, url, started_at=STARTED, now=NOW)
    chapter = SourceChapter(Span(120_000, 600_000), "Keynote")
    note_source(
        db, recording_id, title="River Forum", description="", started_at=None, chapters=[chapter]
    )
    note_media(db, recording_id, 1_860_000, {"width": 640, "height": 360})
    keep_tracks(
        db,
        recording_id,
        [
            CaptionTrack("ko", Origin.PERSON, KOREAN),
            CaptionTrack("en", Origin.PERSON, ENGLISH),
        ],
        NOW,
    )
    planned = planned_sessions(db, slug)
    proposals = [
        PlacedCut(
            item.key,
            (CutSpan(recording_id, Span(_offset(item.start), _offset(item.end))),),
            *(0.4, 0.4),
            (Sentence("The programme’s start."),),
            (Sentence("The programme’s end."),),
        )
        for item in planned
    ]
    keep_proposed_cuts(db, proposals, {item.key: int(item.key) for item in planned}, NOW)
    note_state(db, recording_id, IngestState.READY, now=NOW)
    return recording_id


def _offset(instant: datetime | None) -> int:
    return int(((instant or STARTED) - STARTED).total_seconds() * 1000)


def filled(catalogue: Catalogue, *published: str) -> int:
    """Programme, recording, an editor, and the named sessions published; gives the recording."""
    with catalogue.writing() as db:
        keep(db)
        recording_id = keep_recording(db)
        account_id = add_account(db, "editor@example.org", PASSWORD, AccountRole.EDITOR, NOW)
        for item in planned_sessions(db, SLUG):
            code = next(s.code for s in SESSIONS if s.title.ko in item.titles)
            if code in published:
                publish_session(db, int(item.key), account_id=account_id, now=NOW)
    return recording_id
