"""Which of several tracks of one language is shown."""

from collections.abc import Iterable
from datetime import UTC, datetime

from archive.captions.model import CaptionTrack, Origin
from archive.language import Language

_TRUST = tuple(Origin)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def by_trust(tracks: Iterable[CaptionTrack]) -> tuple[CaptionTrack, ...]:
    """The tracks that say anything, the best first.

    What a person wrote before what a machine heard, and that before what a machine translated; of
    the same origin the newest, since it is the one that was corrected.
    """
    filled = (track for track in tracks if track.cues)
    return tuple(sorted(filled, key=_order))


def best_track(tracks: Iterable[CaptionTrack], language: Language) -> CaptionTrack | None:
    """The track of a language that is shown unless the viewer chooses another."""
    return next((track for track in by_trust(tracks) if track.language == language), None)


def _order(track: CaptionTrack) -> tuple[int, float]:
    return _TRUST.index(track.origin), -(track.made_at or _LONG_AGO).timestamp()
