"""SubStation Alpha (.ass, .ssa): styled dialogue; pysubs2 stops here."""

import re
from collections.abc import Iterator
from html import escape

from pysubs2 import SSAEvent, SSAFile
from pysubs2.exceptions import Pysubs2Error

from archive.captions.format import CaptionFormat, Shown, Written
from archive.captions.timing import lasting
from archive.errors import CaptionsUnreadableError

_SECTION = re.compile(r"^\[(?:script info|v4\+? styles|events)\]", re.IGNORECASE | re.MULTILINE)
_TIME = re.compile(r"\d{1,3}:\d{1,2}:\d{1,2}\.\d{1,3}")
_FIELDS = "layer, start, end, style, name, marginl, marginr, marginv, effect, text"
_HEAD = (
    "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
)


def recognises(text: str) -> bool:
    return _SECTION.match(text.lstrip()) is not None and "Dialogue:" in text


def read(text: str) -> Iterator[Written]:
    """The one track of the file: dialogue, without comments and drawings."""
    mended = _HEAD + "".join(_mended(text.split("\n")))
    try:
        events = SSAFile.from_string(mended, format_="ass").events
    except (Pysubs2Error, ValueError) as exc:
        raise CaptionsUnreadableError("The file can't be read as SubStation Alpha.") from exc
    yield Written(tuple(_shown(event) for event in events if not event.is_drawing))


FORMAT = CaptionFormat("SubStation Alpha", recognises, read)


def _shown(event: SSAEvent) -> Shown:
    text = escape(event.plaintext)
    voice = escape(event.name.strip())
    return Shown(lasting(event.start, event.end), f"<v {voice}>{text}" if voice else text)


def _mended(lines: list[str]) -> Iterator[str]:
    """The dialogue with the fields in their usual order: the parser goes by their place.

    Colours, margins and layers are left out; a value that is wrong there spoils no text.
    """
    fields = _FIELDS.split(", ")
    for number, line in enumerate(lines, start=1):
        kind, _, rest = line.lstrip().partition(":")
        if kind == "Format" and "text" in rest.lower():
            fields = [name.strip().lower() for name in rest.split(",")]
        elif kind == "Dialogue":
            values = dict(zip(fields, rest.split(",", len(fields) - 1), strict=False))
            start, end = (values.get(name, "").strip() for name in ("start", "end"))
            if not _TIME.fullmatch(start) or not _TIME.fullmatch(end):
                raise CaptionsUnreadableError(
                    "Line {line} gives no times we can read: “{text}”. "
                    "Write 00:01:02.500 --> 00:01:04.000.",
                    line=number,
                    text=line.strip()[:80],
                )
            name, text = values.get("name", ""), values.get("text", "")
            yield f"Dialogue: 0,{start},{end},Default,{name},0,0,0,,{text}\n"
