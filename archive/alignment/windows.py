"""Where it is worth listening to words: half minutes around the likeliest starts by their sound."""

from archive.alignment.evidence import Edge
from archive.alignment.heard import Heard
from archive.alignment.sound_clues import sound_clues
from archive.timecode import Offset, Span

LASTS_MS = 30_000
"""As much as recognisers hear at once."""

BEFORE_MS = 3000
"""How long before a start its window begins, so that its first word is whole."""

AN_HOUR, FEWEST = 5, 6
"""Forty for eight hours: twenty minutes of sound."""


def windows_in(heard: Heard) -> tuple[Span, ...]:
    """The windows of a recording, in order; none of them overlaps another.

    They begin with whoever speaks after applause, music or silence, and goes on speaking: the
    likeliest first, until there are enough. The same sound has the same windows.
    """
    most = max(FEWEST, round(AN_HOUR * heard.duration / 3_600_000))
    chosen: list[Span] = []
    for start in _likeliest_starts(heard):
        window = _window(start, heard.duration)
        if len(chosen) < most and not any(window.overlap(other) for other in chosen):
            chosen.append(window)
    return tuple(sorted(chosen))


def _likeliest_starts(heard: Heard) -> list[Offset]:
    starts = [clue for clue in sound_clues(heard)(()) if clue.edge is Edge.START]
    return [clue.offset for clue in sorted(starts, key=lambda one: (-one.gain, one.offset))]


def _window(start: Offset, duration: int) -> Span:
    begins = max(start - BEFORE_MS, 0)
    return Span(begins, min(begins + LASTS_MS, duration))
