"""Stages that propose where each session lies in an event's recordings."""

import logging
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache

from archive.alignment.chapters import chapter_evidence
from archive.alignment.heard import listen
from archive.alignment.mapping import place_chapters, place_cuts
from archive.alignment.phrases import phrases_of
from archive.alignment.picture_clues import Pictures
from archive.alignment.spoken import Spoken, spoken_in
from archive.alignment.streams import Captured
from archive.alignment.timestamps import chapters_in
from archive.alignment.traces import NOTHING, Traces
from archive.captions.model import Cue
from archive.catalogue.keep.chapters import keep_proposed_chapters
from archive.catalogue.keep.cut import keep_proposed_cuts
from archive.catalogue.queries.desk import (
    planned_sessions,
    recordings_to_align,
    reviewed_cuts,
    said_in,
)
from archive.catalogue.values import RecordingView
from archive.media.sound import read_sound
from archive.media.thumbnails import read_thumbnails
from archive.recording import Recording
from archive.search.index import reindex_window
from archive.storage import RecordingFiles, recording_files
from jobs.steps.recognition import recognise_once, recognised_in
from jobs.steps.slides import slides_of
from jobs.turn import Turn
from jobs.workshop import Workshop

_LOG = logging.getLogger(__name__)

FEWEST_WORDS_A_MINUTE = 20
"""People say a hundred."""

SHORTEST_HEARD_MS = 8 * 60_000
"""What is expected of a day is counted in minutes; shorter ones go by clock and chapters."""


def align(turn: Turn) -> None:
    """Propose a cut and chapters for each of the event's sessions, over all of its recordings."""
    view = turn.recording()
    if _is_heard(view) and not _is_told(turn):
        recognise_once(turn)
    realign_event(turn.workshop, view.event_slug)


def realign_event(workshop: Workshop, event_slug: str) -> None:
    """Propose anew, after the event's programme or recordings changed; decisions stay.

    It takes seconds, in which nobody waits for the database: what a person decides meanwhile is
    kept, too.
    """
    with workshop.catalogue.reading() as db:
        planned = planned_sessions(db, event_slug)
        views = recordings_to_align(db, event_slug)
        said = {view.id: said_in(db, view.id) for view in views if _is_heard(view)}
        decided = reviewed_cuts(db, event_slug)
    captured = [_captured(workshop, view, said) for view in views]
    placed = place_cuts(planned, captured, decided)
    lying = {**decided, **{cut.key: cut.spans for cut in placed}}
    chapters = place_chapters(planned, captured, lying)
    _LOG.info("event %s: %s cuts, %s chapters proposed", event_slug, len(placed), len(chapters))
    keys = {cut.key: int(cut.key) for cut in placed}
    with workshop.catalogue.writing() as db:
        for session_id in keep_proposed_cuts(db, placed, keys, datetime.now(UTC)):
            reindex_window(db, session_id)
        keep_proposed_chapters(db, {int(one.key) for one in planned}, chapters)


def _is_told(turn: Turn) -> bool:
    """Whether captions tell what is said."""
    with turn.workshop.catalogue.reading() as db:
        return any(_spoken(said_in(db, turn.recording_id)))


def _is_heard(view: RecordingView) -> bool:
    return (view.duration_ms or 0) >= SHORTEST_HEARD_MS


def _captured(
    workshop: Workshop, view: RecordingView, said: Mapping[int, tuple[tuple[Cue, ...], ...]]
) -> Captured:
    files = recording_files(workshop.settings.media_folder, view.id)
    duration = view.duration_ms or 0
    chapters = view.chapters or chapters_in(view.description, duration)
    tracks = said.get(view.id, ())
    return Captured(
        view.id,
        Recording(duration, view.started_at),
        evidence=(chapter_evidence(chapters),),
        says=(view.title, view.description),
        room=view.room,
        traces=_traces(workshop, files, tracks) if _is_heard(view) else NOTHING,
    )


def _traces(
    workshop: Workshop, files: RecordingFiles, tracks: tuple[tuple[Cue, ...], ...]
) -> Traces:
    """What was measured once, when the recording came; what is missing is no hindrance."""
    sound, strip = files.sound, files.filmstrip / "filmstrip.json"
    spoken = tuple(_spoken(tracks))
    return Traces(
        listen(read_sound(sound.read_bytes())) if sound.is_file() else None,
        spoken,
        Pictures(*read_thumbnails(files.filmstrip)) if strip.is_file() else None,
        phrases_of(workshop.settings.phrases_folder),
        recognised=None if spoken else recognised_in(workshop, files),
        slides=slides_of(workshop.settings, files),
    )


def _spoken(tracks: tuple[tuple[Cue, ...], ...]) -> Iterator[Spoken]:
    """What is said; captions of a few lines only tell too little of when nobody speaks."""
    for cues in tracks:
        spoken = _words_of(cues)
        if cues and len(spoken.words) * 60_000 >= FEWEST_WORDS_A_MINUTE * cues[-1].span.end:
            yield spoken


@lru_cache(maxsize=4)
def _words_of(cues: tuple[Cue, ...]) -> Spoken:
    """Captions that have not changed give the same object: what was found in them is remembered.

    An editor who moves one point after the other waits half as long for what is proposed around it.
    """
    return spoken_in(cues)
