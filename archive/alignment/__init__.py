"""Where each session of a programme seems to lie in a recording."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from archive.alignment.clock import lay_out
from archive.alignment.evidence import Evidence, gather
from archive.alignment.fitting import fit
from archive.alignment.grounds import Grounds
from archive.alignment.model import PlannedSession, ProposedCut
from archive.alignment.placing import choose_points, expected
from archive.recording import Recording
from archive.timecode import Span


def propose_cuts(
    sessions: Sequence[PlannedSession],
    recording: Recording,
    *,
    evidence: Sequence[Evidence] = (),
    fixed: Mapping[str, Span] | None = None,
) -> tuple[ProposedCut, ...]:
    """A cut for every session of one room that lies at least partly in its recording, in order.

    The programme's times and the recording's wall clock always count; each ``evidence`` (see
    ``archive.alignment.chapters``) adds points it has found. ``fixed`` are reviewed cuts by session
    key: they never move, the rest is placed around them, and they are not proposed again.

    Proposed cuts never overlap each other or a fixed one and keep programme order (fixed ones that
    a person put in another order stand as they are). Each lasts ``SHORTEST_MS`` or more and lies in
    the recording. A session that lies wholly outside, or for which the others leave no room, has
    none.
    """
    ordered = _in_programme_order(sessions)
    if not ordered:
        return ()
    held = _held(ordered, fixed or {})
    timetable = lay_out(ordered, recording)
    chosen = choose_points(gather(evidence, ordered, recording), timetable, held)
    wanted = expected(timetable, chosen, recording.duration)
    rows = (row for row in range(len(ordered)) if row not in held)
    inside = [
        (row, wanted[2 * row], wanted[2 * row + 1])
        for row in rows
        if wanted[2 * row] < recording.duration and wanted[2 * row + 1] > 0
    ]
    placed = fit(inside, held, recording.duration)
    grounds = Grounds(timetable, chosen, wanted, recording.duration)
    return tuple(_cuts(ordered, placed, held, grounds))


def _in_programme_order(sessions: Sequence[PlannedSession]) -> list[PlannedSession]:
    """By start; a session without one stays behind the session it was listed after."""
    latest = datetime.min.replace(tzinfo=UTC)
    timed: list[tuple[datetime, int]] = []
    for row, session in enumerate(sessions):
        latest = session.start or latest
        timed.append((latest, row))
    return [sessions[row] for _, row in sorted(timed)]


def _held(sessions: Sequence[PlannedSession], reviewed: Mapping[str, Span]) -> dict[int, Span]:
    """The reviewed cuts by row. Sessions a person found in another order swap their rows.

    Only where they lie matters here: they are not proposed again.
    """
    rows = [row for row, session in enumerate(sessions) if session.key in reviewed]
    return dict(zip(rows, sorted(reviewed[sessions[row].key] for row in rows), strict=True))


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
