"""Voices that captions know of: of a hall that murmurs in a break nobody writes a word down."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from archive.alignment.heard import Heard, joined
from archive.alignment.spoken import Spoken, talking
from archive.timecode import Span

_NEAR_MS = 1500
"""Captions come a little early or late."""

_GAP_MS, _BREATH_MS = 3000, 400
_SPOKEN_THROUGH = 0.6
_MOST = 0.6
"""So much of all voices has to be written down before the others are taken for noise."""


def as_written(heard: Heard, tracks: Sequence[Spoken]) -> Heard:
    """What is heard without voices that no caption writes down, where captions write down most."""
    heard = _without_sung(heard, tracks)
    lines = [_Line(talking(track, _GAP_MS)) for track in tracks if track.words]
    kept = tuple(span for span in heard.speech if any(line.touches(span) for line in lines))
    if sum(span.duration for span in kept) < _MOST * sum(span.duration for span in heard.speech):
        return heard
    sounds = _Line(sorted((*kept, *heard.applause)))
    active = tuple(span for span in heard.active if sounds.touches(span, 0))
    return replace(heard, speech=kept, active=active)


def _without_sung(heard: Heard, tracks: Sequence[Spoken]) -> Heard:
    """Without music through which somebody speaks all the time: a voice with music behind it."""
    said = [_Line(talking(track, _BREATH_MS)) for track in tracks if track.words]
    spoken = tuple(
        span for span in heard.music if any(one.share(span) >= _SPOKEN_THROUGH for one in said)
    )
    if not spoken:
        return heard
    speech = joined((*heard.speech, *spoken))
    active = joined((*heard.active, *spoken))
    music = tuple(span for span in heard.music if span not in spoken)
    return replace(heard, speech=speech, music=music, active=active)


class _Line:
    """Spans by start that don't overlap."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.starts = [span.start for span in spans]
        self.spans = spans

    def touches(self, span: Span, near: int = _NEAR_MS) -> bool:
        """Whether any of them lies as near to ``span``."""
        at = bisect_right(self.starts, span.end + near) - 1
        return at >= 0 and self.spans[at].end >= span.start - near

    def share(self, span: Span) -> float:
        """How much of ``span`` they cover, 0 to 1."""
        first = max(bisect_right(self.starts, span.start) - 1, 0)
        last = bisect_right(self.starts, span.end)
        parts = (one.overlap(span) for one in self.spans[first:last])
        return sum(part.duration for part in parts if part) / span.duration
