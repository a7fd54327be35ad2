"""Which of an event's recordings hold each session, and where."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from archive.alignment import propose_cuts
from archive.alignment.breaking import broken_clues
from archive.alignment.calibration import Calibration, calibration_for
from archive.alignment.model import (
    Alternative,
    PlacedChapter,
    PlacedCut,
    PlannedSession,
    ProposedCut,
)
from archive.alignment.parts import propose_chapters, unnamed_starts
from archive.alignment.rooms import same_room, streams_of
from archive.alignment.streams import Captured, Stream, breaks
from archive.alignment.traces import Traces
from archive.alignment.turns import turns_of
from archive.alignment.verdict import names_people
from archive.cut import SHORTEST_MS, CutSpan
from archive.sentence import Sentence
from archive.timecode import Span, print_clock

BROKEN, OVER, GUESSED = 0.6, 0.5, 0.5
"""What is left of a confidence when the recording breaks off inside the session; when it begins
or ends while nothing was recorded; when nothing says which recording shows it. Judgement."""

_SLIVER_MS = 20_000
_SLIVER_SHARE = 20

_BEFORE = Sentence("The session began before the recording did.")
_AFTER = Sentence("The recording ends before the session does.")
_BROKE = Sentence("The livestream broke off inside this session.")
_BY_ORDER = Sentence(
    "Nothing says which room this recording shows; rooms are taken in their order."
)
_SEVERAL = Sentence("Several recordings ran at this time, and nothing says which one shows this.")

Choice = Mapping[str, Sequence[Stream]]
"""Where each session may lie, by its key."""


def place_cuts(
    sessions: Sequence[PlannedSession],
    recordings: Sequence[Captured],
    fixed: Mapping[str, Sequence[CutSpan]],
    calibration: Calibration | None = None,
) -> tuple[PlacedCut, ...]:
    """Where every session of an event lies in its recordings, in the order of the sessions.

    Sessions are placed in the stream of their room, each stream as ``propose_cuts`` places them in
    one recording. What several recordings of the stream hold of a session are its spans. A session
    that may be in several streams is in the one that shows it most surely. ``fixed`` are reviewed
    cuts by session key: the others are placed around them, and they are not proposed again.
    ``calibration`` is that of the same kinds of evidence where none is given.
    """
    rooms = tuple(dict.fromkeys(session.room for session in sessions if session.room))
    streams = streams_of(_lasting(recordings), rooms)
    open_sessions = [session for session in sessions if session.key not in fixed]
    choice: Choice = {one.key: _may_be_in(one, streams) for one in open_sessions}
    tried = _place(sessions, streams, choice, fixed, calibration)
    counts = Counter(cut.key for _, cut in tried)
    decided = {key: [stream] for key, stream in _surest(open_sessions, tried).items()}
    is_decided = counts.total() == len(counts)
    found = tried if is_decided else _place(sessions, streams, decided, fixed, calibration)
    placed = {cut.key: (cut, stream) for stream, cut in found}
    return tuple(
        _remarked(*placed[one.key], is_open=counts[one.key] > 1)
        for one in open_sessions
        if one.key in placed
    )


def place_chapters(
    sessions: Sequence[PlannedSession],
    recordings: Sequence[Captured],
    spans: Mapping[str, Sequence[CutSpan]],
    calibration: Calibration | None = None,
) -> tuple[PlacedChapter, ...]:
    """The chapters inside each session that lies in ``spans``, decided or proposed."""
    rooms = tuple(dict.fromkeys(session.room for session in sessions if session.room))
    found: list[PlacedChapter] = []
    for stream in streams_of(_lasting(recordings), rooms):
        traces = stream.traces
        curves = calibration or _curves(traces)
        unnamed = unnamed_starts(traces)
        for session in sessions:
            if inside := stream.around(spans.get(session.key, ())):
                for one in propose_chapters(session, inside, traces, unnamed, curves):
                    for shown in stream.shown(Span(one.offset, one.offset + 1)):
                        moved = replace(one, offset=shown.span.start)
                        found.append(PlacedChapter(shown.recording_id, moved))
    return tuple(found)


def _lasting(recordings: Sequence[Captured]) -> list[Captured]:
    return [one for one in recordings if one.recording.duration > 0]


def _may_be_in(session: PlannedSession, streams: Sequence[Stream]) -> Sequence[Stream]:
    """The streams of its room, else those of no known room; all where it has no room."""
    if not session.room:
        return streams
    its = [stream for stream in streams if same_room(stream.room, session.room)]
    return its or [stream for stream in streams if not stream.room]


def _place(
    sessions: Sequence[PlannedSession],
    streams: Iterable[Stream],
    choice: Choice,
    fixed: Mapping[str, Sequence[CutSpan]],
    calibration: Calibration | None,
) -> list[tuple[Stream, PlacedCut]]:
    found: list[tuple[Stream, PlacedCut]] = []
    for stream in streams:
        held = _held(sessions, stream, fixed)
        its = [one for one in sessions if one.key in held or stream in choice.get(one.key, ())]
        traces = stream.traces
        clues = tuple(traces.clues())
        proposals = propose_cuts(
            its,
            stream.recording,
            evidence=stream.evidence,
            clues=(*clues, broken_clues(stream)) if clues else (),
            fixed=held,
            talk=stream.talk,
            turns=turns_of(traces.voices),
            has_words=traces.has_words,
            is_named=names_people(its, traces.spoken),
            calibration=calibration or _curves(traces),
        )
        found += [(stream, cut) for one in proposals for cut in _in_recordings(one, stream)]
    return found


def _curves(traces: Traces) -> Calibration:
    return calibration_for(has_words=traces.has_words, has_sound=traces.has_sound)


def _held(
    sessions: Iterable[PlannedSession], stream: Stream, fixed: Mapping[str, Sequence[CutSpan]]
) -> dict[str, Span]:
    """What decisions take of the stream, with what nobody recorded of their sessions."""
    return {
        one.key: stream.with_gaps(span, one.start, one.end)
        for one in sessions
        if (span := stream.around(fixed.get(one.key, ())))
    }


def _in_recordings(proposal: ProposedCut, stream: Stream) -> Iterator[PlacedCut]:
    """The proposal as spans of the stream's recordings; nothing if none of them holds it."""
    first, last = proposal.in_point, proposal.out_point
    whole = Span(first.offset, last.offset)
    spans = _without_slivers(stream.shown(whole))
    if not spans:
        return
    shown = stream.around(spans) or whole
    begun, over = shown.start > whole.start, shown.end < whole.end
    why = tuple(_broke(gap) for gap in breaks(stream, spans))
    less = BROKEN if why else 1.0
    yield PlacedCut(
        proposal.key,
        spans,
        round(first.confidence * less * (OVER if begun else 1.0), 3),
        round(last.confidence * less * (OVER if over else 1.0), 3),
        (*first.because, *((_BEFORE,) if begun else ()), *why),
        (*last.because, *((_AFTER,) if over else ()), *why),
        tuple(_alternatives(first.alternatives, stream, spans[0].recording_id)),
        tuple(_alternatives(last.alternatives, stream, spans[-1].recording_id)),
    )


def _alternatives(
    found: Iterable[Alternative], stream: Stream, recording_id: int
) -> Iterator[Alternative]:
    """Those that lie in the recording, in its own time."""
    for one in found:
        for shown in stream.shown(Span(one.offset, one.offset + 1)):
            if shown.recording_id == recording_id:
                yield replace(one, offset=shown.span.start)


def _without_slivers(spans: Sequence[CutSpan]) -> tuple[CutSpan, ...]:
    """Without what only reaches over a recording's edge because clocks are not exact."""
    whole = sum(one.span.duration for one in spans)
    least = max(SHORTEST_MS, min(_SLIVER_MS, whole // _SLIVER_SHARE))
    return tuple(one for one in spans if one.span.duration >= least)


def _broke(gap: int | None) -> Sentence:
    if gap is None:
        return _BROKE
    lasted = {"time": print_clock(gap)}
    return Sentence("The livestream broke off inside this session, for {time}.", lasted)


def _surest(
    sessions: Iterable[PlannedSession], tried: Iterable[tuple[Stream, PlacedCut]]
) -> dict[str, Stream]:
    """The stream that each session is most surely seen in; of equal ones the first."""
    planned = {session.key: session for session in sessions}
    best: dict[str, tuple[float, Stream]] = {}
    for stream, cut in tried:
        sure = min(cut.sure_in, cut.sure_out) * _share(planned[cut.key], cut)
        if cut.key not in best or sure > best[cut.key][0]:
            best[cut.key] = (sure, stream)
    return {key: stream for key, (_, stream) in best.items()}


def _share(session: PlannedSession, cut: PlacedCut) -> float:
    """How much of the session's planned time is shown."""
    if session.start is None or session.end is None or session.end <= session.start:
        return 1.0
    shown = sum(one.span.duration for one in cut.spans)
    return min(1.0, shown / 1000 / (session.end - session.start).total_seconds())


def _remarked(cut: PlacedCut, stream: Stream, *, is_open: bool) -> PlacedCut:
    """With what an editor must know of how its recording was chosen."""
    remark = _SEVERAL if is_open else _BY_ORDER if stream.is_guessed else None
    if remark is None:
        return cut
    return replace(
        cut,
        sure_in=round(cut.sure_in * GUESSED, 3),
        sure_out=round(cut.sure_out * GUESSED, 3),
        because_in=(*cut.because_in, remark),
        because_out=(*cut.because_out, remark),
    )
