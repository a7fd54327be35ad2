"""A stage for the pages: the real application over a SQLite file, and invented talks on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import event
from starlette.applications import Starlette
from starlette.testclient import TestClient

from archive.alignment.model import PlacedCut
from archive.captions.model import CaptionTrack, Cue, Origin
from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.account import sign_in
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.cut import keep_proposed_cuts, publish_session
from archive.catalogue.keep.programme import keep_programme
from archive.catalogue.keep.recording import note_media, note_source, note_state, order_recording
from archive.catalogue.queries.desk import planned_sessions
from archive.catalogue.values import AccountRole, IngestState
from archive.cut import CutSpan
from archive.media.fragments import Fragment, FragmentIndex, save_fragment_index
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
from archive.search.analyse import Analyser
from archive.search.index import analyse_cues, index_session
from archive.settings import Settings
from archive.storage import recording_files
from archive.timecode import Span
from tests.accounts import add_account
from tests.studio import settings_in
from web.app import create_app

SLUG = "bridge-days"
NOW = datetime(2026, 4, 3, 1, 0, tzinfo=UTC)
BEGAN = datetime(2026, 4, 2, 5, 0, tzinfo=UTC)
TALK_MS = 100_000
"""Talk number n is cut from n * 100 s + 500 ms to (n + 1) * 100 s - 500 ms."""


@dataclass(frozen=True, slots=True)
class Stage:
    """An application, what it stands on, and a browser that isn't signed in."""

    settings: Settings
    app: Starlette
    client: TestClient

    @property
    def catalogue(self) -> Catalogue:
        catalogue: Catalogue = self.app.state.catalogue
        return catalogue

    def get(self, path: str) -> str:
        """A page that must be there."""
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def editor(self) -> TestClient:
        """A browser that is signed in."""
        with self.catalogue.writing() as db:
            account = add_account(
                db, "editor@example.org", "a long enough password", AccountRole.EDITOR, NOW
            )
            token = sign_in(db, account, datetime.now(UTC))
        return TestClient(self.app, base_url="http://testserver", cookies={"desk": token})


@contextmanager
def open_stage(home: Path, analyser: Analyser | None = None) -> Iterator[Stage]:
    """An archive in this folder, empty where there was none; closed with the block."""
    settings = settings_in(home, "http://dasi.example")
    app = create_app(settings, analyser)
    stage = Stage(settings, app, TestClient(app, raise_server_exceptions=False))
    try:
        yield stage
    finally:
        app.state.orders.close()
        stage.catalogue.close()


def talk(number: int) -> ProgrammeSession:
    """A talk of fifteen minutes; the chair is in each, the presenter in this one only."""
    start = BEGAN + timedelta(minutes=15 * number)
    return ProgrammeSession(
        code=f"talk-{number}",
        kind=SessionKind.SESSION,
        title=Bilingual(f"다리 이야기 {number}", f"Bridge story {number}"),
        room="Hall",
        start=start,
        end=start + timedelta(minutes=15),
        people=(
            Appearance(Bilingual("문새벽", "Moon Sae-byeok"), "강둑대 교수", Role.CHAIR, 1),
            Appearance(Bilingual("", f"Speaker {number}"), "Bridge Office", Role.PRESENTER, 2),
        ),
        line=number + 10,
    )


def put_programme(
    stage: Stage,
    sessions: tuple[ProgrammeSession, ...],
    slug: str = SLUG,
    title: Bilingual = Bilingual("다리의 날", "Bridge Days"),  # noqa: B008 -- frozen
    day: date | None = date(2026, 4, 2),
) -> None:
    """Import a programme."""
    programme = Programme(ProgrammeEvent(title, day, "Asia/Seoul"), sessions)
    with stage.catalogue.writing() as db:
        keep_programme(db, programme, content=b"-", file_name="p.txt", slug=slug, now=NOW)


def put_recording(stage: Stage, slug: str = SLUG, talk_ms: int = TALK_MS) -> int:
    """A ready recording with a cut for each session, captions, and a keyframe every 2 s."""
    with stage.catalogue.writing() as db:
        recording, _ = order_recording(db, slug, f"https://x/{slug}", started_at=BEGAN, now=NOW)
        planned = planned_sessions(db, slug)
        length = talk_ms * max(len(planned), 1)
        note_source(
            db, recording, title="", description="", started_at=None,
            chapters=[SourceChapter(Span(40_000, 90_000), "The second half")],
        )  # fmt: skip
        note_media(db, recording, length, {"width": 640, "height": 360})
        keep_tracks(db, recording, _tracks(len(planned)), NOW)
        cuts = [_cut(recording, number, one.key, talk_ms) for number, one in enumerate(planned)]
        keep_proposed_cuts(db, cuts, {one.key: int(one.key) for one in planned}, NOW)
        note_state(db, recording, IngestState.READY, now=NOW)
    fragments = tuple(Fragment(1000 * n, 1000, 2000 * n) for n in range(length // 2000))
    index = FragmentIndex(1000, 1000, length, fragments)
    save_fragment_index(index, recording_files(stage.settings.media_folder, recording).fragments)
    return recording


def publish(stage: Stage, slug: str = SLUG, count: int | None = None) -> None:
    """Publish the event's first ``count`` sessions, or all."""
    with stage.catalogue.writing() as db:
        for one in planned_sessions(db, slug)[:count]:
            publish_session(db, int(one.key), account_id=None, now=NOW)


def put_talks(stage: Stage, count: int, slug: str = SLUG, talk_ms: int = TALK_MS) -> int:
    """An event with ``count`` published talks; gives its recording."""
    put_programme(stage, tuple(talk(number) for number in range(count)), slug)
    recording = put_recording(stage, slug, talk_ms)
    publish(stage, slug)
    return recording


def index(stage: Stage, recording: int, slug: str = SLUG) -> None:
    """Make what was said and shown findable."""
    analyser: Analyser = stage.app.state.analyser
    with stage.catalogue.writing() as db:
        analyse_cues(db, recording, analyser)
        for one in planned_sessions(db, slug):
            index_session(db, int(one.key), analyser)


@contextmanager
def counted_queries(catalogue: Catalogue) -> Iterator[list[str]]:
    """The statements that reach the database inside the block."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        seen.append(statement)

    event.listen(catalogue.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(catalogue.engine, "before_cursor_execute", note)


def _cut(recording: int, number: int, key: str, talk_ms: int) -> PlacedCut:
    start, end = talk_ms * number + 500, talk_ms * (number + 1) - 500
    return PlacedCut(key, (CutSpan(recording, Span(start, end)),), 0.5, 0.5)


def _tracks(talks: int) -> list[CaptionTrack]:
    """What is said in each talk, in both languages."""
    korean: list[Cue] = []
    english: list[Cue] = []
    for number in range(talks):
        at = TALK_MS * number
        korean += [
            Cue(Span(at, at + 4_000), f"{number}번째 다리를 건넙니다."),
            Cue(Span(at + 20_000, at + 24_000), "아치교는 <돌>로 쌓습니다."),
        ]
        english += [
            Cue(Span(at + 200, at + 4_200), f"We cross bridge number {number}."),
            Cue(Span(at + 20_000, at + 24_500), "Arch bridges are built of <stone> & mortar."),
        ]
    return [
        CaptionTrack("ko", Origin.PERSON, tuple(korean)),
        CaptionTrack("en", Origin.TRANSLATED, tuple(english)),
    ]
