"""The decision where a session lies: in and out point in one recording, or in several in turn."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from archive.errors import CutOutsideError
from archive.timecode import Offset, Span, print_offset

SHORTEST_MS = 1000
"""A cut shorter than this is a slip of the hand."""


class CutState(StrEnum):
    """Whether the machine or a person decided."""

    PROPOSED = "proposed"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class CutSpan:
    """A window onto one recording, in its recording time; each makes one clip."""

    recording_id: int
    span: Span

    @property
    def digest(self) -> str:
        """The name of the clip."""
        return clip_digest(self.recording_id, self.span)


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a session lies: its spans in the order they are watched, nearly always a single one.

    A span's number in that order is its **part**, from 1. **Session time** counts milliseconds over
    all spans, as if nothing lay between them.
    """

    spans: tuple[CutSpan, ...]
    state: CutState
    revision: int

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError("a cut shows something")

    @property
    def first(self) -> CutSpan:
        return self.spans[0]

    @property
    def last(self) -> CutSpan:
        return self.spans[-1]

    @property
    def duration(self) -> int:
        """How long all spans are together."""
        return sum(one.span.duration for one in self.spans)

    def begins(self, part: int) -> int:
        """When a part begins, in session time."""
        return sum(one.span.duration for one in self.spans[: part - 1])

    def session_time(self, part: int, offset: Offset) -> int:
        """Recording time in a part as session time."""
        return self.begins(part) + offset - self.spans[part - 1].span.start

    def in_recording(self, recording_id: int) -> tuple[CutSpan, ...]:
        """The spans that lie in one recording."""
        return tuple(one for one in self.spans if one.recording_id == recording_id)


def checked_span(in_point: Offset, out_point: Offset, duration: int) -> Span:
    """The span between two points; raises ``CutOutsideError`` unless the recording holds it."""
    if in_point < 0 or out_point > duration:
        raise CutOutsideError(
            "The cut {start} to {end} lies outside the recording, which ends at {duration}.",
            start=print_offset(max(in_point, 0)),
            end=print_offset(out_point),
            duration=print_offset(duration),
        )
    if out_point - in_point < SHORTEST_MS:
        raise CutOutsideError(
            "The out point {end} must come at least a second after the in point {start}.",
            start=print_offset(in_point),
            end=print_offset(max(out_point, 0)),
        )
    return Span(in_point, out_point)


def ordered_spans(
    spans: Iterable[CutSpan], began: Mapping[int, datetime | None]
) -> tuple[CutSpan, ...]:
    """The spans as they followed each other: by the clock if every recording's start is known.

    Otherwise recordings follow in the order they were asked for, which is that of their ids.
    ``began`` tells when each began. Raises ``CutOutsideError`` when two show the same.
    """
    every = sorted(spans, key=lambda one: (one.recording_id, one.span))
    for one, following in pairwise(every):
        if one.recording_id == following.recording_id and following.span.start < one.span.end:
            raise CutOutsideError("Two parts of a session can't show the same of a recording.")
    if any(began[one.recording_id] is None for one in every):
        return tuple(every)
    return tuple(sorted(every, key=lambda one: _instant(one, began)))


def _instant(one: CutSpan, began: Mapping[int, datetime | None]) -> datetime:
    start = began[one.recording_id] or datetime.min.replace(tzinfo=UTC)
    return start + timedelta(milliseconds=one.span.start)


CLIP_VERSION = 2
"""Grows when the same cut would give other bytes."""


def clip_digest(recording_id: int, span: Span) -> str:
    """Names a clip by its content: 20 hexadecimal characters."""
    content = f"{CLIP_VERSION}:{recording_id}:{span.start}:{span.end}"
    return hashlib.sha256(content.encode()).hexdigest()[:20]
