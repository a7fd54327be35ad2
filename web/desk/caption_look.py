"""What an editor sees of a caption file before it is kept: what was read, and where it lies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request

from archive.captions import FileTrack, format_name, read_file
from archive.captions.drift import STEP_MS
from archive.captions.health import health, sentences
from archive.captions.heard import heard
from archive.captions.model import Cue, Origin
from archive.captions.offers import Offer, offers
from archive.captions.spoken_language import language_of as spoken_in
from archive.captions.tracks import TrackFacts, best_first
from archive.captions.window import later
from archive.catalogue.engine import Db
from archive.catalogue.keep.captions import upload_mark
from archive.catalogue.queries.tracks import cues_of_parts, tracks_of
from archive.catalogue.values import CaptionFile, DeskEvent
from archive.errors import RefusedError
from archive.language import LANGUAGES, Language, choose_language
from archive.sentence import Sentence
from web.desk.caption_place import Place, peaks_of, places_in

FIRST_CUES = 6
"""Shown of each track."""

LEFT_OUT = "none"
"""What a form calls the language of a track that is not to be kept."""


@dataclass(frozen=True, slots=True)
class ReadTrack:
    """A track of the file as it will be kept; left out where ``language`` is nothing."""

    number: int
    language: Language | None
    cues: tuple[Cue, ...]
    health: tuple[Sentence, ...]

    @property
    def first(self) -> tuple[Cue, ...]:
        return self.cues[:FIRST_CUES]


@dataclass(frozen=True, slots=True)
class Look:
    """A file, what was read from it, and the place with its sound on the place's own clock."""

    file: CaptionFile
    format: str
    place: Place
    origin: Origin
    tracks: tuple[ReadTrack, ...]
    peaks: bytes

    @property
    def kept(self) -> tuple[ReadTrack, ...]:
        """The tracks that are not left out."""
        return tuple(track for track in self.tracks if track.language)

    @property
    def inside(self) -> int:
        """How many captions begin before the place ends."""
        return sum(cue.span.start < self.place.duration for cue in self._cues)

    @property
    def after(self) -> int:
        return len(self._cues) - self.inside

    @property
    def _cues(self) -> list[Cue]:
        return [cue for track in self.tracks for cue in track.cues]


def look_at(
    request: Request, file: CaptionFile, shown: DeskEvent, asked: Mapping[str, str]
) -> Look:
    """The file at the place that is asked for, with the languages and the origin chosen or told.

    Raises ``RefusedError`` while the event has no place, and ``CaptionsUnreadableError``.
    """
    place = _place(shown, asked)
    read = read_file(file.content, file_name=file.name)
    origin = _origin(asked, read)
    peaks = peaks_of(request, place)
    return Look(
        file,
        format_name(file.content, file_name=file.name),
        place,
        origin,
        tuple(_tracks(read, origin, peaks, asked)),
        peaks,
    )


def offers_for(db: Db, look: Look) -> tuple[Offer, ...]:
    """How the file's longest track might be moved; for eight hours it takes some seconds."""
    longest = max((track.cues for track in look.tracks), key=len)
    # A peak is a tenth of a second: the first one begins a little before the in point.
    ahead = look.place.spans[0].span.start % STEP_MS
    shown = _shown_now(db, look.place, look.file)
    on_the_wave = {language: tuple(later(cues, ahead)) for language, cues in shown.items()}
    return offers(tuple(later(longest, ahead)), look.peaks, on_the_wave)


def _place(shown: DeskEvent, asked: Mapping[str, str]) -> Place:
    """The place that is asked for, or the first."""
    places = places_in(shown)
    if not places:
        raise RefusedError("This event has no recording yet that captions could belong to.")
    found = (place for place in places if place.value == asked.get("place"))
    return next(found, places[0])


def _origin(asked: Mapping[str, str], read: Sequence[FileTrack]) -> Origin:
    """Who wrote them: what was chosen, or else a machine where words have their times."""
    if asked.get("origin") in list(Origin):
        return Origin(asked["origin"])
    timed = any(cue.words for track in read for cue in track.cues)
    return Origin.AUTOMATIC if timed else Origin.PERSON


def _tracks(
    read: Sequence[FileTrack], origin: Origin, peaks: bytes, asked: Mapping[str, str]
) -> Iterator[ReadTrack]:
    spoken = heard(peaks)
    for number, track in enumerate(read):
        told = choose_language([track.language], spoken_in(track.cues))
        chosen = asked.get(f"language-{number}", told)
        language = None if chosen == LEFT_OUT else choose_language([chosen], told)
        line = sentences(health(track.cues, language or told, origin=origin, speech=spoken))
        yield ReadTrack(number, language, track.cues, line)


def _shown_now(db: Db, place: Place, file: CaptionFile) -> dict[Language, list[Cue]]:
    """What viewers see at the place, except of this very file, on the place's own clock."""
    known = tracks_of(db, {one.recording_id for one in place.spans})
    others = {
        recording: [one for one in tracks if not one.key.startswith(upload_mark(file.digest))]
        for recording, tracks in known.items()
    }
    found: dict[Language, list[Cue]] = {}
    for language in LANGUAGES:
        tracks = _best(place, others, language)
        if any(tracks):
            found[language] = place.seen(cues_of_parts(db, place.spans, tracks))
    return found


def _best(
    place: Place, tracks: Mapping[int, Sequence[TrackFacts]], language: Language
) -> list[TrackFacts | None]:
    ranked = (
        best_first(tracks.get(one.recording_id, ()), language, one.span) for one in place.spans
    )
    return [one[0] if one else None for one in ranked]
