"""What the player is told: which playlist, and where in it the parts of the cut lie."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from archive.catalogue.values import SessionPage
from archive.clip.downloads import DownloadKind, download_file
from archive.clip.forms import Form, begins_at, best_form, own_playlist
from archive.clip.joined import length_ms
from archive.clip.playlist import see_through
from archive.language import LANGUAGES, Language
from archive.media.filmstrip import DESCRIPTION
from archive.timecode import Offset
from web.addresses import (
    captions_address,
    film_address,
    own_playlist_address,
    playlist_address,
    poster_address,
    session_download_address,
)
from web.media import files_of, index_of
from web.pages.asked import Moment
from web.pages.choice import choice_of
from web.pages.parts import Part
from web.pages.transcript import track_in
from web.reader import language_of


@dataclass(frozen=True, slots=True)
class PlayedPart:
    """A part as the player takes it: ``origin`` is recording time of the playlist's second 0.

    That of a later part lies before its own recording, as if its playlist had gone on since then.
    ``has_film`` says whether there are small pictures of it.
    """

    part: Part
    form: Form
    origin: Offset
    has_film: bool

    def seconds(self, offset: Offset) -> float:
        """Where a moment of the part's recording is in the playlist."""
        return (offset - self.origin) / 1000

    def as_json(self) -> dict[str, Any]:
        span = self.part.span
        return {
            "start": self.part.begins,
            "length": span.duration,
            "from": span.start,
            "origin": self.origin,
            "recording": self.part.shown.recording.id,
            "film": film_address(self.part.shown.cut.digest) if self.has_film else None,
        }


@dataclass(frozen=True, slots=True)
class Playback:
    """A session as a player takes it, in session time.

    ``start`` and ``until`` are what the address asks for. Each part begins in the playlists with
    its own first picture, or with the keyframe before it while the exact edges aren't built. All
    addresses name these forms, so that they agree although the edges get built while somebody
    watches. ``own_playlist`` is for our script, ``playlist`` for every other player, ``movie`` for
    those that play no playlists either, once there is such a file.
    """

    playlist: str
    own_playlist: str
    parts: tuple[PlayedPart, ...]
    duration: int
    start: int | None
    until: int | None
    fragment: str
    movie: str | None
    poster: str | None
    captions: dict[Language, str]

    @property
    def parts_json(self) -> list[dict[str, Any]]:
        return [one.as_json() for one in self.parts]


def playback_of(
    request: Request, shown: SessionPage, parts: Sequence[Part], moment: Moment
) -> Playback | None:
    """How to play the session; nothing while one of its recordings isn't prepared."""
    files = [files_of(request, part.shown.recording.id) for part in parts]
    if not all(one.fragments.exists() for one in files):
        return None
    played = tuple(_played(request, parts))
    asked = parts[moment.part - 1]
    name = "+".join(part.shown.cut.digest for part in parts)
    forms = ",".join(one.form for one in played)
    first, choice = parts[0].shown.cut.digest, choice_of(shown)
    return Playback(
        playlist=playlist_address(name, forms),
        own_playlist=own_playlist_address(name, forms),
        parts=played,
        duration=sum(part.span.duration for part in parts),
        start=None if moment.start is None else asked.time(moment.start),
        until=None if moment.until is None else asked.time(moment.until),
        fragment=_fragment(played, moment),
        movie=_movie(request, shown, parts, moment),
        poster=poster_address(first) if files[0].poster(first).exists() else None,
        captions={
            language: captions_address(name, language, forms, track=choice.get(language))
            for language in LANGUAGES
            if track_in(shown, language)
        },
    )


def _played(request: Request, parts: Sequence[Part]) -> Iterator[PlayedPart]:
    at = 0
    for part in parts:
        cut = part.shown.cut
        files = files_of(request, cut.recording_id)
        folder, index = files.clip(cut.digest), index_of(files.main)
        form = best_form(folder)
        has_film = (files.filmstrip / DESCRIPTION).is_file()
        yield PlayedPart(part, form, begins_at(form, folder, index, cut.span) - at, has_film)
        if len(parts) > 1:
            at += length_ms(own_playlist(form, folder, see_through(index, cut.span)))


def _movie(
    request: Request, shown: SessionPage, parts: Sequence[Part], moment: Moment
) -> str | None:
    """The file to take away, from the moment that is asked for on; it begins with the cut."""
    cut, session = parts[0].shown.cut, shown.session
    file = download_file(files_of(request, cut.recording_id), cut.digest, DownloadKind.MOVIE)
    if len(parts) > 1 or not file.is_file():
        return None
    address = session_download_address(
        language_of(request), session.event.slug, session.code, DownloadKind.MOVIE
    )
    if moment.start is None:
        return address
    times = (moment.start,) if moment.until is None else (moment.start, moment.until)
    return f"{address}#t={','.join(f'{(time - cut.span.start) / 1000:.3f}' for time in times)}"


def _fragment(parts: Sequence[PlayedPart], moment: Moment) -> str:
    """Where a player without our script starts and stops (Media Fragments URI 1.0)."""
    first, last = parts[moment.part - 1 if moment.start is not None else 0], parts[-1]
    start = first.part.span.start if moment.start is None else moment.start
    end = last.seconds(last.part.span.end)
    until = end if moment.until is None else first.seconds(moment.until)
    return f"#t={first.seconds(start):.3f},{until:.3f}"
