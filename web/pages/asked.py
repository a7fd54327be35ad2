"""What an address asks for, read kindly: whatever is typed there gets a page or a sentence."""

import unicodedata
from dataclasses import dataclass

from starlette.requests import Request

from archive.errors import NotFoundError
from archive.sentence import Sentence
from archive.timecode import Offset, Span, parse_offset, print_clock

LONGEST_QUERY = 200
_LONGEST_TIME = 40
_SECOND = 1000


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a session shall be opened, in recording time.

    ``start`` is nothing when the address names no moment; ``notice`` says why it isn't the one
    that was asked for.
    """

    start: Offset | None = None
    until: Offset | None = None
    notice: Sentence | None = None


def path_text(request: Request, name: str) -> str:
    """A part of the path; ``NotFoundError`` for what no name here can hold."""
    text: str = request.path_params[name]
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


def moment_in(request: Request, cut: Span) -> Moment:
    """The moment ``?t=`` asks for (seconds, ``12:34`` or ``10,20``), or the cut's nearest to it."""
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
    if Span(start, start + _SECOND).overlap(cut) is None:
        return Moment(cut.nearest(start), None, _outside(start, cut))
    is_span = until is not None and until > start
    return Moment(cut.nearest(start), min(until, cut.end) if is_span and until else None)


def _read_span(text: str) -> tuple[Offset, Offset | None]:
    if len(text) > _LONGEST_TIME:
        raise ValueError("longer than any time")
    first, _, last = text.partition(",")
    return parse_offset(first or "0"), parse_offset(last) if last else None


def _outside(start: Offset, cut: Span) -> Sentence:
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
