"""The archive put together: two meetings with their files, a few older ones, an editor."""

import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from starlette.applications import Starlette

from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.account import sign_in
from archive.catalogue.keep.clip_work import note_work, order_work
from archive.catalogue.keep.cut import find_session, publish_session
from archive.catalogue.keep.programme import keep_programme
from archive.catalogue.migrate import migrate
from archive.catalogue.queries.desk import desk_event, planned_sessions
from archive.catalogue.values import WorkKind, WorkState
from archive.programme.model import Bilingual, Programme, ProgrammeEvent
from archive.search.analyse import Analyser
from archive.search.index import analyse_cues, index_session
from archive.sentence import Sentence
from archive.settings import Settings
from archive.storage import recording_files
from demo.paint import sheet
from tests import forum
from tests.gallery import harbour
from tests.gallery.desk import put_desk
from tests.media import KnownMedia, known_media
from tests.studio import fill_studio, make_recording, settings_in
from web.app import create_app

OLDER = (
    ("quiet-rivers-2025", Bilingual("조용한 강 학술대회", "Quiet Rivers Conference"), 2025),
    ("harbour-days-2024", Bilingual("2024 항구도시 포럼", "Harbour Cities Forum 2024"), 2024),
    ("lamp-makers-2024", Bilingual("등불 만드는 사람들", ""), 2024),
    ("river-forum-2023", Bilingual("2023 강변 포럼", "River Forum 2023"), 2023),
)
INK, PAPERS = "#17292f", ("#f6f2ea", "#dbe9e6", "#f3dfc1", "#e4e0ef")
UNDATED = ("no-date-yet", Bilingual("날짜를 정하지 않은 모임", "A meeting without a date yet"))


@dataclass(frozen=True, slots=True)
class Gallery:
    """An application over its archive, and the cookie of an editor who is signed in."""

    app: Starlette
    cookie: str

    def close(self) -> None:
        self.app.state.orders.close()
        self.app.state.catalogue.close()


def gallery_media() -> KnownMedia:
    """24 seconds, ten pictures a second, a keyframe every second."""
    return known_media(seconds=24, rate=Fraction(10), gop=10, size=(320, 180))


def open_empty(home: Path, analyser: Analyser | None = None) -> Gallery:
    """An archive in which nothing is yet."""
    home.mkdir(parents=True, exist_ok=True)
    return Gallery(create_app(settings_in(home), analyser), "")


def open_single(home: Path, analyser: Analyser | None = None) -> Gallery:
    """An archive of one event, of which nothing is published."""
    made = open_empty(home, analyser)
    with made.app.state.catalogue.writing() as db:
        forum.keep(db)
    return made


def open_gallery(home: Path, analyser: Analyser | None = None) -> Gallery:
    """An archive in which every page has something to show."""
    settings, known = settings_in(home), gallery_media()
    home.mkdir(parents=True, exist_ok=True)
    catalogue = Catalogue(settings.database_url)
    migrate(catalogue.engine)
    river = fill_studio(catalogue, known)
    with catalogue.writing() as db:
        waves = harbour.put_harbour(db, known.duration_ms)
        for code in ("opening", "keynote", "session-1"):
            then = harbour.NOW - timedelta(days=5)
            publish_session(db, find_session(db, forum.SLUG, code), account_id=None, now=then)
        token = sign_in(db, 1, harbour.NOW + timedelta(days=36_500))
    _put_older(catalogue)
    put_desk(catalogue)
    _break_a_clip(catalogue)
    catalogue.close()
    files = recording_files(settings.media_folder, river)
    make_recording(known, files)
    shutil.copytree(files.folder, recording_files(settings.media_folder, waves).folder)
    app = create_app(settings, analyser)
    _index(app, {forum.SLUG: river, harbour.SLUG: waves})
    _draw_posters(app, settings)
    return Gallery(app, token)


def _put_older(catalogue: Catalogue) -> None:
    """Meetings of other years, without sessions; one has no date."""
    dated = [(slug, title, date(year, 9, 3)) for slug, title, year in OLDER]
    with catalogue.writing() as db:
        for slug, title, day in (*dated, (*UNDATED, None)):
            programme = Programme(ProgrammeEvent(title, day, "Asia/Seoul"), ())
            keep_programme(
                db, programme, content=b"-", file_name="p.txt", slug=slug, now=harbour.NOW
            )


def _break_a_clip(catalogue: Catalogue) -> None:
    """One clip's edges could not be made."""
    with catalogue.writing() as db:
        cards = {card.code: card for card in desk_event(db, forum.SLUG).sessions}
        cut = cards["keynote"].cut
        assert cut
        (task,) = order_work(db, cut.cut.first.digest, [WorkKind.EDGES], forum.NOW)
        last = "[h264] error while decoding MB 12 3, bytestream -7"
        told = "The recording is damaged around the cut: {reason}. Prepare it again."
        message, lines = Sentence(told, {"reason": last}), [last]
        note_work(db, task, WorkState.FAILED, now=forum.NOW, message=message, last_lines=lines)


def _index(app: Starlette, recordings: dict[str, int]) -> None:
    analyser: Analyser = app.state.analyser
    with app.state.catalogue.writing() as db:
        for slug, recording in recordings.items():
            analyse_cues(db, recording, analyser)
            for one in planned_sessions(db, slug):
                index_session(db, int(one.key), analyser)


def _draw_posters(app: Starlette, settings: Settings) -> None:
    """A slide for each published session; the openings have no picture yet."""
    with app.state.catalogue.reading() as db:
        events = [desk_event(db, slug) for slug in (forum.SLUG, harbour.SLUG)]
    cards = [card for shown in events for card in shown.sessions if card.published_at]
    for card in cards:
        if card.cut is None or card.code == "opening":
            continue
        cut = card.cut.cut.first
        files = recording_files(settings.media_folder, cut.recording_id)
        poster = files.poster(cut.digest)
        poster.parent.mkdir(parents=True, exist_ok=True)
        slide = sheet(PAPERS[card.id % len(PAPERS)])
        slide.write((48, 130), card.title.ko, 38, INK, bold=True, room=540)
        slide.write((48, 196), card.title.en, 24, INK, room=540)
        slide.done().save(poster, "JPEG", quality=90)
