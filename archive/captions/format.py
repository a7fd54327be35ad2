"""What a caption format is: how to know it by its content, and what reading it gives."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from archive.timecode import Span


@dataclass(frozen=True, slots=True)
class Shown:
    """What one cue of a file puts on screen, and when.

    ``marked_up`` is WebVTT's cue text, whatever the file is: entities, ``<v Name>``, times of words
    as ``<00:01:02.500>``.
    """

    span: Span
    marked_up: str


@dataclass(frozen=True, slots=True)
class Written:
    """One track of a file, in the file's order; ``language`` is its code where the file says it."""

    shown: tuple[Shown, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class CaptionFormat:
    """One way to write captions down.

    ``recognises`` looks at a decoded file and says whether ``read`` will understand it. ``read``
    gives the tracks of the file and raises ``CaptionsUnreadableError`` with what is wrong and
    where. A new format is one module with one of these, named in ``archive.captions.FORMATS``.
    """

    name: str
    recognises: Callable[[str], bool]
    read: Callable[[str], Iterable[Written]]
