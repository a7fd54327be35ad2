"""Where the times of a caption file can count from: the recordings and sessions of an event."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from archive.captions.drift import STEP_MS
from archive.captions.model import Cue
from archive.captions.window import later, see_through
from archive.catalogue.values import DeskEvent, RecordingView, SessionCard, SessionState
from archive.cut import CutSpan
from archive.editing import Placed
from archive.errors import RefusedError
from archive.timecode import Span
from web.media import files_of


@dataclass(frozen=True, slots=True)
class Place:
    """A recording, or a session with its cut; ``value`` is what forms call it."""

    value: str
    placed: Placed
    recording: RecordingView | None = None
    session: SessionCard | None = None

    @property
    def spans(self) -> tuple[CutSpan, ...]:
        return self.placed.spans

    @property
    def duration(self) -> int:
        """Milliseconds, of a session over all its parts."""
        return sum(one.span.duration for one in self.spans)

    def seen(self, cues_of_each: Sequence[Sequence[Cue]]) -> list[Cue]:
        """The cues of each part on the place's own clock."""
        at, seen = 0, list[Cue]()
        for part, cues in zip(self.spans, cues_of_each, strict=True):
            seen += later(see_through(cues, part.span), at)
            at += part.span.duration
        return seen


def places_in(shown: DeskEvent) -> tuple[Place, ...]:
    """First the sessions that have a cut, then the recordings that are measured."""
    return (*_sessions(shown.sessions), *_recordings(shown.recordings))


def place_named(places: Sequence[Place], value: str) -> Place:
    """The place of that name; ``RefusedError`` when it is not there."""
    found = next((place for place in places if place.value == value), None)
    if found is None:
        raise RefusedError("Choose the session or recording that the captions belong to.")
    return found


def session_value(code: str) -> str:
    return f"session-{code}"


def recording_value(recording_id: int | str) -> str:
    return f"recording-{recording_id}"


def peaks_of(request: Request, place: Place) -> bytes:
    """The waveform on the place's own clock; of what is not measured there is none."""
    waves = {one.recording_id: _wave(request, one.recording_id) for one in place.spans}
    return b"".join(_cut(waves[one.recording_id], one.span) for one in place.spans)


def _wave(request: Request, recording_id: int) -> bytes:
    path: Path = files_of(request, recording_id).waveform
    return path.read_bytes() if path.is_file() else b""


def _cut(wave: bytes, span: Span) -> bytes:
    return wave[span.start // STEP_MS : span.end // STEP_MS]


def _sessions(cards: Sequence[SessionCard]) -> Iterator[Place]:
    for card in cards:
        if card.cut and card.state != SessionState.GONE:
            cut = card.cut.cut
            placed = Placed(cut.spans, card.id, cut.revision)
            yield Place(session_value(card.code), placed, session=card)


def _recordings(recordings: Sequence[RecordingView]) -> Iterator[Place]:
    for one in recordings:
        if one.duration_ms:
            placed = Placed((CutSpan(one.id, Span(0, one.duration_ms)),))
            yield Place(recording_value(one.id), placed, recording=one)
