"""One continuous capture of one room, and when it began."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.timecode import Offset, Span


@dataclass(frozen=True, slots=True)
class Recording:
    """What alignment and cutting need to know of a capture.

    ``started_at`` is the aware instant of its first frame, or nothing when nobody knows.
    ``duration`` is in milliseconds.
    """

    duration: int
    started_at: datetime | None = None

    def offset_at(self, instant: datetime) -> Offset | None:
        """Recording time of a wall-clock instant; may lie outside the recording."""
        if self.started_at is None:
            return None
        return round((instant - self.started_at) / timedelta(milliseconds=1))

    def instant_at(self, offset: Offset) -> datetime | None:
        """Wall-clock instant of a point in recording time."""
        return None if self.started_at is None else self.started_at + timedelta(milliseconds=offset)

    @property
    def span(self) -> Span:
        return Span(0, self.duration)


@dataclass(frozen=True, slots=True)
class SourceChapter:
    """A named point the source itself gives, in recording time."""

    span: Span
    title: str
