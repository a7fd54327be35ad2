"""Programmes: the published timetable of an event, in whatever format it comes."""

from collections.abc import Callable
from importlib import import_module

from archive.errors import ProgrammeUnreadableError
from archive.programme import (
    calendar_file,
    delimited,
    front_matter,
    html_page,
    markdown,
    own_table,
    press_release,
    schedule_json,
    schedule_xml,
)
from archive.programme.considered import considered
from archive.programme.format import ProgrammeFormat
from archive.programme.model import Programme
from archive.programme.text import decode_programme
from archive.programme.unpacked import unpacked

FORMATS: tuple[ProgrammeFormat, ...] = (
    calendar_file,
    front_matter,
    schedule_xml,
    schedule_json,
    html_page,
    own_table,
    markdown,
    delimited,
    press_release,
)
"""Every format that can be read; the first that recognises a text by its content reads it."""

_CONTAINERS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How documents begin that are no text; their libraries are large, and loaded only for them."""

_FOREIGN_OPENINGS = (
    ("<?xml", "XML of another kind than a schedule"),
    ("{\\rtf", "RTF"),
)
"""How files begin that are often taken for text, and what they are."""


def read_container(content: bytes) -> Programme | None:
    """The programme of a document that is no text; nothing when it is none of them."""
    if not content.startswith(_CONTAINERS):
        return None
    read: Callable[[bytes], Programme | None] = import_module(
        "archive.programme.containers"
    ).read_container
    return read(content)


def read_programme(content: bytes, *, file_name: str = "") -> Programme:
    """The programme in a file's bytes; ``file_name`` only makes a refusal easier to follow.

    A file compressed with gzip or xz is read as what is in it. Every doubt has a suggestion. Raises
    ProgrammeUnreadableError with a sentence on what was expected.
    """
    content = unpacked(content)
    return considered(read_container(content) or _read_text(content, file_name))


def _read_text(content: bytes, file_name: str) -> Programme:
    is_calendar = content.lstrip()[:15].upper() == b"BEGIN:VCALENDAR"
    text = decode_programme(calendar_file.mended(content) if is_calendar else content)
    for programme_format in FORMATS:
        if programme_format.recognises(text):
            return programme_format.read(text)
    opening = text.lstrip()[:20].casefold()
    for start, name in _FOREIGN_OPENINGS:
        if opening.startswith(start.casefold()):
            raise _foreign(name)
    raise ProgrammeUnreadableError(
        "{file} holds no programme that can be read: a text, page, list or document with a "
        "timetable, its rows beginning with times such as “10:00~10:30”, or a schedule in XML, "
        "JSON or iCalendar was expected.",
        file=file_name or "The file",
    )


def _foreign(name: str) -> ProgrammeUnreadableError:
    return ProgrammeUnreadableError(
        "This file is {format}; a programme is read from text, HTML, Markdown, CSV, XLSX, HWPX, "
        "HWP, DOCX or PDF, or from a schedule in XML, JSON or iCalendar.",
        format=name,
    )
