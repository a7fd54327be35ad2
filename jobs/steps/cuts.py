"""Stages that propose where each session lies in an event's recordings."""

import logging
from datetime import UTC, datetime

from archive.alignment.chapters import chapter_evidence
from archive.alignment.mapping import place_cuts
from archive.alignment.streams import Captured
from archive.catalogue.engine import Db
from archive.catalogue.keep.cut import keep_proposed_cuts
from archive.catalogue.queries.desk import planned_sessions, recordings_to_align, reviewed_cuts
from archive.catalogue.values import RecordingView
from archive.recording import Recording
from archive.search.index import reindex_window
from jobs.turn import Turn
from jobs.workshop import Workshop

_LOG = logging.getLogger(__name__)


def align(turn: Turn) -> None:
    """Propose a cut for each of the event's sessions, over all of its recordings."""
    realign_event(turn.workshop, turn.recording().event_slug)


def realign_event(workshop: Workshop, event_slug: str) -> None:
    """Propose anew, after the event's programme or recordings changed; decisions stay."""
    with workshop.catalogue.writing() as db:
        for session_id in propose(db, event_slug, datetime.now(UTC)):
            reindex_window(db, session_id)


def propose(db: Db, event_slug: str, now: datetime) -> list[int]:
    """Keep what alignment proposes for the event; gives the sessions whose cut has moved."""
    planned = planned_sessions(db, event_slug)
    captured = [_captured(view) for view in recordings_to_align(db, event_slug)]
    placed = place_cuts(planned, captured, reviewed_cuts(db, event_slug))
    _LOG.info("event %s: %s cuts proposed", event_slug, len(placed))
    return keep_proposed_cuts(db, placed, {cut.key: int(cut.key) for cut in placed}, now)


def _captured(view: RecordingView) -> Captured:
    return Captured(
        view.id,
        Recording(view.duration_ms or 0, view.started_at),
        evidence=(chapter_evidence(view.chapters),),
        says=(view.title, view.description),
        room=view.room,
    )
