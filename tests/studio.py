"""A desk to work at: the real application, a forum's programme, and one small real recording.

``pytest_plugins`` in ``tests/conftest.py`` makes the fixtures known everywhere.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from archive.alignment.model import PlacedCut
from archive.captions.model import CaptionTrack, Cue, Origin
from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.account import check_password
from archive.catalogue.keep.account import sign_in as open_sign_in
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.cut import find_session, keep_proposed_cuts, publish_session
from archive.catalogue.keep.recording import note_media, note_source, note_state, order_recording
from archive.catalogue.migrate import migrate
from archive.catalogue.queries.desk import desk_session
from archive.catalogue.values import AccountRole, CutView, IngestState
from archive.cut import CutSpan
from archive.media.filmstrip import make_filmstrip
from archive.media.fragments import FragmentIndex, read_fragment_index, save_fragment_index
from archive.media.listening import listen
from archive.media.pack import pack
from archive.sentence import Sentence
from archive.settings import Settings
from archive.storage import RecordingFiles, recording_files
from archive.timecode import Span
from tests import forum
from tests.accounts import add_account
from tests.media import TOOLS, KnownMedia, known_media
from web.app import create_app

EMAIL = "editor@example.org"
ADDRESS = "http://testserver"
DESK = f"/en/desk/e/{forum.SLUG}"

SPANS = {
    "opening": Span(500, 5_500),
    "keynote": Span(6_300, 12_300),
    "break-1": Span(12_300, 14_000),
    "session-1": Span(13_200, 21_700),
}
"""Where the sessions are proposed; the last two overlap, and keyframes lie at whole seconds."""
SURENESS = {"opening": 0.9, "keynote": 0.6, "break-1": 0.1, "session-1": 0.3}

KOREAN = (
    Cue(Span(1_000, 4_000), "지금부터 강변 포럼을 시작하겠습니다."),
    Cue(Span(5_800, 6_900), "아나 소자 님을 모시겠습니다."),
    Cue(Span(8_250, 10_750), "먼저 둑을 낮추어야 합니다."),
    Cue(Span(12_000, 13_500), "잠시 쉬겠습니다."),
)
ENGLISH = (Cue(Span(8_500, 11_000), "First lower its <banks> & beds.", voice="Ana Souza"),)


@dataclass(frozen=True, slots=True)
class Studio:
    """An application with a recording to cut."""

    settings: Settings
    app: Starlette
    recording_id: int
    known: KnownMedia

    @property
    def catalogue(self) -> Catalogue:
        catalogue: Catalogue = self.app.state.catalogue
        return catalogue

    @property
    def files(self) -> RecordingFiles:
        return recording_files(self.settings.media_folder, self.recording_id)

    @property
    def index(self) -> FragmentIndex:
        return read_fragment_index(self.files.media)

    def close(self) -> None:
        self.app.state.orders.close()
        self.catalogue.close()

    def viewer(self) -> TestClient:
        """A browser that is not signed in."""
        return TestClient(self.app, base_url=ADDRESS, follow_redirects=False)

    def cookie(self) -> str:
        """What the browser of an editor holds who has signed in."""
        with self.catalogue.writing() as db:
            account_id = check_password(db, EMAIL, forum.PASSWORD).id
            return open_sign_in(db, account_id, datetime.now(UTC))

    def editor(self) -> TestClient:
        """A browser that has signed in by the form."""
        browser = self.viewer()
        answer = sign_in(browser)
        assert answer.status_code == 303, answer.text
        return browser

    def publish(self, *codes: str) -> None:
        with self.catalogue.writing() as db:
            for code in codes:
                session_id = find_session(db, forum.SLUG, code)
                publish_session(db, session_id, account_id=None, now=datetime.now(UTC))

    def cut(self, code: str) -> CutView:
        """The cut that stands now."""
        with self.catalogue.reading() as db:
            card, _ = desk_session(db, forum.SLUG, code)
        assert card.cut
        return card.cut

    def clip(self, code: str, name: str) -> str:
        """The address of a file of the session's clip."""
        return f"/media/clips/{self.cut(code).cut.first.digest}/{name}"


def sign_in(
    browser: TestClient,
    password: str = forum.PASSWORD,
    *,
    email: str = EMAIL,
    language: str = "en",
    following: str = "",
) -> Response:
    """Fill in the sign-in form."""
    fields = {"email": email, "password": password, "next": following}
    return send(browser, f"/{language}/desk/sign-in", fields)


def send(
    browser: TestClient, path: str, fields: Mapping[str, str], *, page: str | None = None
) -> Response:
    """Send a form as the browser would after loading the page it stands on."""
    token = form_token(browser, page or path)
    return browser.post(path, data={**fields, "form_token": token})


def form_token(browser: TestClient, page: str) -> str:
    """The hidden token of the page's forms."""
    text = browser.get(page).text
    found = re.search(r'name="form_token" value="([^"]+)"', text)
    assert found, text
    return found[1]


def make_recording(known: KnownMedia, files: RecordingFiles) -> None:
    """Everything an ingest leaves on disk except posters."""
    files.folder.mkdir(parents=True, exist_ok=True)
    pack(TOOLS, list(known.paths), files.media)
    index = read_fragment_index(files.media)
    save_fragment_index(index, files.fragments)
    listen(TOOLS, files.media, index.duration_ms, waveform=files.waveform, sound=files.sound)
    make_filmstrip(TOOLS, files.media, index.duration_ms, files.filmstrip)


def open_studio(home: Path, known: KnownMedia, base_url: str = ADDRESS) -> Studio:
    """The application over a copy of what ``studio_home`` made."""
    settings = settings_in(home, base_url)
    return Studio(settings, create_app(settings), 1, known)


def settings_in(home: Path, base_url: str = ADDRESS) -> Settings:
    """Everything below one folder."""
    return Settings(
        home=home,
        database_url=f"sqlite:///{home / 'archive.sqlite'}",
        jobs_database_url=f"sqlite:///{home / 'jobs.sqlite'}",
        base_url=base_url,
    )


def fill_studio(catalogue: Catalogue, known: KnownMedia) -> int:
    """Programme, recording, proposals and an editor; gives the recording."""
    with catalogue.writing() as db:
        forum.keep(db)
        add_account(db, EMAIL, forum.PASSWORD, AccountRole.EDITOR, forum.NOW)
        recording_id, _ = order_recording(
            db, forum.SLUG, forum.URL, started_at=forum.STARTED, now=forum.NOW
        )
        note_source(
            db, recording_id, title="River Forum", description="", started_at=None, chapters=[]
        )
        media = {"width": 320, "height": 180, "frame_rate": str(known.rate)}
        note_media(db, recording_id, known.duration_ms, media)
        tracks = [
            CaptionTrack("ko", Origin.PERSON, KOREAN),
            CaptionTrack("en", Origin.PERSON, ENGLISH),
        ]
        keep_tracks(db, recording_id, tracks, forum.NOW)
        proposals = [_proposal(code, recording_id, span) for code, span in SPANS.items()]
        session_ids = {code: find_session(db, forum.SLUG, code) for code in SPANS}
        keep_proposed_cuts(db, proposals, session_ids, forum.NOW)
        note_state(db, recording_id, IngestState.READY, now=forum.NOW)
    return recording_id


def _proposal(code: str, recording_id: int, span: Span) -> PlacedCut:
    because = (Sentence("The programme says {time}.", {"time": "14:02"}),)
    return PlacedCut(code, (CutSpan(recording_id, span),), SURENESS[code], 0.7, because, because)


@pytest.fixture(scope="session")
def known_recording() -> KnownMedia:
    """24 seconds, ten pictures a second, a keyframe every second."""
    return known_media(seconds=24, rate=Fraction(10), gop=10, size=(320, 180))


@pytest.fixture(scope="session")
def studio_home(known_recording: KnownMedia, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation as an ingest leaves it, nobody at work in it; tests copy it."""
    home = tmp_path_factory.mktemp("studio")
    settings = settings_in(home)
    catalogue = Catalogue(settings.database_url)
    migrate(catalogue.engine)
    recording_id = fill_studio(catalogue, known_recording)
    catalogue.close()
    make_recording(known_recording, recording_files(settings.media_folder, recording_id))
    return home


@pytest.fixture
def studio(tmp_path: Path, known_recording: KnownMedia, studio_home: Path) -> Iterator[Studio]:
    """A fresh studio."""
    home = shutil.copytree(studio_home, tmp_path / "home")
    made = open_studio(home, known_recording)
    yield made
    made.close()
