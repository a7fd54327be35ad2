"""What an address asks for, read kindly: whatever is typed there gets a page or a sentence."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request

from archive.cut import Cut
from archive.errors import NotFoundError
from archive.sentence import Sentence
from archive.timecode import Offset, Span, parse_offset, print_clock

LONGEST_QUERY = 200
_LONGEST_TIME = 40
_SECOND = 1000


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a session shall be opened, in the time of the recording its ``part`` lies in.

    ``start`` is nothing when the address names no moment; ``notice`` says why it isn't the one
    that was asked for.
    """

    part: int = 1
    start: Offset | None = None
    until: Offset | None = None
    notice: Sentence | None = None


def path_text(request: Request, name: str) -> str:
    """A part of the path; ``NotFoundError`` for what no name here can hold."""
    text: str = request.path_params[name]
    if not text.isprintable() or len(text) > 200:
        raise NotFoundError("There is nothing at this address.")
    return unicodedata.normalize("NFC", text)


def asked_event(request: Request) -> str:
    """The event that ``?event=`` names; empty where it names none."""
    text = request.query_params.get("event", "")
    if not text.isprintable() or len(text) > 200:
        raise NotFoundError("There is nothing at this address.")
    return unicodedata.normalize("NFC", text)


def path_number(request: Request, name: str) -> int:
    """A part of the path that is an id; ``NotFoundError`` for what can't be one."""
    text = request.path_params[name]
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise NotFoundError("There is nothing at this address.")
    return int(text)


def query_text(request: Request) -> str:
    """What is searched for: NFC, one line, without what can't be typed, not endless."""
    text = unicodedata.normalize("NFC", request.query_params.get("q", "")[: 4 * LONGEST_QUERY])
    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(kept.split())[:LONGEST_QUERY]


def moment_in(request: Request, cut: Cut) -> Moment:
    """The moment ``?t=`` asks for (seconds, ``12:34`` or ``10,20``), or the cut's nearest to it.

    ``&r=`` names its recording. Without that it is a moment of the first one, unless only another
    part holds it: a part may have been added in front since.
    """
    text = request.query_params.get("t", "").strip()
    if not text:
        return Moment()
    try:
        start, until = _read_span(text)
    except ValueError:
        return Moment(
            notice=Sentence(
                "The time “{time}” in the address can't be read, so the session starts at its "
                "beginning.",
                {"time": text[:_LONGEST_TIME]},
            )
        )
    part, span = _nearest(_meant(request, cut), start)
    if Span(start, start + _SECOND).overlap(span) is None:
        return Moment(part, span.nearest(start), None, _outside(start))
    is_span = until is not None and until > start
    return Moment(part, span.nearest(start), min(until, span.end) if is_span and until else None)


def asked_part(request: Request, cut: Cut) -> int | None:
    """The part that ``?part=`` names; nothing when it names none, 404 when there is no such."""
    text = request.query_params.get("part", "")
    if not text:
        return None
    numbers = {str(number): number for number in range(1, len(cut.spans) + 1)}
    if text not in numbers:
        raise NotFoundError("There is nothing at this address.")
    return numbers[text]


def _meant(request: Request, cut: Cut) -> list[tuple[int, Span]]:
    """The parts that the address can mean, those it means first."""
    parts = list(enumerate(cut.spans, start=1))
    recording = request.query_params.get("r", "")
    named = [(part, one.span) for part, one in parts if str(one.recording_id) == recording]
    return named or [(part, one.span) for part, one in parts]


def _nearest(parts: Sequence[tuple[int, Span]], offset: Offset) -> tuple[int, Span]:
    """The first part that shows the moment, or else the first of them."""
    second = Span(offset, offset + _SECOND)
    return next((one for one in parts if second.overlap(one[1])), parts[0])


def _read_span(text: str) -> tuple[Offset, Offset | None]:
    if len(text) > _LONGEST_TIME:
        raise ValueError("longer than any time")
    first, _, last = text.partition(",")
    return parse_offset(first or "0"), parse_offset(last) if last else None


def _outside(start: Offset) -> Sentence:
    return Sentence(
        "The moment {time} of the recording is not part of this session; this is the nearest "
        "moment that is.",
        {"time": print_clock(start)},
    )


def whole_number(request: Request, name: str, otherwise: int) -> int:
    """A number of the query from 1 on; ``otherwise`` where there is none that can be read."""
    text = request.query_params.get(name, "")
    is_number = text.isascii() and text.isdecimal() and len(text) <= 9
    return max(int(text), 1) if is_number else otherwise
