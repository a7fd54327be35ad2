"""Clues on slides inside a session: a talk's first slide, and the one that opens the discussion."""

import re
from collections.abc import Iterator, Sequence

from archive.alignment.clues import Clue
from archive.alignment.model import PartKind
from archive.alignment.part_clues import Part
from archive.alignment.slide_clues import ANNOUNCED, INTRODUCED, starts
from archive.alignment.written import Written, name_likeness, written_on
from archive.media.slides import Slide
from archive.sentence import Sentence
from archive.timecode import Offset, Span

_NAMED, _DISCUSSED = 2.6, 2.5
_AGAIN_MS = 10 * 60_000
_DISCUSSION = re.compile(
    r"^\W*(?:종합|패널|지정)?\s*토[론의]\W*$|^\W*(?:panel )?discussion\W*$", re.IGNORECASE
)


def slide_part_clues(
    slides: tuple[Slide, ...], event: tuple[str, ...], parts: Sequence[Part], inside: Span
) -> Iterator[Clue]:
    """Where each part seems to begin; a slide with the names of several is of none of them."""
    last: dict[str, Offset] = {}
    for written in written_on(slides, event):
        if not inside.overlap(written.shown):
            continue
        part, gain, why = _of(written, parts)
        if part is None:
            continue
        if written.shown.start - last.get(part.key, -_AGAIN_MS) >= _AGAIN_MS:
            around = INTRODUCED if part.person else ANNOUNCED
            yield from starts(written.shown.start, gain, why, part.key, around)
        last[part.key] = written.shown.end


def _of(written: Written, parts: Sequence[Part]) -> tuple[Part | None, float, Sentence]:
    named = [
        (part, *found)
        for part in parts
        if part.person and (found := name_likeness(written, part.person.names))[0]
    ]
    if len(named) == 1:
        part, likeness, name = named[0]
        return part, _NAMED * likeness, Sentence("A slide shows the name “{name}”.", {"name": name})
    opened = next((part for part in parts if part.kind is PartKind.DISCUSSION), None)
    is_opened = not named and any(map(_DISCUSSION.search, written.read))
    return opened if is_opened else None, _DISCUSSED, Sentence("A slide opens the discussion.")
