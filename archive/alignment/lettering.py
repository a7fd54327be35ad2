"""What stands on a slide, compared with titles and names however it is spelt and spaced."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from archive.alignment.folding import fold
from archive.media.slides import Slide
from archive.people.hangul import has_hangul
from archive.people.readings import usual_spellings
from archive.timecode import Span

_LIKE, _LIKE_LINE, _LIKE_NAME = 80.0, 90.0, 86.0
_SHORT_TITLE, _SHORT_NAME = 12, 6
"""Letters, a Hangul syllable counting for its two or three."""
_LONGEST_NAME = 4
"""Syllables of a Korean name, for which there are usual spellings in Latin letters."""

_MOST_LETTERS = 420
"""Who writes more is amid a talk: names there are of people talked about."""

_EVERYWHERE, _OFTEN = 0.2, 6
"""Lines on so large a share of the slides, and on so many, are the event's own."""


@dataclass(frozen=True, slots=True)
class Written:
    """A slide as it is compared: ``lines`` are folded, ``read`` are the same as they were read.

    Those of the event itself are left out.
    """

    shown: Span
    read: tuple[str, ...]
    lines: tuple[str, ...]
    is_full: bool

    @property
    def whole(self) -> str:
        """All of it: titles go over several lines."""
        return "".join(self.lines)


@lru_cache(maxsize=4)
def written_on(slides: tuple[Slide, ...], event: tuple[str, ...]) -> list[Written]:
    """Each slide with what only some of them say."""
    folded = [tuple(fold(line) for line in slide.lines) for slide in slides]
    own = _furniture(folded, [fold(title) for title in event])
    return [_without(slide, lines, own) for slide, lines in zip(slides, folded, strict=True)]


def _without(slide: Slide, folded: Sequence[str], own: set[str]) -> Written:
    kept = [n for n, line in enumerate(folded) if line and line not in own]
    is_full = sum(map(len, folded)) > _MOST_LETTERS
    return Written(
        slide.shown,
        tuple(slide.lines[n] for n in kept),
        tuple(folded[n] for n in kept),
        is_full,
    )


def title_likeness(written: Written, titles: Iterable[str]) -> tuple[float, str]:
    """How surely one of the titles stands there, 0 to 1, and which; short ones fill a line."""
    found = [(_title_likeness(written, fold(title)), title) for title in titles]
    return max(found, default=(0.0, ""))


def name_likeness(written: Written, names: Iterable[str]) -> tuple[float, str]:
    """How surely one of a person's names stands there, 0 to 1, and which."""
    if written.is_full:
        return 0.0, ""
    found = [(_name_likeness(written, key), name) for name in names for key in _spellings(name)]
    return max(found, default=(0.0, ""))


def _title_likeness(written: Written, title: str) -> float:
    if len(title) < _SHORT_TITLE:
        same = (fuzz.ratio(title, line, score_cutoff=_LIKE_LINE) for line in written.lines)
        return max(same, default=0.0) / 100 if title else 0.0
    if len(written.whole) < len(title) * _LIKE / 100:
        return 0.0
    return fuzz.partial_ratio(title, written.whole, score_cutoff=_LIKE) / 100


@cache
def _spellings(name: str) -> tuple[str, ...]:
    """As it is, and a Korean one in Latin letters with the surname first or last."""
    key, plain = fold(name), "".join(name.split())
    if not has_hangul(name) or len(plain) > _LONGEST_NAME:
        return (key,)
    given, surnames = usual_spellings(plain[1:]), usual_spellings(plain[:1])
    return (key, *usual_spellings(plain), *(f"{given[0]}{one}" for one in surnames))


def _name_likeness(written: Written, name: str) -> float:
    if len(name) < _SHORT_NAME:
        return 0.0
    long = (line for line in written.lines if len(line) >= len(name) - 1)
    return max(
        (fuzz.partial_ratio(name, line, score_cutoff=_LIKE_NAME) / 100 for line in long),
        default=0.0,
    )


def _furniture(folded: Sequence[Sequence[str]], event: Sequence[str]) -> set[str]:
    """Lines that name the event, or stand on slides all day."""
    lines = sorted({line for slide in folded for line in slide if line})
    if not lines:
        return set()
    own = {line for line in lines if any(fuzz.ratio(line, one) >= _LIKE for one in event if one)}
    alike = process.cdist(lines, lines, scorer=fuzz.ratio, score_cutoff=_LIKE) >= _LIKE
    places = {line: n for n, line in enumerate(lines)}
    counts = np.zeros(len(lines), np.int64)
    for slide in folded:
        its = [places[line] for line in slide if line]
        counts += alike[its].any(axis=0)
    least = max(_OFTEN, _EVERYWHERE * len(folded))
    return own | {line for line, count in zip(lines, counts, strict=True) if count >= least}
