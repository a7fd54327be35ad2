"""A session's parts as its page shows them: on one clock, and what lies between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from archive.catalogue.values import SessionPage, SessionPart
from archive.cut import Cut
from archive.language import Language
from archive.sentence import Sentence
from archive.timecode import Offset, Span
from web.formats import written_length


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a session that begins at ``begins`` of session time."""

    shown: SessionPart
    begins: int

    @property
    def number(self) -> int:
        return self.shown.number

    @property
    def span(self) -> Span:
        return self.shown.cut.span

    @property
    def named(self) -> int | None:
        """The recording as links name it: those into the first part need not."""
        return self.shown.recording.id if self.number > 1 else None

    def time(self, offset: Offset) -> int:
        """Session time of a moment of the recording, or of the part's moment nearest to it."""
        return self.begins + min(max(offset, self.span.start), self.span.end) - self.span.start


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a part follows another, and what viewers are told of it."""

    after: Part
    sentence: Sentence


def parts_of(shown: SessionPage, cut: Cut) -> tuple[Part, ...]:
    """The parts of the cut in the order they are watched."""
    return tuple(Part(one, cut.begins(one.number)) for one in shown.parts)


def gaps_in(parts: Sequence[Part], language: Language) -> Iterator[Gap]:
    """What lies between the parts."""
    for before, after in pairwise(parts):
        yield Gap(after, _told(before.shown, after.shown, language))


def _told(before: SessionPart, after: SessionPart, language: Language) -> Sentence:
    left_out = _left_out_ms(before, after)
    if left_out is None:
        return Sentence("The livestream broke off here.")
    if left_out <= 0:
        return Sentence("The session goes on in another recording here.")
    time = written_length(left_out, language)
    if before.recording.id == after.recording.id:
        return Sentence("The recording goes on {time} later.", {"time": time})
    return Sentence("The livestream broke off here for {time}.", {"time": time})


def _left_out_ms(before: SessionPart, after: SessionPart) -> int | None:
    """How much later the next part begins, where the clocks of both are known."""
    later = after.cut.span.start - before.cut.span.end
    if before.recording.id == after.recording.id:
        return later
    began, resumed = before.recording.started_at, after.recording.started_at
    if began is None or resumed is None:
        return None
    return later + (resumed - began) // timedelta(milliseconds=1)
