"""A track seen through a cut."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archive.captions.model import Cue
from archive.timecode import Offset, Span


def see_through(
    cues: Sequence[Cue], cut: Span, *, origin_ms: Offset | None = None
) -> tuple[Cue, ...]:
    """The cues said at least partly inside the cut, clipped to it, by start time.

    ``cues`` is sorted by start. Times count from ``origin_ms`` in recording time, or from the cut's
    in point: pass the clip's own start where that differs, since a clip may begin at a keyframe
    before the in point. What lies before the origin is not seen.
    """
    origin = cut.start if origin_ms is None else origin_ms
    first, last = max(cut.start, origin), cut.end
    begun = bisect_left(cues, last, key=lambda cue: cue.span.start)
    return tuple(
        replace(
            cue, span=Span(max(cue.span.start, first) - origin, min(cue.span.end, last) - origin)
        )
        for cue in cues[:begun]
        if cue.span.end > first
    )


def later(cues: Iterable[Cue], by_ms: int) -> Iterator[Cue]:
    """The cues on a clock that is so much ahead."""
    for cue in cues:
        yield replace(cue, span=Span(cue.span.start + by_ms, cue.span.end + by_ms))
