"""Which of several tracks of one language is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.captions.model import Cue, Origin, Way
from archive.language import Language
from archive.timecode import Span

LONGEST_PAUSE_MS = 120_000
"""A track that is silent for longer does not speak for that time."""

_TRUST = tuple(Origin)


@dataclass(frozen=True, slots=True)
class TrackFacts:
    """All that is known of a kept track but its cues.

    ``key`` names what it was read from: tracks that one file gave in several recordings share it.
    ``source`` is an address or a file's name, ``made_at`` when the track got its present cues, and
    ``covers`` the time of the recording that it speaks for.
    """

    id: int
    recording_id: int
    key: str
    language: Language
    origin: Origin
    way: Way
    source: str
    made_at: datetime
    covers: tuple[Span, ...]

    def covered(self, window: Span) -> int:
        """Milliseconds of the window that it speaks for."""
        shared = (span.overlap(window) for span in self.covers)
        return sum(span.duration for span in shared if span)


def covered(cues: Sequence[Cue]) -> tuple[Span, ...]:
    """The time that a track speaks for, its cues by start: they and what is not long between."""
    spans: list[Span] = []
    for cue in cues:
        if spans and cue.span.start - spans[-1].end <= LONGEST_PAUSE_MS:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, cue.span.end))
        else:
            spans.append(cue.span)
    return tuple(spans)


def best_first(
    tracks: Iterable[TrackFacts], language: Language, window: Span
) -> tuple[TrackFacts, ...]:
    """The tracks of a language that say anything in a window, the one to show first.

    They come by trust, but first those that speak for at least half as much of the window as any:
    what a person wrote for one session only reaches over into the next.
    """
    seen = [
        (shared, track)
        for track in tracks
        if track.language == language and (shared := track.covered(window))
    ]
    most = max((shared for shared, _ in seen), default=0)
    ranked = sorted(seen, key=lambda one: (2 * one[0] < most, *_order(one[1]), one[1].id))
    return tuple(track for _, track in ranked)


def track_to_show(ranked: Sequence[TrackFacts], key: str = "") -> TrackFacts | None:
    """The chosen one of the tracks that ``best_first`` gave, or the best."""
    chosen = (track for track in ranked if track.key == key)
    return next(chosen, ranked[0] if ranked else None)


def _order(track: TrackFacts) -> tuple[int, float]:
    """What a person wrote before what a machine heard, and that before what a machine translated.

    Of the same origin the newest, since it is the one that was corrected.
    """
    return _TRUST.index(track.origin), -track.made_at.timestamp()
