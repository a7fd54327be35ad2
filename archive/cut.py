"""The decision where a session lies in a recording: in point, out point."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from archive.errors import CutOutsideError
from archive.timecode import Offset, Span, print_offset

SHORTEST_MS = 1000
"""A cut shorter than this is a slip of the hand."""


class CutState(StrEnum):
    """Whether the machine or a person decided."""

    PROPOSED = "proposed"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Cut:
    """A session's window onto a recording, in recording time."""

    recording_id: int
    span: Span
    state: CutState
    revision: int

    @property
    def digest(self) -> str:
        """The name of the clip this cut makes."""
        return clip_digest(self.recording_id, self.span)


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


CLIP_VERSION = 1
"""Grows when the same cut would give other bytes."""


def clip_digest(recording_id: int, span: Span) -> str:
    """Names a clip by its content: 20 hexadecimal characters."""
    content = f"{CLIP_VERSION}:{recording_id}:{span.start}:{span.end}"
    return hashlib.sha256(content.encode()).hexdigest()[:20]
