"""What is heard when, told from the numbers of a recording's sound: voices, applause, music."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.media.sound import STEP_MS, Tenths, decibels
from archive.timecode import Span

_SECOND = 1000 // STEP_MS
_AROUND_S = 20
_QUIETEST_SHARE = 12
_ABOVE_DB = 6.0
_CLEAR_DB = 7.0
_NOISY = 0.5
_APPLAUSE_MS = 1200
_BREATH_MS = 350
_SYLLABLE_MS = 200
_TONAL = 0.62
_MUSIC_MS = 4000
_LONELY_MS, _COMPANY_MS = 3000, 20_000
"""Whoever speaks so shortly, and so far from anybody else, is one of the hall."""

_LATE_MS = 1200
"""Music is known by two seconds of it, so that its first and last second pass for a voice."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Heard:
    """Spans by start that never overlap inside one list; ``active`` is speech and applause."""

    speech: tuple[Span, ...]
    applause: tuple[Span, ...]
    music: tuple[Span, ...]
    active: tuple[Span, ...]
    duration: int


def listen(tenths: Tenths) -> Heard:
    """Tell voices, applause and music apart, each against what surrounds it."""
    if len(tenths) < _SECOND:
        return Heard((), (), (), (), len(tenths) * STEP_MS)
    level, voice = decibels(tenths[:, 0]), decibels(tenths[:, 1])
    noise = _even(tenths[:, 2] / 255.0, 5)
    floor = float(np.percentile(level, 5))
    applause = _lasting((noise > _NOISY) & (level > floor + 2 * _CLEAR_DB), _APPLAUSE_MS, 500)
    same = _even(tenths[:, 3] / 255.0, 20)
    music = _lasting((same > _TONAL) & (level > floor + _CLEAR_DB), _MUSIC_MS, 2000) & ~applause
    background = _background(voice)
    loud = (voice > background + _ABOVE_DB) & (voice > floor + _CLEAR_DB) & ~applause & ~music
    speech = _lasting(loud, _SYLLABLE_MS, _BREATH_MS) & ~applause
    speech = _without_lonely(_without_edges(speech, music), applause)
    active = _lasting(speech | applause, 0, _BREATH_MS)
    spans = [_spans(flags) for flags in (speech, applause, music, active)]
    return Heard(spans[0], spans[1], spans[2], spans[3], len(tenths) * STEP_MS)


def _background(voice: NDArray[np.float64]) -> NDArray[np.float64]:
    """How loud it is around each tenth where nobody speaks: pauses are everywhere in speech.

    What lies before and what comes behind are looked at apart, so that a hall that begins to
    murmur, or falls silent, is known as one at once.
    """
    half = _AROUND_S * _SECOND
    padded = np.pad(voice, half, mode="reflect" if len(voice) > half else "edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, half)[::_SECOND]
    quietest = np.percentile(windows, _QUIETEST_SHARE, axis=1)
    coarse = np.maximum(quietest[:-_AROUND_S], quietest[_AROUND_S:])
    return np.asarray(np.interp(np.arange(len(voice)) / _SECOND, np.arange(len(coarse)), coarse))


def _without_edges(speech: Flags, music: Flags) -> Flags:
    """Speech without what is so short and so close to music that it is the music's own edge."""
    kept = speech.copy()
    near = _LATE_MS // STEP_MS // 2
    for span in _spans(speech):
        first, last = span.start // STEP_MS, span.end // STEP_MS
        touches = music[max(first - near, 0) : first].any() or music[last : last + near].any()
        if touches and span.duration <= _LATE_MS:
            kept[first:last] = False
    return kept


def _without_lonely(speech: Flags, applause: Flags) -> Flags:
    kept = speech.copy()
    spans = _spans(speech | applause)
    ends = [-_COMPANY_MS, *(span.end for span in spans)]
    starts = [*(span.start for span in spans[1:]), len(speech) * STEP_MS + _COMPANY_MS]
    for span, before, after in zip(spans, ends, starts, strict=False):
        is_alone = span.start - before >= _COMPANY_MS and after - span.end >= _COMPANY_MS
        if is_alone and span.duration <= _LONELY_MS:
            kept[span.start // STEP_MS : span.end // STEP_MS] = False
    return kept


def _even(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    return np.asarray(np.convolve(values, np.ones(width) / width, "same"))


def _lasting(flags: Flags, least_ms: int, gap_ms: int) -> Flags:
    """Runs of true with short gaps closed, then without short runs."""
    closed = _without_short(~flags, gap_ms)
    return _without_short(~closed, least_ms)


def _without_short(flags: Flags, least_ms: int) -> Flags:
    kept = flags.copy()
    for span in _spans(flags):
        if span.duration < least_ms:
            kept[span.start // STEP_MS : span.end // STEP_MS] = False
    return kept


def _spans(flags: Flags) -> tuple[Span, ...]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return tuple(
        Span(int(start) * STEP_MS, int(end) * STEP_MS)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    )


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans by start, those that touch or overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
