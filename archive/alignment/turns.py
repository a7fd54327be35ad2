"""When somebody is introduced, told from the sound: few words, applause, and then a long talk."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from archive.alignment.heard import Heard
from archive.alignment.talk import Talk, talk_of
from archive.timecode import Offset, Span

INTRO_MS = (3000, 28_000)
"""How long after an introduction begins its applause does."""

PAUSE_MS = 1500
"""Who introduces somebody has waited so long, or for applause; the last words of a talk do not."""

_TALK_MS = 45_000
_WALK_MS = 20_000
_TALKED = 0.35
_BEFORE_MS = 12_000
_PLAYED_MS = 15_000
_BREATH_MS = 600
_EXACT_MS = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """When people are introduced behind the applause for those before them, in order.

    ``introduced`` are all introductions, also those without applause before them. ``greeted`` are
    from behind each introduction to where whoever was introduced speaks.
    """

    times: NDArray[np.int64]
    introduced: NDArray[np.int64]
    greeted: tuple[Span, ...] = ()

    def count_between(self, here: NDArray[np.int64], there: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many are introduced from one point on and before the other."""
        first = np.searchsorted(self.times, here - _EXACT_MS)
        last = np.searchsorted(self.times, there - _EXACT_MS)
        return np.asarray(last - first)

    def introduces(self, offsets: NDArray[np.int64]) -> NDArray[np.bool_]:
        """At which points somebody is introduced."""
        at = np.searchsorted(self.introduced, offsets - _EXACT_MS)
        after = np.append(self.introduced, 1 << 60)[at]
        return np.asarray(after <= offsets + _EXACT_MS)


UNHEARD = Turns(np.zeros(0, np.int64), np.zeros(0, np.int64))


def turns_of(heard: Heard | None) -> Turns:
    """The turns of a recording; none where nobody has listened to it."""
    if heard is None:
        return UNHEARD
    talk = talk_of(heard.active)
    times = [at for at in _after_others(heard) if leads_to_talk(heard, talk, at)]
    greeted = tuple(Span(at + _EXACT_MS, _greeting(heard, at) + _WALK_MS) for at in times)
    every = [at for at in _after_pauses(heard) if leads_to_talk(heard, talk, at)]
    introduced = sorted({*times, *every})
    return Turns(np.array(times, np.int64), np.array(introduced, np.int64), greeted)


def leads_to_talk(heard: Heard, talk: Talk, offset: Offset) -> bool | None:
    """Whether applause greets somebody after a few words, and a talk follows it.

    Nothing where no applause follows so soon. It is false for guests who are only named one after
    the other, and for the last words of a talk.
    """
    applause = heard.applause
    at = bisect_left(applause, offset + INTRO_MS[0], key=_start)
    if at == len(applause) or applause[at].start > offset + INTRO_MS[1]:
        return None
    greeted = applause[at].end
    following = applause[at + 1].start if at + 1 < len(applause) else heard.duration
    if following - greeted < _TALK_MS:
        return False
    return talk.share(greeted, _WALK_MS + _TALK_MS) >= _TALKED


def _greeting(heard: Heard, offset: Offset) -> Offset:
    """When the applause behind an introduction is over."""
    return heard.applause[bisect_left(heard.applause, offset + INTRO_MS[0], key=_start)].end


def _after_others(heard: Heard) -> Iterator[Offset]:
    """Beginnings of speech soon after applause or music."""
    previous = 0
    for span in heard.speech:
        pause, previous = span.start - previous, max(previous, span.end)
        if pause >= _BREATH_MS and (
            _over_since(heard.applause, span.start) <= _BEFORE_MS
            or _over_since(heard.music, span.start) <= _PLAYED_MS
        ):
            yield span.start


def _after_pauses(heard: Heard) -> Iterator[Offset]:
    for one, other in pairwise(heard.speech):
        if other.start - one.end >= PAUSE_MS:
            yield other.start


def _over_since(spans: Sequence[Span], offset: Offset) -> int:
    at = bisect_right(spans, offset, key=_start)
    return max(offset - spans[at - 1].end, 0) if at else 1 << 40


def _start(span: Span) -> Offset:
    return span.start
