"""One row of the transcript as HTML: as short as it can be, for a page has thousands of them.

Its link is relative to the session's page; ``data-t`` is told in ``web/static/cues.js``. Closing
tags that the standard lets out are out (HTML, 13.1.2.4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from archive.captions.model import Cue
from archive.language import Language
from archive.timecode import print_clock
from web.addresses import moment_address
from web.pages.marking import CueMarker
from web.pages.parts import Part
from web.pages.transcript import Row
from web.rendering import environment


@dataclass(frozen=True, slots=True)
class Place:
    """For which readers the lines are; ``choice`` are the tracks that their links name."""

    language: Language
    is_bilingual: bool
    choice: tuple[tuple[Language, int], ...] = ()


def unmarked(cue: Cue, _language: Language, _part: Part) -> str:
    """A cue in which nothing is marked."""
    return escape(cue.text, quote=False)


def line_of(
    row: Row,
    place: Place,
    mark: CueMarker = unmarked,
    *,
    query: str = "",
    is_now: bool = False,
    is_quoted: bool = False,
) -> str:
    """What is said in one stretch of time; its link keeps ``query``."""
    address = moment_address(
        row.span.start // 1000, row.part.named, query=query, **dict(place.choice)
    )
    if not (row.ko or row.en):
        rows = environment(place.language).get_template("transcript_rows.html").module
        return str(rows.between(row, address))  # type: ignore[attr-defined]
    names = " ".join(["is-now"] * is_now + ["is-quoted"] * is_quoted)
    kind = f' class="{names}"' if names else ""
    words = _said(row.ko, "ko", row, place, mark) + _said(row.en, "en", row, place, mark)
    clock = print_clock(row.at)
    return f'<li{kind} data-t="{row.times}"><a href="{escape(address)}">{clock}</a>{words}\n'


def _said(cues: Sequence[Cue], language: Language, row: Row, place: Place, mark: CueMarker) -> str:
    """One language's words; with others beside it, its column is there although it is empty."""
    if not (cues or place.is_bilingual):
        return ""
    if len(cues) == 1 and not (cues[0].voice or cues[0].mark):
        return f"<p lang={language}>{mark(cues[0], language, row.part)}"
    said = " ".join(f"{_voice(cue)}<span>{mark(cue, language, row.part)}</span>" for cue in cues)
    return f"<p lang={language}>{said}"


def _voice(cue: Cue) -> str:
    """Who says it, or how a new speaker is marked."""
    if cue.voice:
        return f"<b>{escape(cue.voice, quote=False)}</b> "
    return f"{escape(cue.mark, quote=False)} " if cue.mark else ""
