"""YouTube's own captions, as JSON (json3) and as XML (srv1 to srv3), with the times of words."""

import json
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from archive.captions.format import CaptionFormat, Shown, Written
from archive.captions.timing import lasting
from archive.captions.tree import Element, first_tag, parsed
from archive.errors import CaptionsUnreadableError
from archive.timecode import Offset, Span, print_offset

Piece = tuple[Offset | None, str]
"""A stretch of text, and when it begins where that is told."""


def recognises_json(text: str) -> bool:
    head = text[:4000].lstrip()
    return head.startswith("{") and '"events"' in head


def read_json(text: str) -> Iterator[Written]:
    """Events of segments; an event that only appends a line break adds nothing."""
    try:
        events = json.loads(text)["events"]
        lines = [_event(event) for event in events if event.get("segs")]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as exc:
        raise CaptionsUnreadableError("The file can't be read as YouTube's json3.") from exc
    yield Written(_shown(lines))


JSON3 = CaptionFormat("YouTube json3", recognises_json, read_json)


def recognises_xml(text: str) -> bool:
    return first_tag(text) in {"timedtext", "transcript"}


def read_xml(text: str) -> Iterator[Written]:
    """``<p t d>`` with ``<s t>`` in milliseconds (srv3), or ``<text start dur>`` in seconds."""
    root = parsed(text, "YouTube srv3")
    try:
        lines = [_paragraph(element) for element in root.iter() if element.tag in {"p", "text"}]
    except (ValueError, OverflowError) as exc:
        raise CaptionsUnreadableError("The file can't be read as YouTube's srv3.") from exc
    yield Written(_shown(lines))


SRV3 = CaptionFormat("YouTube srv3", recognises_xml, read_xml)

Line = tuple[Offset, Offset, list[Piece]]


def _event(event: dict[str, Any]) -> Line:
    start = int(event["tStartMs"])
    pieces = [(_at(start, seg.get("tOffsetMs")), str(seg.get("utf8", ""))) for seg in event["segs"]]
    return start, int(event.get("dDurationMs", 0)), pieces


def _paragraph(element: Element) -> Line:
    if element.tag == "text":
        start, lasts = (round(float(element.get(name, "0")) * 1000) for name in ("start", "dur"))
        return start, lasts, [(None, _twice_escaped("".join(element.itertext())))]
    start, lasts = int(element.get("t", "0")), int(element.get("d", "0"))
    return start, lasts, list(_spans(element, start))


def _spans(paragraph: Element, start: Offset) -> Iterator[Piece]:
    yield None, paragraph.text or ""
    for child in paragraph:
        yield _at(start, child.get("t")), "".join(child.itertext())
        yield None, child.tail or ""


def _at(start: Offset, within: object) -> Offset | None:
    return None if within is None else start + int(str(within))


def _twice_escaped(text: str) -> str:
    """srv1 escapes its text once for XML and once more for HTML."""
    return text.replace("&#39;", "'").replace("&quot;", '"').replace("&amp;", "&")


def _shown(lines: Iterable[Line]) -> tuple[Shown, ...]:
    """The lines that have text, by time.

    Automatic captions stay on screen until two further lines were said, so where words are timed a
    line ends when the next one begins.
    """
    filled = sorted(
        (line for line in lines if any(text.strip() for _, text in line[2])),
        key=lambda line: line[0],
    )
    shown = [
        Shown(_span(start, lasts), _marked_up(start, pieces)) for start, lasts, pieces in filled
    ]
    if not any(at is not None for _, _, pieces in filled for at, _ in pieces):
        return tuple(shown)
    until = [*(after.span.start for after in shown[1:]), None]
    return tuple(
        Shown(_ended(one.span, end), one.marked_up) for one, end in zip(shown, until, strict=True)
    )


def _span(start: Offset, lasts: Offset) -> Span:
    return lasting(max(start, 0), max(start + lasts, 0))


def _ended(span: Span, next_start: Offset | None) -> Span:
    if next_start is None or not span.start < next_start < span.end:
        return span
    return Span(span.start, next_start)


def _marked_up(start: Offset, pieces: Iterable[Piece]) -> str:
    return "".join(
        escape(text) if at is None else f"<{print_offset(max(at, 0))}>{escape(text)}"
        for at, text in pieces
    )
