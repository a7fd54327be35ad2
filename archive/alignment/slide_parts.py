"""Clues on slides inside a session: a talk's first slide, and the one that opens the discussion."""

import re
from collections.abc import Iterator, Sequence

from archive.alignment.clues import Clue
from archive.alignment.lettering import Written, name_likeness, title_likeness, written_on
from archive.alignment.model import PartKind, PlannedSession
from archive.alignment.part_clues import Part
from archive.alignment.slide_clues import ANNOUNCED, INTRODUCED, starts
from archive.media.slides import Slide
from archive.sentence import Sentence
from archive.timecode import Offset, Span

_TITLED, _NAMED, _DISCUSSED = 3.0, 1.6, 2.5
"""A talk's own slide; a name in the corner of a camera's picture; "Panel discussion"."""

_AGAIN, _AGAIN_MS = 0.4, 10 * 60_000
"""Who is named again later takes part in the discussion, or asks."""

_DISCUSSION = re.compile(
    r"^\W*(?:종합|패널|지정)?\s*토[론의]\W*$|^\W*(?:panel )?discussion\W*$", re.IGNORECASE
)


def slide_part_clues(
    slides: tuple[Slide, ...], session: PlannedSession, parts: Sequence[Part], inside: Span
) -> Iterator[Clue]:
    """Where each part seems to begin; a slide with the names of several is of none of them."""
    last: dict[str, Offset] = {}
    for written in written_on(slides, session.event):
        told = _told(written, session, parts) if inside.overlap(written.shown) else None
        if told is None:
            continue
        part, gain, why = told
        before = last.get(part.key)
        if before is None or written.shown.start - before >= _AGAIN_MS:
            gain *= 1.0 if before is None else _AGAIN
            around = INTRODUCED if part.person else ANNOUNCED
            yield from starts(written.shown.start, gain, why, part.key, around)
        last[part.key] = written.shown.end


def _told(
    written: Written, session: PlannedSession, parts: Sequence[Part]
) -> tuple[Part, float, Sentence] | None:
    """Which part a slide opens, how much it says so, and why."""
    named = [
        (part, *found)
        for part in parts
        if part.person and (found := name_likeness(written, part.person.names))[0]
    ]
    if len(named) == 1:
        part, likeness, name = named[0]
        is_titled = title_likeness(written, session.titles)[0] > 0
        gain = (_TITLED if is_titled else _NAMED) * likeness
        return part, gain, Sentence("A slide shows the name “{name}”.", {"name": name})
    opened = next((part for part in parts if part.kind is PartKind.DISCUSSION), None)
    if opened and not named and any(map(_DISCUSSION.search, written.read)):
        return opened, _DISCUSSED, Sentence("A slide opens the discussion.")
    return None
