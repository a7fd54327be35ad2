"""Stages of an ingest that make what was said readable and findable."""

import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from archive.captions import read_cues
from archive.captions.model import CaptionTrack, Origin
from archive.catalogue.keep.captions import keep_tracks
from archive.catalogue.keep.indexed import note_indexed
from archive.catalogue.keep.recording import note_end, note_media
from archive.catalogue.queries.work import (
    count_cues,
    event_sessions,
    ready_recordings,
    stale_sessions,
)
from archive.catalogue.sentences import sentence_as_json
from archive.catalogue.values import IngestState
from archive.errors import CaptionsUnreadableError
from archive.search.index import analyse_cues, index_session, recordings_behind
from archive.sentence import Sentence
from archive.source.facts import DownloadedSubtitle
from jobs.steps.media import downloaded
from jobs.turn import Turn
from jobs.workshop import Workshop

_LOG = logging.getLogger(__name__)

NO_SMALL = Sentence(
    "The source also has a small picture, which could not be fetched. Trying again fetches it."
)

CUES_AT_ONCE = 200
"""Analysed in one transaction; others may write in between."""


def read_captions(turn: Turn) -> None:
    """Keep every caption track that can be read; of the others, keep why not.

    A recording is worth having without its captions, so they never refuse it.
    """
    source, recording = downloaded(turn), turn.recording()
    tracks, complaints = _read_tracks(source.subtitles, recording.source_url)
    lacking = [NO_SMALL] if source.lacks_small else []
    missing = [sentence_as_json(one) for one in (*source.missing, *lacking, *complaints)]
    with turn.workshop.catalogue.writing() as db:
        keep_tracks(db, turn.recording_id, tracks, datetime.now(UTC))
        media = {**recording.media, "missing": missing}
        note_media(db, turn.recording_id, recording.duration_ms or 0, media)


def index(turn: Turn) -> None:
    """Index every session of the recording's event; then the recording is ready."""
    _analyse(turn)
    with turn.workshop.catalogue.reading() as db:
        sessions = event_sessions(db, turn.recording().event_slug)
    for number, session_id in enumerate(sessions, start=1):
        turn.check()
        _index_one(turn.workshop, session_id)
        turn.report(0.5 + number / len(sessions) / 2)
    with turn.workshop.catalogue.writing() as db:
        now = datetime.now(UTC)
        note_end(db, turn.recording_id, turn.attempt, IngestState.READY, now=now)


def index_stale(workshop: Workshop, event_slug: str) -> None:
    """Index the event's sessions whose index no longer says what the catalogue says.

    Captions that an editor uploaded are analysed first.
    """
    with workshop.catalogue.reading() as db:
        sessions = stale_sessions(db, event_slug)
        behind = recordings_behind(db, ready_recordings(db, event_slug))
    if behind:
        workshop.analyser.warm()
    for recording_id in behind:
        while _analyse_some(workshop, recording_id):
            workshop.check()
    for session_id in sessions:
        workshop.check()
        _index_one(workshop, session_id)


def _index_one(workshop: Workshop, session_id: int) -> None:
    with workshop.catalogue.writing() as db:
        note_indexed(db, session_id)
        index_session(db, session_id, workshop.analyser)


def _analyse(turn: Turn) -> None:
    """Analyse what is new; loading the language model first, while nobody waits for a lock."""
    turn.workshop.analyser.warm()
    with turn.workshop.catalogue.reading() as db:
        total = count_cues(db, turn.recording_id)
    done = 0
    while analysed := _analyse_some(turn.workshop, turn.recording_id):
        done += analysed
        turn.report(min(done / max(total, 1), 1.0) / 2)
        turn.check()


def _analyse_some(workshop: Workshop, recording_id: int) -> int:
    with workshop.catalogue.writing() as db:
        return analyse_cues(db, recording_id, workshop.analyser, most=CUES_AT_ONCE)


def _read_tracks(
    subtitles: Iterable[DownloadedSubtitle], source: str
) -> tuple[Sequence[CaptionTrack], Sequence[Sentence]]:
    tracks, complaints = [], []
    for subtitle in subtitles:
        name = subtitle.path.name
        try:
            cues = read_cues(subtitle.path.read_bytes(), file_name=name, language=subtitle.language)
        except CaptionsUnreadableError as exc:
            _LOG.warning("%s", exc)
            complaints.append(exc.sentence)
        else:
            origin = Origin(subtitle.origin)
            tracks.append(CaptionTrack(subtitle.language, origin, cues, source))
    return tracks, complaints
