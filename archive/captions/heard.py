"""When something is heard in a recording, told from its waveform."""

from collections.abc import Iterator

import numpy as np

from archive.captions.drift import STEP_MS
from archive.timecode import Span

PAUSE_MS = 1500
"""A pause inside a sentence is no silence."""

SHORTEST_MS = 500
"""Less is a cough or a knock."""

LOUD = 0.4
"""How far above the quietest tenth of a recording, on its own scale, somebody speaks."""

FLAT = 0.7
"""With less between quiet and loud (a factor of two) there is nothing to tell apart."""


def heard(peaks: bytes) -> tuple[Span, ...]:
    """When it is loud, by start; nothing where quiet and loud can't be told apart.

    Music and applause are heard too: that somebody speaks is likely, not known.
    """
    curve = np.log1p(np.frombuffer(peaks, np.uint8).astype(np.float64))
    quiet, loud = np.percentile(curve, (10, 95)) if curve.size else (0.0, 0.0)
    if loud - quiet < FLAT:
        return ()
    is_loud = curve > quiet + LOUD * (loud - quiet)
    return tuple(span for span in _joined(is_loud.tolist()) if span.duration >= SHORTEST_MS)


def _joined(is_loud: list[bool]) -> Iterator[Span]:
    span: Span | None = None
    for step, here in enumerate(is_loud):
        if not here:
            continue
        at = Span(step * STEP_MS, (step + 1) * STEP_MS)
        if span and at.start - span.end <= PAUSE_MS:
            span = Span(span.start, at.end)
        else:
            if span:
                yield span
            span = at
    if span:
        yield span
