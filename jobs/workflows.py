"""The durable work: an ingest, a moved cut, a changed programme, a file to take away.

Bodies are deterministic and do nothing themselves; all that reads or writes is a step, and a step
that has finished never runs again. Their order is part of ``jobs.engine.VERSION``.
"""

from collections.abc import Callable

from dbos import DBOS

from archive.catalogue.values import ClipTask, Stage, WorkKind
from jobs.steps.clip_work import do_clip_work
from jobs.steps.clips import make_clips, make_event_edges, make_event_posters
from jobs.steps.cuts import align, realign_event
from jobs.steps.media import download, look, measure, pack_media
from jobs.steps.text import index, index_stale, read_captions
from jobs.turn import Turn, run_errand, take_turn
from jobs.workshop import Workshop

STAGES: tuple[tuple[Stage, Callable[[Turn], None]], ...] = (
    (Stage.LOOK, look),
    (Stage.DOWNLOAD, download),
    (Stage.PACK, pack_media),
    (Stage.MEASURE, measure),
    (Stage.CAPTIONS, read_captions),
    (Stage.ALIGN, align),
    (Stage.CLIPS, make_clips),
    (Stage.INDEX, index),
)


def register_workflows(workshop: Workshop) -> None:
    """Teach the job engine what ``jobs.dispatch`` asks for; once per process, before launch."""
    _register_ingest(workshop)
    _register_refresh(workshop)
    _register_clip_work(workshop)


def _register_ingest(workshop: Workshop) -> None:
    stages = [_stage_step(workshop, stage, work) for stage, work in STAGES]

    @DBOS.workflow(name="ingest")
    def ingest(recording_id: int, attempt: int) -> str:
        for stage in stages:
            if ended := stage(recording_id, attempt):
                return ended
        return "ready"


def _stage_step(
    workshop: Workshop, stage: Stage, work: Callable[[Turn], None]
) -> Callable[[int, int], str]:
    @DBOS.step(name=stage.value)
    def step(recording_id: int, attempt: int) -> str:
        return take_turn(Turn(workshop, recording_id, attempt, stage), work)

    return step


def _register_refresh(workshop: Workshop) -> None:
    realign = _errand_step(workshop, "realign", realign_event)
    posters = _errand_step(workshop, "posters", make_event_posters)
    edges = _errand_step(workshop, "event edges", make_event_edges)
    reindex = _errand_step(workshop, "reindex", index_stale)

    @DBOS.workflow(name="refresh")
    def refresh(event_slug: str) -> None:
        realign(event_slug)
        posters(event_slug)
        reindex(event_slug)
        edges(event_slug)


def _register_clip_work(workshop: Workshop) -> None:
    @DBOS.step(name="make")
    def make(digest: str, kind: str, attempt: int) -> str:
        return do_clip_work(workshop, ClipTask(digest, WorkKind(kind), attempt))

    @DBOS.workflow(name="clip_work")
    def clip_work(digest: str, kind: str, attempt: int) -> str:
        return make(digest, kind, attempt)


def _errand_step(
    workshop: Workshop, name: str, work: Callable[[Workshop, str], None]
) -> Callable[[str], str]:
    @DBOS.step(name=name)
    def step(event_slug: str) -> str:
        return run_errand(workshop, f"{name} of {event_slug}", lambda: work(workshop, event_slug))

    return step
