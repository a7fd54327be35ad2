"""Which pictures of a cut are coded again, and which fragments are used as they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.errors import CutOutsideError, RefusedError
from archive.media.recorded import Recorded
from archive.media.samples import Sample
from archive.timecode import Span, print_offset

LONGEST_EDGE_MS = 60_000
"""More than this is never coded again: a recording that wants it has too few places to join."""

SHOWN_WHOLE_MS = 50
"""The last picture is shown whole, unless it stays longer than this after the out point."""

_LATER = 3
"""In how many fragments after a moment its sound may still lie: muxers interleave closely."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A cut, in the picture's ticks: what is coded again at both ends, what is copied between.

    ``head`` and ``tail`` are pictures to code again, by when they are shown; the fragments between
    them are ``whole``. Those of them that are ``copied`` are used where they lie; the others are
    copied into pieces of our own, because their sound has to be trimmed or completed. The clip's
    sound lies in the fragments ``sounding``; ``near`` is the one of the in point.
    """

    head: frozenset[int]
    whole: range
    copied: range
    tail: frozenset[int]
    sounding: range
    near: int
    first: int
    last: int
    end: int

    @property
    def before(self) -> range:
        """Whole fragments for the piece before those that are used where they lie."""
        return range(self.whole.start, self.copied.start) if self.copied else self.whole

    @property
    def behind(self) -> range:
        """The same, behind them."""
        return range(self.copied.stop, self.whole.stop) if self.copied else range(0)

    @property
    def head_sound(self) -> range:
        """Where the sound of the piece before lies, or of the only one."""
        begin, end = self.sounding.start, self.sounding.stop
        return range(begin, self.copied.start if self.copied else end)

    @property
    def tail_sound(self) -> range:
        return range(self.copied.stop, self.sounding.stop) if self.copied else range(0)


def plan_cut(recorded: Recorded, cut: Span) -> Plan:
    """Look at the fragments around both points.

    Raises ``CutOutsideError`` when the cut shows no picture, ``RefusedError`` when the recording
    can't be joined near the in point.
    """
    begin, until = recorded.first_tick(cut.start), recorded.first_tick(cut.end)
    near, after = recorded.fragment_at(begin), recorded.first_from(until)
    join = _join(recorded, cut, begin, recorded.first_from(begin), after)
    stop = after
    while stop > join and not recorded.ends_before(stop - 1, until):
        stop -= 1
    middle = range(join, stop)
    shown = recorded.pictures(range(near, join if middle else after + 1))
    head = _between(shown, begin, until)
    tail = _between(recorded.pictures(range(stop, after + 1)), begin, until) if middle else head
    shown_middle = [picture.pts for picture in _ends(recorded, middle)]
    times = [*head, *shown_middle, *tail]
    if not times:
        raise CutOutsideError(
            "No picture of the recording lies between {start} and {end}.",
            start=print_offset(max(cut.start, 0)),
            end=print_offset(max(cut.end, 0)),
        )
    first, last = min(times), max(times)
    following = recorded.shown_after(last, max(after - 2, 0))
    end = _end(recorded, cut, last, following)
    trim = _Trim(recorded, first, end, is_shortened=end < following)
    copied = trim.trimmed(middle, has_tail=bool(middle and tail))
    return Plan(
        head=head,
        whole=middle,
        copied=copied,
        tail=tail if middle else frozenset(),
        sounding=range(max(near - 1, 0), min(after + _LATER, len(recorded))),
        near=near,
        first=first,
        last=last,
        end=end,
    )


def _join(recorded: Recorded, cut: Span, begin: int, number: int, after: int) -> int:
    """The first fragment in the cut that can be joined, or ``after`` when there is none."""
    longest = LONGEST_EDGE_MS * recorded.index.timescale // 1000
    while number < after and recorded.index.start_ticks(number) - begin <= longest:
        if recorded.can_join(number):
            return number
        number += 1
    if cut.duration > LONGEST_EDGE_MS:
        raise RefusedError(
            "This recording can't be cut exactly at {start}: for {seconds} seconds no keyframe"
            " follows at which it can be joined.",
            start=print_offset(max(cut.start, 0)),
            seconds=LONGEST_EDGE_MS // 1000,
        )
    return after


def _between(pictures: Iterable[Sample], begin: int, until: int) -> frozenset[int]:
    return frozenset(picture.pts for picture in pictures if begin <= picture.pts < until)


def _ends(recorded: Recorded, middle: range) -> Iterable[Sample]:
    """The pictures of the outermost fragments."""
    return recorded.pictures({middle[0], middle[-1]} if middle else ())


def _end(recorded: Recorded, cut: Span, last: int, following: int) -> int:
    """When the clip is over: the next picture's moment, or the out point if that is much later."""
    index = recorded.index
    if index.milliseconds(following) <= cut.end + SHOWN_WHOLE_MS:
        return following
    return max(index.first_tick(cut.end), last + 1)


@dataclass(frozen=True, slots=True)
class _Trim:
    """Finds fragments whose sound reaches out of the clip, or leaves its end silent."""

    recorded: Recorded
    first: int
    end: int
    is_shortened: bool

    def trimmed(self, middle: range, *, has_tail: bool) -> range:
        """``middle`` without those at its ends that must be copied into our pieces."""
        while middle and self._begins_early(middle[0]):
            middle = middle[1:]
        while middle and self._ends_late(middle[-1]):
            middle = middle[:-1]
            has_tail = True
        if middle and not has_tail and (self.is_shortened or self._has_more(middle[-1])):
            middle = middle[:-1]
        return middle

    def _begins_early(self, number: int) -> bool:
        """Whether it is heard, or decoded, before the clip's first picture is."""
        samples = self.recorded.samples(number)
        heard, first = samples.sounds[:1], self._in_sound(self.first)
        decoded = samples.pictures[0]
        is_early = decoded.dts < min(self.first, decoded.pts)
        return is_early or any(sound.pts < first for sound in heard)

    def _ends_late(self, number: int) -> bool:
        sounds = self.recorded.samples(number).sounds
        return bool(sounds) and sounds[-1].pts + sounds[-1].duration > self._in_sound(self.end)

    def _has_more(self, number: int) -> bool:
        """Whether sound that belongs under the last pictures lies in later fragments."""
        later = self.recorded.sounds(range(number + 1, number + 1 + _LATER))
        end = self._in_sound(self.end)
        return any(sound.pts + sound.duration <= end for sound in later)

    def _in_sound(self, ticks: int) -> float:
        sound = self.recorded.tracks.sound
        return ticks * (sound.timescale if sound else 0) / self.recorded.tracks.picture.timescale
