"""What a caption format is: how to know it by its content, and how to read it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from archive.captions.model import Cue


@dataclass(frozen=True, slots=True)
class CaptionFormat:
    """One way to write captions down.

    ``recognises`` looks at a decoded file and says whether ``read`` will understand it. ``read``
    gives its cues in any order and raises ``CaptionsUnreadableError`` with the line that is wrong.
    A new format is one module with one of these, named in ``archive.captions.FORMATS``.
    """

    name: str
    recognises: Callable[[str], bool]
    read: Callable[[str], Iterable[Cue]]
