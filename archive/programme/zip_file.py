"""Files inside a ZIP archive (HWPX, DOCX, XLSX), never larger than can be read."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from archive.errors import ProgrammeUnreadableError

MAX_BYTES = 50_000_000
"""Of the archive as it comes, with its pictures."""
MAX_INSIDE = 200_000_000
"""Of everything in it together, unpacked."""
MAX_XML = 12_000_000
"""Of one part that is read, unpacked."""
MAX_FILES = 5000
MAX_RATIO = 300
"""Times a part may grow when it is unpacked; office XML grows some 20 times."""


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive, refused with ProgrammeUnreadableError where it is broken or would grow."""
    if len(content) > MAX_BYTES:
        raise ProgrammeUnreadableError(
            "The programme file has {megabytes} MB; at most {most} MB are read.",
            megabytes=-(-len(content) // 1_000_000),
            most=MAX_BYTES // 1_000_000,
        )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _refuse_bomb(archive)
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as exc:
        raise ProgrammeUnreadableError(
            "This document is broken or protected with a password."
        ) from exc


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    whole = sum(part.file_size for part in parts)
    grows = any(
        part.file_size > 1_000_000 and part.file_size > MAX_RATIO * max(1, part.compress_size)
        for part in parts
    )
    if len(parts) > MAX_FILES or whole > MAX_INSIDE or grows:
        raise ProgrammeUnreadableError(
            "This document would grow to {megabytes} MB in {files} parts when it is unpacked, "
            "so it was not read.",
            megabytes=-(-whole // 1_000_000),
            files=len(parts),
        )


def part_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part's bytes; raises ProgrammeUnreadableError where it is missing or too large."""
    try:
        with archive.open(name) as part:
            content = part.read(MAX_XML + 1)
    except KeyError as exc:
        raise ProgrammeUnreadableError(
            "This document has no part named {name}, so it can’t be read.", name=name
        ) from exc
    if len(content) > MAX_XML:
        raise ProgrammeUnreadableError(
            "A part of this document has more than {most} MB of text.", most=MAX_XML // 1_000_000
        )
    return content


def xml_of(archive: zipfile.ZipFile, name: str) -> Element:
    """One part as XML without a document type or entities of its own."""
    try:
        root: Element = fromstring(part_of(archive, name), forbid_dtd=True)
    except DefusedXmlException as exc:
        raise ProgrammeUnreadableError(
            "This XML declares entities or a document type of its own, which is not read."
        ) from exc
    except (ParseError, ValueError, LookupError) as exc:
        raise ProgrammeUnreadableError(
            "The text of this document is broken XML, so it can’t be read."
        ) from exc
    return root


def tag_of(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value_of(element: Element, name: str) -> str:
    """An attribute by its name without namespace; empty where it is missing."""
    found = (v for key, v in element.attrib.items() if key.rpartition("}")[2] == name)
    return next(found, "")


def number_of(element: Element | None, name: str, missing: int) -> int:
    """An attribute that is a whole number below ten thousand, or else ``missing``."""
    said = value_of(element, name) if element is not None else ""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 5 else missing


def child_of(element: Element, *path: str) -> Element | None:
    """A descendant by the names on the way to it."""
    for name in path:
        inner = next((one for one in element if tag_of(one) == name), None)
        if inner is None:
            return None
        element = inner
    return element
