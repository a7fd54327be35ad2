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
        _moved(cue, Span(max(cue.span.start, first), min(cue.span.end, last)), -origin)
        for cue in cues[:begun]
        if cue.span.end > first
    )


def in_parts(cues: Sequence[Cue], parts: Sequence[Span]) -> tuple[tuple[Cue, ...], ...]:
    """Cues in session time, by start, in the recording time of each part of a session.

    The other direction of ``see_through``, for a track that somebody wrote for a session. What lies
    over the end of the last part is kept too, for the cut may be moved there.
    """
    at, kept = 0, []
    for number, part in enumerate(parts, start=1):
        end = at + part.duration
        if number == len(parts):
            end = max([end, *(cue.span.end for cue in cues)])
        kept.append(tuple(later(see_through(cues, Span(at, end)), part.start)))
        at += part.duration
    return tuple(kept)


def _moved(cue: Cue, span: Span, by: Offset) -> Cue:
    """The cue shown for ``span`` of its time, moved with its words."""
    words = tuple(min(max(word, span.start), span.end) + by for word in cue.words)
    return replace(cue, span=Span(span.start + by, span.end + by), words=words)


def later(cues: Iterable[Cue], by_ms: int) -> Iterator[Cue]:
    """The cues on a clock that is so much ahead."""
    for cue in cues:
        yield _moved(cue, cue.span, by_ms)
