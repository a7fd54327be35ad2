"""An invented meeting of two days and three rooms, with sessions in every state there is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

from archive.alignment.model import PlacedCut
from archive.captions.model import CaptionTrack, Cue, Origin
from archive.catalogue.engine import Db
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.cut import (
    find_session,
    keep_proposed_cuts,
    publish_session,
    withdraw_session,
)
from archive.catalogue.keep.event import keep_details
from archive.catalogue.keep.programme import keep_programme
from archive.catalogue.keep.recording import (
    note_media,
    note_progress,
    note_source,
    note_state,
    order_recording,
)
from archive.catalogue.values import EventDetails, IngestState, Progress, Stage
from archive.cut import CutSpan
from archive.licence import Licence
from archive.programme.model import (
    Appearance,
    Bilingual,
    Programme,
    ProgrammeEvent,
    ProgrammeSession,
    Role,
    SessionKind,
)
from archive.recording import SourceChapter
from archive.sentence import Sentence
from archive.timecode import Span

SLUG = "harbour-days-2026"
KST = timezone(timedelta(hours=9))
NOW = datetime(2026, 5, 15, 3, 0, tzinfo=UTC)
BEGAN = datetime(2026, 5, 14, 9, 30, tzinfo=KST)
TITLE = Bilingual("2026 항구도시 포럼", "Harbour Cities Forum 2026")
DETAILS = EventDetails(
    Bilingual("푸른항구재단", "Blue Harbour Foundation"),
    Bilingual("부산 물결회관", "Wave Hall, Busan"),
    Licence.KOGL_1,
)
HALL, SMALL, STUDY = "대강당", "소회의실 A", "세미나실"

_NAMES = {
    "han": (Bilingual("한바다", "Han Ba-da"), "물결대학교 교수"),
    "kkot": (Bilingual("꽃별", "Kkot Byeol"), "갯마을협동조합"),
    "noh": (Bilingual("노을", "Noh Eul"), "푸른항구재단 이사장"),
    "do": (Bilingual("도래샘", "Do Rae-saem"), "부두연구소 소장"),
    "souza": (Bilingual("아나 소자", "Ana Souza"), "Porto City Council"),
    "berg": (Bilingual("", "Émile Berg"), "Nordic Ports Network"),
    "yoon": (Bilingual("윤슬", "Yoon Seul"), "바다신문 기자"),
}


def _people(*parts: tuple[str, Role]) -> tuple[Appearance, ...]:
    return tuple(
        Appearance(*_NAMES[key], role, order) for order, (key, role) in enumerate(parts, start=1)
    )


def _session(
    code: str,
    kind: SessionKind,
    title: Bilingual,
    room: str,
    begins: int,
    minutes: int,
    *people: tuple[str, Role],
) -> ProgrammeSession:
    """``begins`` is minutes after half past nine on the first day."""
    start = BEGAN + timedelta(minutes=begins)
    end = start + timedelta(minutes=minutes)
    return ProgrammeSession(code, kind, title, room, start, end, _people(*people), 1)


NEXT_DAY = 24 * 60
TALK, PRESENTER = SessionKind.SESSION, Role.PRESENTER
PORTS = Bilingual("항구가 도시를 다시 만나는 법", "How ports meet their cities again")
WIND = Bilingual("바람을 싣는 배", "Ships that carry the wind")
MAPS = Bilingual("물길 지도 만들기 연수회", "Workshop: mapping waterways")
TIDES = Bilingual("밀물과 썰물의 기록", "A record of the tides")
SAND = Bilingual("모래는 어디로 가는가", "Where the sand goes")
NIGHT = Bilingual("밤의 부두", "The quay at night")
NETS = Bilingual("그물 고치기", "Mending nets")
OPENING, BREAK, CLOSING = SessionKind.OPENING, SessionKind.BREAK, SessionKind.CLOSING

SESSIONS = (
    _session("opening", OPENING, Bilingual("개회식", "Opening"), "", 0, 30, ("noh", Role.ADDRESS)),
    _session(
        "keynote",
        SessionKind.KEYNOTE,
        PORTS,
        HALL,
        30,
        60,
        ("souza", Role.KEYNOTE),
        ("han", Role.MODERATOR),
    ),
    _session("break-1", BREAK, Bilingual("휴식", "Break"), "", 90, 20),
    _session(
        "wind",
        TALK,
        WIND,
        HALL,
        110,
        60,
        ("do", PRESENTER),
        ("berg", PRESENTER),
        ("han", Role.CHAIR),
    ),
    _session("maps", TALK, MAPS, SMALL, 110, 90, ("kkot", PRESENTER)),
    _session("tides", TALK, TIDES, STUDY, 110, 30, ("yoon", PRESENTER)),
    _session("sand", TALK, SAND, STUDY, 140, 30, ("do", PRESENTER)),
    _session(
        "night",
        TALK,
        NIGHT,
        HALL,
        NEXT_DAY + 30,
        60,
        ("yoon", PRESENTER),
        ("noh", Role.DISCUSSANT),
    ),
    _session("nets", TALK, NETS, SMALL, NEXT_DAY + 30, 45, ("kkot", PRESENTER)),
    _session("closing", CLOSING, Bilingual("폐회", "Closing"), "", NEXT_DAY + 90, 15),
)

CUTS = {
    "opening": Span(500, 3_000),
    "keynote": Span(3_000, 11_000),
    "wind": Span(11_500, 19_000),
    "maps": Span(12_000, 18_000),
    "tides": Span(19_000, 23_000),
}
PUBLISHED = ("opening", "keynote", "wind", "maps")
"""The last of them is withdrawn again; what has a cut and is not here is being cut."""

KOREAN = (
    Cue(Span(800, 2_700), "항구도시 포럼을 시작합니다."),
    Cue(Span(3_200, 6_000), "항구는 도시의 첫 문이었습니다."),
    Cue(Span(6_400, 9_500), "그 문을 다시 여는 일이 오늘의 이야기입니다."),
    Cue(Span(12_000, 15_000), "돛은 낡은 기술이 아닙니다."),
)
ENGLISH = (
    Cue(Span(800, 2_900), "Welcome to the Harbour Cities Forum."),
    Cue(Span(3_200, 6_200), "The harbour was the first door of the city."),
    Cue(Span(6_400, 9_800), "Today is about opening that door again.", voice="Ana Souza"),
    Cue(Span(12_000, 15_500), "Sails are no old technology."),
)


CHAPTERS = [
    SourceChapter(Span(3_000, 6_300), "아나 소자: 도시의 첫 문"),
    SourceChapter(Span(6_300, 9_800), "아나 소자: 문을 다시 여는 일"),
    SourceChapter(Span(9_800, 11_000), "질문과 답"),
]


def put_harbour(db: Db, duration_ms: int) -> int:
    """The whole meeting; gives the recording whose files must be made."""
    programme = Programme(ProgrammeEvent(TITLE, date(2026, 5, 14), "Asia/Seoul"), SESSIONS)
    keep_programme(db, programme, content=b"-", file_name="harbour.txt", slug=SLUG, now=NOW)
    keep_details(db, SLUG, DETAILS)
    recording, _ = order_recording(
        db, SLUG, "https://youtu.be/harbour", started_at=BEGAN, now=NOW, room=HALL
    )
    note_source(db, recording, title=TITLE.ko, description="", started_at=None, chapters=CHAPTERS)
    note_media(db, recording, duration_ms, {"width": 640, "height": 360, "frame_rate": "10"})
    tracks = [
        CaptionTrack("ko", Origin.PERSON, KOREAN),
        CaptionTrack("en", Origin.TRANSLATED, ENGLISH),
    ]
    keep_tracks(db, recording, tracks, NOW)
    ids = {code: find_session(db, SLUG, code) for code in CUTS}
    keep_proposed_cuts(db, list(_proposals(recording)), ids, NOW)
    note_state(db, recording, IngestState.READY, now=NOW)
    for number, code in enumerate(PUBLISHED):
        then = NOW + timedelta(minutes=number)
        publish_session(db, ids[code], account_id=None, now=then)
    withdraw_session(db, ids["maps"], now=NOW)
    _put_work_under_way(db)
    return recording


def _proposals(recording: int) -> Iterator[PlacedCut]:
    because = (Sentence("The programme says {time}.", {"time": "09:30"}),)
    for code, span in CUTS.items():
        yield PlacedCut(code, (CutSpan(recording, span),), 0.8, 0.4, because, because)


WHY = {
    IngestState.WAITING: Sentence(
        "The livestream is still running. It is fetched when it is over."
    ),
    IngestState.FAILED: Sentence("The source's server does not accept the request."),
}


def _put_work_under_way(db: Db) -> None:
    """Other rooms' recordings: one comes in, one waits, one failed."""
    rooms = ((STUDY, IngestState.RUNNING), (SMALL, IngestState.WAITING), ("", IngestState.FAILED))
    for number, (room, state) in enumerate(rooms, start=1):
        recording, attempt = order_recording(
            db, SLUG, f"https://youtu.be/{number}", started_at=BEGAN, now=NOW, room=room
        )
        note_progress(db, recording, attempt, Stage.DOWNLOAD, Progress(1e9, 2e9), NOW)
        if state != IngestState.RUNNING:
            again = BEGAN + timedelta(hours=9)
            note_state(db, recording, state, now=NOW, message=WHY[state], not_before=again)
