"""Marks what was searched for in a text, without changing the text."""

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from archive.captions.model import Cue
from archive.language import Language
from archive.search.hits import Hit
from web.pages.parts import Part

Place = tuple[int, int]
"""Half-open ``[start, end)`` in the characters of a text."""

CueMarker = Callable[[Cue, Language, Part], str]


def marked(text: str, marks: Iterable[Place]) -> Markup:
    """The text, escaped, with ``<mark>`` around each place; those that overlap are one."""
    pieces: list[Markup] = []
    reached = 0
    for start, end in _joined(marks):
        pieces.append(escape(text[reached:start]))
        pieces.append(Markup("<mark>{}</mark>").format(text[start:end]))
        reached = end
    return Markup("").join([*pieces, escape(text[reached:])])


def cue_marker(hits: Iterable[Hit]) -> CueMarker:
    """What marks the cues that ``hits`` are; all others are only escaped."""
    places = {(hit.part, hit.language, hit.offset_ms, hit.text): hit.marks for hit in hits}

    def mark(cue: Cue, language: Language, part: Part) -> Markup:
        key = (part.number, language, max(cue.span.start, part.span.start), cue.text)
        return marked(cue.text, places.get(key, ()))

    return mark


def _joined(marks: Iterable[Place]) -> list[Place]:
    line: list[Place] = []
    for start, end in sorted(marks):
        if line and start <= line[-1][1]:
            line[-1] = (line[-1][0], max(end, line[-1][1]))
        elif end > start:
            line.append((start, end))
    return line
