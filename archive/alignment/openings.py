"""Where a host begins to speak: what is announced in a turn of hers begins with her turn."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archive.alignment.clues import Clue, Place
from archive.alignment.evidence import Edge
from archive.alignment.spoken import Spoken
from archive.timecode import Offset

PAUSE_MS = 1000
"""Who is silent for longer begins anew; inside of what she has to say a host pauses less."""

_LEADS_UP_MS = 16_000
_MOVED, _LEFT = 0.95, 0.55


def from_openings(clues: Iterable[Clue], spoken: Spoken) -> Iterator[Clue]:
    """The clues, those to starts moved to where the turn they are heard in begins.

    Hosts greet, thank and ramble before they come to what begins. Some of each stays where it was
    heard; who has spoken for long when something is announced did not begin with that.
    """
    openings = _openings(spoken)
    for clue in clues:
        at = bisect_right(openings, clue.offset) - 1
        before = clue.offset - openings[at] if at >= 0 else 0
        is_start = clue.edge is Edge.START and clue.key is not None and clue.gain > 0
        if is_start and clue.place is Place.NEAR and 0 < before <= _LEADS_UP_MS:
            yield replace(clue, offset=openings[at], gain=_MOVED * clue.gain)
            yield replace(clue, gain=_LEFT * clue.gain)
        else:
            yield clue


def _openings(spoken: Spoken) -> Sequence[Offset]:
    marks = sorted((*spoken.applause, *spoken.music))
    found: list[Offset] = []
    over, heard = -PAUSE_MS, 0
    for word in spoken.words:
        marked = bisect_right(marks, word.start) > heard
        if word.turn or marked or word.start - over >= PAUSE_MS:
            found.append(word.start)
        over = max(over, word.end)
        heard = bisect_right(marks, word.start)
    return found
