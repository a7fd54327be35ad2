"""Titles printed in both languages one behind the other, told by the document as a whole."""

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.programme.model import Bilingual, Programme, ProgrammeSession

_BEHIND = re.compile(
    r"(?P<ko>.*[가-힣][^A-Za-z]*?)[\s/|·,–—(\[-]+(?P<en>[A-Z][^가-힣]{2,})", re.DOTALL
)
_FEWEST = 4
_ENOUGH = 0.6
"""Share of titles that must be in both languages: one that ends in a foreign word is ordinary."""


def split_titles(programme: Programme) -> Programme:
    """The programme with both titles, where most of its rows print the English one behind."""
    korean = [one for one in programme.sessions if one.title.ko and not one.title.en]
    both = {one.code: title for one in korean if (title := _split(one.title.ko))}
    if len(both) < _FEWEST or len(both) < _ENOUGH * len(programme.sessions):
        return programme
    return replace(programme, sessions=_titled(programme.sessions, both))


def _titled(
    sessions: Sequence[ProgrammeSession], titles: dict[str, Bilingual]
) -> tuple[ProgrammeSession, ...]:
    return tuple(replace(one, title=titles.get(one.code, one.title)) for one in sessions)


def _split(title: str) -> Bilingual | None:
    """The two titles; nothing where no English one stands behind the last Hangul."""
    match = _BEHIND.fullmatch(title)
    if match is None:
        return None
    english = match["en"].strip()
    if english.count(")") > english.count("("):
        english = english.removesuffix(")").rstrip()
    return Bilingual(match["ko"].strip(), english)
