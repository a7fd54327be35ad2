"""Captions that roll: two lines on screen, the upper one already said; each line kept once.

YouTube writes its automatic captions like this: a cue whose lower line is new, its words timed
inline, under the line before it; then a filler of 10 ms that holds the finished line over a blank
one; then the next line below. Read as they stand, such cues say everything two or three times.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from archive.captions.format import Shown
from archive.captions.model import Cue
from archive.captions.voices import by_speaker, voices_of
from archive.captions.words import Row, has_times, rows_of, word_times
from archive.timecode import Span

_FILLER_MS = 50
_TOUCHING_MS = 100


def spoken(shown: Sequence[Shown]) -> Iterator[Cue]:
    """What was said, each word once; ``shown`` in the order of the file.

    Ordinary captions come through as they are, cue by cue, one for each voice.
    """
    screens = [_screen(one) for one in shown] if _may_roll(shown) else []
    cues = collapse(screens) if screens and is_rolling(screens) else _as_shown(shown)
    for cue in cues:
        yield from by_speaker(cue)


def _as_shown(shown: Sequence[Shown]) -> Iterator[Cue]:
    for one in shown:
        for voice, marked_up in voices_of(one.marked_up):
            rows = [row for row in rows_of(marked_up) if row.text]
            if rows:
                yield replace(_cue(one.span, rows), voice=voice)


@dataclass(frozen=True, slots=True)
class Screen:
    """The rows of one cue, top to bottom, blank ones kept: in rolling captions they mean something.

    ``new_from`` is the first row with word times (all rows from there are new), or the row count.
    """

    span: Span
    rows: tuple[Row, ...]
    new_from: int

    @property
    def filled(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.text)

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(row.text for row in self.filled)


def is_rolling(screens: Sequence[Screen]) -> bool:
    """Whether the cues carry one another's lines as rolling captions do.

    A third of them must begin with the line the cue before ended with, and show a new or a blank
    row under it. Where nothing else gives rolling captions away (no word times, no fillers), it
    takes half of them and at least five, so that a refrain in ordinary captions is left alone.
    """
    filled = [screen for screen in screens if screen.lines]
    carried = sum(_carries(screen, before) for before, screen in pairwise(screens))
    if any(screen.new_from < len(screen.rows) or _is_filler(screen) for screen in filled):
        return carried >= 1 and 3 * carried >= len(filled)
    return carried >= 5 and 2 * carried >= len(filled)


def collapse(screens: Sequence[Screen]) -> Iterator[Cue]:
    """One cue for what each screen adds to the one before; a screen that only holds, prolongs."""
    cue: Cue | None = None
    before: Screen | None = None
    for screen in screens:
        new = screen.filled[_repeated(screen, before) :]
        if new:
            if cue:
                yield cue
            cue = _cue(screen.span, new)
        elif cue and screen.lines and _touches(screen.span, cue.span):
            cue = replace(cue, span=Span(cue.span.start, max(cue.span.end, screen.span.end)))
        before = screen
    if cue:
        yield cue


def _may_roll(shown: Sequence[Shown]) -> bool:
    """Rolling needs cues of more than one row; most files are known by this glance.

    Of two languages in one cue, one often stays while the other changes; that is no rolling.
    """
    if any("<lang " in one.marked_up for one in shown):
        return False
    return any("\n" in one.marked_up or one.span.duration <= _FILLER_MS for one in shown)


def _screen(shown: Shown) -> Screen:
    marked_up = shown.marked_up.split("\n")
    timed = (row for row, text in enumerate(marked_up) if has_times(text))
    rows = tuple(Row(" ".join(row.text.split()), row.words) for row in rows_of(shown.marked_up))
    return Screen(shown.span, rows, next(timed, len(rows)))


def _cue(span: Span, rows: Sequence[Row]) -> Cue:
    text = "\n".join(row.text for row in rows)
    return Cue(span, text, words=word_times(rows, span))


def _repeated(screen: Screen, before: Screen | None) -> int:
    """How many of the screen's lines were on screen already.

    None under a blank top row: the screen was wiped. None when the same stands alone after a pause:
    it was said again.
    """
    if before is None or not screen.lines or not screen.rows[0].text:
        return 0
    most = min(len(before.lines), len(screen.lines), screen.new_from)
    for count in range(most, 0, -1):
        if before.lines[-count:] == screen.lines[:count]:
            held = count == len(screen.lines)
            return 0 if held and not _touches(screen.span, before.span) else count
    return 0


def _carries(screen: Screen, before: Screen) -> bool:
    repeated = _repeated(screen, before)
    more = _is_filler(screen) or len(screen.rows) > repeated
    return repeated > 0 and more and _touches(screen.span, before.span)


def _is_filler(screen: Screen) -> bool:
    return screen.span.duration <= _FILLER_MS


def _touches(span: Span, before: Span) -> bool:
    return abs(span.start - before.end) <= _TOUCHING_MS
