"""The text inside a programme file: decoded, composed, and small enough to read."""

import re
import unicodedata

from archive.errors import ProgrammeUnreadableError
from archive.text_file import UndecodableError, decode_text

MAX_BYTES = 10_000_000

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


def decode_programme(content: bytes) -> str:
    """The file as composed (NFC) text with ``\\n`` line ends.

    Encodings are those of ``archive.text_file``. Raises ProgrammeUnreadableError for anything
    empty, too large or not text.
    """
    if len(content) > MAX_BYTES:
        raise ProgrammeUnreadableError(
            "The programme file has {megabytes} MB; at most {most} MB are read.",
            megabytes=-(-len(content) // 1_000_000),
            most=MAX_BYTES // 1_000_000,
        )
    text = _decode(content)
    _refuse_what_is_no_text(text)
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _CONTROL.sub(" ", composed)


def _decode(content: bytes) -> str:
    try:
        return decode_text(content)
    except UndecodableError as exc:
        raise ProgrammeUnreadableError(
            "The programme file is not text in UTF-8, UTF-16 or CP949."
        ) from exc


def _refuse_what_is_no_text(text: str) -> None:
    if not text.strip():
        raise ProgrammeUnreadableError("The programme file is empty.")
    for number, line in enumerate(text.split("\n"), start=1):
        if "\0" in line:
            raise ProgrammeUnreadableError(
                "Line {line} of the programme file holds a NUL character, so it is no text file.",
                line=number,
            )
