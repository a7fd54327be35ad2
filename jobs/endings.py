"""What the job runner does about each class of error."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.catalogue.values import IngestState
from archive.errors import (
    ArchiveError,
    RefusedError,
    SourceUnavailableError,
    StoppedError,
    ToolFailedError,
    TryAgainError,
)
from archive.sentence import Sentence

SHORTEST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)

UNEXPECTED = Sentence(
    "The work ended unexpectedly; the worker's log says why. Try again, and if it stays, tell the "
    "operator."
)


@dataclass(frozen=True, slots=True)
class Ending:
    """The state an attempt is left in, after a try following each of ``waits`` (in seconds)."""

    state: IngestState
    waits: tuple[float, ...] = ()


ENDINGS: Mapping[type[ArchiveError], Ending] = {
    RefusedError: Ending(IngestState.REFUSED),
    TryAgainError: Ending(IngestState.WAITING, (2.0, 8.0)),
    # yt-dlp has tried and waited several times before it says so.
    SourceUnavailableError: Ending(IngestState.WAITING),
    ToolFailedError: Ending(IngestState.FAILED, (1.0,)),
    StoppedError: Ending(IngestState.CANCELLED),
}
"""A class that isn't named ends as the nearest one above it."""


def ending_of(kind: type[Exception]) -> Ending:
    """How an attempt ends with such an error; what nobody foresaw fails at once."""
    for parent in kind.__mro__:
        if issubclass(parent, ArchiveError) and parent in ENDINGS:
            return ENDINGS[parent]
    return Ending(IngestState.FAILED)


def sentence_of(error: Exception) -> Sentence:
    """What a person is told."""
    return error.sentence if isinstance(error, ArchiveError) else UNEXPECTED


def next_try(error: Exception, attempt: int, now: datetime) -> datetime:
    """When to look again: not before the source says, and each time twice as late, up to an hour.

    A source that is late is asked once a minute, however long ago it was due.
    """
    told = error.not_before if isinstance(error, SourceUnavailableError) else None
    if told is not None:
        return max(told, now + SHORTEST_WAIT)
    doublings: int = 1 << min(max(attempt - 1, 0), 10)
    return now + min(SHORTEST_WAIT * doublings, LONGEST_WAIT)
