"""How good each caption track of an event is, in one line, and where it is shown first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request

from archive.captions.health import health, sentences
from archive.captions.heard import heard
from archive.captions.model import Cue
from archive.captions.tracks import best_first
from archive.catalogue.values import DeskEvent, DeskTrack, RecordingView, SessionState
from archive.cut import CutSpan
from archive.language import LANGUAGES
from archive.sentence import Sentence
from archive.timecode import Span
from web.media import files_of


@dataclass(frozen=True, slots=True)
class TrackLine:
    """A track, how good it is, and in how many sessions it is shown unless a viewer chooses."""

    track: DeskTrack
    health: tuple[Sentence, ...]
    shown_in: int


@dataclass(frozen=True, slots=True)
class RecordingLines:
    """A recording with its tracks."""

    recording: RecordingView
    tracks: tuple[TrackLine, ...]


def lines_of(
    request: Request,
    shown: DeskEvent,
    tracks: Sequence[DeskTrack],
    cues: Mapping[int, Sequence[Cue]],
) -> tuple[RecordingLines, ...]:
    """Every recording of the event; ``cues`` are those of all its tracks."""
    first = list(_shown_first(shown, tracks))
    return tuple(
        RecordingLines(
            recording,
            tuple(
                TrackLine(
                    one,
                    _health(request, one, cues.get(one.facts.id, ()), shown),
                    first.count(one.facts.id),
                )
                for one in tracks
                if one.facts.recording_id == recording.id
            ),
        )
        for recording in shown.recordings
    )


def _shown_first(shown: DeskEvent, tracks: Sequence[DeskTrack]) -> Iterator[int]:
    """For each session the best track of each language, once though several parts show it."""
    for card in shown.sessions:
        if card.cut and card.state != SessionState.GONE:
            yield from {best for one in card.cut.cut.spans for best in _best(tracks, one)}


def _best(tracks: Sequence[DeskTrack], part: CutSpan) -> Iterator[int]:
    there = [
        one.facts
        for one in tracks
        if one.withdrawn_at is None and one.facts.recording_id == part.recording_id
    ]
    for language in LANGUAGES:
        for best in best_first(there, language, part.span)[:1]:
            yield best.id


def _health(
    request: Request, track: DeskTrack, cues: Sequence[Cue], shown: DeskEvent
) -> tuple[Sentence, ...]:
    if not cues:
        return ()
    wave = files_of(request, track.facts.recording_id).waveform
    spoken = _spoken(wave, wave.stat().st_mtime_ns) if wave.is_file() else ()
    windows = _meant(track, shown) or (Span(0, max(span.end for span in (*spoken, cues[-1].span))),)
    there = (one.overlap(window) for window in windows for one in spoken)
    facts = track.facts
    speech = sorted(span for span in there if span)
    return sentences(health(cues, facts.language, origin=facts.origin, speech=speech))


@lru_cache(maxsize=32)
def _spoken(wave: Path, _changed: int) -> tuple[Span, ...]:
    return heard(wave.read_bytes())


def _meant(track: DeskTrack, shown: DeskEvent) -> tuple[Span, ...]:
    """The spans of the session that a track was uploaded for; nothing for a whole recording's."""
    return tuple(
        one.span
        for card in shown.sessions
        if card.cut and card.code == track.session
        for one in card.cut.cut.in_recording(track.facts.recording_id)
    )
