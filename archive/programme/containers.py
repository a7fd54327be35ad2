"""Documents that are no text but hold some: each format's bytes as lines and tables."""

from typing import Protocol
from zipfile import ZipFile

from archive.errors import ProgrammeUnreadableError
from archive.programme import docx, hwp, hwpx, pdf, spreadsheet
from archive.programme.documents import programme_in
from archive.programme.grids import Block
from archive.programme.model import Programme
from archive.programme.zip_file import opened


class ArchiveFormat(Protocol):
    """A module that reads one kind of document inside a ZIP archive."""

    @property
    def NAME(self) -> str: ...  # noqa: N802 -- a module's constant

    def recognises(self, archive: ZipFile) -> bool: ...

    def blocks_of(self, archive: ZipFile) -> tuple[Block, ...]: ...


class BinaryFormat(Protocol):
    """A module that reads one kind of document, known by the bytes it begins with."""

    @property
    def SIGNATURE(self) -> bytes: ...  # noqa: N802 -- a module's constant

    def blocks_of(self, content: bytes) -> tuple[Block, ...]: ...


BINARIES: tuple[BinaryFormat, ...] = (pdf, hwp)
ARCHIVES: tuple[ArchiveFormat, ...] = (hwpx, docx, spreadsheet)

_ZIP = b"PK\x03\x04"


def read_container(content: bytes) -> Programme | None:
    """The programme of a document in a container; nothing when the bytes are none.

    Raises ProgrammeUnreadableError for a container that can't be read or holds no timetable.
    """
    blocks = blocks_in(content)
    return None if blocks is None else programme_in(blocks)


def blocks_in(content: bytes) -> tuple[Block, ...] | None:
    """The lines and tables of a document in a container; nothing when the bytes are none."""
    for form in BINARIES:
        if content.startswith(form.SIGNATURE):
            return form.blocks_of(content)
    if not content.startswith(_ZIP):
        return None
    with opened(content) as archive:
        for kind in ARCHIVES:
            if kind.recognises(archive):
                return kind.blocks_of(archive)
    raise ProgrammeUnreadableError(
        "This ZIP archive is none of the documents that are read: {formats}.",
        formats=", ".join(kind.NAME for kind in ARCHIVES),
    )
