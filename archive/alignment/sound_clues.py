"""Clues in the sound: who begins to speak after applause, music or silence; what ends in them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import log

from archive.alignment.clues import Clue, Clues, Place
from archive.alignment.evidence import Edge
from archive.alignment.heard import Heard
from archive.alignment.model import PlannedSession
from archive.alignment.talk import Talk, talk_of
from archive.alignment.turns import PAUSE_MS, leads_to_talk, turns_of
from archive.sentence import Sentence
from archive.timecode import Offset, Span

LEAST_PAUSE_MS = 600

_PAUSE_START, _PAUSE_END = 0.5, 0.45
_LONGEST_MS = 60_000
_CLAPPED, _CLAPPED_AGO_MS = 0.85, 12_000
_PLAYED, _PLAYED_AGO_MS = 0.8, 15_000
_ENDS_CLAPPED, _ENDS_PLAYED = 2.3, 0.6
_ENDS_AGAIN, _AGAIN_MS = 0.5, 25_000
_LAST, _LAST_MS = 0.35, 20_000
_TALKED_MS, _SHORT, _GREETED = 1500, 1.1, 1.5
_WHOLE_MS = 10_000
_INTRODUCES, _HURRIED = {True: 1.7, False: -0.6, None: 0.0}, 0.3
_LONG_CLAP, _CLAP_MS = 0.5, 4000
_DENSE, _NEXT_MS, _APART_MS = 2.2, 40_000, 5000

BESIDE_WORDS, ALONE = 1.0, 1.6
"""How much the sound weighs beside captions, and how much where there are none."""


def sound_clues(heard: Heard, weight: float = 1.0) -> Clues:
    """The clues of one recording's sound; they name no session.

    They weigh more where no words are there to say what the sound is of.
    """
    talk = talk_of(heard.active)
    every = (*_starts(heard, talk), *_ends(heard, talk))
    found = tuple(replace(clue, gain=weight * clue.gain) for clue in every)

    def clues(sessions: Sequence[PlannedSession]) -> Iterable[Clue]:
        del sessions  # a sound is the same whoever makes it
        return found

    return clues


def _starts(heard: Heard, talk: Talk) -> Iterator[Clue]:
    """Every beginning of speech after a pause, or after applause or music without one."""
    previous = 0
    greeted = turns_of(heard).greeted
    for span in heard.speech:
        pause = span.start - previous
        clapped = _ago(heard.applause, span.start, _CLAPPED_AGO_MS)
        played = _ago(heard.music, span.start, _PLAYED_AGO_MS)
        previous = max(previous, span.end)
        if pause < LEAST_PAUSE_MS:
            continue
        gain = _PAUSE_START * log(min(pause, _LONGEST_MS) / LEAST_PAUSE_MS)
        gain += (_CLAPPED if clapped is not None else 0) + (_PLAYED if played is not None else 0)
        introduced = leads_to_talk(heard, talk, span.start)
        waited = clapped is not None or played is not None or pause >= PAUSE_MS
        gain += _INTRODUCES[introduced] * (1.0 if waited else _HURRIED)
        gain += _goes_on(talk, span.start)
        gain -= _SHORT if span.duration < _TALKED_MS else 0
        gain -= _GREETED if _ago(greeted, span.start, 0) == 0 else 0
        yield Clue(
            Edge.START,
            span.start,
            gain,
            tuple(_why_start(pause, clapped, played, introduced=introduced is True)),
            place=Place.EXACT,
        )


def _why_start(
    pause: int, clapped: int | None, played: int | None, *, introduced: bool
) -> Iterator[Sentence]:
    if clapped is not None:
        yield Sentence("Applause ended {seconds} s before.", {"seconds": _seconds(clapped)})
    if played is not None:
        yield Sentence("Music was heard until {seconds} s before.", {"seconds": _seconds(played)})
    if introduced:
        yield Sentence("A few words follow, then applause: somebody is introduced.")
    if clapped is None and played is None:
        yield Sentence(
            "Somebody begins to speak after {seconds} s of silence.", {"seconds": _seconds(pause)}
        )


def _ends(heard: Heard, talk: Talk) -> Iterator[Clue]:
    """Every end of speech before a pause, and every end of applause."""
    starts = [span.start for span in heard.active]
    claps = {span.end: span.duration for span in heard.applause}
    again = {two.end for one, two in pairwise(heard.applause) if two.start - one.end <= _AGAIN_MS}
    ends = {span.end for span in heard.active} | claps.keys()
    for end in sorted(ends):
        at = bisect_right(starts, end)
        following = starts[at] if at < len(starts) else heard.duration
        pause = max(following - end, 0)
        clap = max((lasts for at, lasts in claps.items() if abs(end - at) <= 500), default=0)
        clapped = clap > 0
        if pause < LEAST_PAUSE_MS and not clapped:
            continue
        played = _soon(heard.music, end, following)
        gain = _PAUSE_END * log(max(min(pause, _LONGEST_MS), 300) / LEAST_PAUSE_MS)
        gain += _ENDS_CLAPPED + _LONG_CLAP * log(clap / _CLAP_MS) if clap else 0
        gain += _ENDS_PLAYED if played else 0
        gain += _LAST if pause >= _LAST_MS and not played else 0
        gain += _ENDS_AGAIN if any(abs(end - clap) <= 500 for clap in again) else 0
        gain -= 0.5 * _goes_on(talk, end) if pause > _APART_MS else 0
        why = tuple(_why_end(pause, clapped, played))
        yield Clue(Edge.END, end, gain, why, place=Place.EXACT)


def _why_end(pause: int, clapped: bool, played: bool) -> Iterator[Sentence]:
    if clapped:
        yield Sentence("The last applause ends here.")
    if played:
        yield Sentence("Music follows.")
    if pause >= LEAST_PAUSE_MS:
        yield Sentence("Nobody speaks for {seconds} s.", {"seconds": _seconds(pause)})


def _ago(spans: Sequence[Span], offset: Offset, most: int) -> int | None:
    """How long before the offset the last span ended; 0 while it lasts."""
    at = bisect_right(spans, offset, key=lambda span: span.start)
    if not at:
        return None
    ago = max(offset - spans[at - 1].end, 0)
    return ago if ago <= most else None


def _goes_on(talk: Talk, offset: Offset) -> float:
    """Whether what begins here goes on, or was a few words into a long silence."""
    return min(max(_DENSE * (talk.share(offset, _NEXT_MS) - 0.5), -2.0), 0.8)


def _soon(spans: Sequence[Span], offset: Offset, following: Offset) -> bool:
    """Whether one of them begins soon, and before anybody speaks again."""
    at = bisect_right(spans, offset - 1000, key=lambda span: span.start)
    return at < len(spans) and spans[at].start <= min(offset + _PLAYED_AGO_MS, following)


def _seconds(ms: int) -> float:
    return round(ms / 1000, 1) if ms < _WHOLE_MS else round(ms / 1000)
