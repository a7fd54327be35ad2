"""An installation that holds one made day, as ``bench.evidence`` works on it step by step."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.captions import read_cues
from archive.captions.model import CaptionTrack, Origin
from archive.catalogue.engine import Catalogue
from archive.catalogue.keep.account import add_account
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.drafts import add_draft, apply_draft, edit_draft
from archive.catalogue.keep.programme import keep_programme
from archive.catalogue.keep.recording import note_media, note_state, order_recording
from archive.catalogue.queries.desk import desk_event, reviewed_cuts
from archive.catalogue.values import AccountRole, ImportFile, IngestState, SessionCard
from archive.cut import CutSpan
from archive.editing import CutEditor
from archive.language import Language
from archive.media.filmstrip import make_filmstrip
from archive.media.fragments import load_fragment_index, read_fragment_index, save_fragment_index
from archive.media.listening import listen
from archive.media.normalise import make_recording
from archive.media.tools import Tools, find_tools
from archive.pairing.files import mended, read_files
from archive.programme import read_programme
from archive.settings import Settings
from archive.storage import RecordingFiles, recording_files
from bench import material
from bench.broadcasts import Broadcast
from jobs.opening import opened_catalogue
from jobs.steps.cuts import realign_event
from jobs.workshop import Workshop

RECORDING = 1
SLUG = "day"
_URL = "https://www.youtube.com/watch?v=day"
_LANGUAGES: dict[Language, Origin] = {"ko": Origin.AUTOMATIC, "en": Origin.TRANSLATED}
_MOVED_MS = 20_000

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Learned:
    """What an installation holds after a step; cuts by session code, decided ones apart."""

    proposed: dict[str, tuple[CutSpan, ...]]
    decided: dict[str, tuple[CutSpan, ...]]


@dataclass(frozen=True, slots=True)
class Day:
    """One made day and the installation that learns of it; every step gives the work to measure."""

    film: Broadcast
    workshop: Workshop

    @property
    def files(self) -> RecordingFiles:
        return recording_files(self.workshop.settings.media_folder, RECORDING)

    @property
    def catalogue(self) -> Catalogue:
        return self.workshop.catalogue

    @property
    def duration_ms(self) -> int:
        return load_fragment_index(self.files.fragments).duration_ms

    def hear(self) -> Work:
        """Listen to all of it."""
        files, duration = self.files, self.duration_ms
        return lambda: listen(
            self.workshop.tools, files.media, duration, waveform=files.waveform, sound=files.sound
        )

    def look(self) -> Work:
        """Decode the keyframes; what was drawn under the sound tells nothing of the day."""
        files, duration = self.files, self.duration_ms
        folder = files.folder / "drawn"
        return lambda: make_filmstrip(self.workshop.tools, files.media, duration, folder)

    def read(self) -> Work:
        """Read the captions, of a day whose programme is there."""
        self._begin()
        texts = {one: self.film.folder / f"part1.{one}.vtt" for one in _LANGUAGES}

        def read() -> None:
            tracks = [
                CaptionTrack(one, _LANGUAGES[one], read_cues(path.read_bytes(), language=one), _URL)
                for one, path in texts.items()
            ]
            with self.catalogue.writing() as db:
                keep_tracks(db, RECORDING, tracks, _now())

        return read

    def align(self) -> Work:
        """Place all sessions and chapters."""
        return lambda: realign_event(self.workshop, SLUG)

    def check(self) -> Work:
        """Agree with the keynote's cut, and align again."""
        return self._decide("keynote", 0)

    def move(self) -> Work:
        """Move both points of the second session, and align again."""
        return self._decide("s2", _MOVED_MS)

    def edit(self) -> Work:
        """Have the third session begin later, as an import mended at the desk says, and align."""
        programme = read_programme(self._programme)
        row = next(one for one in programme.sessions if one.code == "s3")
        assert row.start  # noqa: S101 (the generator prints the times of all rows)
        later = {"start": (row.start + timedelta(minutes=10)).isoformat()}

        def edit() -> None:
            with self.catalogue.writing() as db:
                file = ImportFile("programme.json", self._programme)
                number = add_draft(db, [file], slug=SLUG, edits={}, account_id=1, now=_now())
                edit_draft(db, number, row.code, later)
                read = mended(read_files([(file.name, file.content)], None), {row.code: later}, [])
                apply_draft(db, number, read, None, _now())
            realign_event(self.workshop, SLUG)

        return edit

    def learned(self) -> Learned:
        """What stands now."""
        with self.catalogue.reading() as db:
            cards = desk_event(db, SLUG).sessions
            decided = reviewed_cuts(db, SLUG)
        cuts = {card.code: (str(card.id), card.cut.cut.spans) for card in cards if card.cut}
        return Learned(
            {code: spans for code, (key, spans) in cuts.items() if key not in decided},
            {code: decided[key] for code, (key, _) in cuts.items() if key in decided},
        )

    @property
    def _programme(self) -> bytes:
        return (self.film.folder / "programme.json").read_bytes()

    def _begin(self) -> None:
        with self.catalogue.writing() as db:
            now = _now()
            keep_programme(
                db, read_programme(self._programme), content=b"", file_name="a", slug=SLUG, now=now
            )
            add_account(db, "editor@example.org", "ten letters", AccountRole.EDITOR, now)
            began = self.film.started_at(0)
            order_recording(db, SLUG, _URL, started_at=began, now=now)
            note_media(db, RECORDING, self.duration_ms, {})
            note_state(db, RECORDING, IngestState.READY, now=now)

    def _decide(self, code: str, by_ms: int) -> Work:
        card = self._card(code)
        assert card.cut  # noqa: S101 (all sessions of the day are found)
        cut = card.cut.cut
        span = cut.first.span
        editor = CutEditor(self.catalogue, SLUG, code, cut.revision, 1, _now())

        def decide() -> None:
            editor.move(span.start + by_ms, span.end + by_ms)
            realign_event(self.workshop, SLUG)

        return decide

    def _card(self, code: str) -> SessionCard:
        with self.catalogue.reading() as db:
            return next(card for card in desk_event(db, SLUG).sessions if card.code == code)


def prepared(film: Broadcast, folder: Path, cache: Path) -> None:
    """The day's sound under 720p30 pictures, packed, and beside it its own small pictures."""
    tools, files = find_tools(), recording_files(folder / "media", RECORDING)
    if files.fragments.exists():
        return
    files.folder.mkdir(parents=True, exist_ok=True)
    _pack(tools, film, files, cache)
    index = read_fragment_index(files.media)
    own = recording_files(folder / "own", RECORDING)
    own.folder.mkdir(parents=True, exist_ok=True)
    make_recording(tools, [film.folder / "part1.mp4"], own.media, own.converting)
    make_filmstrip(tools, own.media, index.duration_ms, files.filmstrip)
    save_fragment_index(index, files.fragments)


def _pack(tools: Tools, film: Broadcast, files: RecordingFiles, cache: Path) -> None:
    mixed = files.folder / "mixed.mkv"
    material.under(tools, cache, film.folder / "part1.mp4", mixed)
    make_recording(tools, [mixed], files.media, files.converting)
    mixed.unlink()


@contextmanager
def opened(film: Broadcast, folder: Path, *, is_new: bool) -> Iterator[Day]:
    """The installation in ``folder``; a new one has forgotten all but the media."""
    database = folder / "archive.sqlite"
    if is_new:
        for one in folder.glob("archive.sqlite*"):
            one.unlink()
    settings = Settings(folder, f"sqlite:///{database}", f"sqlite:///{folder}/jobs.sqlite")
    with opened_catalogue(settings) as catalogue:
        yield Day(film, Workshop(settings, catalogue, find_tools()))


def _now() -> datetime:
    return datetime.now(UTC)
