"""The sound of a clip: which packets, and the edits that let it begin and end with the picture."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from archive.clip.interleave import Places
from archive.clip.movie_boxes import EMPTY, NO_CHUNKS, Edit, MovieTrack, movie_timescale
from archive.clip.plan import Plan
from archive.media.recorded import Recorded
from archive.media.samples import SampleTable, Ticks

_MICROSECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class _Window:
    """Rows ``first`` up to, not including, ``stop``; what is heard of them, in its ticks."""

    first: int
    stop: int
    begin: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True)
class HeardSound:
    """The packets of a clip's sound; times in seconds from the clip's first picture.

    ``starts`` are the packets' in the sound's ticks, ``lasts`` is how long one usually is.
    """

    table: SampleTable
    starts: Ticks
    usual: int
    window: _Window
    begin: Fraction
    end: Fraction
    lasts: Fraction


def heard_sound(recorded: Recorded, plan: Plan) -> HeardSound | None:
    """The sound heard under a plan's pictures, if there is any.

    One packet before the first comes along unheard: AAC needs it to decode the first.
    """
    sound = recorded.tracks.sound
    if sound is None:
        return None
    table = recorded.table(plan.sounding, sound)
    if not len(table):
        return None
    usual = int(np.median(table.duration))
    starts = _starts(table, usual, is_from_beginning=plan.sounding.start == 0)
    per_tick = Fraction(sound.timescale, recorded.index.timescale)
    begin = plan.first * per_tick
    window = _window(starts, usual, begin, plan.end * per_tick)
    if window is None:
        return None
    rows = slice(window.first, window.stop)
    seconds = (
        (window.begin - begin) / sound.timescale,
        (window.end - begin) / sound.timescale,
        Fraction(usual, sound.timescale),
    )
    return HeardSound(table.where(rows), starts[rows], usual, window, *seconds)


def sound_track(recorded: Recorded, heard: HeardSound) -> tuple[MovieTrack, Places]:
    """The track of this sound, and where its packets lie."""
    sound = recorded.tracks.sound
    if sound is None:
        raise ValueError("there is no sound track")
    starts, sizes = heard.starts, heard.table.size
    scale = movie_timescale(recorded.index.timescale)
    track = MovieTrack(
        is_picture=False,
        entry=sound.entry,
        timescale=sound.timescale,
        lasts=np.diff(starts, append=starts[-1] + heard.usual),
        later=np.zeros(len(starts), np.int64),
        sizes=sizes,
        sync=None,
        matrix=sound.matrix,
        edits=_edits(heard, scale),
        chunks=NO_CHUNKS,
    )
    heard_us = (starts - starts[0]) * _MICROSECOND // sound.timescale
    return track, Places(np.zeros(len(starts), np.bool_), heard.table.offset, sizes, heard_us)


def _starts(table: SampleTable, usual: int, *, is_from_beginning: bool) -> Ticks:
    """When each packet is heard.

    The first one of a recording says 0 even when sound begins later, and lasts until the second
    (``archive.media.pack``): it belongs just before that.
    """
    starts = table.dts.copy()
    if is_from_beginning and len(starts) > 1 and starts[1] - starts[0] > usual:
        starts[0] = starts[1] - usual
    return starts


def _window(starts: Ticks, usual: int, begin: Fraction, end: Fraction) -> _Window | None:
    heard = np.flatnonzero((starts + usual > float(begin)) & (starts < float(end)))
    if not len(heard):
        return None
    first, stop = int(heard[0]), int(heard[-1]) + 1
    begins, ends = max(begin, Fraction(int(starts[first]))), Fraction(int(starts[stop - 1]) + usual)
    is_led = first > 0 and starts[first] - starts[first - 1] <= usual
    return _Window(first - is_led, stop, begins, min(end, ends))


def _edits(heard: HeardSound, timescale: int) -> tuple[Edit, ...]:
    """Sound that begins after the picture waits for its time."""
    unheard = round(heard.window.begin - int(heard.starts[0]))
    wait = round(heard.begin * timescale)
    edit = Edit(round((heard.end - heard.begin) * timescale), unheard)
    return (Edit(wait, EMPTY), edit) if wait else (edit,)
