"""Captions in and out of files, through a cut and beside each other; webvtt stops here."""

from operator import attrgetter

from archive.captions import srt, vtt
from archive.captions.format import CaptionFormat
from archive.captions.model import Cue
from archive.errors import CaptionsUnreadableError
from archive.text_file import UndecodableError, decode_text
from archive.timecode import print_clock

FORMATS: tuple[CaptionFormat, ...] = (vtt.FORMAT, srt.FORMAT)
"""In the order they are asked; the first that recognises a file reads it."""

LONGEST_TEXT = 10_000
"""Characters in one cue; more than that is not a caption but a file without an end."""


def read_cues(content: bytes, *, file_name: str = "") -> tuple[Cue, ...]:
    """The cues of a caption file, by start time: NFC, plain text, none empty, each lasting.

    The content tells the format, not the name. What YouTube's automatic captions repeat while they
    roll is kept once. Raises ``CaptionsUnreadableError`` when there is nothing to read, or with the
    number of the line that can't be read.
    """
    text = _decoded(content)
    for form in FORMATS:
        if form.recognises(text):
            cues = sorted(form.read(text), key=attrgetter("span"))
            return _checked(tuple(cues), file_name)
    raise CaptionsUnreadableError(
        "“{file}” is no caption file we can read; we read {formats}.",
        file=file_name or "?",
        formats=", ".join(form.name for form in FORMATS),
    )


def _decoded(content: bytes) -> str:
    try:
        return decode_text(content)
    except UndecodableError as exc:
        raise CaptionsUnreadableError(
            "The file is in no text encoding we know; save it as UTF-8 and try again."
        ) from exc


def _checked(cues: tuple[Cue, ...], file_name: str) -> tuple[Cue, ...]:
    if not cues:
        raise CaptionsUnreadableError("“{file}” holds no captions.", file=file_name or "?")
    for cue in cues:
        if len(cue.text) > LONGEST_TEXT:
            raise CaptionsUnreadableError(
                "The caption at {time} holds {count} characters; a caption is at most {most}.",
                time=print_clock(cue.span.start),
                count=len(cue.text),
                most=LONGEST_TEXT,
            )
    return cues
