"""SubViewer as YouTube writes it (.sbv): a line of two times, then the text."""

import re
from collections.abc import Iterator
from html import escape

from archive.captions.format import CaptionFormat, Shown, Written
from archive.captions.timing import lasting
from archive.timecode import parse_offset

_TIME = r"\d{1,3}:[0-5]?\d:[0-5]?\d\.\d{1,3}"
_TIMES = re.compile(rf"[ \t]*({_TIME}),({_TIME})[ \t]*")


def recognises(text: str) -> bool:
    first = next((line for line in text.split("\n") if line.strip()), "")
    return _TIMES.fullmatch(first) is not None


def read(text: str) -> Iterator[Written]:
    """The one track of the file; what follows a line of times is its text."""
    yield Written(tuple(_shown(text.split("\n"))))


FORMAT = CaptionFormat("SubViewer", recognises, read)


def _shown(lines: list[str]) -> Iterator[Shown]:
    times: re.Match[str] | None = None
    said: list[str] = []
    for line in [*lines, "0:0:0.0,0:0:0.0"]:
        found = _TIMES.fullmatch(line) if line[:1].isdigit() or line[:1] in " \t" else None
        if not found:
            said.append(escape(line.replace("[br]", "\n")))
            continue
        if times:
            span = lasting(parse_offset(times[1]), parse_offset(times[2]))
            yield Shown(span, "\n".join(said))
        times, said = found, []
