"""The transcript's rows as HTML: made once for the same rows, and only what differs made anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup, escape

from archive.captions.model import Cue
from archive.language import Language
from archive.search.hits import Hit
from web.pages.marking import CueMarker, cue_marker
from web.pages.parts import Part
from web.pages.transcript import Row, Rows
from web.rendering import environment

KEPT = 24
"""Transcripts that are kept as HTML; three hours of speech take about 1.5 MB each."""

_ASKED = "\0"
"""Stands in a kept line where the words that were searched for come into its link."""


@dataclass(frozen=True, slots=True)
class Place:
    """Whose lines they are, and for which readers; ``choice`` are the tracks their links name."""

    language: Language
    slug: str
    code: str
    is_bilingual: bool
    choice: tuple[tuple[Language, int], ...] = ()


def lines_of(
    place: Place,
    rows: Rows,
    *,
    now: Row | None,
    quoted: Sequence[Row] = (),
    query: str,
    hits: Sequence[Hit],
) -> Markup:
    """All rows; ``now`` is marked as the present one, and ``hits`` in the words as they were said.

    ``quoted`` are marked as what a link quotes. Every line's link keeps ``query``.
    """
    lines = list(_plain(rows, place))
    differing = _with_hits(rows.every, hits)
    special = {id(row) for row in (now, *quoted) if row is not None}
    differing |= {number for number, row in enumerate(rows.every) if id(row) in special}
    mark = cue_marker(hits)
    for number in differing:
        row = rows.every[number]
        is_quoted = any(row is one for one in quoted)
        lines[number] = _line(row, place, mark, is_now=row is now, is_quoted=is_quoted)
    asked = f"&amp;q={quote(query, safe='')}" if query else ""
    return Markup("".join(lines).replace(_ASKED, asked))  # noqa: S704 -- each line is escaped


@lru_cache(maxsize=KEPT)
def _plain(rows: Rows, place: Place) -> tuple[str, ...]:
    return tuple(_line(row, place, _unmarked) for row in rows.every)


def _line(
    row: Row, place: Place, mark: CueMarker, *, is_now: bool = False, is_quoted: bool = False
) -> str:
    module = environment(place.language).get_template("transcript_rows.html").module
    here = (place.slug, place.code)
    made = module.line(  # type: ignore[attr-defined]
        row,
        here,
        place.is_bilingual,
        mark,
        choice=dict(place.choice),
        asked=_ASKED,
        is_now=is_now,
        is_quoted=is_quoted,
    )
    return str(made)


def _unmarked(cue: Cue, _language: Language, _part: Part) -> Markup:
    return escape(cue.text)


def _with_hits(rows: Sequence[Row], hits: Sequence[Hit]) -> set[int]:
    """The numbers of the rows in which something was found."""
    if not hits:
        return set()
    found = {(hit.part, hit.offset_ms) for hit in hits}
    return {
        number
        for number, row in enumerate(rows)
        for cue in (*row.ko, *row.en)
        if (row.part.number, max(cue.span.start, row.part.span.start)) in found
    }
