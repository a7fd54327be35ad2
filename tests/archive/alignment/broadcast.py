"""An invented forum day: its printed programme, and what really happened on the stream."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from archive.alignment.model import PlannedSession, ProposedCut
from archive.programme.model import SessionKind
from archive.recording import Recording, SourceChapter
from archive.timecode import Span

MORNING = datetime(2024, 5, 20, 1, 0, tzinfo=UTC)
MINUTE = 60_000
HOUR = 60 * MINUTE


def planned(
    key: str,
    title: str,
    start: int | None,
    end: int | None,
    *,
    kind: SessionKind = SessionKind.SESSION,
    english: str = "",
    names: tuple[str, ...] = (),
) -> PlannedSession:
    """A session whose times are minutes after ten in the morning in Seoul."""
    begins, ends = (None if at is None else MORNING + timedelta(minutes=at) for at in (start, end))
    return PlannedSession(key, kind, tuple(filter(None, (title, english))), names, begins, ends)


PROGRAMME = (
    planned("open", "개회식", 0, 10, kind=SessionKind.OPENING, english="Opening Ceremony"),
    planned("key", "도시의 미래를 묻다", 10, 50, kind=SessionKind.KEYNOTE, names=("한가람",)),
    planned("one", "세션 1. 걷기 좋은 골목", 60, 120, english="Session 1: Walkable Alleys"),
    planned("two", "세션 2. 물과 도시", 130, 190, english="Session 2: Water and the City"),
    planned("close", "폐회식", 190, 200, kind=SessionKind.CLOSING),
)


@dataclass(frozen=True, slots=True)
class Broadcast:
    """The recording of a day, and where each session truly lies in it."""

    recording: Recording
    truth: dict[str, Span]

    def chapters(self, titles: dict[str, str]) -> tuple[SourceChapter, ...]:
        """Chapters as YouTube makes them: each lasts until the next begins."""
        begins = sorted((self.truth[key].start, title) for key, title in titles.items())
        ends = [start for start, _ in begins[1:]] + [self.recording.duration]
        return tuple(
            SourceChapter(Span(start, end), title)
            for (start, title), end in zip(begins, ends, strict=True)
        )


def broadcast(*, lead_in_ms: int = 47_000, overrun_ms: int = 12 * MINUTE) -> Broadcast:
    """A stream begun at ten: all ``lead_in_ms`` late, session 1 longer by ``overrun_ms``."""
    truth = {}
    for session in PROGRAMME:
        assert session.start
        assert session.end
        start, end = (
            (instant - MORNING) // timedelta(milliseconds=1) + lead_in_ms
            for instant in (session.start, session.end)
        )
        later = overrun_ms if session.key in {"two", "close"} else 0
        longer = overrun_ms if session.key == "one" else 0
        truth[session.key] = Span(start + later, end + later + longer)
    return Broadcast(Recording(truth["close"].end + 5 * MINUTE, MORNING), truth)


def farthest_off(cuts: tuple[ProposedCut, ...], truth: dict[str, Span]) -> tuple[int, int]:
    """The largest error of any in point and of any out point, in ms."""
    starts = [abs(cut.in_point.offset - truth[cut.key].start) for cut in cuts]
    ends = [abs(cut.out_point.offset - truth[cut.key].end) for cut in cuts]
    return max(starts), max(ends)
