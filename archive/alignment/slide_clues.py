"""Clues on slides: the session begins around the first slide that names it, and goes on after."""

from collections.abc import Iterable, Iterator, Sequence

from archive.alignment.clues import Clue, Clues
from archive.alignment.evidence import Edge
from archive.alignment.model import PlannedSession
from archive.alignment.sightings import Sighting, first_of_each, sightings
from archive.media.slides import Slide
from archive.programme.model import SessionKind
from archive.sentence import Sentence
from archive.timecode import Offset

_MOST, _AGAIN, _AGAIN_MS = 3.5, 0.4, 60 * 60_000
"""A slide that names a session again sooner than this is mostly shown amid it."""

_GOES_ON, _LASTS_MS = 2.0, 90 * 60_000
"""Whatever names a session is shown neither before it nor long after it began."""

Around = Sequence[tuple[float, int, int]]
"""Shares of a gain, from how long before a slide comes to how long after, in milliseconds."""

ANNOUNCED: Around = ((1.0, 25_000, 2000), (0.75, 45_000, 2000), (0.45, 120_000, 30_000))
"""A host has begun to speak of it when the slide comes."""
INTRODUCED: Around = ((1.0, 45_000, -8000), (0.4, 90_000, 20_000))
"""Somebody was introduced, and clapped for, and walked there: what begins beside it is her talk."""

_HOLDS_MS, _HELD = 180_000, ((1.0, 15_000, 30_000),)
"""What stands longer is shown to those who wait: the session begins when it goes."""


def slide_clues(slides: tuple[Slide, ...]) -> Clues:
    """The clues of one recording's slides; they name sessions, and no exact point."""

    def clues(sessions: Sequence[PlannedSession]) -> Iterable[Clue]:
        found = sightings(slides, sessions) if sessions else []
        for one, is_new in first_of_each(found, _AGAIN_MS):
            session = sessions[one.row]
            if session.kind is not SessionKind.BREAK:
                yield from _clues(one, session, is_new=is_new)

    return clues


def _clues(one: Sighting, session: PlannedSession, *, is_new: bool) -> Iterator[Clue]:
    key, shown = session.key, one.shown
    if _opens(one, session):
        gain = one.sure * (_GOES_ON + _MOST * (1.0 if is_new else _AGAIN))
        is_held = shown.duration >= _HOLDS_MS
        around = _HELD if is_held else INTRODUCED if one.people else ANNOUNCED
        yield from starts(shown.end if is_held else shown.start, gain, one.why, key, around)
    if shown.duration < _HOLDS_MS:
        yield Clue(Edge.START, shown.start, _GOES_ON * one.sure, (), key, _LASTS_MS, 0)
        yield Clue(Edge.END, shown.end, _GOES_ON * one.sure, (), key, 0, _LASTS_MS)


def starts(offset: Offset, gain: float, why: Sentence, key: str, around: Around) -> Iterator[Clue]:
    """What a slide that comes at the offset says of starts around it."""
    for share, before, after in around:
        yield Clue(Edge.START, offset, share * gain, (why,), key, before, after)


def _opens(one: Sighting, session: PlannedSession) -> bool:
    """Whether it is the session's own slide, or that of whoever speaks first in it."""
    if len(session.speaking) < 2 or one.is_led or not one.people:
        return True
    return 0 in one.people and not _is_led(session)


def _is_led(session: PlannedSession) -> bool:
    return any(person not in session.speaking for person in session.leading)
