"""An event's recordings as streams: those of one room, one after another on one line of time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from archive.alignment.evidence import Candidate, Evidence
from archive.alignment.model import PlannedSession
from archive.alignment.talk import READ, Talk, talk_of
from archive.alignment.traces import NOTHING, Traces, one_after_another
from archive.cut import CutSpan
from archive.recording import Recording
from archive.timecode import Offset, Span


@dataclass(frozen=True, slots=True)
class Captured:
    """A recording of the event as it is mapped; ids follow the order they were asked for.

    ``room`` is what a person says, ``says`` what the source calls it: its title, its description.
    """

    id: int
    recording: Recording
    evidence: tuple[Evidence, ...] = ()
    says: tuple[str, ...] = ()
    room: str = ""
    traces: Traces = NOTHING


@dataclass(frozen=True, slots=True)
class Stretch:
    """A recording on its stream's line of time, where it begins at ``begins``."""

    captured: Captured
    begins: Offset

    @property
    def span(self) -> Span:
        return Span(self.begins, self.begins + self.captured.recording.duration)


@dataclass(frozen=True, slots=True)
class Stream:
    """The recordings of one room in turn; ``room`` is empty where nothing says which it is.

    ``is_guessed`` says that the room was only taken by the order of rooms and recordings.
    """

    room: str
    stretches: tuple[Stretch, ...]
    is_guessed: bool = False

    @property
    def recording(self) -> Recording:
        """The whole line as if it were one recording; what nobody recorded is part of it."""
        starts = (_zero(stretch) for stretch in self.stretches)
        began = next((start for start in starts if start is not None), None)
        return Recording(self.stretches[-1].span.end, began)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """That of every recording, on the stream's line of time."""
        return tuple(
            _moved(one, stretch) for stretch in self.stretches for one in stretch.captured.evidence
        )

    @property
    def traces(self) -> Traces:
        """What all its recordings leave to align by, on the stream's line of time."""
        return one_after_another([(one.begins, one.captured.traces) for one in self.stretches])

    @property
    def talk(self) -> Talk:
        """How much is said when; what nobody recorded is no silence."""
        pairs = pairwise(self.stretches)
        gaps = [
            Span(before.span.end, after.span.start)
            for before, after in pairs
            if before.span.end < after.span.start
        ]
        traces = self.traces
        return talk_of(traces.speech, gaps, 1.0 if traces.has_sound else READ)

    def shown(self, span: Span) -> tuple[CutSpan, ...]:
        """What the recordings hold of a span of the stream."""
        return tuple(
            CutSpan(
                stretch.captured.id, Span(held.start - stretch.begins, held.end - stretch.begins)
            )
            for stretch in self.stretches
            if (held := span.overlap(stretch.span))
        )

    def around(self, spans: Iterable[CutSpan]) -> Span | None:
        """From the first to the last moment of the spans that lie in this stream."""
        begins = {stretch.captured.id: stretch.begins for stretch in self.stretches}
        held = [
            (begins[one.recording_id] + one.span.start, begins[one.recording_id] + one.span.end)
            for one in spans
            if one.recording_id in begins
        ]
        return Span(min(held)[0], max(end for _, end in held)) if held else None

    def with_gaps(self, span: Span, starts: datetime | None, ends: datetime | None) -> Span:
        """The span, and the gaps beside it as far as a session was planned to last into them.

        A decision that ends where a recording breaks off doesn't say that its session was over.
        """
        start, end = (self._planned(instant) for instant in (starts, ends))
        for before, after in pairwise(self.stretches):
            broke, resumed = before.span.end, after.span.start
            if end is not None and 0 <= broke - span.end <= _NEAR_MS and end > broke:
                span = Span(span.start, max(min(end, resumed), span.end))
            if start is not None and 0 <= span.start - resumed <= _NEAR_MS and start < resumed:
                span = Span(min(max(start, broke), span.start), span.end)
        return span

    def _planned(self, instant: datetime | None) -> Offset | None:
        return None if instant is None else self.recording.offset_at(instant)


def lay_out_stream(recordings: Sequence[Captured], room: str = "") -> Stream:
    """Recordings of one room, in their order, on one line of time that begins with the first.

    Where the clock of one is not known, nothing is taken to lie between it and its neighbour.
    """
    known = next((n for n, one in enumerate(recordings) if one.recording.started_at), 0)
    began = recordings[known].recording.started_at
    at = -sum(one.recording.duration for one in recordings[:known])
    first, stretches = at, []
    for one in recordings:
        if began is not None and one.recording.started_at is not None:
            at = max(at, _ms(one.recording.started_at, began))
        stretches.append(Stretch(one, at - first))
        at += one.recording.duration
    return Stream(room, tuple(stretches))


def in_turn(recordings: Iterable[Captured]) -> list[Captured]:
    """By the clock where it is known of all, else in the order they were asked for."""
    every = sorted(recordings, key=lambda one: one.id)
    clocks = {one.id: start for one in every if (start := one.recording.started_at)}
    if len(clocks) < len(every):
        return every
    return sorted(every, key=lambda one: (clocks[one.id], one.id))


def follow(one: Captured, other: Captured) -> bool:
    """Whether both can be of one room: they don't run at the same time, as far as is known.

    Clocks of a stream that broke off and came back may be wrong by a little.
    """
    starts = one.recording.started_at, other.recording.started_at
    if starts[0] is None or starts[1] is None:
        return True
    later = _ms(starts[1], starts[0])
    shared = Span(later, later + other.recording.duration).overlap(one.recording.span)
    shorter = min(one.recording.duration, other.recording.duration)
    return shared is None or shared.duration <= min(_CLOCK_WRONG_MS, shorter // 10)


_CLOCK_WRONG_MS = 120_000
_NEAR_MS = 30_000
"""What is cut off so near to where a recording breaks off is cut off by that."""


def breaks(stream: Stream, spans: Sequence[CutSpan]) -> Iterator[int | None]:
    """How long nothing was recorded between spans that follow each other; nothing if unknown."""
    places: Mapping[int, Stretch] = {one.captured.id: one for one in stream.stretches}
    for n, one in enumerate(spans[:-1]):
        before, after = places[one.recording_id], places[spans[n + 1].recording_id]
        clocks = (stretch.captured.recording.started_at for stretch in (before, after))
        is_known = all(clock is not None for clock in clocks)
        yield after.span.start - before.span.end if is_known else None


def _moved(evidence: Evidence, stretch: Stretch) -> Evidence:
    own = stretch.captured.recording

    def moved(sessions: Sequence[PlannedSession], recording: Recording) -> Iterator[Candidate]:
        del recording  # the whole stream, which this evidence knows nothing of
        for one in evidence(sessions, own):
            if 0 <= one.offset <= own.duration:
                offset = one.offset + stretch.begins
                yield Candidate(one.key, one.edge, offset, one.weight, one.because)

    return moved


def _zero(stretch: Stretch) -> datetime | None:
    """When the stream's line of time begins, by this recording's clock."""
    return stretch.captured.recording.instant_at(-stretch.begins)


def _ms(instant: datetime, zero: datetime) -> int:
    return round((instant - zero) / timedelta(milliseconds=1))
