"""What the player is told: which playlist, and where in it the cut lies."""

from dataclasses import dataclass

from starlette.requests import Request

from archive.catalogue.values import SessionPage
from archive.clip.forms import begins_at, best_form
from archive.cut import CutSpan
from archive.language import Language
from archive.timecode import Offset, Span
from web.addresses import (
    captions_address,
    own_playlist_address,
    playlist_address,
    poster_address,
)
from web.media import files_of, index_of
from web.pages.asked import Moment
from web.pages.transcript import track_in


@dataclass(frozen=True, slots=True)
class Playback:
    """A clip as a player takes it; every time is in recording time.

    Second 0 of the playlists is ``snapped_start``, their first picture: that of the cut, or the
    keyframe before it while the exact edges aren't built. All addresses name that form, so that
    they agree although the edges get built while somebody watches. ``own_playlist`` is for our
    script, ``playlist`` for every other player.
    """

    playlist: str
    own_playlist: str
    snapped_start: Offset
    cut: Span
    moment: Moment
    poster: str | None
    captions: dict[Language, str]

    @property
    def fragment(self) -> str:
        """Where a player without our script starts and stops (Media Fragments URI 1.0)."""
        start = self.moment.start if self.moment.start is not None else self.cut.start
        end = self.moment.until or self.cut.end
        return f"#t={self._clip_seconds(start)},{self._clip_seconds(end)}"

    def _clip_seconds(self, offset: Offset) -> str:
        return f"{(offset - self.snapped_start) / 1000:.3f}"


def playback_of(
    request: Request, shown: SessionPage, cut: CutSpan, moment: Moment
) -> Playback | None:
    """How to play the cut; nothing while its recording isn't prepared."""
    files = files_of(request, cut.recording_id)
    if not files.fragments.exists():
        return None
    folder = files.clip(cut.digest)
    form = best_form(folder)
    return Playback(
        playlist=playlist_address(cut.digest, form),
        own_playlist=own_playlist_address(cut.digest, form),
        snapped_start=begins_at(form, folder, index_of(files.main), cut.span),
        cut=cut.span,
        moment=moment,
        poster=poster_address(cut.digest) if files.poster(cut.digest).exists() else None,
        captions={
            language: captions_address(cut.digest, language, form)
            for language in ("ko", "en")
            if track_in(shown, language)
        },
    )
