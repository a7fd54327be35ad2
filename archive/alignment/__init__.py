"""Where each session of a programme seems to lie in a recording."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from archive.alignment.calibration import PLAIN, Calibration
from archive.alignment.chapters import as_clues
from archive.alignment.clock import Timetable, lay_out
from archive.alignment.clues import Clues
from archive.alignment.evidence import Evidence, Point, gather
from archive.alignment.fitting import fit
from archive.alignment.grounds import Grounds
from archive.alignment.joint import Day, Found, place_together
from archive.alignment.model import PlannedSession, ProposedCut
from archive.alignment.nested import unnest
from archive.alignment.placing import choose_points, expected
from archive.alignment.talk import SILENT, Talk
from archive.alignment.turns import UNHEARD, Turns
from archive.alignment.verdict import doubted, fits
from archive.programme.model import SessionKind
from archive.recording import Recording
from archive.timecode import Offset, Span


def propose_cuts(
    sessions: Sequence[PlannedSession],
    recording: Recording,
    *,
    evidence: Sequence[Evidence] = (),
    clues: Sequence[Clues] = (),
    fixed: Mapping[str, Span] | None = None,
    talk: Talk = SILENT,
    turns: Turns = UNHEARD,
    has_words: bool = False,
    is_named: bool = False,
    calibration: Calibration = PLAIN,
) -> tuple[ProposedCut, ...]:
    """A cut for every session of one room that lies at least partly in its recording, in order.

    The programme's times and the recording's wall clock always count; each ``evidence`` (see
    ``archive.alignment.chapters``) adds points it has found, and ``clues`` what is heard, seen and
    said (``archive.alignment.traces``); ``talk`` is how much of it is said when, ``turns`` when
    people are introduced; ``is_named`` says that its people are named there, so that it is not
    another event's. ``fixed`` are reviewed cuts by session key: they never move, the rest is
    placed around them, and they are not proposed again.

    Proposed cuts never overlap each other or a fixed one and keep programme order (fixed ones that
    a person put in another order stand as they are, and two that are clearly heard the other way
    round change places). A session that contains others lasts from the first to the last of them.
    Each lasts ``SHORTEST_MS`` or more and lies in the recording. A session that lies wholly
    outside, that is not there, or for which the others leave no room, has none.
    """
    unnested = unnest(sessions, fixed or {})
    ordered = _in_programme_order(unnested.rows)
    if not ordered:
        return ()
    row = _Placing(ordered, recording, tuple(clues), fixed or {}, talk, turns, has_words, is_named)
    cuts = row.cuts(evidence, calibration)
    return tuple(_with_containers(sessions, cuts, unnested.spans, fixed or {}))


def _in_programme_order(sessions: Sequence[PlannedSession]) -> list[PlannedSession]:
    """By start; a session without one stays behind the session it was listed after."""
    latest = datetime.min.replace(tzinfo=UTC)
    timed: list[tuple[datetime, int]] = []
    for row, session in enumerate(sessions):
        latest = session.start or latest
        timed.append((latest, row))
    return [sessions[row] for _, row in sorted(timed)]


@dataclass(frozen=True, slots=True)
class _Placing:
    sessions: Sequence[PlannedSession]
    recording: Recording
    clues: tuple[Clues, ...]
    fixed: Mapping[str, Span]
    talk: Talk
    turns: Turns
    has_words: bool
    is_named: bool

    def cuts(
        self, evidence: Sequence[Evidence], calibration: Calibration
    ) -> tuple[ProposedCut, ...]:
        """By clock and chapters alone, or, where there are clues, by all of it together."""
        duration = self.recording.duration
        held = _held(self.sessions, self.fixed)
        timetable = lay_out(self.sessions, self.recording)
        points = gather(evidence, self.sessions, self.recording)
        chosen = choose_points(points, timetable, held)
        wanted = expected(timetable, chosen, duration)
        by_clock = Grounds(timetable, chosen, wanted, duration)
        if not self.clues:
            return self._fitted(self.sessions, held, by_clock, frozenset())
        is_placed = timetable.known or chosen
        guesses = {e: at for e, at in enumerate(wanted) if is_placed and 0 <= at <= duration}
        day = Day(
            self.sessions, timetable, duration, guesses, held, calibration,
            self.talk, self.has_words, self.turns,
        )  # fmt: skip
        found = place_together(day, (*self.clues, as_clues(points, self.sessions)))
        if self.has_words and not self.is_named and not fits(found, self.sessions):
            # Words of another event tell nothing; without a clock there is nothing else to go by.
            doubtful = self._fitted(self.sessions, held, by_clock, frozenset())
            return doubted(doubtful) if is_placed else ()
        chosen = found.chosen | _given(held) | _breaks(found, timetable, held)
        wanted = expected(timetable, chosen, duration)
        grounds = Grounds(timetable, chosen, wanted, duration, found.alternatives)
        return self._fitted(found.sessions, held, grounds, found.absent)

    def _fitted(
        self,
        sessions: Sequence[PlannedSession],
        held: Mapping[int, Span],
        grounds: Grounds,
        absent: frozenset[int],
    ) -> tuple[ProposedCut, ...]:
        wanted, duration = grounds.wanted, self.recording.duration
        inside = [
            (row, wanted[2 * row], wanted[2 * row + 1])
            for row in range(len(sessions))
            if row not in held and row not in absent
            if wanted[2 * row] < duration and wanted[2 * row + 1] > 0
        ]
        placed = fit(inside, held, duration)
        return tuple(_cuts(sessions, placed, held, grounds))


def _held(sessions: Sequence[PlannedSession], reviewed: Mapping[str, Span]) -> dict[int, Span]:
    """The reviewed cuts by row. Sessions a person found in another order swap their rows.

    Only where they lie matters here: they are not proposed again.
    """
    rows = [row for row, session in enumerate(sessions) if session.key in reviewed]
    return dict(zip(rows, sorted(reviewed[sessions[row].key] for row in rows), strict=True))


def _given(held: Mapping[int, Span]) -> dict[int, Point]:
    starts = {2 * row: Point(2 * row, span.start, 1.0, ()) for row, span in held.items()}
    ends = {2 * row + 1: Point(2 * row + 1, span.end, 1.0, ()) for row, span in held.items()}
    return starts | ends


def _breaks(found: Found, timetable: Timetable, held: Mapping[int, Span]) -> dict[int, Point]:
    """Breaks last from what ends before them to what begins behind, where the programme says so."""
    points: dict[int, Point] = {}
    edges = timetable.edges
    for row, session in enumerate(found.sessions):
        if session.kind is not SessionKind.BREAK or row in held:
            continue
        for edge, beside in ((2 * row, 2 * row - 1), (2 * row + 1, 2 * row + 2)):
            near = found.chosen.get(beside)
            if near and abs(edges[edge] - edges[beside]) <= _TOUCHING_MS:
                points[edge] = replace(near, edge=edge)
    return points


_TOUCHING_MS = 60_000


def _cuts(
    sessions: Sequence[PlannedSession],
    placed: Mapping[int, Span],
    held: Mapping[int, Span],
    grounds: Grounds,
) -> Iterator[ProposedCut]:
    starts = {span.start: row for row, span in {**placed, **held}.items()}
    for row, span in sorted(placed.items()):
        out_point = grounds.end(row, span.end, starts.get(span.end))
        yield ProposedCut(sessions[row].key, grounds.start(row, span.start), out_point)


def _with_containers(
    sessions: Sequence[PlannedSession],
    cuts: Sequence[ProposedCut],
    spans: Mapping[str, tuple[str, str]],
    fixed: Mapping[str, Span],
) -> Iterator[ProposedCut]:
    """The cuts of what callers know, containers put together from their parts."""
    if not spans:
        yield from cuts
        return
    by_key = {cut.key: cut for cut in cuts}
    known = {session.key for session in sessions}
    for session in sessions:
        if session.key not in spans:
            continue
        first, last = (by_key.get(key) for key in spans[session.key])
        if first and last and first.in_point.offset < last.out_point.offset:
            by_key[session.key] = ProposedCut(session.key, first.in_point, last.out_point)
    yield from sorted(
        (cut for key, cut in by_key.items() if key in known and key not in fixed), key=_start
    )


def _start(cut: ProposedCut) -> tuple[Offset, Offset]:
    return cut.in_point.offset, -cut.out_point.offset
