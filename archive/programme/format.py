"""What a reader of one programme format looks like."""

from typing import Protocol

from archive.programme.model import Programme


class ProgrammeFormat(Protocol):
    """A module that reads one kind of document; ``archive.programme.FORMATS`` lists them.

    A new format is one file with these three names and one entry in ``FORMATS``. ``recognises``
    looks at the text only and is quick; ``read`` raises ProgrammeUnreadableError.
    """

    @property
    def NAME(self) -> str: ...  # noqa: N802 -- a module's constant

    def recognises(self, text: str) -> bool: ...

    def read(self, text: str) -> Programme: ...
