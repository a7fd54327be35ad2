"""Stages that propose where each session lies in a recording."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from archive.alignment import propose_cuts
from archive.alignment.chapters import chapter_evidence
from archive.alignment.model import ProposedCut
from archive.catalogue.engine import Db
from archive.catalogue.keep.cut import keep_proposed_cuts
from archive.catalogue.queries.desk import one_recording, planned_sessions, reviewed_cuts
from archive.catalogue.queries.work import KnownCut, cuts_elsewhere, ready_recordings
from archive.cut import CutState
from archive.recording import Recording
from archive.search.index import reindex_window
from jobs.turn import Turn
from jobs.workshop import Workshop

_LOG = logging.getLogger(__name__)


def align(turn: Turn) -> None:
    """Propose a cut for each of the event's sessions; what a person decided stays."""
    with turn.workshop.catalogue.writing() as db:
        propose(db, turn.recording_id, datetime.now(UTC))


def realign_event(workshop: Workshop, event_slug: str) -> None:
    """Propose anew in the event's recordings, after its programme changed."""
    with workshop.catalogue.reading() as db:
        recordings = ready_recordings(db, event_slug)
    for recording_id in recordings:
        with workshop.catalogue.writing() as db:
            for session_id in propose(db, recording_id, datetime.now(UTC)):
                reindex_window(db, session_id)


def propose(db: Db, recording_id: int, now: datetime) -> list[int]:
    """Keep what alignment proposes for one recording; gives the sessions whose cut has moved."""
    view = one_recording(db, recording_id)
    planned = planned_sessions(db, view.event_slug)
    proposals = propose_cuts(
        planned,
        Recording(view.duration_ms or 0, view.started_at),
        evidence=[chapter_evidence(view.chapters)],
        fixed=reviewed_cuts(db, recording_id),
    )
    elsewhere = cuts_elsewhere(db, view.event_slug, recording_id)
    kept = [proposal for proposal in proposals if is_better(proposal, elsewhere)]
    _LOG.info("recording %s: %s cuts proposed", recording_id, len(kept))
    return keep_proposed_cuts(db, recording_id, kept, _ids(kept), now)


def is_better(proposal: ProposedCut, elsewhere: dict[str, KnownCut]) -> bool:
    """Whether a session belongs here rather than where it lies in the recording of another room.

    The surer proposal wins, and of two equal ones the first, so that aligning again and again
    comes to rest.
    """
    known = elsewhere.get(proposal.key)
    if known is None:
        return True
    if known.cut.state == CutState.REVIEWED:
        return False
    sure = min(proposal.in_point.confidence, proposal.out_point.confidence)
    return sure > known.confidence


def _ids(proposals: Sequence[ProposedCut]) -> dict[str, int]:
    return {proposal.key: int(proposal.key) for proposal in proposals}
