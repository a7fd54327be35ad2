"""Programmes: the published timetable of an event, in whatever format it comes."""

from archive.errors import ProgrammeUnreadableError
from archive.programme import press_release
from archive.programme.format import ProgrammeFormat
from archive.programme.model import Programme
from archive.programme.text import decode_programme

FORMATS: tuple[ProgrammeFormat, ...] = (press_release,)
"""Every format that can be read; the first that recognises a text by its content reads it."""

_FOREIGN_OPENINGS = (
    ("%PDF", "PDF"),
    ("PK\x03\x04", "a ZIP file, such as HWPX or DOCX"),
    ("BEGIN:VCALENDAR", "iCalendar"),
    ("<?xml", "XML"),
    ("<!doctype", "HTML"),
    ("<html", "HTML"),
    ("{\\rtf", "RTF"),
    ("{", "JSON"),
    ("[{", "JSON"),
)
"""How files begin that are often taken for text, and what they are."""


def read_programme(content: bytes, *, file_name: str = "") -> Programme:
    """The programme in a file's bytes; ``file_name`` only makes a refusal easier to follow.

    Raises ProgrammeUnreadableError with a sentence on what was expected.
    """
    _refuse_binary(content)
    text = decode_programme(content)
    opening = text.lstrip()[:20].casefold()
    for start, name in _FOREIGN_OPENINGS:
        if opening.startswith(start.casefold()):
            raise _foreign(name)
    for programme_format in FORMATS:
        if programme_format.recognises(text):
            return programme_format.read(text)
    raise ProgrammeUnreadableError(
        "{file} holds no programme that can be read: a Korean press release with a timetable was "
        "expected, its rows beginning with times such as “10:00~10:30”.",
        file=file_name or "The file",
    )


def _refuse_binary(content: bytes) -> None:
    for start, name in _FOREIGN_OPENINGS[:2]:
        if content.startswith(start.encode()):
            raise _foreign(name)


def _foreign(name: str) -> ProgrammeUnreadableError:
    return ProgrammeUnreadableError(
        "This file is {format}; a programme is read from plain text, such as a press release.",
        format=name,
    )
